"""What a person may set, field by field."""

from __future__ import annotations

import tomllib
from dataclasses import field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fieldvisit.domain.calendar import offset_text, parse_date
from fieldvisit.domain.case import ROLES
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import checked_currency
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text

_CHOICES = {
    "language": ("", "en", "zh-Hans", "zh-Hant"),
    "role": ("", *ROLES),
}


@frozen
class Settings:
    """One frozen value for the whole run; `changed` makes the next."""

    language: str = ""
    """en, zh-Hans or zh-Hant; empty follows the terminal's locale."""

    zone: str = ""
    """IANA zone of the collector's own district; empty takes the laptop's."""

    collector: str = ""
    """The collector's name as it stands on the staff card; the script says it."""

    badge: str = ""
    """Number on the staff card."""

    certificate: str = ""
    """Day on which the collector's own certificate was issued, YYYY-MM-DD."""

    approved_until: str = ""
    """Last day of the collector's own approval or licence, YYYY-MM-DD."""

    shows: str = ""
    """What the collector shows at every door, with ; between, such as "staff identity card"."""

    agency: str = ""
    """Full name of the firm; the script says it first."""

    phone: str = ""
    """Number that a borrower may call back."""

    complaints: str = ""
    """Where a borrower can complain: a number or an address."""

    emergency: str = ""
    """Numbers that the crisis card shows, such as "110, 120; counselling 12356"."""

    team_size: int = 2
    """How many people go on a visit, unless it is said otherwise at the start."""

    visit_minutes: int = 30
    """Planned length of a visit; its end must lie inside the lawful hours too. 5 to 240."""

    mask_names: bool = True
    """Show names in lists with their middle covered."""

    mask_phones: bool = True
    """Show only the last four digits of telephone numbers."""

    currency: str = ""
    """Currency of case lists that name none."""

    country: str = ""
    """Country (ISO 3166 alpha-2) of case lists that name none."""

    role: str = ""
    """first_party, third_party or debt_buyer, for case lists that say nothing of it."""

    start_lat: float | None = None
    """Latitude from which the day's round starts; -90 to 90."""

    start_lon: float | None = None
    """Longitude from which the day's round starts; -180 to 180."""

    promise_days: int = 60
    """The furthest day a single promise may name, counted from today. 1 to 365."""

    sync_folder: str = ""
    """Folder or USB stick that takes the day's log."""

    journal_folder: str = ""
    """Folder for the journal's second file, best on another disk; empty keeps it beside the
    store."""

    pack_folder: str = ""
    """Folder with the agency's own rule packs (*.toml) and, below `holidays`, its own tables."""

    theme: str = ""
    """Name of a colour theme; empty takes the program's own."""

    ascii: bool = False
    """Draw with plain ASCII, for consoles that draw lines too wide."""

    keys: dict[str, str] = field(default_factory=dict)
    """Command id to key, for keys other than the shipped ones."""

    def changed(self, **values: Any) -> Settings:
        """The same settings with these values checked and put in; raises BadInput."""
        return replace(self, **{name: _checked(name, value) for name, value in values.items()})


def today_in(settings: Settings, now: datetime) -> date:
    """The date at that instant in the collector's zone, else in the laptop's."""
    return now.astimezone(ZoneInfo(settings.zone) if settings.zone else None).date()


def zone_in(settings: Settings, now: datetime) -> str:
    """By what that date is told: the IANA zone, else the laptop's distance from UTC ("+08:00")."""
    return settings.zone or offset_text(now)


_TYPES: dict[str, tuple[type, ...]] = {
    "team_size": (int,),
    "visit_minutes": (int,),
    "promise_days": (int,),
    "mask_names": (bool,),
    "mask_phones": (bool,),
    "ascii": (bool,),
    "start_lat": (int, float, type(None)),
    "start_lon": (int, float, type(None)),
    "keys": (dict,),
}
_RANGES = {
    "team_size": (1, 9),
    "visit_minutes": (5, 240),
    "promise_days": (1, 365),
    "start_lat": (-90, 90),
    "start_lon": (-180, 180),
}
_DATES = ("certificate", "approved_until")
_NAMES = frozenset(each.name for each in fields(Settings))


def load_settings(path: Path) -> Settings:
    """The settings of that file, or the defaults when there is none; raises BadInput."""
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadInput(
            N_("{field} cannot be read as TOML; correct it or remove it."),
            code="settings.unreadable",
            field=path.name,
        ) from error
    return Settings().changed(**written)


def save_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults; comments in the file stay. Whole or not at all."""
    import tomlkit

    document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
    shipped = Settings()
    for name in sorted(_NAMES):
        value = getattr(settings, name)
        if value != getattr(shipped, name):
            document[name] = value
        elif name in document:
            del document[name]
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(tomlkit.dumps(document), "utf-8")
    part.replace(path)


def _checked(name: str, value: Any) -> Any:
    if name not in _NAMES:
        raise BadInput(
            N_("{field}: there is no such setting; see: fieldvisit config list"),
            code="settings.unknown",
            field=name,
        )
    if not isinstance(value, _TYPES.get(name, (str,))) or _mistaken_for_number(name, value):
        raise _wrong(name)
    if name in _RANGES and value is not None:
        _check_range(name, value)
    return _known_value(name, value)


def _check_range(name: str, value: Any) -> None:
    low, high = _RANGES[name]
    if not low <= value <= high:
        raise BadInput(
            N_("{field}: the value must lie between {low} and {high}."),
            code="settings.range",
            field=name,
            low=low,
            high=high,
        )


def _mistaken_for_number(name: str, value: Any) -> bool:
    return isinstance(value, bool) and bool not in _TYPES.get(name, ())


def _known_value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return _known_text(name, safe_text(value).strip())
    if isinstance(value, dict) and not all(isinstance(key, str) for key in value.values()):
        raise _wrong(name)
    return value


def _known_text(name: str, text: str) -> str:
    if name in _CHOICES and text not in _CHOICES[name]:
        raise _wrong(name)
    if name == "currency" and text:
        return checked_currency(text, field=name)
    if name == "country" and text:
        return _checked_country(text)
    if name == "zone" and text:
        _check_zone(text)
    if name in _DATES and text:
        return parse_date(text, field=name).isoformat()
    return text


def _checked_country(text: str) -> str:
    code = text.upper()
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise _wrong("country")
    return code


def _check_zone(text: str) -> None:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise _wrong("zone") from None


def _wrong(name: str) -> BadInput:
    return BadInput(
        N_("{field}: this value does not fit; see: fieldvisit config list"),
        code="settings.wrong",
        field=name,
    )
