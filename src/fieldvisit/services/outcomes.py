"""Recording what came of a visit, correcting it, and taking it back while it is unsent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent, instant_of, instant_text
from fieldvisit.domain.outcome import (
    Outcome,
    OutcomeCode,
    check_outcome,
    check_visit_state,
    load_outcome_codes,
)
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.promise import Promise
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.domain.visit import Visit
from fieldvisit.services.gate import gate_of, place_zone
from fieldvisit.services.visits import new_visit_id, visit_of

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

UNDOABLE = (
    events.OUTCOME_LOGGED,
    events.PLAN_AGREED,
    events.VISIT_STARTED,
    events.VISIT_FINISHED,
    events.VISIT_MOVED,
    events.VISIT_PLANNED,
    events.ENTRY_LOGGED,
    events.ENTRY_ENDED,
    events.PROMISE_SETTLED,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What comes next by itself: `kind` is "promise" or "call_back"."""

    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class OutcomeLogged:
    """A recorded outcome and what follows from it."""

    visit: Visit
    code: OutcomeCode
    event: Event
    follow_up: FollowUp | None


def log_outcome(
    store: Store,
    visit_id: str,
    outcome: Outcome,
    now: datetime,
    settings: Settings,
    *,
    event_id: str = "",
) -> OutcomeLogged:
    """Record what came of a visit; a second outcome of the same visit corrects the first.

    What happened can always be written down: a visit that was never started through the gate is
    recorded together with what the gate says now. Raises BadInput naming the field that the code
    asks for, Refused when "not visited" is said of a visit that was begun.
    """
    visit = visit_of(store, visit_id)
    code = load_outcome_codes().current(outcome.code)
    said = replace(outcome, code=code.id, note=safe_text(outcome.note, lines=True))
    check_outcome_of(visit, said, now, settings)
    _check_agreement(store, visit, code)
    today = now.astimezone(place_zone(visit.case)).date()
    payload = _payload(store, visit, code, said, today, now)
    if visit.started_at is None and code.visit != "forbidden":
        entries = store.ledger.of([visit.case.case_id])[visit.case.case_id]
        decision, facts = gate_of(visit, entries, now, settings, _party(said))
        payload |= {"facts": facts, "decision": decision.document()}
    new = NewEvent(
        events.OUTCOME_LOGGED,
        payload,
        supersedes=store.visits.outcome_event(visit_id),
        event_id=event_id,
    )
    event = store.record([new], now, forget=draft_name(visit_id, "record"))[0]
    return OutcomeLogged(visit_of(store, visit_id), code, event, _follow_up(payload))


def check_outcome_of(visit: Visit, outcome: Outcome, now: datetime, settings: Settings) -> None:
    """Raise BadInput or Refused for what `log_outcome` would not take, without a look at files."""
    code = load_outcome_codes().current(outcome.code)
    today = now.astimezone(place_zone(visit.case)).date()
    check_outcome(outcome, code, today, promise_days=settings.promise_days)
    if visit.started_at is not None:
        check_visit_state(code, started=True)


def draft_name(visit_id: str, step: str) -> str:
    """Under which name the draft of a visit's step is kept."""
    return f"{visit_id} {step}"


def undo(store: Store, event_id: str, now: datetime) -> Event:
    """Take a record back by a new entry; raises Refused once it was handed over."""
    event = store.journal.find(event_id)
    newest = store.handovers.newest()
    if event is None or event.type not in UNDOABLE:
        raise Refused(
            N_("This record cannot be taken back."), code="undo.impossible", field="event"
        )
    if newest is not None and event.seq <= newest.seq:
        raise Refused(
            N_("This record was handed over already; record a correction instead."),
            code="undo.sent",
            field="event",
        )
    payload = {"reversed": event.type, "visit": event.payload.get("visit", "")}
    return store.record([NewEvent(events.RECORD_REVERSED, payload, supersedes=event_id)], now)[0]


def last_undoable(store: Store) -> Event | None:
    """The newest record that can still be taken back, undone ones passed over."""
    newest = store.handovers.newest()
    gone: set[str] = set()
    for event in store.journal.newest_first(after=newest.seq if newest else 0):
        if event.supersedes:
            gone.add(event.supersedes)
        if event.type in UNDOABLE and event.event_id not in gone:
            return event
    return None


def _check_agreement(store: Store, visit: Visit, code: OutcomeCode) -> None:
    needs = load_outcome_codes().needs
    asks = any(needs[need].kind == "agreement" for need in code.needs)
    if asks and not store.visits.plan_event(visit.visit_id):
        raise BadInput(
            N_("{field}: this outcome needs an agreement; make it in the Agree step first."),
            code="outcome.agreement",
            field="code",
        )


def _payload(
    store: Store,
    visit: Visit,
    code: OutcomeCode,
    outcome: Outcome,
    today: date,
    now: datetime,
) -> dict[str, Any]:
    case_id = visit.case.case_id
    payload: dict[str, Any] = {
        "visit": visit.visit_id,
        "case": case_id,
        "at": instant_text(now),
        "day": today.isoformat(),
        "outcome": outcome.document(),
        "entries": list(_entries(visit, code, outcome, now)),
    }
    if outcome.promise_amount is not None and outcome.promise_date is not None:
        promise = Promise(
            promise_id=new_visit_id(store, case_id, outcome.promise_date),
            case_id=case_id,
            amount=outcome.promise_amount,
            due=outcome.promise_date,
            method=outcome.promise_method,
        )
        payload["promises"] = [promise.document()]
    if call_back := outcome.details.get("callback_at"):
        payload["visits"] = [_call_back(store, visit, call_back)]
    return payload


def _entries(
    visit: Visit, code: OutcomeCode, outcome: Outcome, now: datetime
) -> list[dict[str, Any]]:
    at = instant_text(visit.started_at or now)
    entries = []
    if code.visit != "forbidden":
        contact = {
            "at": at,
            "kind": "visit",
            "started_by": "collector",
            "result": _result(code, outcome),
            "party": _party(outcome),
        }
        entries.append({"kind": "contact", "name": "visit", "at": at, "document": contact})
    for flag in dict.fromkeys((*code.flags, *outcome.flags)):
        document = {"name": flag, "since": instant_text(now), "how": "oral"}
        entries.append(
            {"kind": "flag", "name": flag, "at": document["since"], "document": document}
        )
    return entries


def _result(code: OutcomeCode, outcome: Outcome) -> str:
    others = [party for party in outcome.met if party not in ("debtor", "nobody")]
    if "debtor" in outcome.met or ("right_party" in code.counts and not outcome.met):
        return "spoke_to_debtor"
    return "spoke_to_other" if others or "contact" in code.counts else "nobody"


def _party(outcome: Outcome) -> str:
    if "debtor" in outcome.met:
        return "debtor"
    return outcome.met[0] if outcome.met else "nobody"


def _call_back(store: Store, visit: Visit, instant: str) -> dict[str, Any]:
    there = instant_of(instant).astimezone(place_zone(visit.case))
    return {
        "visit": new_visit_id(store, visit.case.case_id, there.date()),
        "case": visit.case.case_id,
        "day": there.date().isoformat(),
        "kind": "call_back",
        "window_from": f"{there:%H:%M}",
        "priority": visit.priority,
    }


def _follow_up(payload: dict[str, Any]) -> FollowUp | None:
    if payload.get("promises"):
        return FollowUp(date.fromisoformat(payload["promises"][0]["due"]), "promise")
    if payload.get("visits"):
        return FollowUp(date.fromisoformat(payload["visits"][0]["day"]), "call_back")
    return None
