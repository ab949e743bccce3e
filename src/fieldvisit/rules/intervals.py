"""Stretches of time as pairs of instants: the start belongs to them, the end does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from fieldvisit.rules.zones import zone_info

Interval = tuple[datetime, datetime]
"""UTC instants. A point in time counts with its microsecond, so an end that itself belongs to the
stretch is written one TICK later."""

TICK = timedelta(microseconds=1)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2300, 1, 1, tzinfo=UTC)

NEAR_AND_FAR = (3, 14, 62)
FAR = NEAR_AND_FAR[-1:]
"""How many days ahead `next_in` looks, one after the other."""


@lru_cache(maxsize=8192)
def clock_window(
    zone: str, day: date, opens: int, closes: int, edges: str = "[)"
) -> Interval | None:
    """The stretch of that local date between two clock readings, in minutes after midnight.

    1440 is the end of the day; `closes` not after `opens` lies on the next date. Where the clocks
    jump, the stretch opens at the later and closes at the earlier reading; None when nothing is
    left. `edges` says whether each end belongs to it: "[" or "]" yes, "(" or ")" no.
    """
    start = max(_readings(zone, day, opens))
    end = min(_readings(zone, day, closes if closes > opens else closes + 1440))
    if edges[0] == "(":
        start += TICK
    if edges[1] == "]":
        end += TICK
    return (start, end) if start < end else None


@lru_cache(maxsize=8192)
def clock_cover(zone: str, day: date, begins: int, ends: int) -> Interval:
    """As `clock_window`, but all that the readings may mean: for times to keep free of.

    Where the clocks jump it begins at the earlier and ends at the later reading.
    """
    start = min(_readings(zone, day, begins))
    return start, max(_readings(zone, day, ends if ends > begins else ends + 1440))


def _readings(zone: str, day: date, minutes: int) -> tuple[datetime, datetime]:
    """Both instants that a local clock reading may mean; they differ only where clocks jump."""
    naive = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
    there = naive.replace(tzinfo=zone_info(zone))
    return there.astimezone(UTC), there.replace(fold=1).astimezone(UTC)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time as stretches in order that neither touch nor overlap."""
    whole: list[Interval] = []
    for start, end in sorted(intervals):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def common(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """The time that lies in both; each must be merged already, and so is the answer."""
    both = []
    here = there = 0
    while here < len(one) and there < len(other):
        (start, end), (begins, ends) = one[here], other[there]
        if start < ends and begins < end:
            both.append((max(start, begins), min(end, ends)))
        if end < ends:
            here += 1
        else:
            there += 1
    return both


def holds(intervals: Iterable[Interval], moment: datetime) -> bool:
    """Whether the instant lies in one of them."""
    return any(start <= moment < end for start, end in intervals)


def starts_for(intervals: Iterable[Interval], length: timedelta) -> list[Interval]:
    """When something of that length may begin so that all of it lies inside.

    Its end may fall on the end of a stretch, because what ends at 21:00 is over at 21:00; a thing
    of no length must begin before that end.
    """
    if not length:
        return list(intervals)
    return [(start, end - length + TICK) for start, end in intervals if end - start >= length]


def first_from(intervals: Iterable[Interval], moment: datetime) -> datetime | None:
    """The first instant of theirs that is not before `moment`, on a whole second."""
    for start, end in sorted(intervals):
        first = max(start, moment)
        if first.microsecond:
            first = first.replace(microsecond=0) + timedelta(seconds=1)
        if start <= first < end:
            return first
    return None


def next_in(
    asks: Sequence[Callable[[datetime, datetime], list[Interval]]],
    moment: datetime,
    horizons: Sequence[int] = NEAR_AND_FAR,
) -> datetime | None:
    """The first instant from `moment` on that lies in what every one of `asks` gives.

    Looks ahead three days, then two weeks, then two months; None when there is none by then. `FAR`
    looks two months ahead at once, for answers that cost no more the further they reach.
    """
    for days in horizons:
        last = moment + timedelta(days=days)
        every = [(EARLIEST, LATEST)]
        for ask in asks:
            every = common(every, ask(moment, last))
            if not every:
                break
        if found := first_from(every, moment):
            return found
    return None
