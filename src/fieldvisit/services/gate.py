"""May this be done? The facts of an action, gathered for the rule engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from fieldvisit import __version__
from fieldvisit.domain.case import Case
from fieldvisit.domain.events import instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.visit import Visit
from fieldvisit.rules.decide import Decision
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.overrides import Override, lowered
from fieldvisit.rules.zones import zones_of
from fieldvisit.services.named import made_at, visit_of
from fieldvisit.services.place import place_day
from fieldvisit.services.rulebook import Rulebook, rulebook
from fieldvisit.services.team import Member, going

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store


_A_DAY_OF_ANY_PLACE = timedelta(hours=50)
"""Nowhere has a calendar date that lasts from longer ago."""

_PARTS = {
    "contact": "ledger",
    "consent": "consents",
    "flag": "flags",
    "avoid": "avoid",
    "confirmed": "confirmed",
}


@frozen
class Gated:
    """A decision, the facts it was made from, and what the journal keeps of both."""

    decision: Decision
    facts: dict[str, Any]
    book: Rulebook

    def passing_over(self, overrides: Mapping[str, Override]) -> Gated:
        """The same with these rules passed over by a supervisor."""
        return replace(self, decision=lowered(self.decision, overrides))

    def record(self) -> dict[str, Any]:
        """Everything that is needed to decide again: the facts with the holiday tables that were
        used, the decision with the hashes of its packs, and the program's version."""
        country = self.facts["case"].get("country", "")
        used = self.book.holidays_used(self.decision, country)
        return {
            "facts": self.facts | ({"holidays": used} if used else {}),
            "decision": self.decision.document(),
            "program": __version__,
        }


class Gate:
    """The rules in force and what the store knows, for as many questions as there are.

    `now` is the laptop's clock, which may be set back; an action can lie at another instant. Where
    it is known beforehand which `visits` will be asked about, their ledgers are read together.
    """

    def __init__(
        self, store: Store, settings: Settings, now: datetime, visits: Iterable[Visit] = ()
    ) -> None:
        self._store = store
        self._settings = settings
        self._book = rulebook(settings)
        self._begun = store.visits.begun()
        self._entries = store.ledger.of(visit.case.case_id for visit in visits) if visits else {}
        self._confirmed = store.ledger.confirmed_since(now - _A_DAY_OF_ANY_PLACE)
        self._clock = {"now": instant_text(now)}
        if store.last_seen is not None:
            self._clock["last_seen"] = instant_text(store.last_seen)

    def decide(
        self,
        visit: Visit,
        at: datetime,
        *,
        without: str = "",
        has: Sequence[str] = (),
        **action: Any,
    ) -> Gated:
        """May the action be done at that instant: going there, unless it says another `kind`.

        `action` uses the names of the facts, `has` names things that there are at that instant.
        What the journal entry `without` wrote into the ledger is left out, for an outcome that is
        recorded anew.
        """
        facts = self._facts(visit, at, without, action)
        facts["has"] = facts.get("has", {}) | dict.fromkeys(has, instant_text(at))
        return Gated(self._book.decide(Facts.of(facts)), facts, self._book)

    def closes_at(self, visit: Visit, at: datetime) -> datetime | None:
        """Until when a visit that goes on may last; None when no limit lies within a day."""
        return self._book.closes_at(Facts.of(self._facts(visit, at, "", {})))

    def _facts(
        self, visit: Visit, at: datetime, without: str, action: Mapping[str, Any]
    ) -> dict[str, Any]:
        case = visit.case
        facts: dict[str, Any] = {
            "case": _case_facts(case, at, self._settings),
            "place": {
                "kind": visit.place,
                "zones": list(zones_of(case.country, case.region, case.zone)),
            },
            "action": self._action(visit, at, action),
            **self._standing(visit, without),
            "clock": self._clock,
        }
        return {key: value for key, value in facts.items() if value}

    def _standing(self, visit: Visit, without: str) -> dict[str, Any]:
        """What the ledger holds, by the names of the facts."""
        case_id = visit.case.case_id
        if case_id not in self._entries:
            self._entries[case_id] = self._store.ledger.of_case(case_id)
        standing: dict[str, Any] = {part: [] for part in _PARTS.values()}
        standing["has"] = {}
        for entry in self._entries[case_id]:
            if without and entry.entry_id.partition("/")[0] == without:
                continue
            if entry.kind == "has":
                standing["has"][entry.name] = instant_text(entry.at)
            elif entry.kind in _PARTS:
                standing[_PARTS[entry.kind]].append(entry.document)
        standing["confirmed"] += [
            each.document for each in self._confirmed if each.case_id != case_id
        ]
        standing["ledger"] += _begun_contacts(self._begun, visit)
        return standing

    def _action(self, visit: Visit, at: datetime, action: Mapping[str, Any]) -> dict[str, Any]:
        stated = {name: value for name, value in action.items() if value not in ("", (), [], None)}
        planned: dict[str, Any] = {
            "kind": "visit",
            "at": instant_text(at),
            "party": "debtor",
            "visit": visit.visit_id,
        }
        if stated.get("kind", "visit") == "visit":
            planned["minutes"] = self._settings.visit_minutes
            planned["purpose"] = "collect"
        planned["team"] = going(self._settings)
        return planned | stated


def check_visit(
    store: Store,
    visit_id: str,
    at: datetime,
    settings: Settings,
    party: str = "debtor",
    *,
    now: datetime | None = None,
    companions: Sequence[Member] | None = None,
    shows: Sequence[str] = (),
    place: str = "",
) -> Decision:
    """The decision for one visit; nothing is written. Raises BadInput for an unknown visit or
    kind of place.

    Without `companions` the settings say how many go, without `place` the plan says where;
    `shows` is what everybody who goes shows at the door.
    """
    visit = made_at(visit_of(store, visit_id), place)
    team = going(settings, companions, shows)
    return Gate(store, settings, now or at).decide(visit, at, party=party, team=team).decision


def time_left(
    store: Store, visit_id: str, at: datetime, settings: Settings, place: str = ""
) -> datetime | None:
    """The next instant at which time would end a visit that goes on at `at`; None without one."""
    visit = made_at(visit_of(store, visit_id), place)
    return Gate(store, settings, at).closes_at(visit, at)


def _begun_contacts(begun: Sequence[Visit], visit: Visit) -> Iterator[dict[str, Any]]:
    """Other visits of the case that were begun; the ledger has those with an outcome."""
    for other in begun:
        if other.case.case_id == visit.case.case_id and other.visit_id != visit.visit_id:
            assert other.started_at is not None
            yield {
                "at": instant_text(other.started_at),
                "kind": "visit",
                "started_by": "collector",
                "party": other.party,
                "place": other.place,
            }


def _case_facts(case: Case, at: datetime, settings: Settings) -> dict[str, Any]:
    facts = {
        "country": case.country,
        "region": case.region,
        "city": case.city,
        "role": case.role,
        "debt_type": case.debt_type,
        "lender_type": case.lender_type,
        "dpd": case.days_past_due(place_day(case, at)),
        "debt": case.account or case.case_id,
        "borrower": case.case_id,
        "institution": case.lender,
        "agency": settings.agency,
    }
    return {name: value for name, value in facts.items() if value != ""}
