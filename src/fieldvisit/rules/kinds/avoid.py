"""`avoid`: times and places that the borrower asked to be spared.

The facts hold what was asked (`avoid`), each with a place, days and clock times of the borrower's
own week; what is left out is not narrowed, so a place alone is closed at all times. A time that
ends before it begins runs on into the next date, and its `days` are those on which it begins. An
action must stay clear to its planned end, by the clocks of every zone that may be the borrower's.
A place that is not described counts as the home.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import PLACE_WORDS
from fieldvisit.rules.closing import is_open, open_times, reason_closed
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import dates_between, minutes_into
from fieldvisit.rules.explain import Phrase, clock_there, day_names
from fieldvisit.rules.intervals import NEAR_AND_FAR, Interval, clock_cover, merged, starts_for
from fieldvisit.rules.kind import Kind
from fieldvisit.rules.names import WEEKDAYS
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Avoid
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.zones import clock_reading

_SOURCES = ("borrower.inconvenient",)


@frozen
class Avoids:
    """`source` names the list of wishes that the rule looks at."""

    source: str


def read(table: Table) -> Avoids:
    """The fields of the kind: `from`, the list of wishes."""
    return Avoids(table.one_of("from", _SOURCES))


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when any part of the action falls into what the borrower asked to be spared."""
    if not scene.facts.avoid or is_open(opens, rule, scene):
        return None
    wish, zone = _wish_met(scene)
    said = _said(wish, scene, zone)
    return reason_closed(opens, rule, scene, said, zone, horizons=NEAR_AND_FAR)


def opens(rule: Rule, scene: Scene, first: datetime, last: datetime) -> list[Interval]:
    """When the action may begin so that it stays clear of every wish to its end."""

    until = last + scene.length

    def closed(zone: str) -> list[Interval]:
        return scene.history.once(
            ("spared", zone, first, until),
            lambda: merged(
                time for wish in _wishes(scene) for time in _times(wish, zone, first, until)
            ),
        )

    return starts_for(open_times(rule, scene, closed, first, until), scene.length)


def document(avoids: Avoids) -> dict[str, object]:
    """The fields as the file writes them."""
    return {"from": avoids.source}


def loosens(parent: Avoids, child: Avoids) -> str:
    """The key by which the child looks at another list than the parent."""
    return "" if parent == child else "from"


def _wishes(scene: Scene) -> list[Avoid]:
    here = scene.facts.place.kind or "home"
    return [wish for wish in scene.facts.avoid if wish.place in ("", here)]


def _times(wish: Avoid, zone: str, first: datetime, last: datetime) -> Iterator[Interval]:
    begins, ends = minutes_into(wish.from_, 0), minutes_into(wish.to, 1440)
    for day in dates_between(first, last, zone):
        if not wish.days or WEEKDAYS[day.weekday()] in wish.days:
            yield clock_cover(zone, day, begins, ends)


def _wish_met(scene: Scene) -> tuple[Avoid, str]:
    """The wish that the action runs into first, and the zone by whose clock it does."""
    end = scene.at + scene.length
    met = (
        (start, number, wish, zone)
        for zone in scene.date_zones
        for number, wish in enumerate(_wishes(scene))
        for start, stop in _times(wish, zone, scene.at, end)
        if start <= scene.at < stop or scene.at < start < end
    )
    _start, _number, wish, zone = min(met, key=lambda found: found[:2])
    return wish, zone


def _said(wish: Avoid, scene: Scene, zone: str) -> Phrase:
    details: dict[str, object] = {"when": clock_there(scene.at, zone), "wish": _spared(wish)}
    if scene.length:
        details["end"] = clock_reading(scene.at + scene.length, zone)
        return Phrase(N_("{when}, until {end}; the borrower asked for no contact {wish}."), details)
    return Phrase(N_("{when}; the borrower asked for no contact {wish}."), details)


def _spared(wish: Avoid) -> Phrase:
    """What was asked: the place, the days and the times, as far as it names them."""
    parts: list[object] = [PLACE_WORDS[wish.place]] if wish.place else []
    if wish.days:
        parts.append(Phrase(N_("on {days}"), {"days": day_names(wish.days)}))
    if wish.from_ or wish.to:
        times = {
            "from": f"{wish.from_:%H:%M}" if wish.from_ else "00:00",
            "to": f"{wish.to:%H:%M}" if wish.to else "24:00",
        }
        parts.append(Phrase(N_("from {from} to {to}"), times))
    return Phrase("{parts}", {"parts": tuple(parts) or (N_("at all"),)})


KIND = Kind(
    name="avoid",
    read=read,
    document=document,
    speak=speak,
    loosens=loosens,
    opens=opens,
    daily=True,
)
