"""`need`: things that must exist before an action: a notice, a consent, a contact.

`has` names consents, things, or `prior_contact`, which the contact ledger can also show: a call,
message or letter that reached the borrower within `within`. `lead` is the time that must lie
between the thing and the action. With `later` the thing may still follow, counted in calendar
dates from the first contact; until it is there the rule speaks and says by when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fieldvisit.domain.content import Table
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import excused_times, is_excused
from fieldvisit.rules.explain import ACTION_WORDS, Phrase, opening
from fieldvisit.rules.intervals import LATEST, Interval
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Happened
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import days_of, span_of
from fieldvisit.rules.zones import local_date

_NOT_REACHED = ("no_answer", "not_connected", "nobody", "spoke_to_other")


@dataclass(frozen=True, slots=True)
class Need:
    """`later` and `within` count days; None when the rule does not use them."""

    has: tuple[str, ...]
    lead: timedelta | None = None
    later: int | None = None
    within: int | None = None


def read(table: Table) -> Need:
    """The fields of the kind; raises BadInput when nothing is needed."""
    need = Need(
        has=table.names("has", (*names.CONSENTS, *names.HAS)),
        lead=span_of(table, "lead"),
        later=days_of(table, "later"),
        within=days_of(table, "within"),
    )
    if not need.has:
        raise table.wrong("has", N_("{file}, line {line}: {key} must name what is needed."))
    if need.within is not None and need.has != ("prior_contact",):
        phrase = N_("{file}, line {line}: {key} goes with prior_contact only.")
        raise table.wrong("within", phrase)
    if need.lead is not None and need.later is not None:
        phrase = N_("{file}, line {line}: {key} and lead contradict each other; keep one.")
        raise table.wrong("later", phrase)
    return need


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when something is missing, or has not been there for long enough."""
    need: Need = rule.own
    missing = tuple(name for name in need.has if not _is_there(name, need, scene))
    if missing and need.later is not None:
        return _still_to_come(rule, scene, missing, need.later)
    if missing:
        return _missing(rule, scene, missing)
    opens_at = _lead_over_at(need, scene)
    if opens_at is None or opens_at <= scene.at:
        return None
    return _too_early(rule, scene, opens_at)


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
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _is_there(name: str, need: Need, scene: Scene) -> bool:
    if name in names.CONSENTS:
        return is_excused((name,), scene)
    if name == "prior_contact":
        return bool(_contacts(need, scene))
    return scene.facts.has.get(name, LATEST) <= scene.at


def _contacts(need: Need, scene: Scene) -> list[datetime]:
    """When the borrower was reached before the action, or it was noted that they were."""
    reached = [each.at for each in scene.facts.ledger if _reaches_borrower(each)]
    if "prior_contact" in scene.facts.has:
        reached.append(scene.facts.has["prior_contact"])
    return [each for each in reached if each <= scene.at and _is_recent(each, need, scene)]


def _reaches_borrower(each: Happened) -> bool:
    if each.kind not in ("call", "message", "letter") or each.result in _NOT_REACHED:
        return False
    return each.party in ("", "debtor") and each.started_by != "other"


def _is_recent(moment: datetime, need: Need, scene: Scene) -> bool:
    if need.within is None:
        return True
    if scene.pack.clock.count == "hours":
        return scene.at - moment <= timedelta(days=need.within)
    return all(
        (local_date(scene.at, zone) - local_date(moment, zone)).days <= need.within
        for zone in scene.date_zones
    )


def _lead_over_at(need: Need, scene: Scene) -> datetime | None:
    """When the lead time of everything needed is over; None while something is missing."""
    if need.lead is None:
        return None
    since = [_since(name, need, scene) for name in need.has]
    known = [each for each in since if each is not None]
    return max(known) + need.lead if len(known) == len(since) else None


def _since(name: str, need: Need, scene: Scene) -> datetime | None:
    if name == "prior_contact":
        return min(_contacts(need, scene), default=None)
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
    if need.lead is not None:
        clears = N_("Record it; {hours} hours later it may go ahead.")
        details["hours"] = _hours(need.lead)
    elif missing == ("prior_contact",):
        clears = N_("Call, write or send a message first, and record it.")
    else:
        clears = N_("Record it first.")
    said = Phrase(N_("Missing before {action}: {things}."), details)
    return reason_of(rule, scene, said, clears=Phrase(clears, details))


def _too_early(rule: Rule, scene: Scene, opens_at: datetime) -> Reason:
    need: Need = rule.own
    zone = scene.date_zones[0]
    details = {**_details(scene, need.has), "hours": _hours(need.lead or timedelta(0))}
    return reason_of(
        rule,
        scene,
        Phrase(N_("Less than {hours} hours before {action}: {things}."), details),
        opens_at=opens_at,
        opens=opening(opens_at, scene.at, zone),
        zone=zone,
    )


def _still_to_come(rule: Rule, scene: Scene, missing: tuple[str, ...], days: int) -> Reason:
    due, today = _due(scene, days)
    details = {**_details(scene, missing), "date": due.isoformat()}
    said = N_("Overdue since {date}: {things}.") if today > due else N_("Due by {date}: {things}.")
    clears = Phrase(N_("Hand it over or send it, and record it."))
    return reason_of(rule, scene, Phrase(said, details), clears=clears)


def _due(scene: Scene, days: int) -> tuple[date, date]:
    """The last date, and today's, in the zone where the last date comes first."""
    contacts = [each.at for each in scene.facts.ledger if _reaches_borrower(each)]
    contacts += [
        each.at
        for each in scene.facts.ledger
        if each.kind == "visit" and each.result in ("conversation", "spoke_to_debtor")
    ]
    first = min([*contacts, scene.at])
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
    loosens=loosens,
    opens=opens,
    channels="before",
)
