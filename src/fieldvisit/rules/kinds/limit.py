"""`limit`: at most so many contacts in any window of so many dates.

Counted are the ledger's contacts of the channels in `on` (or `count.channel`) that pass the filter
`count` and are alike in what `by` names. Every window of `per` that contains the action's date is
looked at, so it does not matter where a count begins: "7 days" are any seven calendar dates in a
row, by the dates at the borrower's place, in every zone that may be theirs. "calendar week" is
Monday to Sunday, "calendar month" the first to the last. With `[clock] count = "hours"` days are
spans of 24 hours, and a contact just as old as the span has left it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules.closing import closed_alike, is_open, open_times, reason_closed
from fieldvisit.rules.counting import (
    EVERYTHING,
    Count,
    counted_groups,
    counts_less,
    document_of,
    read_by,
    read_count,
)
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import midnight
from fieldvisit.rules.explain import Phrase, day_there, how_many
from fieldvisit.rules.intervals import EARLIEST, LATEST, TICK, Interval
from fieldvisit.rules.kind import Kind
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Happened
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import days_of, whole_number
from fieldvisit.rules.zones import local_date

_DAY = timedelta(days=1)
_LONGEST = {"calendar week": 7, "calendar month": 31}


@frozen
class Limit:
    """`per` is a number of dates, or "calendar week" or "calendar month"."""

    max: int
    per: int | str
    by: tuple[str, ...] = ("borrower",)
    count: Count = EVERYTHING

    @property
    def days(self) -> int:
        """How many dates the longest window has."""
        return self.per if isinstance(self.per, int) else _LONGEST[self.per]


def read(table: Table) -> Limit:
    """The fields of the kind; raises BadInput for a filter or a window that it does not know."""
    most = whole_number(table, "max")
    if most is None:
        raise table.wrong("max", N_("{file}, line {line}: {key} is missing; add it."))
    per = table.text("per", words=_LONGEST)
    days = per if per in _LONGEST else days_of(table, "per")
    assert days is not None
    return Limit(most, days, read_by(table), read_count(table.table("count")))


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when the action would be one too many in some window."""
    if is_open(opens, rule, scene):
        return None
    zone, said = _said(rule, scene)
    return reason_closed(opens, rule, scene, said, zone)


def opens(rule: Rule, scene: Scene, first: datetime, last: datetime) -> list[Interval]:
    """When one contact more would not be too many in any window, in any zone."""

    def closed(zone: str) -> Iterator[Interval]:
        for contacts in _groups(rule, scene):
            yield from _full(rule.own, contacts, zone, scene)

    return open_times(rule, scene, closed_alike(closed, rule, scene), first, last)


def document(limit: Limit) -> dict[str, object]:
    """The fields as the file writes them."""
    per = limit.per if isinstance(limit.per, str) else f"{limit.per} days"
    fields = {"max": limit.max, "per": per, "by": "+".join(limit.by)}
    count = document_of(limit.count)
    return {"count": count, **fields} if count else fields


def loosens(parent: Limit, child: Limit) -> str:
    """The key by which the child lets more happen than the parent."""
    more = {
        "max": child.max > parent.max,
        "per": child.per != parent.per and (child.per in _LONGEST or child.days < parent.days),
        "by": not set(child.by) - {"borrower"} <= set(parent.by),
        "count": counts_less(parent.count, child.count),
    }
    return next((key for key, is_more in more.items() if is_more), "")


def _groups(rule: Rule, scene: Scene) -> list[list[Happened]]:
    """The contacts that count with the action, as far back as a window of today may reach."""
    limit: Limit = rule.own
    since = scene.at - (limit.days + 1) * _DAY
    return counted_groups(limit.count, limit.by, rule, scene, since)


