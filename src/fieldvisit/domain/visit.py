"""Visits: what is planned, in which order, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Any

from fieldvisit.domain.case import Case
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_


class VisitState(StrEnum):
    """Where a visit stands. Open: planned, started, finished (left the door, not yet recorded)."""

    PLANNED = "planned"
    STARTED = "started"
    FINISHED = "finished"
    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"


STATE_WORDS = {
    VisitState.PLANNED: N_("planned"),
    VisitState.STARTED: N_("begun"),
    VisitState.FINISHED: N_("to record"),
    VisitState.RECORDED: N_("recorded"),
    VisitState.WITHDRAWN: N_("withdrawn"),
}
KIND_WORDS = {
    "visit": N_("visit"),
    "follow_up": N_("promise due"),
    "call_back": N_("call back"),
}
OPEN_STATES = (VisitState.PLANNED, VisitState.STARTED, VisitState.FINISHED)


@frozen
class Visit:
    """One visit with its case. `day` is the borrower's calendar day, the window their local time.

    `place` is the kind of place that it is made at, one of PLACE_WORDS.
    `kind` is "visit", "follow_up" (a promise falls due) or "call_back" (the borrower named a time).
    """

    visit_id: str
    case: Case
    day: date
    kind: str = "visit"
    state: VisitState = VisitState.PLANNED
    window_from: time | None = None
    window_to: time | None = None
    priority: int = 0
    party: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    recorded_on: date | None = None
    outcome: str = ""
    promise_id: str = ""
    place: str = "home"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state in OPEN_STATES


@frozen
class Entry:
    """A line of the case's ledger.

    `kind` is "contact", "consent", "flag", "has" (a thing that exists) or "avoid" (what the
    borrower asked to be spared), whose `document` holds the facts in the words of the rule
    engine, so that the gate reads it as it stands; or "confirmed" (a rule that somebody read and
    confirmed), "override" (a supervisor let a rule be passed over) or "unclosed" (a visit still
    lacks what its closing needs).
    """

    entry_id: str
    case_id: str
    kind: str
    name: str
    at: datetime
    document: dict[str, Any]


def in_visiting_order(
    visits: Sequence[Visit], start: tuple[float, float] | None = None
) -> list[Visit]:
    """The day's order: earliest window first, then priority, then the nearest next.

    Visits without a window come after those with one. `start` is the collector's own latitude and
    longitude; without it the first visit of each tie starts the chain. A visit without coordinates
    keeps its place behind those that have them.
    """
    ranked = sorted(visits, key=_rank)
    ordered: list[Visit] = []
    here = start
    for group in _ties(ranked):
        for visit in _nearest_next(group, here):
            ordered.append(visit)
            here = _place(visit) or here
    return ordered


def _rank(visit: Visit) -> tuple[Any, ...]:
    return (
        visit.state == VisitState.RECORDED,
        visit.window_from is None,
        visit.window_from or time.max,
        -visit.priority,
        visit.window_to or time.max,
    )


def _ties(ranked: Sequence[Visit]) -> list[list[Visit]]:
    groups: list[list[Visit]] = []
    for visit in ranked:
        if groups and _rank(groups[-1][0]) == _rank(visit):
            groups[-1].append(visit)
        else:
            groups.append([visit])
    return groups


def _nearest_next(group: list[Visit], here: tuple[float, float] | None) -> list[Visit]:
    waiting = sorted(group, key=lambda visit: (visit.case.district, visit.visit_id))
    placed = [visit for visit in waiting if _place(visit)]
    ordered = []
    while placed:
        nearest = min(placed, key=lambda visit: distance_m(here, _place(visit)))
        placed.remove(nearest)
        ordered.append(nearest)
        here = _place(nearest)
    return ordered + [visit for visit in waiting if not _place(visit)]


def _place(visit: Visit) -> tuple[float, float] | None:
    if visit.case.lat is None or visit.case.lon is None:
        return None
    return visit.case.lat, visit.case.lon


def distance_m(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Metres along the globe between two places (haversine, radius 6,371 km); 0 when unknown."""
    if one is None or other is None:
        return 0.0
    north_1, east_1, north_2, east_2 = map(radians, (*one, *other))
    chord = (
        sin((north_2 - north_1) / 2) ** 2
        + cos(north_1) * cos(north_2) * sin((east_2 - east_1) / 2) ** 2
    )
    return 2 * 6_371_000 * asin(sqrt(chord))
