"""A visit's steps: planned, moved, begun, left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.case import Case
from fieldvisit.domain.events import Event, NewEvent, instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import STATE_WORDS, Visit, VisitState
from fieldvisit.domain.words import PARTIES
from fieldvisit.rules.decide import Decision
from fieldvisit.services.assent import NO_ASSENT, Assent, Assented, assented
from fieldvisit.services.gate import Gate
from fieldvisit.services.named import (
    case_of,
    check_known,
    made_at,
    new_visit_id,
    visit_of,
)
from fieldvisit.services.place import window_begins
from fieldvisit.services.team import Member, as_named, going

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

Window = tuple[time, time | None] | None
"""Clock times at the borrower's place; without the second one nobody said until when."""


@frozen
class StepTaken:
    """A visit after a step, the journal entry that holds it, and the gate's decision."""

    visit: Visit
    event: Event
    decision: Decision | None = None


def start_visit(
    store: Store,
    visit_id: str,
    party: str,
    now: datetime,
    settings: Settings,
    ticked: tuple[str, ...] = (),
    *,
    companions: Sequence[Member] | None = None,
    shows: Sequence[str] = (),
    assent: Assent = NO_ASSENT,
    clock: datetime | None = None,
    place: str = "",
) -> StepTaken:
    """Begin the visit if the gate lets it; the decision and its facts go into the journal, and so
    they do when it does not.

    `ticked` holds items of the checklist; without `companions` the settings say how many go,
    without `place` the plan says where; `shows` is what everybody who goes shows at the door.
    `clock` is the laptop's reading where `now` is another instant. Raises VisitBlocked when a rule
    forbids it, Refused when the visit is not planned, BadInput for a party, an item or a place
    that nobody knows, and both for an `assent` that cannot be given.
    """
    from fieldvisit.domain.checklist import load_checklist

    planned = visit_of(store, visit_id)
    _check_planned(planned)
    visit = made_at(planned, place)
    check_known("party", (party,), PARTIES)
    check_known("ticked", ticked, [item.id for item in load_checklist().items])
    team = going(settings, companions, shows)
    gated = Gate(store, settings, clock or now).decide(visit, now, party=party, team=team)
    said = assented(gated, assent, visit, now, settings)
    decision = said.gated.decision
    if decision.is_blocked:
        store.record([made(visit, said, now)], now)
        raise VisitBlocked(decision)
    payload = {
        "visit": visit_id,
        "case": visit.case.case_id,
        "party": party,
        "at": instant_text(now),
        "ticked": sorted(ticked),
        "place": visit.place,
        "place_before": planned.place,
        **as_named(companions, shows),
        **said.record,
    }
    event = store.record([*said.events, NewEvent(events.VISIT_STARTED, payload)], now)[-1]
    return StepTaken(visit_of(store, visit_id), event, decision)


def made(visit: Visit, said: Assented, now: datetime) -> NewEvent:
    """The journal entry of a decision that no other entry carries."""
    payload = {"visit": visit.visit_id, "case": visit.case.case_id, "at": instant_text(now)}
    return NewEvent(events.DECISION_MADE, payload | said.record)


