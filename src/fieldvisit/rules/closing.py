"""What a rule closes, turned into the times at which it lets an action begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import dates_between, excused_times
from fieldvisit.rules.explain import Phrase, what_clears
from fieldvisit.rules.intervals import (
    EARLIEST,
    FAR,
    LATEST,
    TICK,
    Interval,
    clock_window,
    common,
    holds,
    merged,
    next_in,
)
from fieldvisit.rules.kind import Opens, reason_of
from fieldvisit.rules.names import WEEKDAYS
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene

Closed = Callable[[str], Iterable[Interval]]
"""The times that a rule closes by the clocks of a zone."""


def is_open(ask: Opens, rule: Rule, scene: Scene) -> bool:
    """Whether the rule lets the action begin when it is to begin."""
    return holds(ask(rule, scene, scene.at, scene.at), scene.at)


def reason_closed(
    ask: Opens,
    rule: Rule,
    scene: Scene,
    said: Phrase,
    zone: str,
    *,
    horizons: Sequence[int] = FAR,
    **more: Any,
) -> Reason:
    """The reason of a rule that is closed now: when it opens, and what would clear it."""
    opens_at = next_in([partial(ask, rule, scene)], scene.at, horizons)
    clears = {"clears": what_clears(rule.unless), **more}
    return reason_of(rule, scene, said, opens_at=opens_at, zone=zone, **clears)


def closed_alike(closed: Closed, rule: Rule, scene: Scene) -> Closed:
    """The same times, worked out once for all rules of the decision that count alike."""
    by_zone: dict[str, list[Interval]] = scene.history.once(
        ("closed", rule.own, rule.on, scene.pack.clock),
        lambda: {zone: merged(closed(zone)) for zone in scene.date_zones},
    )
    return by_zone.__getitem__


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
