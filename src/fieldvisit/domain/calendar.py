"""Dates as lenders count them: months from the original day, days past due, typed dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Literal

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width

Step = Literal["week", "fortnight", "month"]

_PARTS = re.compile(r"([0-9]{1,4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,4})\s*日?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_CLOCK = "([01]?[0-9]|2[0-3]):([0-5][0-9])"
_WINDOW = re.compile(rf"{_CLOCK}\s*[-~]\s*{_CLOCK}")
_ROC_EPOCH = 1911
YEARS = range(1900, 2201)
"""Dates and instants outside these years are slips of the keyboard or fillers."""


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it is shorter.

    Count from the original date every time: 31 Jan, 28 Feb, 31 Mar.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    month += 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def due_dates(first: date, every: Step) -> Iterator[date]:
    """Due dates without end: `first`, then one each week, fortnight or calendar month."""
    if every == "month":
        return (add_months(first, number) for number in count())
    weeks = 1 if every == "week" else 2
    return (first + timedelta(weeks=weeks * number) for number in count())


def days_past_due(due: date, today: date) -> int:
    """Whole days since the oldest unpaid due date; 0 on the day itself, negative before it."""
    return (today - due).days


def parse_date(text: str, *, roc: bool = False, order: str = "", field: str = "date") -> date:
    """A date as people and spreadsheets write it; raises BadInput when it is none or unclear.

    Read: 2026-11-03, 2026/11/3, 2026.11.03, 20261103, 2026年11月3日, full-width digits. A date
    that starts with the day or the month needs `order` ("dmy" or "mdy") unless only one reading
    exists. With `roc`, a year below 1000 counts from 1912 (115 = 2026). Years run from 1900 to
    2200: anything else is a slip of the keyboard or a filler.
    """
    folded = half_width(text).strip().split(" ")[0].split("T")[0]
    compact = _COMPACT.fullmatch(folded)
    parts = compact or _PARTS.fullmatch(folded) or _PARTS.fullmatch(half_width(text).strip())
    if parts is None:
        raise _not_a_date(field)
    first, second, third = (int(part) for part in parts.groups())
    if len(parts[1]) == 4 or (roc and len(parts[3]) <= 2):
        return _made(first + (_ROC_EPOCH if roc and first < 1000 else 0), second, third, field)
    if len(parts[3]) != 4:
        raise _not_a_date(field)
    return _day_and_month(first, second, third, order, field)


def _day_and_month(first: int, second: int, year: int, order: str, field: str) -> date:
    if order == "dmy" or (not order and first > 12):
        return _made(year, second, first, field)
    if order == "mdy" or (not order and (second > 12 or first == second)):
        return _made(year, first, second, field)
    raise BadInput(
        N_("{field}: the date could be read as day/month or month/day; write YYYY-MM-DD."),
        code="date.ambiguous",
        field=field,
    )


def _made(year: int, month: int, day: int, field: str) -> date:
    if year not in YEARS:
        raise _not_a_date(field)
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_date(field) from None


def _not_a_date(field: str) -> BadInput:
    return BadInput(
        N_("{field}: this is not a date that exists; write YYYY-MM-DD."),
        code="date.wrong",
        field=field,
    )


def parse_window(text: str, *, field: str = "window") -> tuple[time, time] | None:
    """A time window such as 9:00-11:30, None for a blank text; raises BadInput."""
    written = half_width(text).strip()
    if not written:
        return None
    parts = _WINDOW.fullmatch(written)
    clocks = [int(part) for part in parts.groups()] if parts else [0, 0, 0, 0]
    first, last = time(clocks[0], clocks[1]), time(clocks[2], clocks[3])
    if first >= last:
        raise BadInput(
            N_("{field}: write a window such as 09:00-11:30."), code="window.wrong", field=field
        )
    return first, last


def offset_text(moment: datetime) -> str:
    """The laptop's distance from UTC at that instant, as in "+08:00"."""
    offset = moment.astimezone().strftime("%z")
    return f"{offset[:3]}:{offset[3:5]}"
