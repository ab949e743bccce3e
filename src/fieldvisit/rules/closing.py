"""What a rule closes, turned into the times at which it lets an action begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from fieldvisit.rules.excuses import dates_between, excused_times
from fieldvisit.rules.intervals import (
    EARLIEST,
    LATEST,
    TICK,
    Interval,
    clock_window,
    common,
    merged,
)
from fieldvisit.rules.names import WEEKDAYS
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene

Closed = Callable[[str], Iterable[Interval]]
"""The times that a rule closes by the clocks of a zone."""


def outside(closed: Iterable[Interval]) -> list[Interval]:
    """All the time that lies in none of these stretches."""
    free, after = [], EARLIEST
    for start, end in merged(closed):
        if after < start:
            free.append((after, start))
        after = end
    return [*free, (after, LATEST)] if after < LATEST else free


def open_times(
    rule: Rule, scene: Scene, closed: Closed, first: datetime, last: datetime
) -> list[Interval]:
    """When the rule is silent between the two instants, in every zone that may be the borrower's.

    It is silent outside what it closes, while something that its `unless` names counts, and on
    days on which its `when` does not ask it.
    """
    times: list[Interval] = [(first, last + TICK)]
    for zone in scene.date_zones:
        shut = list(closed(zone))
        if not shut:
            continue
        silent = excused_times(rule.unless, scene, zone, first, last)
        if rule.when.days:
            silent += _other_days(rule, zone, first, last)
        free = outside(shut)
        times = common(times, merged(free + silent) if silent else free)
    return times


def _other_days(rule: Rule, zone: str, first: datetime, last: datetime) -> list[Interval]:
    days = (
        clock_window(zone, day, 0, 1440)
        for day in dates_between(first, last, zone)
        if WEEKDAYS[day.weekday()] not in rule.when.days
    )
    return [day for day in days if day]
