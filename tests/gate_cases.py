"""Facts and packs for tests of the rule engine, as short as a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decide import decide
from fieldvisit.rules.decision import Decision, Reason
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import load_pack, shipped_packs
from fieldvisit.rules.pack import Pack

LOS_ANGELES = "America/Los_Angeles"
NEW_YORK = "America/New_York"
LONDON = "Europe/London"
SHANGHAI = "Asia/Shanghai"
KOLKATA = "Asia/Kolkata"

HEAD = """\
[pack]
id = "{name}"
schema = 1
title = {{ en = "A pack" }}
jurisdiction = "XX"
effective = 2020-01-01
checked_on = 2026-11-23
{more}
"""
HOURS = {"id": "a.hours", "kind": "hours", "effect": "block", "open": "08:00", "close": "21:00"}
NEED = {"id": "a.need", "kind": "need", "effect": "block", "before": "visit"}
CALL_LIMIT = {
    "id": "a.limit",
    "kind": "limit",
    "effect": "block",
    "on": ["call"],
    "count": {"started_by": ["collector"], "skip": ["not_connected", "consented_call"]},
    "max": 7,
    "per": "7 days",
    "by": "person+debt",
}
VISIT_LIMIT = {
    "id": "a.limit",
    "kind": "limit",
    "effect": "block",
    "on": ["visit"],
    "count": {"outcome": ["spoke_to_debtor", "spoke_to_other"]},
    "max": 1,
    "per": "30 days",
    "by": "debt",
    "unless": ["consent.more_visits_written"],
}
HOLD = {
    "id": "a.hold",
    "kind": "hold",
    "effect": "block",
    "on": ["call"],
    "after": {"channel": ["call"], "outcome": ["conversation"]},
    "for": "7 days",
    "by": "person+debt",
    "unless": ["consent.call"],
}
AVOID = {
    "id": "a.avoid",
    "kind": "avoid",
    "effect": "block",
    "from": "borrower.inconvenient",
    "unless": ["consent.hours"],
}
STOP = {"id": "a.stop", "kind": "stop", "effect": "block", "while": ["cease"]}


def happened(at: str, kind: str = "call", **more: Any) -> dict[str, Any]:
    """A contact of the ledger that the collector began."""
    return {"at": at, "kind": kind, "started_by": "collector", **more}


def facts(at: str, *, zones: tuple[str, ...] = (), minutes: int = 0, **more: Any) -> Facts:
    """A visit at that instant; `more` are further keys of the facts, `action` among them."""
    action = {"kind": "visit", "at": at, "minutes": minutes, **more.pop("action", {})}
    return Facts.of({"action": action, "place": {"zones": list(zones)}, **more})


def decided(at: str, *packs: Pack | str, **more: Any) -> Decision:
    """The decision by shipped packs of these ids, or by these packs."""
    shipped = {pack.id: pack for pack in shipped_packs()}
    chosen = [shipped[pack] if isinstance(pack, str) else pack for pack in packs]
    return decide(facts(at, packs=[pack.id for pack in chosen], **more), chosen)


def reason(decision: Decision, rule: str) -> Reason | None:
    """What that rule said, if it spoke."""
    return next((each for each in decision.reasons if each.rule == rule), None)


def toml_value(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else f'"{value}"'


def rule_text(rule: dict[str, Any]) -> str:
    """A rule as a pack file writes it; source and mark are there unless stated."""
    whole = {"source": "a law", "mark": "KNOWN", **rule}
    return "[[rule]]\n" + "".join(
        f"{key} = {toml_value(value)}\n" for key, value in whole.items() if value is not None
    )


CLOCK = 'zone = "borrower"'


def pack_text(*rules: dict[str, Any], name: str = "a", more: str = "", clock: str = CLOCK) -> str:
    """A pack file with these rules; `more` stands in [pack], `clock` in [clock]."""
    text = HEAD.format(name=name, more=more)
    return text + f"[clock]\n{clock}\n" + "".join(rule_text(rule) for rule in rules)


def pack_from(folder: Path, text: str, *, others: tuple[Pack, ...] = ()) -> Pack:
    """The pack of that text, loaded from a file in the folder."""
    path = folder / "a.toml"
    path.write_text(text, "utf-8")
    return load_pack(path, others)


def loosened(folder: Path, parent: dict[str, Any], change: dict[str, Any]) -> str:
    """The key that is refused when the child changes the parent so; empty when it is taken."""
    table = 'holidays = "ID"'
    elder = pack_from(folder, pack_text(parent, name="law", more=table))
    child = {key: value for key, value in {**parent, **change}.items() if value is not None}
    text = pack_text(child, name="house", more=f'{table}\nextends = ["law"]')
    try:
        pack_from(folder, text, others=(elder,))
    except BadInput as error:
        return error.field.removeprefix("rule[1].")
    return ""
