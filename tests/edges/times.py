"""Edges on the clock and in the calendar: `hours` and `avoid`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from edges.subject import DAY, NOON, SECOND, Edge, Subject
from fieldvisit.rules.holidays import HolidayTable, shipped_holidays
from fieldvisit.rules.kinds.hours import Hours
from fieldvisit.rules.names import WEEKDAYS

_VISIT = 45


def windows(subject: Subject) -> Iterator[Edge]:
    """Opening and closing to the second on every channel, whole visits, days, holidays."""
    hours: Hours = subject.rule.own
    day = next(each for each in _days_from(subject.day) if _is_open(subject, each))
    for channel in subject.rule.on:
        for minutes in {hours.opens, hours.closes}:
            edge = subject.moment(day, minutes)
            for moment in (edge - SECOND, edge, edge + SECOND):
                yield _at(subject, moment, channel)
    if hours.whole_visit and "visit" in subject.rule.on:
        last = subject.moment(day, hours.closes - _VISIT)
        for start in (last - SECOND, last, last + SECOND):
            yield _at(subject, start, "visit", _VISIT)
    days = [subject.day + number * DAY for number in range(7)]
    if hours.holidays == "closed":
        days += _remarkable(_table(subject))
    yield from (_in_the_middle(subject, day) for day in days)


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += DAY


def _at(subject: Subject, moment: datetime, channel: str, minutes: int = 0) -> Edge:
    action = {"kind": channel, "minutes": minutes}
    facts = subject.facts(moment, action=action)
    end = moment + timedelta(minutes=minutes)
    name = f"{channel} {moment:%a %Y-%m-%d %H:%M:%S} {minutes} min"
    return Edge(name, facts, speaks=not _allows(subject, moment, end))


def _in_the_middle(subject: Subject, day: date) -> Edge:
    hours: Hours = subject.rule.own
    moment = subject.moment(day, (hours.opens + hours.closes) // 2)
    return _at(subject, moment, subject.rule.on[0])


def _allows(subject: Subject, moment: datetime, end: datetime) -> bool:
    """What the rule's own words say, by the readings of the clock on the wall."""
    hours: Hours = subject.rule.own
    there, day = moment.astimezone(ZoneInfo(subject.zone)), moment.date()
    asked = subject.rule.when.days
    if asked and WEEKDAYS[there.weekday()] not in asked:
        return True
    seconds = (there - subject.moment(day, 0)).total_seconds()
    length = (end - moment).total_seconds()
    opens, closes = hours.opens * 60, hours.closes * 60
    begun = seconds > opens or (seconds == opens and hours.edges[0] == "[")
    over = seconds + length > closes if length else _is_past(seconds, closes, hours)
    return begun and not over and _is_open(subject, day)


def _is_past(seconds: float, closes: int, hours: Hours) -> bool:
    return seconds > closes or (seconds == closes and hours.edges[1] == ")")


def _is_open(subject: Subject, day: date) -> bool:
    hours: Hours = subject.rule.own
    asked = subject.rule.when.days
    if WEEKDAYS[day.weekday()] not in hours.days or (
        asked and WEEKDAYS[day.weekday()] not in asked
    ):
        return False
    return hours.holidays == "open" or not _table(subject).closes(day)


def _table(subject: Subject) -> HolidayTable:
    return shipped_holidays()[subject.pack.holidays]


def _remarkable(table: HolidayTable) -> Iterator[date]:
    """Holidays with the days around them, days that may be one, and a year not covered."""
    for holiday in (*table.days[-4:], *table.uncertain[:2]):
        yield from (holiday - DAY, holiday, holiday + DAY)
    yield date(max(table.covers), 12, 31)
    yield date(max(table.covers) + 1, 1, 4)


def avoids(subject: Subject) -> Iterator[Edge]:
    """A wish by place, days and times: inside, to the second at both ends, and elsewhere."""
    day = subject.day
    wish = {
        "place": "home",
        "days": [WEEKDAYS[day.weekday()]],
        "from": "12:00",
        "to": "14:00",
    }
    for channel in subject.rule.on:
        for minutes, shift, speaks in (
            (NOON, -1, False),
            (NOON, 0, True),
            (NOON + 120, -1, True),
            (NOON + 120, 0, False),
        ):
            moment = subject.moment(day, minutes) + shift * SECOND
            facts = subject.facts(moment, avoid=[wish], action={"kind": channel})
            yield Edge(f"{channel} {moment:%H:%M:%S}", facts, speaks)
    later = subject.facts(subject.moment(day + DAY), avoid=[wish])
    yield Edge("the day after", later, speaks=False)
    yield Edge("another place", subject.facts(avoid=[{**wish, "place": "work"}]), speaks=False)
    yield Edge("no wish", subject.facts(), speaks=False)
    before = subject.moment(day, NOON - 30)
    for minutes, speaks in ((30, False), (31, True)):
        facts = subject.facts(before, avoid=[wish], action={"minutes": minutes})
        yield Edge(f"{minutes} minutes before noon", facts, speaks)
