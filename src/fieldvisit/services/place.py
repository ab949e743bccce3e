"""The borrower's own clock and calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from fieldvisit.domain.case import Case
from fieldvisit.rules.zones import zone_info, zones_of


def place_zone(case: Case) -> ZoneInfo:
    """The zone in which the borrower's clock is shown; the first when it may be several.

    UTC when the case names neither zone nor country.
    """
    zones = zones_of(case.country, case.region, case.zone)
    return zone_info(zones[0] if zones else "UTC")


def place_day(case: Case, now: datetime) -> date:
    """The calendar day at the borrower's place."""
    return now.astimezone(place_zone(case)).date()


def window_begins(case: Case, day: date, at: time) -> datetime:
    """The instant at which the borrower's clock shows that time on that day, in UTC."""
    return datetime.combine(day, at, place_zone(case)).astimezone(UTC)
