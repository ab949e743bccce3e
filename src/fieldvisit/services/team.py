"""Who goes: the collector, and those who come along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.calendar import parse_date
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text

if TYPE_CHECKING:
    from fieldvisit.domain.visit import Visit
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

Member = dict[str, Any]
"""One person as facts hold them: `id`, dates `certificate` and `approved_until`, and what they
carry and show at the door, `shows`."""

MOST_COMPANIONS = 8


def going(
    settings: Settings, companions: Iterable[Member] | None = None, shows: Iterable[str] = ()
) -> list[Member]:
    """The collector and these companions; each shows `shows` beside what is their own.

    While nobody says who comes along, as many go as the settings plan for, of whom only the
    collector is known.
    """
    unknown: list[Member] = [{} for _other in range(1, settings.team_size)]
    team = [collector(settings), *(unknown if companions is None else companions)]
    common = list(shows)
    return [_showing(member, common) for member in team] if common else team


def as_named(companions: Iterable[Member] | None, shows: Iterable[str]) -> dict[str, list[Any]]:
    """Who was named and what everybody shows, as a start keeps it; what nobody said is left out."""
    named: dict[str, list[Any]] = {} if companions is None else {"companions": list(companions)}
    return named | ({"shows": common} if (common := list(shows)) else {})


def _showing(member: Member, things: list[str]) -> Member:
    return {**member, "shows": list(dict.fromkeys([*member.get("shows", ()), *things]))}


def things_in(text: str) -> list[str]:
    """What a text names, one thing after the other with ; between."""
    named = (safe_text(each).strip() for each in text.replace("\uff1b", ";").split(";"))
    return [each for each in named if each]


def collector(settings: Settings) -> Member:
    """The collector, by the number on the staff card."""
    found: Member = {
        "id": settings.badge,
        "certificate": settings.certificate,
        "approved_until": settings.approved_until,
        "shows": things_in(settings.shows),
    }
    return {name: value for name, value in found.items() if value}


def companion(
    text: str, certificate: str = "", approved_until: str = "", shows: str = ""
) -> Member:
    """A companion by name or staff number; raises BadInput for none and for a date that is none.

    `certificate` is the day on which the certificate was issued, `shows` names things with ;
    between.
    """
    member: Member = {"id": safe_text(text).strip()}
    if not member["id"]:
        raise BadInput(
            N_("{field}: write a name or a staff number."), code="team.nobody", field="team"
        )
    for name, typed in (("certificate", certificate), ("approved_until", approved_until)):
        if typed.strip():
            member[name] = parse_date(typed, field=name).isoformat()
    if things := things_in(shows):
        member["shows"] = things
    return member


def companion_in(line: str) -> Member:
    """A companion written in one line with commas, in the order of `companion`."""
    return companion(*[*(part.strip() for part in line.split(",", 3)), "", "", ""][:4])


def team_of(store: Store, visit: Visit) -> list[str]:
    """The ids of those who went on the visit; empty while it has not begun."""
    if visit.started_at is None:
        return []
    teams: Iterator[list[Member]] = (
        event.payload.get("facts", {}).get("action", {}).get("team", [])
        for event in store.journal.newest_first()
        if event.type == events.VISIT_STARTED and event.payload["visit"] == visit.visit_id
    )
    return [member["id"] for member in next(teams, []) if "id" in member]


def last_companions(store: Store, today: date) -> list[Member]:
    """Who came along on the newest visit begun that day; nobody when none was named."""
    return _last_named(store, today, "companions")


def last_shown(store: Store, today: date) -> list[str]:
    """What everybody showed on the newest visit begun that day for which it was said."""
    return _last_named(store, today, "shows")


def _last_named(store: Store, today: date, key: str) -> list[Any]:
    for event in store.journal.newest_first():
        if event.at.date() < today:
            return []
        if event.type == events.VISIT_STARTED and key in event.payload:
            named: list[Any] = event.payload[key]
            return named
    return []
