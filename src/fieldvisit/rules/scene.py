"""One pack's view of the facts: which clocks it reads and which holidays it knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fieldvisit.domain.frozen import frozen
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.history import History
from fieldvisit.rules.holidays import HolidayTable
from fieldvisit.rules.pack import Pack
from fieldvisit.rules.zones import distinct_zones, local_date, zones_of


@frozen
class Scene:
    """The facts as a pack reads them. `zones` are all in which the action must be allowed.

    `zones` is empty when the zone is not known and the pack does not accept every candidate;
    `date_zones` are those by whose calendar dates are read, which must be some even then. `at` is
    the instant of the action (UTC) and `length` how long it is planned to last.
    """

    facts: Facts
    pack: Pack
    zones: tuple[str, ...]
    date_zones: tuple[str, ...]
    at: datetime
    length: timedelta
    holidays: HolidayTable
    history: History

    @property
    def debts(self) -> tuple[str, ...]:
        """The debts that the action is about: those it names, else the case's own."""
        case = self.facts.case
        return self.facts.action.debts or ((case.debt,) if case and case.debt else ())

    @property
    def place_zone(self) -> str:
        """The zone of the place itself where it is known to be one, else empty."""
        zones = self.facts.place.zones
        return zones[0] if len(zones) == 1 else ""


def scene_of(
    facts: Facts, pack: Pack, tables: Mapping[str, HolidayTable], history: History
) -> Scene:
    """The scene for one pack; tables in the facts stand in for those of the same name.

    `history` is the index of the facts' ledger, made once for all packs.
    """
    table = facts.holidays.get(pack.holidays) or tables.get(pack.holidays) or HolidayTable()
    zones = _zones(facts, pack)
    return Scene(
        facts,
        pack,
        zones=zones,
        date_zones=zones or facts.place.zones or ("UTC",),
        at=facts.action.at,
        length=timedelta(minutes=facts.action.minutes or 0),
        holidays=table,
        history=history,
    )


def last_date(facts: Facts, pack: Pack) -> date:
    """The date of the action by the pack's clock, the latest of those that may be the place's."""
    return max(local_date(facts.action.at, zone) for zone in _zones(facts, pack) or ("UTC",))


def _zones(facts: Facts, pack: Pack) -> tuple[str, ...]:
    if pack.clock.zone != "borrower":
        return (pack.clock.zone,)
    zones = facts.place.zones
    if not zones and facts.case is not None:
        zones = zones_of(facts.case.country, facts.case.region, "")
    if pack.clock.unknown == "block" and len(zones) != 1:
        return ()
    return distinct_zones(zones, facts.action.at.date())
