"""The day's visits: which, in which order, and whether they may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.visit import Visit, VisitState, in_visiting_order
from fieldvisit.services.place import window_begins

if TYPE_CHECKING:
    from fieldvisit.rules.decide import Decision
    from fieldvisit.services.gate import Gate
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

MOST_SHOWN = 200
"""A day's list longer than this is a case list; search finds the rest."""

SOON = timedelta(hours=2)
"""How far ahead the day's list looks for visits that open."""


@frozen
class VisitLine:
    """A visit of the day with the gate's `answer` on going now, None until it was asked.

    `may_from` is the instant from which it may go: now, one within the next two hours, or None.
    `at_window` is the answer for the beginning of the visit's window, where that is still to come
    and shut though it is open before: the list of head office may name an hour that is not lawful.
    """

    visit: Visit
    answer: Decision | None = None
    may_from: datetime | None = None
    at_window: Decision | None = None

    @property
    def decision(self) -> Decision:
        """The gate's answer; raises LookupError before it was asked."""
        if self.answer is None:
            raise LookupError(self.visit.visit_id)
        return self.answer


@frozen
class DayBoard:
    """The day's visits in order. `open_count` and `recorded_count` count those not shown too."""

    day: date
    lines: tuple[VisitLine, ...]
    open_count: int
    recorded_count: int


def visits_listed(store: Store, day: date, settings: Settings) -> DayBoard:
    """The visits of that day before the gate is asked; at most 200 of them.

    For the first screen: reading the rules takes longer than reading the visits.
    """
    places = store.drafts.of_step("prepare")
    visits = [_prepared(each, places) for each in store.visits.of_day(day, MOST_SHOWN)]
    start = None
    if settings.start_lat is not None and settings.start_lon is not None:
        start = (settings.start_lat, settings.start_lon)
    lines = tuple(VisitLine(visit) for visit in in_visiting_order(visits, start))
    open_count, recorded_count = store.visits.count_of_day(day)
    return DayBoard(day, lines, open_count, recorded_count)


def _prepared(visit: Visit, drafts: Mapping[str, dict[str, Any]]) -> Visit:
    """A planned visit at the place that was chosen while it was prepared."""
    place = drafts.get(visit.visit_id, {}).get("place")
    return replace(visit, place=place) if place and visit.state == VisitState.PLANNED else visit


def visits_today(store: Store, day: date, now: datetime, settings: Settings) -> DayBoard:
    """The visits of that day with their decisions as of `now`; at most 200 of them."""
    from fieldvisit.services.gate import Gate

    listed = visits_listed(store, day, settings)
    gate = Gate(store, settings, now, [line.visit for line in listed.lines])
    return replace(listed, lines=tuple(_decided(gate, line.visit, now) for line in listed.lines))


def lines_open(board: DayBoard, now: datetime, within: timedelta) -> tuple[VisitLine, ...]:
    """The visits that may go at some instant from now until so much later; at most two hours."""
    return tuple(
        line for line in board.lines if line.may_from is not None and line.may_from <= now + within
    )


def _decided(gate: Gate, visit: Visit, now: datetime) -> VisitLine:
    decision = gate.decide(visit, now).decision
    if not visit.is_open:
        return VisitLine(visit, decision)
    may_from = _opens_soon(gate, visit, decision, now)
    return VisitLine(visit, decision, may_from, _shut_window(gate, visit, decision, now))


def _shut_window(gate: Gate, visit: Visit, decision: Decision, now: datetime) -> Decision | None:
    if visit.window_from is None or (decision.is_blocked and decision.opens_at is None):
        return None
    begins = window_begins(visit.case, visit.day, visit.window_from)
    if begins <= now:
        return None
    then = gate.decide(visit, begins).decision
    return then if then.is_blocked else None


def _opens_soon(gate: Gate, visit: Visit, decision: Decision, now: datetime) -> datetime | None:
    """From when the visit may go: now, or from an instant within the next two hours."""
    if not decision.is_blocked:
        return now
    opens_at = decision.opens_at
    if opens_at is None or opens_at > now + SOON:
        return None
    return None if gate.decide(visit, opens_at).decision.is_blocked else opens_at