def _full(limit: Limit, contacts: list[Happened], zone: str, scene: Scene) -> Iterator[Interval]:
    """Every stretch in which one contact more is too many.

    As many contacts in a row as are allowed fill all windows that hold them.
    """
    if limit.max == 0:
        yield EARLIEST, LATEST
    in_hours = scene.pack.clock.count == "hours" and isinstance(limit.per, int)
    for first, last in zip(contacts, contacts[limit.max - 1 :], strict=False):
        if limit.max and in_hours:
            yield from _hours_closed(limit.days, first.at, last.at)
        elif limit.max:
            yield from _dates_closed(limit.per, first.at, last.at, zone)


def _dates_closed(per: int | str, first: datetime, last: datetime, zone: str) -> list[Interval]:
    earliest, latest = local_date(first, zone), local_date(last, zone)
    if isinstance(per, int):
        begins, ends = latest - (per - 1) * _DAY, earliest + (per - 1) * _DAY
    else:
        begins, ends = _calendar(per, earliest)
    if begins > earliest or latest > ends:
        return []
    return [(midnight(begins, zone), midnight(ends + _DAY, zone))]


def _hours_closed(days: int, first: datetime, last: datetime) -> list[Interval]:
    """A window's end does not belong to it, so its beginning lies later than last - span."""
    span = days * _DAY
    return [(last - span + TICK, first + span)] if last - first < span else []


def _calendar(per: str, day: date) -> tuple[date, date]:
    """The first and the last date of the week or month in which the day lies."""
    if per == "calendar week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + 6 * _DAY
    following = day.replace(day=28) + 4 * _DAY
    return day.replace(day=1), following - following.day * _DAY


def _said(rule: Rule, scene: Scene) -> tuple[str, Phrase]:
    """The zone by whose dates it is too many, and the sentence with the fullest window."""
    limit: Limit = rule.own
    zone, contacts = next(
        (zone, contacts)
        for zone in scene.date_zones
        for contacts in _groups(rule, scene)
        if any(start <= scene.at < end for start, end in _full(limit, contacts, zone, scene))
    )
    details: dict[str, object] = {"max": limit.max, "window": _window_words(limit, scene)}
    done = _fullest(limit, contacts, zone, scene)
    if not done:
        return zone, Phrase(N_("At most {max} in {window}."), details)
    details["done"] = how_many({each.kind for each in done}, len(done))
    details["day"] = day_there(local_date(done[0].at, zone), local_date(scene.at, zone))
    return zone, Phrase(N_("{done} since {day}; at most {max} in {window}."), details)


def _fullest(limit: Limit, contacts: list[Happened], zone: str, scene: Scene) -> list[Happened]:
    """The contacts of the fullest window that holds the action, the earliest of these."""
    windows = [
        _window(limit.per, start, zone, scene)
        for start in [*(each.at for each in contacts), scene.at]
    ]
    held = [
        [each for each in contacts if begins <= each.at < ends]
        for begins, ends in windows
        if begins <= scene.at < ends
    ]
    return max(held, key=len)


def _window(per: int | str, start: datetime, zone: str, scene: Scene) -> Interval:
    """The window that begins with the date, or the instant, of `start`."""
    if isinstance(per, int) and scene.pack.clock.count == "hours":
        return start, start + timedelta(days=per)
    day = local_date(start, zone)
    first, last = (day, day + (per - 1) * _DAY) if isinstance(per, int) else _calendar(per, day)
    return midnight(first, zone), midnight(last + _DAY, zone)


def _window_words(limit: Limit, scene: Scene) -> str | Phrase:
    if isinstance(limit.per, str):
        return N_("a calendar week") if limit.per == "calendar week" else N_("a calendar month")
    if scene.pack.clock.count == "hours":
        return Phrase(N_("any {n} hours"), {"n": 24 * limit.per})
    return Phrase(N_("any {n} days"), {"n": limit.per}) if limit.per > 1 else N_("one day")


KIND = Kind(name="limit", read=read, document=document, speak=speak, loosens=loosens, opens=opens)
