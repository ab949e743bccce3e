"""The day's visits: which, in which order, whether they may go, and their steps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent, instant_text
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import STATE_WORDS, Visit, VisitState, in_visiting_order
from fieldvisit.domain.words import PARTIES
from fieldvisit.rules.decide import Decision
from fieldvisit.services.gate import gate_of

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

MOST_SHOWN = 200
"""A day's list longer than this is a case list; search finds the rest."""

Window = tuple[time, time | None] | None
"""Clock times at the borrower's place; without the second one nobody said until when."""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit of the day with the gate's word on going now."""

    visit: Visit
    decision: Decision


@dataclass(frozen=True, slots=True)
class DayBoard:
    """The day's visits in order. `open_count` and `recorded_count` count those not shown too."""

    day: date
    lines: tuple[VisitLine, ...]
    open_count: int
    recorded_count: int


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A visit after a step, the journal entry that holds it, and the gate's decision."""

    visit: Visit
    event: Event
    decision: Decision | None = None


def visits_today(store: Store, day: date, now: datetime, settings: Settings) -> DayBoard:
    """The visits of that day with their decisions as of `now`; at most 200 of them."""
    visits = store.visits.of_day(day, MOST_SHOWN)
    start = None
    if settings.start_lat is not None and settings.start_lon is not None:
        start = (settings.start_lat, settings.start_lon)
    ledger = store.ledger.of({visit.case.case_id for visit in visits})
    lines = tuple(
        VisitLine(visit, gate_of(visit, ledger[visit.case.case_id], now, settings)[0])
        for visit in in_visiting_order(visits, start)
    )
    open_count, recorded_count = store.visits.count_of_day(day)
    return DayBoard(day, lines, open_count, recorded_count)


def visit_of(store: Store, visit_id: str) -> Visit:
    """The visit with that id; raises BadInput when there is none."""
    visit = store.visits.find(visit_id)
    if visit is None:
        raise BadInput(
            N_("{field}: there is no visit with this id; see: fieldvisit today"),
            code="visit.unknown",
            field="visit",
        )
    return visit


def start_visit(
    store: Store,
    visit_id: str,
    party: str,
    now: datetime,
    settings: Settings,
    ticked: tuple[str, ...] = (),
) -> StepTaken:
    """Begin the visit if the gate lets it; the decision and its facts go into the journal.

    `ticked` holds items of the checklist. Raises VisitBlocked when a rule forbids it, Refused when
    the visit is not planned, BadInput for a party or an item that nobody knows.
    """
    from fieldvisit.domain.checklist import load_checklist

    visit = visit_of(store, visit_id)
    _check_planned(visit)
    _check_known("party", (party,), PARTIES)
    _check_known("ticked", ticked, [item.id for item in load_checklist().items])
    entries = store.ledger.of([visit.case.case_id])[visit.case.case_id]
    decision, facts = gate_of(visit, entries, now, settings, party)
    if decision.effect == "block":
        raise VisitBlocked(decision)
    payload = {
        "visit": visit_id,
        "case": visit.case.case_id,
        "party": party,
        "at": instant_text(now),
        "ticked": sorted(ticked),
        "facts": facts,
        "decision": decision.document(),
    }
    event = store.record([NewEvent(events.VISIT_STARTED, payload)], now)[0]
    return StepTaken(visit_of(store, visit_id), event, decision)


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
) -> StepTaken:
    """Put a planned visit on another day; without a window it is for any time of that day.

    Raises BadInput for a day that is over, Refused when the visit is not planned.
    """
    visit = visit_of(store, visit_id)
    _check_planned(visit)
    _check_not_over(day, today)
    payload = {
        "visit": visit_id,
        "case": visit.case.case_id,
        "day": day.isoformat(),
        **_window(window),
        "before": {"day": visit.day.isoformat(), **_window(window_of(visit))},
    }
    event = store.record([NewEvent(events.VISIT_MOVED, payload)], now)[0]
    return StepTaken(visit_of(store, visit_id), event)


def plan_visit(store: Store, case_id: str, day: date, today: date, now: datetime) -> StepTaken:
    """Put a case on a day's list.

    Raises BadInput when the case is unknown or the day is over, Refused when a visit to it is
    open on that day already.
    """
    from fieldvisit.services.cases import case_of

    case = case_of(store, case_id)
    _check_not_over(day, today)
    if any(visit.is_open and visit.day == day for visit in store.visits.of_case(case_id)):
        raise Refused(
            N_("A visit to this case is on that day's list already."),
            code="visit.listed",
            field="case",
        )
    visit_id = new_visit_id(store, case_id, day)
    payload = {
        "visit": visit_id,
        "case": case_id,
        "day": day.isoformat(),
        "priority": case.priority,
    }
    event = store.record([NewEvent(events.VISIT_PLANNED, payload)], now)[0]
    return StepTaken(visit_of(store, visit_id), event)


def new_visit_id(store: Store, case_id: str, day: date) -> str:
    """A case number and a day: "CN-0001@2026-11-24", with a count behind the second that day."""
    first = f"{case_id}@{day.isoformat()}"
    visit_id, number = first, 1
    while store.visits.find(visit_id) is not None:
        number += 1
        visit_id = f"{first}.{number}"
    return visit_id


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


def _check_known(field: str, values: Collection[str], allowed: Collection[str]) -> None:
    for value in values:
        if value not in allowed:
            raise BadInput(
                N_("{field}: {value} is not known; use one of {allowed}."),
                code=f"{field}.unknown",
                field=field,
                value=value,
                allowed=", ".join(allowed),
            )
