"""`need`: things that must exist before an action: a notice, a consent, a contact.

`has` names consents, things, or what the contact ledger can also show: `prior_contact`, a call,
message or letter that reached the borrower, and `prior_tries`, at least `tries` calls, messages,
letters or visits that the collector began, whatever came of them; with `in_a_row` the latest
ones, with none between them that the filter leaves out. `count` is a filter for both (as that of a
limit, but what a contact leaves open does not count here), and `within` how many dates ago a thing
or a contact may lie. `lead` is the time that must lie between the thing and the action. With
`later` the thing may still follow, counted in calendar dates from the first contact: until then the
rule only reminds of it and says by when, and after that it speaks.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.counting import (
    EVERYTHING,
    Count,
    counts_less,
    document_of,
    read_count,
)
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import excused_times, is_excused
from fieldvisit.rules.explain import ACTION_WORDS, Phrase, day_there
from fieldvisit.rules.intervals import LATEST, Interval
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.prior import contacts_before, first_contact, is_recent, tries_before
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import days_of, span_of
from fieldvisit.rules.zones import local_date


@frozen
class Need:
    """`later` and `within` count days; None when the rule does not use them."""

    has: tuple[str, ...]
    lead: timedelta | None = None
    later: int | None = None
    within: int | None = None
    tries: int = 1
    in_a_row: bool = False
    count: Count = EVERYTHING


def read(table: Table) -> Need:
    """The fields of the kind; raises BadInput when nothing is needed."""
    need = Need(
        has=table.names("has", (*names.CONSENTS, *names.HAS)),
        lead=span_of(table, "lead"),
        later=days_of(table, "later"),
        within=days_of(table, "within"),
        tries=table.number("tries") if "tries" in table.values else 1,
        in_a_row=table.yes("in_a_row"),
        count=read_count(table.table("count")),
    )
    if not need.has:
        raise table.wrong("has", N_("{file}, line {line}: {key} must name what is needed."))
    _check_ledger(table, need)
    if need.lead is not None and need.later is not None:
        phrase = N_("{file}, line {line}: {key} and lead contradict each other; keep one.")
        raise table.wrong("later", phrase)
    return need


def _check_ledger(table: Table, need: Need) -> None:
    """Raise BadInput for a key that says more of the ledger than anything in `has` asks of it."""
    if need.within is not None and set(need.has) & set(names.CONSENTS):
        raise table.wrong("within", N_("{file}, line {line}: {key} does not go with a consent."))
    for key in ("tries", "in_a_row"):
        if key in table.values and "prior_tries" not in need.has:
            raise table.wrong(key, N_("{file}, line {line}: {key} goes with prior_tries only."))
    if "count" in table.values and not set(need.has) & {"prior_contact", "prior_tries"}:
        phrase = N_("{file}, line {line}: {key} goes with prior_contact and prior_tries only.")
        raise table.wrong("count", phrase)


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when something is missing, or has not been there for long enough."""
    need: Need = rule.own
    missing = _missing_of(need, scene)
    if missing:
        tell = _missing if need.later is None else _overdue
        return tell(rule, scene, missing)
    opens_at = _lead_over_at(need, scene)
    if opens_at is None or opens_at <= scene.at:
        return None
    return _too_early(rule, scene, opens_at)


def reminds(rule: Rule, scene: Scene) -> Reason | None:
    """What is missing and may still follow, with the last date for it."""
    need: Need = rule.own
    missing = _missing_of(need, scene)
    if not missing or need.later is None:
        return None
    return _to_follow(rule, scene, missing, N_("Due by {day}: {things}."))


def opens(rule: Rule, scene: Scene, first: datetime, last: datetime) -> list[Interval]:
    """From when the lead time is over; always when it is not time that is missing."""
    opens_at = _lead_over_at(rule.own, scene)
    if opens_at is None or is_excused(rule.unless, scene):
        return [(first, last)]
    return [(opens_at, LATEST)]


def document(need: Need) -> dict[str, object]:
    """The fields as the file writes them."""
    fields = {
        "has": list(need.has),
        "lead": None if need.lead is None else f"{_hours(need.lead)}h",
        "later": None if need.later is None else f"{need.later} days",
        "within": None if need.within is None else f"{need.within} days",
        "tries": need.tries if "prior_tries" in need.has else None,
        "in_a_row": need.in_a_row or None,
        "count": document_of(need.count) or None,
    }
    return {key: value for key, value in fields.items() if value is not None}


