"""Clock readings, spans and dates in a pack file; every error names file, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from fieldvisit.domain.content import LANGUAGES, Table, Texts
from fieldvisit.domain.text import N_

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")
_SPAN = re.compile(r"([1-9]\d{0,3}) ?(h|hours?|d|days?|years?)")
_HOURS = {"h": 1, "d": 24, "y": 24 * 365}


def minutes_of(table: Table, key: str) -> int:
    """A quoted clock reading as minutes after midnight; "24:00" is the end of the day."""
    written = table.text(key)
    if not _CLOCK.fullmatch(written):
        raise table.wrong(key, N_('{file}, line {line}: {key} must be a time such as "08:00".'))
    return int(written[:2]) * 60 + int(written[3:])


def span_of(table: Table, key: str) -> timedelta | None:
    """A span such as "24h", "5 days" or "2 years" (of 365 days); None when the key is missing."""
    written = table.text(key, "")
    if not written:
        return None
    read = _SPAN.fullmatch(written)
    if read is None:
        phrase = N_('{file}, line {line}: {key} must be a span such as "24h" or "5 days".')
        raise table.wrong(key, phrase)
    return timedelta(hours=int(read[1]) * _HOURS[read[2][0]])


def days_of(table: Table, key: str) -> int | None:
    """A span in whole days; None when the key is missing."""
    span = span_of(table, key)
    if span is None:
        return None
    if span % timedelta(days=1):
        raise table.wrong(key, N_('{file}, line {line}: {key} must be whole days, as in "5 days".'))
    return span.days


def sayings_of(table: Table, key: str) -> tuple[Texts, ...]:
    """A list of texts, each per language or as one text in English; empty when it is missing."""
    table.known.add(key)
    value = table.values.get(key, [])
    if not isinstance(value, list):
        raise table.wrong(key, N_("{file}, line {line}: {key} must be a list of texts."))
    return tuple(_saying(table, key, each) for each in value)


def _saying(table: Table, key: str, value: Any) -> Texts:
    texts = {"en": value} if isinstance(value, str) else value
    if not isinstance(texts, dict) or not all(isinstance(each, str) for each in texts.values()):
        raise table.wrong(key, N_("{file}, line {line}: {key} must be a list of texts."))
    if not set(texts) <= set(LANGUAGES):
        raise table.not_allowed(key, LANGUAGES)
    if not texts.get("en", "").strip():
        raise table.wrong(key, N_("{file}, line {line}: {key} needs a text in English."))
    return texts


def lacks(parent: Iterable[Texts], child: Iterable[Texts]) -> bool:
    """Whether the child's list lacks a text of the parent's, by its English."""
    return not {each["en"] for each in parent} <= {each["en"] for each in child}


def date_of(table: Table, key: str) -> date:
    """A bare TOML date."""
    found = optional_date(table, key)
    if found is None:
        raise table.wrong(key, N_("{file}, line {line}: {key} is missing; add it."))
    return found


def optional_date(table: Table, key: str) -> date | None:
    """A bare TOML date; None when the key is missing."""
    table.known.add(key)
    value = table.values.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    phrase = N_("{file}, line {line}: {key} must be a date such as 2026-01-30, without quotes.")
    raise table.wrong(key, phrase)


def whole_number(table: Table, key: str) -> int | None:
    """A whole number from 0 up; None when the key is missing."""
    table.known.add(key)
    value = table.values.get(key)
    if value is None or (type(value) is int and value >= 0):
        return value
    raise table.wrong(key, N_("{file}, line {line}: {key} must be a whole number."))
