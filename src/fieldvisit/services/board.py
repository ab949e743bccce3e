"""The day's visits: which, in which order, and whether they may go."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.visit import Visit, in_visiting_order
from fieldvisit.rules.decide import Decision
from fieldvisit.services.gate import Gate

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

MOST_SHOWN = 200
"""A day's list longer than this is a case list; search finds the rest."""


@frozen
class VisitLine:
    """A visit of the day with the gate's word on going now.

    `may_from` is the instant from which it may go: now, one within the next two hours, or None.
    """

    visit: Visit
    decision: Decision
    may_from: datetime | None = None


@frozen
class DayBoard:
    """The day's visits in order. `open_count` and `recorded_count` count those not shown too."""

    day: date
    lines: tuple[VisitLine, ...]
    open_count: int
    recorded_count: int


def visits_today(store: Store, day: date, now: datetime, settings: Settings) -> DayBoard:
    """The visits of that day with their decisions as of `now`; at most 200 of them."""
    visits = store.visits.of_day(day, MOST_SHOWN)
    start = None
    if settings.start_lat is not None and settings.start_lon is not None:
        start = (settings.start_lat, settings.start_lon)
    gate = Gate(store, settings, now, visits)
    lines = tuple(_line(gate, visit, now) for visit in in_visiting_order(visits, start))
    open_count, recorded_count = store.visits.count_of_day(day)
    return DayBoard(day, lines, open_count, recorded_count)


def lines_open(board: DayBoard, now: datetime, within: timedelta) -> tuple[VisitLine, ...]:
    """The visits that may go at some instant from now until so much later; at most two hours."""
    return tuple(
        line for line in board.lines if line.may_from is not None and line.may_from <= now + within
    )


def _line(gate: Gate, visit: Visit, now: datetime) -> VisitLine:
    gated = gate.decide(visit, now)
    may_from = gate.opens_soon(visit, gated, now) if visit.is_open else None
    return VisitLine(visit, gated.decision, may_from)