def loosens(parent: Need, child: Need) -> str:
    """The key by which the child asks for less than the parent."""
    less = {
        "has": not set(parent.has) <= set(child.has),
        "lead": (child.lead or timedelta(0)) < (parent.lead or timedelta(0)),
        "later": child.later is not None and (parent.later is None or child.later > parent.later),
        "within": parent.within is not None
        and (child.within is None or child.within > parent.within),
        "tries": child.tries < parent.tries,
        "in_a_row": parent.in_a_row and not child.in_a_row,
        "count": counts_less(child.count, parent.count),
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _missing_of(need: Need, scene: Scene) -> tuple[str, ...]:
    return tuple(name for name in need.has if not _is_there(name, need, scene))


def _is_there(name: str, need: Need, scene: Scene) -> bool:
    if name in names.CONSENTS:
        return is_excused((name,), scene)
    if name == "prior_contact":
        return bool(contacts_before(scene, need.count, need.within))
    if name == "prior_tries" and len(_tries(need, scene)) >= need.tries:
        return True
    since = scene.facts.has.get(name)
    return since is not None and since <= scene.at and is_recent(since, need.within, scene)


def _tries(need: Need, scene: Scene) -> list[datetime]:
    in_a_row = need.tries if need.in_a_row else 0
    return tries_before(scene, need.count, need.within, in_a_row=in_a_row)


def _lead_over_at(need: Need, scene: Scene) -> datetime | None:
    """When the lead time of everything needed is over; None while something is missing."""
    if need.lead is None:
        return None
    since = [_since(name, need, scene) for name in need.has]
    known = [each for each in since if each is not None]
    return max(known) + need.lead if len(known) == len(since) else None


def _since(name: str, need: Need, scene: Scene) -> datetime | None:
    if name == "prior_contact":
        return min(contacts_before(scene, need.count, need.within), default=None)
    if name == "prior_tries" and name not in scene.facts.has:
        return next(iter(_tries(need, scene)[need.tries - 1 :]), None)
    starts = [
        start
        for zone in scene.date_zones
        for start, end in excused_times((name,), scene, zone, scene.at, scene.at)
        if start <= scene.at < end
    ]
    return min(starts, default=None)


def _missing(rule: Rule, scene: Scene, missing: tuple[str, ...]) -> Reason:
    need: Need = rule.own
    details = _details(scene, missing)
    if "prior_tries" in missing:
        tried = {"done": len(_tries(need, scene)), "needed": need.tries}
        tries = Phrase(N_("tries to reach the borrower ({done} of {needed})"), tried)
        others = (names.words_for(name) for name in missing if name != "prior_tries")
        details["things"] = (*others, tries)
    said = N_("Missing before {action}: {things}.")
    if need.within is not None:
        said = N_("Missing before {action}, in the last {n} days: {things}.")
        details["n"] = need.within
    if need.lead is not None:
        clears = N_("Record it; {hours} hours later it may go ahead.")
        details["hours"] = _hours(need.lead)
    elif missing == ("prior_contact",):
        clears = N_("Call, write or send a message first, and record it.")
    else:
        clears = N_("Record it first.")
    return reason_of(rule, scene, Phrase(said, details), clears=Phrase(clears, details))


def _too_early(rule: Rule, scene: Scene, opens_at: datetime) -> Reason:
    need: Need = rule.own
    zone = scene.date_zones[0]
    details = {**_details(scene, need.has), "hours": _hours(need.lead or timedelta(0))}
    return reason_of(
        rule,
        scene,
        Phrase(N_("Less than {hours} hours before {action}: {things}."), details),
        opens_at=opens_at,
        zone=zone,
    )


def _overdue(rule: Rule, scene: Scene, missing: tuple[str, ...]) -> Reason | None:
    due, today = _due(scene, rule.own.later)
    if today <= due:
        return None
    return _to_follow(rule, scene, missing, N_("It was due by {day}: {things}."))


def _to_follow(rule: Rule, scene: Scene, missing: tuple[str, ...], said: str) -> Reason:
    due, today = _due(scene, rule.own.later)
    details = {**_details(scene, missing), "day": day_there(due, today)}
    clears = Phrase(N_("Hand it over or send it, and record it."))
    return reason_of(rule, scene, Phrase(said, details), clears=clears)


def _due(scene: Scene, days: int) -> tuple[date, date]:
    """The last date, and today's, in the zone where the last date comes first."""
    first = first_contact(scene)
    return min(
        (local_date(first, zone) + timedelta(days=days), local_date(scene.at, zone))
        for zone in scene.date_zones
    )


def _details(scene: Scene, missing: tuple[str, ...]) -> dict[str, object]:
    return {
        "action": ACTION_WORDS[scene.facts.action.kind],
        "things": tuple(names.words_for(name) for name in missing),
    }


def _hours(span: timedelta) -> int:
    return int(span / timedelta(hours=1))


KIND = Kind(
    name="need",
    document=document,
    read=read,
    speak=speak,
    reminds=reminds,
    loosens=loosens,
    opens=opens,
    channels="before",
)
