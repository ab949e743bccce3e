"""May this visit go ahead? The facts of a visit, gathered for the rule engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fieldvisit.domain.case import Case
from fieldvisit.domain.events import instant_text
from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Entry, Visit
from fieldvisit.rules.decide import Decision, decide
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import shipped_packs
from fieldvisit.rules.zones import zone_info, zones_of

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store


GATE_WORDS = {
    "allow": N_("may go"),
    "record": N_("may go"),
    "warn": N_("take care"),
    "ack": N_("confirm first"),
    "block": N_("not now"),
}
"""The gate's verdict in words, by the effect of a decision."""


def gate_of(
    visit: Visit, entries: Sequence[Entry], at: datetime, settings: Settings, party: str = "debtor"
) -> tuple[Decision, dict[str, Any]]:
    """The decision for going at that instant, and the facts it was made from."""
    document = visit_facts(visit, entries, at, settings, party)
    return decide(Facts.of(document), shipped_packs()), document


def check_visit(
    store: Store, visit_id: str, at: datetime, settings: Settings, party: str = "debtor"
) -> Decision:
    """The decision for one visit; nothing is written. Raises BadInput for an unknown visit."""
    from fieldvisit.services.visits import visit_of

    visit = visit_of(store, visit_id)
    entries = store.ledger.of([visit.case.case_id])[visit.case.case_id]
    return gate_of(visit, entries, at, settings, party)[0]


def visit_facts(
    visit: Visit, entries: Sequence[Entry], at: datetime, settings: Settings, party: str
) -> dict[str, Any]:
    """The facts in the words of `rules decide`; a stored copy can be decided again."""
    case = visit.case
    zones = zones_of(case.country, case.region, case.zone)
    team = [{"id": f"c{number}"} for number in range(1, settings.team_size + 1)]
    facts: dict[str, Any] = {
        "case": _case_facts(case, at, settings),
        "place": {"kind": "home", "zones": list(zones)},
        "action": {
            "kind": "visit",
            "at": instant_text(at),
            "minutes": settings.visit_minutes,
            "party": party,
            "team": team,
            "purpose": "collect",
        },
        "ledger": [entry.document for entry in entries if entry.kind == "contact"],
        "consents": [entry.document for entry in entries if entry.kind == "consent"],
        "flags": [entry.document for entry in entries if entry.kind == "flag"],
        "has": {entry.name: instant_text(entry.at) for entry in entries if entry.kind == "has"},
    }
    return {key: value for key, value in facts.items() if value}


def place_zone(case: Case) -> ZoneInfo:
    """The zone in which the borrower's clock is shown; the first when it may be several.

    UTC when the case names neither zone nor country.
    """
    zones = zones_of(case.country, case.region, case.zone)
    return zone_info(zones[0] if zones else "UTC")


def place_day(case: Case, now: datetime) -> date:
    """The calendar day at the borrower's place."""
    return now.astimezone(place_zone(case)).date()


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
