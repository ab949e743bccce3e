"""`hours`: the action must lie inside a window of the borrower's day.

How the window is read. `open` belongs to it and `close` does not (`edges = "[)"`), so 08:00:00 is
inside and 21:00:00 is outside. With `whole_visit` the planned end counts as well, and an end that
falls exactly on `close` is inside: what ends at 21:00 is over at 21:00. A visit of 30 minutes may
therefore begin at 20:30 at the latest. Stored consents named in `unless` add their own times to
the window, and a visit may lie partly in each. When the borrower may be in several zones, the
visit must lie inside in every one of them.

A window is asked for each local date, so a change of the clocks moves the instant and not the
reading. `holidays = "closed"` shuts public holidays, days that may be one, and every date of a
year that the holiday table does not cover; it opens a day of the weekend that the country works
in exchange for another.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache, partial

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import dates_between, excused_times
from fieldvisit.rules.explain import (
    CHANNEL_WORDS,
    Phrase,
    clock_there,
    day_names,
)
from fieldvisit.rules.holidays import HolidayTable
from fieldvisit.rules.intervals import (
    Interval,
    clock_window,
    common,
    holds,
    merged,
    next_in,
    starts_for,
)
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import minutes_of
from fieldvisit.rules.zones import clock_reading, local_date

_EDGES = ("[)", "[]", "()", "(]")
_NO_HOLIDAYS = HolidayTable()


@frozen
class Hours:
    """`opens` and `closes` are minutes after local midnight, 1440 the end of the day."""

    opens: int
    closes: int
    edges: str = "[)"
    days: tuple[str, ...] = names.WEEKDAYS
    holidays: str = "open"
    whole_visit: bool = False
    place: tuple[str, ...] = ()


def read(table: Table) -> Hours:
    """The fields of the kind; raises BadInput when the window is empty or turned around."""
    hours = Hours(
        opens=minutes_of(table, "open"),
        closes=minutes_of(table, "close"),
        edges=table.one_of("edges", _EDGES, "[)"),
        days=table.names("days", names.WEEKDAYS) or names.WEEKDAYS,
        holidays=table.one_of("holidays", ("open", "closed"), "open"),
        whole_visit=table.yes("whole_visit"),
        place=table.names("place", names.PLACES),
    )
    if hours.opens >= hours.closes:
        raise table.wrong("open", N_("{file}, line {line}: {key} must be earlier than close."))
    return hours


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when the action does not lie inside, in any zone that may be the borrower's."""
    hours: Hours = rule.own
    if hours.place and scene.facts.place.kind not in hours.place:
        return None
    if not scene.zones:
        return reason_of(rule, scene, _zone_not_known(hours, scene))
    length = _length(hours, scene)
    for zone in scene.zones:
        inside = _inside(rule, scene, zone, scene.at, scene.at)
        if not holds(starts_for(inside, length), scene.at):
            return _outside(rule, scene, zone)
    return None


def opens(rule: Rule, scene: Scene, first: datetime, last: datetime) -> list[Interval]:
    """When the action may begin: inside in every zone, to its end with `whole_visit`."""
    hours: Hours = rule.own
    if hours.place and scene.facts.place.kind not in hours.place:
        return [(first, last)]
    return starts_for(_allowed(rule, scene, first, last), _length(hours, scene))


def document(hours: Hours) -> dict[str, object]:
    """The fields as the file writes them."""
    fields = {
        "open": _reading(hours.opens),
        "close": _reading(hours.closes),
        "edges": hours.edges,
        "days": list(hours.days),
        "holidays": hours.holidays,
        "whole_visit": hours.whole_visit,
    }
    return {**fields, "place": list(hours.place)} if hours.place else fields


def loosens(parent: Hours, child: Hours) -> str:
    """The key by which the child's window is wider than the parent's."""
    wider = {
        "open": child.opens < parent.opens,
        "close": child.closes > parent.closes,
        "edges": _wider_edges(parent, child),
        "days": not set(child.days) <= set(parent.days),
        "holidays": (parent.holidays, child.holidays) == ("closed", "open"),
        "whole_visit": parent.whole_visit and not child.whole_visit,
        "place": bool(child.place) and not set(parent.place or names.PLACES) <= set(child.place),
    }
    return next((key for key, is_wider in wider.items() if is_wider), "")


def _wider_edges(parent: Hours, child: Hours) -> bool:
    opening_wider = child.opens == parent.opens and (parent.edges[0], child.edges[0]) == ("(", "[")
    closing_wider = child.closes == parent.closes
    return opening_wider or (closing_wider and (parent.edges[1], child.edges[1]) == (")", "]"))


def _length(hours: Hours, scene: Scene) -> timedelta:
    return scene.length if hours.whole_visit else timedelta(0)


def _allowed(rule: Rule, scene: Scene, first: datetime, last: datetime) -> list[Interval]:
    allowed = _inside(rule, scene, scene.zones[0], first, last) if scene.zones else []
    for zone in scene.zones[1:]:
        allowed = common(allowed, _inside(rule, scene, zone, first, last))
    return allowed


