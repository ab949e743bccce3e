"""One cell of a case list as a value: text, numbers, dates and times."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from functools import lru_cache

from fieldvisit.domain.calendar import parse_date
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.identity import is_prc_identity
from fieldvisit.domain.privacy import mask_if_certain, mask_numbers
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width, safe_text

LONGEST_TEXT = 2_000
_MOST_DAYS_PAST_DUE = 36_500
_MOST_INSTALMENTS = 1_200
_YEARS = range(1950, 2150)

_NOTHING = frozenset(["", "-", "--", "/", "\\n", *"n/a na nil none null 无 無".split()])
_LONGEST_NOTHING = 20
_SHORTENED = re.compile(r"\d(?:\.\d+)?E\+\d{2}", re.I)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_ROC_YEAR = re.compile(r"(?:民國|民国|ROC)\s*", re.I)
_ROC_COMPACT = re.compile(r"(\d{3})(\d{2})(\d{2})")
_LOOKS_ROC = re.compile(r"1[0-4]\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
_NAMED_MONTH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?P<month>[a-z]{3,9})\.?"
    r"|(?P<month_first>[a-z]{3,9})\.? (?P<day_second>\d{1,2})(?:st|nd|rd|th)?)"
    r",?[ -](?P<year>\d{4})",
    re.I,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBER = re.compile(
    r"(?P<number>\d{1,6})(?:\.0+)?\s*(?:天|日|期|个月|個月|days?|d|months?|m)?", re.I
)
_CLOCK = re.compile(
    r"(?P<part>上午|下午|晚上|中午|早上|am|pm)?\s*(?P<hour>\d{1,2})"
    r"(?:\s*[:点點时時]\s*(?P<minute>[0-5]?\d|半)?\s*分?(?::[0-5]\d)?)?"
    r"\s*(?P<after>am|pm|a\.m\.|p\.m\.)?",
    re.I,
)
_RANGE = re.compile(r"\s*(?:-|~|\u2013|\u2014|to|至|到)\s*", re.I)


@frozen
class DateReading:
    """How dates are written: `order` "dmy", "mdy" or empty, years of the Republic of China or not.

    `from_1904` says that bare serials of the workbook count from 1904.
    """

    order: str = ""
    roc: bool = False
    from_1904: bool = False


def is_nothing(text: str) -> bool:
    """Whether an optional cell says that there is no value."""
    return len(text) < _LONGEST_NOTHING and text.strip().casefold() in _NOTHING


def read_text(text: str, field: str, *, lines: bool = False) -> str:
    """The text made safe, identity and card numbers in it masked; raises BadInput over 2,000."""
    safe = safe_text(text, lines=lines).strip()
    if len(safe) > LONGEST_TEXT:
        raise BadInput(
            N_("{field}: the text is longer than {most} characters; shorten it."),
            code="text.long",
            field=field,
            most=LONGEST_TEXT,
        )
    return mask_numbers(safe)


@lru_cache(1024)
def read_label(text: str, field: str) -> str:
    """`read_text` for what many rows share, such as a district; never for what tells a person."""
    return read_text(text, field)


def read_number_text(text: str, field: str) -> str:
    """A case, account or phone number: half-width, without what spreadsheets put before it.

    Masked when the whole is surely an identity or card number. Raises BadInput for a number that
    a spreadsheet shortened to 1.1E+17.
    """
    number = " ".join(half_width(safe_text(text)).split())
    if len(number) > LONGEST_TEXT:
        return read_text(number, field)
    if number.startswith("'"):
        number = number[1:]
    if _SHORTENED.fullmatch(number):
        raise BadInput(
            N_("{field}: a spreadsheet shortened this number; format the column as text."),
            code="number.shortened",
            field=field,
        )
    return mask_if_certain(number)


def read_case_number(text: str, field: str) -> str:
    """The case number as it is, never masked: two masked numbers could become one case.

    Raises BadInput for an 18-character PRC identity number, and for what `read_number_text` does.
    """
    number = " ".join(half_width(safe_text(text)).split()).removeprefix("'")
    if is_prc_identity(re.sub("[ -]", "", number).upper()):
        raise BadInput(
            N_("{field}: this is an identity number; use the case or contract number."),
            code="case.identity",
            field=field,
        )
    read_number_text(number, field)
    return number


def read_count(text: str, field: str, most: int = _MOST_INSTALMENTS) -> int:
    """A whole number from 0 to `most`, with or without 期 or 天 behind it; raises BadInput."""
    written = _NUMBER.fullmatch(half_width(text).strip())
    if written is None or int(written["number"]) > most:
        raise BadInput(
            N_("{field}: write a whole number from 0 to {most}."),
            code="number.wrong",
            field=field,
            most=most,
        )
    return int(written["number"])


def due_date_of(days_past_due: str, today: date, field: str) -> date:
    """The day that lies so many days before `today`, at most a hundred years; raises BadInput."""
    return today - timedelta(days=read_count(days_past_due, field, _MOST_DAYS_PAST_DUE))


@lru_cache(4096)
def read_date(text: str, field: str, how: DateReading) -> date:
    """A date as `parse_date` reads it, a spreadsheet's serial, or one with the month in English.

    With 民國 before it a year counts from 1912 in any case. Raises BadInput for what is no date, is
    unclear, or lies outside 1950 to 2149.
    """
    written = half_width(safe_text(text)).strip()
    bare = _ROC_YEAR.sub("", written, count=1)
    roc = how.roc or bare != written
    if _LOOKS_ROC.fullmatch(bare) and not roc:
        raise BadInput(
            N_("{field}: if the year counts from 1912, import with the ROC calendar."),
            code="date.roc",
            field=field,
        )
    found = _date_in_words(bare) or _date_of_serial(bare, how)
    if found is None:
        compact = _ROC_COMPACT.fullmatch(bare) if roc else None
        found = parse_date(
            "/".join(compact.groups()) if compact else bare, roc=roc, order=how.order, field=field
        )
    if found.year not in _YEARS:
        raise BadInput(
            N_("{field}: the year lies outside {first} to {last}."),
            code="date.range",
            field=field,
            first=_YEARS[0],
            last=_YEARS[-1],
        )
    return found


def _date_of_serial(text: str, how: DateReading) -> date | None:
    serial = _SERIAL.fullmatch(text)
    if serial is None:
        return None
    start = date(1904, 1, 1) if how.from_1904 else date(1899, 12, 30)
    return start + timedelta(days=int(serial[1]))


def _date_in_words(text: str) -> date | None:
    """A date such as 4 May 2014 or May 4, 2014; None when there is none."""
    written = _NAMED_MONTH.fullmatch(text)
    if written is None:
        return None
    month = (written["month"] or written["month_first"]).lower()[:3]
    if month not in _MONTHS:
        return None
    try:
        return date(
            int(written["year"]),
            _MONTHS.index(month) + 1,
            int(written["day"] or written["day_second"]),
        )
    except ValueError:
        return None


def read_window(
    first: str, last: str, field: str, last_field: str
) -> tuple[time | None, time | None]:
    """The times between which the borrower can be visited; `first` may hold both: 9:00-11:00.

    Raises BadInput for what is no time of day and for a window that ends before it begins.
    """
    if first and not last:
        begin, *end = _RANGE.split(half_width(first).strip(), maxsplit=1)
        first, last = begin, end[0] if end else ""
        last_field = field
    opens = read_clock(first, field) if first else None
    closes = read_clock(last, last_field) if last else None
    if opens is not None and closes is not None and closes <= opens:
        raise BadInput(
            N_("{field}: the visit window ends before it begins."),
            code="window.order",
            field=last_field,
        )
    return opens, closes


def read_clock(text: str, field: str) -> time:
    """A time of day: 9:30, 14点, 下午2点半, 2 pm, or a part of a day; raises BadInput."""
    written = half_width(text).strip()
    if re.fullmatch(r"0?\.\d+", written):
        minutes = round(float(written) * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    parts = _CLOCK.fullmatch(written.split(" ", 1)[-1] if written[:4].isdecimal() else written)
    hour = _hour_of(parts) if parts else 24
    if parts is None or hour > 23:
        raise BadInput(
            N_("{field}: this is not a time of day; write HH:MM."), code="time.wrong", field=field
        )
    minute = parts["minute"] or "0"
    return time(hour, 30 if minute == "半" else int(minute))


def _hour_of(parts: re.Match[str]) -> int:
    """The hour of 24; 24 or more when there is no such hour."""
    hour = int(parts["hour"])
    half = (parts["part"] or parts["after"] or "").lower().replace(".", "")
    if half and hour > 12 and half in {"am", "pm"}:
        return 24
    if half in {"pm", "下午", "晚上"} and hour < 12:
        return hour + 12
    if half in {"am", "上午", "早上"} and hour == 12:
        return 0
    return hour