class VisitBlocked(Refused):
    """A rule forbids the visit now; `decision` says which and when it opens."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(N_("A rule forbids this visit now."), code="visit.blocked", field="visit")
        self.decision = decision


def finish_visit(store: Store, visit_id: str, now: datetime) -> StepTaken:
    """Note that the collector has left the door; raises Refused when the visit never began."""
    visit = visit_of(store, visit_id)
    if visit.started_at is None:
        raise Refused(
            N_("This visit has not begun; start it first."), code="visit.not_begun", field="visit"
        )
    if visit.finished_at is not None:
        raise Refused(
            N_("This visit was finished before; record what came of it."),
            code="visit.finished",
            field="visit",
        )
    payload = {"visit": visit_id, "case": visit.case.case_id, "at": instant_text(now)}
    event = store.record([NewEvent(events.VISIT_FINISHED, payload)], now)[0]
    return StepTaken(visit_of(store, visit_id), event)


def move_visit(
    store: Store,
    visit_id: str,
    day: date,
    window: Window,
    today: date,
    now: datetime,
    settings: Settings | None = None,
    place: str = "",
) -> StepTaken:
    """Put a planned visit on another day; without a window it is for any time of that day, without
    a place where it was.

    With `settings` the step holds what the gate says of that time; a plan is never refused for
    it. Raises BadInput for a day that is over, a place that nobody knows or when nothing would
    change, Refused when the visit is not planned.
    """
    visit = visit_of(store, visit_id)
    _check_planned(visit)
    _check_not_over(day, today)
    moved = made_at(visit, place)
    before = {"day": visit.day.isoformat(), **_window(window_of(visit)), "place": visit.place}
    after = {"day": day.isoformat(), **_window(window), "place": moved.place}
    if after == before:
        raise BadInput(
            N_("{field}: the visit is planned so already; say another day, window or place."),
            code="visit.unmoved",
            field="day",
        )
    payload = {"visit": visit_id, "case": visit.case.case_id, **after, "before": before}
    return _planned(store, moved, NewEvent(events.VISIT_MOVED, payload), day, window, now, settings)


def plan_visit(
    store: Store,
    case_id: str,
    day: date,
    today: date,
    now: datetime,
    settings: Settings | None = None,
    place: str = "",
) -> StepTaken:
    """Put a case on a day's list.

    With `settings` the step holds what the gate says of that day. Raises BadInput when the case
    or the place is unknown or the day is over, Refused when a visit to it is open on that day
    already.
    """
    case = case_of(store, case_id)
    _check_not_over(day, today)
    if any(visit.is_open and visit.day == day for visit in store.visits.of_case(case_id)):
        raise Refused(
            N_("A visit to this case is on that day's list already."),
            code="visit.listed",
            field="case",
        )
    visit_id = new_visit_id(store, case_id, day)
    visit = made_at(Visit(visit_id, case, day), place)
    payload = {
        "visit": visit_id,
        "case": case_id,
        "day": day.isoformat(),
        "priority": case.priority,
        "place": visit.place,
    }
    return _planned(store, visit, NewEvent(events.VISIT_PLANNED, payload), day, None, now, settings)


def _planned(
    store: Store,
    visit: Visit,
    new: NewEvent,
    day: date,
    window: Window,
    now: datetime,
    settings: Settings | None,
) -> StepTaken:
    """Write the plan, with what the gate says of the time that is planned."""
    decision = None
    if settings is not None:
        at = _planned_for(visit.case, day, window, now)
        gated = Gate(store, settings, now).decide(visit, at)
        new, decision = replace(new, payload=new.payload | gated.record()), gated.decision
    event = store.record([new], now)[0]
    return StepTaken(visit_of(store, visit.visit_id), event, decision)


def _planned_for(case: Case, day: date, window: Window, now: datetime) -> datetime:
    """When the visit is to be: the window's beginning, else noon of that day at the place; never
    before now."""
    return max(window_begins(case, day, window[0] if window else time(12)), now)


def window_of(visit: Visit) -> Window:
    """The visit's window; None when any time will do."""
    return (visit.window_from, visit.window_to) if visit.window_from else None


def _window(window: Window) -> dict[str, Any]:
    first, last = window or (None, None)
    return {
        "window_from": f"{first:%H:%M}" if first else "",
        "window_to": f"{last:%H:%M}" if last else "",
    }


def _check_planned(visit: Visit) -> None:
    if visit.state != VisitState.PLANNED:
        raise Refused(
            N_("Only a planned visit can be started or moved; this one is: {state}."),
            code="visit.begun",
            field="visit",
            state=STATE_WORDS[visit.state],
        )


def _check_not_over(day: date, today: date) -> None:
    if day < today:
        raise BadInput(
            N_("{field}: this day is over; choose today or a later one."),
            code="date.past",
            field="day",
        )