def _inside(rule: Rule, scene: Scene, zone: str, first: datetime, last: datetime) -> list[Interval]:
    """The windows of one zone, with the times that a consent adds, around the two instants.

    Days on which `when` does not ask the rule are open as far as it is concerned.
    """
    hours: Hours = rule.own
    edges = hours.edges[0] + ")" if _length(hours, scene) else hours.edges
    days = dates_between(first, last, zone)
    table = scene.holidays if hours.holidays == "closed" else _NO_HOLIDAYS
    windows = _windows(hours, edges, rule.when.days, table, zone, days)
    excused = excused_times(rule.unless, scene, zone, first, last)
    return merged([*windows, *excused]) if excused else windows


@lru_cache(maxsize=4096)
def _windows(
    hours: Hours,
    edges: str,
    asked_on: tuple[str, ...],
    holidays: HolidayTable,
    zone: str,
    days: tuple[date, ...],
) -> list[Interval]:
    """The windows of these dates; the same few of them are asked for by a whole day's visits."""
    windows = []
    for day in days:
        if asked_on and names.WEEKDAYS[day.weekday()] not in asked_on:
            windows.append(clock_window(zone, day, 0, 1440))
        elif _is_open_on(day, hours, holidays):
            windows.append(clock_window(zone, day, hours.opens, hours.closes, edges))
    return merged(window for window in windows if window)


def _is_open_on(day: date, hours: Hours, holidays: HolidayTable) -> bool:
    if hours.holidays == "open":
        return names.WEEKDAYS[day.weekday()] in hours.days
    if day in holidays.working:
        return True
    return names.WEEKDAYS[day.weekday()] in hours.days and not holidays.closes(day)


def _outside(rule: Rule, scene: Scene, zone: str) -> Reason:
    opens_at = next_in([partial(opens, rule, scene)], scene.at)
    latest = _latest_start(rule, scene)
    return reason_of(
        rule,
        scene,
        _said(rule.own, scene, zone, latest),
        opens_at=opens_at,
        latest_start=latest,
        zone=zone,
    )


def _latest_start(rule: Rule, scene: Scene) -> datetime | None:
    """The last start that would have fitted into the stretch in which the action begins."""
    length = _length(rule.own, scene)
    for start, end in _allowed(rule, scene, scene.at, scene.at):
        if start <= scene.at < end and end - start >= length > timedelta(0):
            return end - length
    return None


def _said(hours: Hours, scene: Scene, zone: str, latest: datetime | None) -> Phrase:
    day = local_date(scene.at, zone)
    fixed = scene.pack.clock.zone != "borrower"
    details = {
        "when": clock_there(scene.at, zone, scene.place_zone if fixed else ""),
        **_window_words(hours, scene),
        "weekday": names.WEEKDAY_WORDS[day.weekday()],
        "end": clock_reading(scene.at + _length(hours, scene), zone),
    }
    if latest:
        details["latest"] = clock_reading(latest, zone)
    return Phrase(_sentence(hours, scene, zone, latest), details)


def _sentence(hours: Hours, scene: Scene, zone: str, latest: datetime | None) -> str:
    day = local_date(scene.at, zone)
    if not _is_open_on(day, hours, scene.holidays):
        return _closed_all_day(hours, scene, day)
    if latest:
        return N_("{when}, until {end}; {what} from {open} to {close} there, last start {latest}.")
    if _length(hours, scene) and holds(_day_windows(hours, zone, day), scene.at):
        return N_("{when}, until {end}; {what} from {open} to {close} there.")
    return N_("{when}; {what} from {open} to {close} there.")


def _closed_all_day(hours: Hours, scene: Scene, day: date) -> str:
    all_day = _is_all_day(hours)
    if names.WEEKDAYS[day.weekday()] not in hours.days:
        if all_day:
            return N_("{when}, {weekday}; {what} on {days} only.")
        return N_("{when}, {weekday}; {what} on {days} from {open} to {close} there.")
    if not scene.holidays.knows(day):
        return N_("{when}; the holiday table does not reach this date, so it counts as closed.")
    if day not in scene.holidays.days:
        return N_("{when}, perhaps a public holiday; it counts as closed.")
    if all_day:
        return N_("{when}, a public holiday; {what} on other days.")
    return N_("{when}, a public holiday; {what} on working days from {open} to {close} there.")


def _is_all_day(hours: Hours) -> bool:
    return hours.closes - hours.opens == 1440


def _day_windows(hours: Hours, zone: str, day: date) -> list[Interval]:
    window = clock_window(zone, day, hours.opens, hours.closes, hours.edges)
    return [window] if window else []


def _zone_not_known(hours: Hours, scene: Scene) -> Phrase:
    sentence = N_("The borrower's time zone is not certain; {what} from {open} to {close} there.")
    if _is_all_day(hours):
        sentence = N_("The borrower's time zone is not certain, nor which day it is there.")
    return Phrase(sentence, _window_words(hours, scene))


def _window_words(hours: Hours, scene: Scene) -> dict[str, object]:
    return {
        "what": CHANNEL_WORDS[scene.facts.action.kind],
        "days": day_names(hours.days),
        "open": _reading(hours.opens),
        "close": _reading(hours.closes),
    }


def _reading(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


KIND = Kind(
    name="hours",
    read=read,
    document=document,
    speak=speak,
    loosens=loosens,
    opens=opens,
    daily=True,
)
