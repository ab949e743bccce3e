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
"""One person as facts hold them: `id`, and dates `certificate` and `approved_until`."""

MOST_COMPANIONS = 8


def planned_team(settings: Settings) -> list[Member]:
    """The team as long as nobody says who comes along: as many as the settings plan for, of whom
    only the collector is known."""
    return [collector(settings), *({} for _other in range(1, settings.team_size))]


def named_team(settings: Settings, companions: Iterable[Member]) -> list[Member]:
    """The collector and these companions."""
    return [collector(settings), *companions]


def collector(settings: Settings) -> Member:
    """The collector, by the number on the staff card."""
    found = {
        "id": settings.badge,
        "certificate": settings.certificate,
        "approved_until": settings.approved_until,
    }
    return {name: value for name, value in found.items() if value}


def companion(text: str, certificate: str = "", approved_until: str = "") -> Member:
    """A companion by name or staff number; raises BadInput for none and for a date that is none.

    `certificate` is the day on which the certificate was issued.
    """
    member: Member = {"id": safe_text(text).strip()}
    if not member["id"]:
        raise BadInput(
            N_("{field}: write a name or a staff number."), code="team.nobody", field="team"
        )
    for name, typed in (("certificate", certificate), ("approved_until", approved_until)):
        if typed.strip():
            member[name] = parse_date(typed, field=name).isoformat()
    return member


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
    for event in store.journal.newest_first():
        if event.at.date() < today:
            return []
        if event.type == events.VISIT_STARTED and "companions" in event.payload:
            named: list[Member] = event.payload["companions"]
            return named
    return []
