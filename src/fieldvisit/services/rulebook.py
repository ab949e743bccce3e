"""The rules in force: shipped packs and holiday tables, and those of the agency's own folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from os.path import expanduser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.content import Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.rules.decide import Decision, Reason, closes_at, decide
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.holidays import HolidayTable, shipped_holidays
from fieldvisit.rules.load import holidays_with, packs_with, shipped_packs_for
from fieldvisit.rules.pack import Pack

if TYPE_CHECKING:
    from fieldvisit.settings import Settings

Stamp = tuple[tuple[str, int, int], ...]
"""Name, time of change and size of every file of a folder."""


@frozen
class Rulebook:
    """Packs and holiday tables. With a `fault` the agency's own folder cannot be used, and
    nothing is decided but "no".

    `packs_for` gives those that may bind a case of a country, and all of them without one.
    """

    packs_for: Callable[[str], tuple[Pack, ...]]
    holidays: Mapping[str, HolidayTable]
    fault: BadInput | None = None

    def decide(self, facts: Facts) -> Decision:
        """The decision by these rules; blocked while the agency's own rules cannot be read."""
        if self.fault is not None:
            return _unreadable(self.fault)
        return decide(facts, self._may_bind(facts), self.holidays)

    def closes_at(self, facts: Facts) -> datetime | None:
        """As `decide.closes_at` by these rules; None while the agency's own cannot be read."""
        return closes_at(facts, self._may_bind(facts), self.holidays)

    def _may_bind(self, facts: Facts) -> tuple[Pack, ...]:
        """All where the facts name packs, of whatever country; none for a case without a country,
        which is blocked before any is asked, so that none need be read."""
        if facts.case is None or facts.packs:
            return self.packs_for("")
        return self.packs_for(facts.case.country) if facts.case.country else ()

    def shown_by_team(self, country: str) -> list[Texts]:
        """What rules for a country's cases want every member of a team to show at the door."""
        rules = (rule for pack in self.packs_for(country) for rule in pack.rules)
        found = (each for rule in rules if rule.kind == "team" for each in rule.own.shows)
        return list({each["en"]: each for each in found}.values())

    def holidays_used(self, decision: Decision, country: str) -> dict[str, Any]:
        """The tables that the decision's packs name, as facts hold them: what may be a holiday
        closes like one, and is one there. `country` is that of the case decided."""
        used = {name for name, _sha256 in decision.packs}
        packs = self.packs_for(country)
        names = {pack.holidays for pack in packs if pack.id in used} & {*self.holidays}
        return {name: _as_facts(self.holidays[name]) for name in sorted(names)}


def _as_facts(table: HolidayTable) -> dict[str, Any]:
    days = sorted({*table.days, *table.uncertain})
    return {"covers": list(table.covers), "days": [day.isoformat() for day in days]}


def rulebook(settings: Settings) -> Rulebook:
    """The rules by these settings; read again when a file of the agency's folder has changed."""
    if not settings.pack_folder:
        return Rulebook(shipped_packs_for, shipped_holidays())
    folder = Path(expanduser(settings.pack_folder))
    return _read(folder, _stamp(folder))


def fault_of_rules(settings: Settings) -> BadInput | None:
    """What is wrong with the agency's own folder, None when all is well or there is none."""
    return rulebook(settings).fault


def _stamp(folder: Path) -> Stamp:
    files = sorted((*folder.glob("*.toml"), *folder.glob("holidays/*.toml")))
    found = ((path, path.stat()) for path in files if path.is_file())
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in found)


@lru_cache(maxsize=4)
def _read(folder: Path, stamp: Stamp) -> Rulebook:  # noqa: ARG001  a changed stamp reads anew
    try:
        packs, holidays = packs_with(folder), holidays_with(folder)
    except BadInput as fault:
        return Rulebook(lambda _country: (), {}, fault)
    return Rulebook(lambda _country: packs, holidays)


def _unreadable(fault: BadInput) -> Decision:
    reason = Reason(
        rule="packs.unreadable",
        effect="block",
        said=Phrase(
            N_("Your agency's own rules cannot be used, so nothing is allowed: {fault}"),
            {"fault": Phrase(fault.phrase, {"field": fault.field, **fault.details})},
        ),
        clears=Phrase(N_("Correct the file, or empty the setting pack_folder.")),
    )
    return Decision(effect="block", reasons=(reason,), packs=())
