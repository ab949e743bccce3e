"""Time zones: which may be the borrower's, the data behind them, and their names for people.

All zone data comes from the tzdata package, never from the machine, so that every laptop with the
same version decides alike.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fieldvisit.domain.text import N_
from fieldvisit.rules.reading import wrong
from fieldvisit.rules.regions import zones_of_region

_DATA = Path(import_module("tzdata").__path__[0])

CITIES = {
    "Asia/Shanghai": N_("Shanghai"),
    "Asia/Urumqi": N_("Urumqi"),
    "Asia/Hong_Kong": N_("Hong Kong"),
    "Asia/Taipei": N_("Taipei"),
    "Asia/Singapore": N_("Singapore"),
    "Asia/Macau": N_("Macau"),
    "Asia/Kuala_Lumpur": N_("Kuala Lumpur"),
    "Asia/Kolkata": N_("Kolkata"),
    "Asia/Manila": N_("Manila"),
    "Asia/Jakarta": N_("Jakarta"),
    "Asia/Makassar": N_("Makassar"),
    "Asia/Jayapura": N_("Jayapura"),
    "Europe/London": N_("London"),
    "Europe/Dublin": N_("Dublin"),
    "Europe/Berlin": N_("Berlin"),
    "Europe/Paris": N_("Paris"),
    "America/New_York": N_("New York"),
    "America/Detroit": N_("Detroit"),
    "America/Indiana/Indianapolis": N_("Indianapolis"),
    "America/Chicago": N_("Chicago"),
    "America/Denver": N_("Denver"),
    "America/Boise": N_("Boise"),
    "America/Phoenix": N_("Phoenix"),
    "America/Los_Angeles": N_("Los Angeles"),
    "America/Anchorage": N_("Anchorage"),
    "America/Adak": N_("Adak"),
    "Pacific/Honolulu": N_("Honolulu"),
    "Australia/Sydney": N_("Sydney"),
    "Australia/Melbourne": N_("Melbourne"),
    "Australia/Brisbane": N_("Brisbane"),
    "Australia/Adelaide": N_("Adelaide"),
    "Australia/Darwin": N_("Darwin"),
    "Australia/Perth": N_("Perth"),
    "UTC": N_("UTC"),
}
"""City names that the catalogues translate; any other zone shows the city in its own name."""


@lru_cache(maxsize=1024)
def zones_of(country: str, region: str, zone: str) -> tuple[str, ...]:
    """The zones in which a case may lie, most populous first; none when nothing is known.

    A stated `zone` is taken at its word. Else the region narrows the country's zones where that is
    certain (`regions.py`), and otherwise every zone of the country counts (zone.tab of tzdata).
    """
    if zone:
        return (zone,)
    code = country_code(country)
    return zones_of_region(code, region) or _zones_by_country().get(code, ())


def country_code(country: str) -> str:
    """ISO 3166 alpha-2 in capitals; UK is read as GB."""
    code = country.strip().upper()
    return "GB" if code == "UK" else code


def zone_name(value: Any, path: str) -> str:
    """An IANA name that tzdata knows; raises BadInput naming the key."""
    if is_zone(value):
        return str(value)
    raise wrong(path, N_("{key}: write an IANA time zone such as America/New_York."))


def is_zone(name: object) -> bool:
    """Whether tzdata has a zone of that exact name."""
    return name in _names()


@cache
def zone_info(name: str) -> ZoneInfo:
    """The zone's rules, out of tzdata."""
    with _DATA.joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


@lru_cache(maxsize=1024)
def distinct_zones(zones: tuple[str, ...], day: date) -> tuple[str, ...]:
    """The first of those zones whose clocks agree from a year before the day to 70 days after it.

    A country has many zones that differed once, decades ago; for a decision they are one.
    """
    if len(zones) < 2:
        return zones
    return tuple({_clock_of(zone, day): zone for zone in reversed(zones)}.values())[::-1]


def _clock_of(zone: str, day: date) -> tuple[Any, ...]:
    """How far the zone is from UTC around the day, with the instant of each change.

    No zone changes its clocks twice in five days.
    """
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=366)
    last, step = moment + timedelta(days=436), timedelta(days=5)
    offset = local(moment, zone).utcoffset()
    found: list[Any] = [offset]
    while moment < last:
        moment += step
        if (then := local(moment, zone).utcoffset()) != offset:
            found += [_change(zone, moment - step, moment), then]
            offset = then
    return tuple(found)


def _change(zone: str, before: datetime, after: datetime) -> datetime:
    """The second at which the offset is that of `after` for the first time."""
    then = local(after, zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if local(middle, zone).utcoffset() == then:
            after = middle
        else:
            before = middle
    return after


def local(moment: datetime, zone: str) -> datetime:
    """The instant as the clocks of that zone show it."""
    return moment.astimezone(zone_info(zone))


@lru_cache(maxsize=8192)
def local_date(moment: datetime, zone: str) -> date:
    """The calendar date of that instant in the zone."""
    return local(moment, zone).date()


def clock_reading(moment: datetime, zone: str) -> str:
    """Hours and minutes of that instant in the zone: "08:30"."""
    return local(moment, zone).isoformat(timespec="minutes")[11:16]


def city_of(zone: str) -> str:
    """The English name of the zone's city, to be translated where it is shown."""
    return CITIES.get(zone) or zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def _names() -> frozenset[str]:
    return frozenset(_DATA.joinpath("zones").read_text("utf-8").split())


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    text = _DATA.joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _place, zone = line.split("\t")[:3]
            table[country] = (*table.get(country, ()), zone)
    return table
