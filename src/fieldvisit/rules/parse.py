"""A pack file's tables as a `Pack`; unknown keys, names and marks are errors."""

from __future__ import annotations

from collections.abc import Callable

from fieldvisit.domain.content import Table
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.kind import Kind
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.pack import ALWAYS, APPLIES, Clock, Pack, Rule, When
from fieldvisit.rules.values import date_of, days_of, optional_date, whole_number
from fieldvisit.rules.zones import country_code, is_zone

SCHEMA = 1

_CLOSED = {"role": names.ROLES, "debt_type": names.DEBT_TYPES, "lender_type": names.LENDER_TYPES}
_NEVER_BLOCK = ("UNSURE", "DRAFT")


def pack_of(top: Table, digest: str) -> tuple[Pack, dict[str, Table]]:
    """The pack, and each rule's table by its id for later errors; raises BadInput."""
    head = top.table("pack")
    _check_schema(head)
    clock = _clock(top.table("clock"))
    tables: dict[str, Table] = {}
    rules: list[Rule] = []
    for table in top.tables("rule"):
        rule = _rule(table)
        if rule.id in tables:
            phrase = N_("{file}, line {line}: {key} stands twice in this file; choose another id.")
            raise table.wrong("id", phrase)
        tables[rule.id] = table
        rules.append(rule)
    pack = _pack(head, clock, tuple(rules), digest, _consents_last(top.table("consents_last")))
    _check_holidays(pack, tables)
    top.close()
    return pack, tables


def _check_schema(head: Table) -> None:
    if whole_number(head, "schema") != SCHEMA:
        raise head.wrong("schema", N_("{file}, line {line}: {key} must be 1."))


def _pack(
    head: Table, clock: Clock, rules: tuple[Rule, ...], digest: str, consents_last: dict[str, int]
) -> Pack:
    pack = Pack(
        id=head.text("id"),
        title=head.texts("title"),
        jurisdiction=head.text("jurisdiction"),
        effective=date_of(head, "effective"),
        checked_on=date_of(head, "checked_on"),
        sha256=digest,
        applies=_applies(head.table("applies")),
        clock=clock,
        rules=rules,
        expires=optional_date(head, "expires"),
        stale_after=days_of(head, "stale_after"),
        extends=head.names("extends"),
        holidays=head.text("holidays", ""),
        consents_last=consents_last,
    )
    if "en" not in pack.title:
        raise head.wrong("title", N_("{file}, line {line}: {key} needs a text in English."))
    head.close()
    return pack


def _applies(table: Table) -> dict[str, tuple[str, ...]]:
    applies = {key: table.names(key, _CLOSED.get(key)) for key in APPLIES}
    table.close()
    applies["country"] = tuple(country_code(each) for each in applies["country"])
    return {key: wanted for key, wanted in applies.items() if wanted}


def _clock(table: Table) -> Clock:
    clock = Clock(
        zone=table.text("zone", "borrower", words=("borrower",)),
        unknown=table.one_of("unknown", ("all", "block"), "all"),
        count=table.one_of("count", ("calendar", "hours"), "calendar"),
        stated="zone" in table.values,
    )
    if clock.zone != "borrower" and not is_zone(clock.zone):
        phrase = N_('{file}, line {line}: {key} must be "borrower" or an IANA time zone.')
        raise table.wrong("zone", phrase)
    table.close()
    return clock


def _consents_last(table: Table) -> dict[str, int]:
    days = {name: days_of(table, name) for name in names.CONSENTS}
    table.close()
    return {name: most for name, most in days.items() if most is not None}


def _rule(table: Table) -> Rule:
    kind = KINDS[table.one_of("kind", KINDS)]
    rule = Rule(
        id=table.text("id"),
        kind=kind.name,
        effect=table.one_of("effect", names.EFFECTS),
        mark=table.one_of("mark", names.MARKS),
        source=table.text("source"),
        on=_actions(table, kind),
        own=kind.read(table),
        text=table.texts("text", required=False),
        when=_when(table.table("when")),
        unless=table.names("unless", names.EXCUSES),
        override=table.one_of("override", names.OVERRIDES, "none"),
    )
    if rule.text and "en" not in rule.text:
        raise table.wrong("text", N_("{file}, line {line}: {key} needs a text in English."))
    if rule.mark in _NEVER_BLOCK and rule.effect == "block":
        phrase = N_('{file}, line {line}: {key} must not be "block" for a rule marked {mark}.')
        raise table.wrong("effect", phrase, mark=rule.mark)
    table.close()
    return rule


def _actions(table: Table, kind: Kind) -> tuple[str, ...]:
    """The kinds of action a rule looks at: the kind's own under `on`, any under `before`."""
    key = kind.channels
    if key == "on":
        named = table.names("on", kind.actions) or kind.usual or kind.actions
        return tuple(dict.fromkeys((*named, *kind.beyond)))
    if not isinstance(table.values.get(key), list):
        return (table.one_of(key, names.ACTIONS),)
    if not table.values[key]:
        raise table.not_allowed(key, names.ACTIONS)
    return table.names(key, names.ACTIONS)


def _when(table: Table) -> When:
    when = When(
        dpd_over=whole_number(table, "dpd_over"),
        dpd_up_to=whole_number(table, "dpd_up_to"),
        role=table.names("role", names.ROLES),
        debt_type=table.names("debt_type", names.DEBT_TYPES),
        lender_type=table.names("lender_type", names.LENDER_TYPES),
        place=table.names("place", names.PLACES),
        days=table.names("days", names.WEEKDAYS),
        flags=table.names("flags", names.FLAGS),
        since=optional_date(table, "since"),
    )
    table.close()
    return ALWAYS if when == ALWAYS else when


def _read_head(head: Table) -> None:
    _check_schema(head)
    _pack(head, Clock(), (), "", {})


PARTS: dict[str, Callable[[Table], object]] = {
    "pack": _read_head,
    "clock": _clock,
    "consents_last": _consents_last,
    "rule": _rule,
}
"""The readers of a pack file's tables, by the tables' names."""


def _check_holidays(pack: Pack, tables: dict[str, Table]) -> None:
    for rule in pack.rules:
        if getattr(rule.own, "holidays", "open") == "closed" and not pack.holidays:
            phrase = N_("{file}, line {line}: {key} needs a holiday table named in [pack].")
            raise tables[rule.id].wrong("holidays", phrase)
