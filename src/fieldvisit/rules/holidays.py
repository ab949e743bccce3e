"""Public holidays: one table for each country or region, with the years that it covers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from fieldvisit.domain.content import CONTENT, Table, read_content
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules.values import date_of

V = TypeVar("V")

_SHIPPED = CONTENT / "holidays"

MUST_COVER = timedelta(days=60)
"""How far ahead of today a table in use must reach."""


@frozen
class HolidayTable:
    """`days` are all public holidays of the years in `covers`; other years are not known.

    `uncertain` are days that may be one: a feast that the moon may move, a holiday of a part of
    the country. `working` are days of the weekend that are worked in exchange for another.
    """

    covers: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    uncertain: tuple[date, ...] = ()
    working: tuple[date, ...] = ()
    source: str = ""
    checked_on: date | None = None

    def knows(self, day: date) -> bool:
        """Whether the table can tell if that day is a holiday."""
        return day.year in self.covers

    def closes(self, day: date) -> bool:
        """Whether that day is or may be a holiday; so may any day that the table does not know."""
        return not self.knows(day) or day in self.days or day in self.uncertain

    def reaches(self, today: date) -> bool:
        """Whether every day from today to 60 days ahead is covered."""
        return self.knows(today) and self.knows(today + MUST_COVER)


def read_holidays(path: Path) -> tuple[str, HolidayTable]:
    """A table file: `id`, `source`, `checked_on`, `covers = [2026]`, `days = [2026-01-01]`, and
    `uncertain` and `working` where there are such days; raises BadInput."""
    top = read_content(path)
    name = top.text("id")
    table = HolidayTable(
        covers=_years(top),
        days=_dates(top, "days"),
        uncertain=_dates(top, "uncertain") if "uncertain" in top.values else (),
        working=_dates(top, "working") if "working" in top.values else (),
        source=top.text("source"),
        checked_on=date_of(top, "checked_on"),
    )
    top.close()
    for key in ("days", "uncertain", "working"):
        if not all(table.knows(day) for day in getattr(table, key)):
            raise top.wrong(key, N_("{file}, line {line}: {key} has a year that covers lacks."))
    return name, table


def holidays_in(folder: Path) -> dict[str, HolidayTable]:
    """Every table of the folder by its id; none when the folder is missing."""
    return dict(read_holidays(path) for path in sorted(folder.glob("*.toml")))


class _Shipped(Mapping[str, HolidayTable]):
    """The shipped tables; each file bears its table's id and is read when it is asked for."""

    def __init__(self) -> None:
        self._files = {file.stem.upper(): file for file in sorted(_SHIPPED.glob("*.toml"))}
        self._read: dict[str, HolidayTable] = {}

    def __getitem__(self, name: str) -> HolidayTable:
        if name not in self._read:
            self._read[name] = read_holidays(self._files[name])[1]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@cache
def shipped_holidays() -> Mapping[str, HolidayTable]:
    """The tables that come with the program."""
    return _Shipped()


def _years(top: Table) -> tuple[int, ...]:
    return _values(top, "covers", int, N_("{file}, line {line}: {key} must be a list of years."))


def _dates(top: Table, key: str) -> tuple[date, ...]:
    phrase = N_("{file}, line {line}: {key} must be a list of dates.")
    return tuple(sorted(_values(top, key, date, phrase)))


def _values(top: Table, key: str, kind: type[V], phrase: str) -> tuple[V, ...]:
    top.known.add(key)
    value = top.values.get(key)
    if not isinstance(value, list) or not all(
        isinstance(each, kind) and not isinstance(each, bool | datetime) for each in value
    ):
        raise top.wrong(key, phrase)
    return tuple(value)
