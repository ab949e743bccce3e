"""Public holidays: one table for each country or region, with the years that it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from fieldvisit.domain.content import CONTENT, Table, read_content
from fieldvisit.domain.text import N_

V = TypeVar("V")

MUST_COVER = timedelta(days=60)
"""How far ahead of today a table in use must reach."""


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """`days` are all public holidays of the years in `covers`; other years are not known."""

    covers: tuple[int, ...] = ()
    days: tuple[date, ...] = ()

    def knows(self, day: date) -> bool:
        """Whether the table can tell if that day is a holiday."""
        return day.year in self.covers

    def reaches(self, today: date) -> bool:
        """Whether every day from today to 60 days ahead is covered."""
        return self.knows(today) and self.knows(today + MUST_COVER)


def read_holidays(path: Path) -> tuple[str, HolidayTable]:
    """A table file: `id`, `source`, `covers = [2026]`, `days = [2026-01-01]`; raises BadInput."""
    top = read_content(path)
    name = top.text("id")
    top.text("source")
    covers = _values(top, "covers", int, N_("{file}, line {line}: {key} must be a list of years."))
    days = _values(top, "days", date, N_("{file}, line {line}: {key} must be a list of dates."))
    top.close()
    if any(day.year not in covers for day in days):
        raise top.wrong("days", N_("{file}, line {line}: {key} has a year that covers lacks."))
    return name, HolidayTable(covers, tuple(sorted(days)))


def holidays_in(folder: Path) -> dict[str, HolidayTable]:
    """Every table of the folder by its id; none when the folder is missing."""
    return dict(read_holidays(path) for path in sorted(folder.glob("*.toml")))


@cache
def shipped_holidays() -> Mapping[str, HolidayTable]:
    """The tables that come with the program."""
    return holidays_in(CONTENT / "holidays")


def _values(top: Table, key: str, kind: type[V], phrase: str) -> tuple[V, ...]:
    top.known.add(key)
    value = top.values.get(key)
    if not isinstance(value, list) or not all(
        isinstance(each, kind) and not isinstance(each, bool | datetime) for each in value
    ):
        raise top.wrong(key, phrase)
    return tuple(value)
