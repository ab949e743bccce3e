"""`hold`: a quiet period after something that happened.

`after` is a filter over the ledger (as `count` of a limit), `by` says what must be alike, and `for`
is how many dates stay quiet at the borrower's place, in every zone that may be theirs. With
`first_day = "event"` the date of the event is the first of them, with "next" the date after it;
either way the quiet begins at the event. With `[clock] count = "hours"` it lasts so many times 24
hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

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
from fieldvisit.rules.intervals import Interval
from fieldvisit.rules.kind import Kind
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Happened
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import days_of
from fieldvisit.rules.zones import local_date

_DAY = timedelta(days=1)


@frozen
class Hold:
    """`days` is how long the quiet lasts, counted from `first_day`."""

    days: int
    after: Count = EVERYTHING
    first_day: str = "event"
    by: tuple[str, ...] = ("borrower",)


def read(table: Table) -> Hold:
    """The fields of the kind; raises BadInput when it is not said how long."""
    days = days_of(table, "for")
    if days is None:
        raise table.wrong("for", N_("{file}, line {line}: {key} is missing; add it."))
    return Hold(
        days=days,
        after=read_count(table.table("after")),
        first_day=table.one_of("first_day", ("event", "next"), "event"),
        by=read_by(table),
    )


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when the action falls into the quiet after an event."""
    if is_open(opens, rule, scene):
        return None
    event, zone = _event_met(rule, scene)
    details = {
        "event": how_many({event.kind}, 1),
        "day": day_there(local_date(event.at, zone), local_date(scene.at, zone)),
        "window": _length_words(rule.own, scene),
    }
    said = N_("{event} on {day}; then {window} without contact of this kind.")
    if rule.own.first_day == "event" and scene.pack.clock.count == "calendar":
        said = N_("{event} on {day}; no contact of this kind for {window}, that day included.")
    return reason_closed(opens, rule, scene, Phrase(said, details), zone)


def opens(rule: Rule, scene: Scene, first: datetime, last: datetime) -> list[Interval]:
    """When the action lies in the quiet after no event, in any zone."""

    def closed(zone: str) -> Iterator[Interval]:
        return (_quiet(rule.own, event, zone, scene) for event in _events(rule, scene))

    return open_times(rule, scene, closed_alike(closed, rule, scene), first, last)


def document(hold: Hold) -> dict[str, object]:
    """The fields as the file writes them."""
    fields = {"for": f"{hold.days} days", "first_day": hold.first_day, "by": "+".join(hold.by)}
    after = document_of(hold.after)
    return {"after": after, **fields} if after else {**fields}


def loosens(parent: Hold, child: Hold) -> str:
    """The key by which the child leaves less time quiet than the parent."""
    less = {
        "for": child.days < parent.days,
        "first_day": (parent.first_day, child.first_day) == ("next", "event"),
        "by": not set(child.by) - {"borrower"} <= set(parent.by),
        "after": counts_less(parent.after, child.after),
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _events(rule: Rule, scene: Scene) -> list[Happened]:
    """The events whose quiet may reach the action."""
    hold: Hold = rule.own
    groups = counted_groups(hold.after, hold.by, rule, scene, scene.at - (hold.days + 2) * _DAY)
    return [event for events in groups for event in events]


def _quiet(hold: Hold, event: Happened, zone: str, scene: Scene) -> Interval:
    if scene.pack.clock.count == "hours":
        return event.at, event.at + hold.days * _DAY
    dates = hold.days + (hold.first_day == "next")
    return event.at, midnight(local_date(event.at, zone) + dates * _DAY, zone)


def _event_met(rule: Rule, scene: Scene) -> tuple[Happened, str]:
    """The event whose quiet lasts longest, and the zone by whose dates it does."""
    met = [
        (end, number, event, zone)
        for number, event in enumerate(_events(rule, scene))
        for zone in scene.date_zones
        for start, end in [_quiet(rule.own, event, zone, scene)]
        if start <= scene.at < end
    ]
    _end, _number, event, zone = max(met, key=lambda found: found[:2])
    return event, zone


def _length_words(hold: Hold, scene: Scene) -> Phrase:
    if scene.pack.clock.count == "hours":
        return Phrase(N_("{n} hours"), {"n": 24 * hold.days})
    return Phrase(N_("{n} days"), {"n": hold.days}) if hold.days > 1 else Phrase(N_("1 day"))


KIND = Kind(name="hold", read=read, document=document, speak=speak, loosens=loosens, opens=opens)
