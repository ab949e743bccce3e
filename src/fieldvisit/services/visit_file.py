"""Everything a visit's four steps show, read in one go."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.content import Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.promise import Promise
from fieldvisit.domain.record import OutcomeRecord, PlanRecord
from fieldvisit.domain.visit import Entry, Visit, VisitState
from fieldvisit.rules.decide import Decision
from fieldvisit.services.gate import Gate
from fieldvisit.services.named import made_at, visit_of
from fieldvisit.services.outcomes import draft_name
from fieldvisit.services.rulebook import rulebook
from fieldvisit.services.team import Member, going, last_companions, last_shown

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

STEPS = ("prepare", "talk", "record", "agree")


@frozen
class VisitFile:
    """A visit with its decision as of now, its ledger, and what was typed in each step.

    A planned visit is at the place that was chosen in Prepare.

    `words` is what the word lists found in the recorded note, with the answers.
    `closes_at` is the instant at which time ends a visit that goes on; `companions` come along and
    everybody `shows` these things: what was said in Prepare, else on the last visit of the day;
    None where nobody said who comes along.
    `to_show` is what rules for such cases want to be shown.
    """

    visit: Visit
    decision: Decision
    entries: tuple[Entry, ...]
    promises: tuple[Promise, ...]
    outcome: OutcomeRecord | None
    plans: tuple[PlanRecord, ...]
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    closes_at: datetime | None = None
    companions: tuple[Member, ...] | None = None
    shows: tuple[str, ...] = ()
    to_show: tuple[Texts, ...] = ()
    words: tuple[dict[str, Any], ...] = ()

    def of_kind(self, kind: str) -> list[Entry]:
        """The ledger's entries of one kind, oldest first."""
        return [entry for entry in self.entries if entry.kind == kind]


def open_visit(store: Store, visit_id: str, now: datetime, settings: Settings) -> VisitFile:
    """The visit's file; raises BadInput when there is no such visit."""
    visit = visit_of(store, visit_id)
    found = ((step, store.drafts.find(draft_name(visit_id, step))) for step in STEPS)
    drafts = {step: body for step, body in found if body is not None}
    prepared = drafts.get("prepare", {})
    companions = prepared.get("companions")
    if companions is None:
        companions = last_companions(store, now.date()) or None
    shows = prepared["shows"] if "shows" in prepared else last_shown(store, now.date())
    team = None
    if visit.state == VisitState.PLANNED:
        visit = made_at(visit, prepared.get("place", ""))
        team = going(settings, companions, shows)
    case_id = visit.case.case_id
    entries = store.ledger.of_case(case_id)
    gate = Gate(store, settings, now)
    closes_at = None
    if visit.state == VisitState.STARTED and visit.started_at is not None:
        closes_at = gate.closes_at(visit, visit.started_at)
    outcome = store.history.outcome_of_visit(visit_id)
    logged = store.journal.find(outcome.event_id) if outcome else None
    return VisitFile(
        visit=visit,
        decision=gate.decide(visit, now, team=team).decision,
        entries=tuple(entries),
        promises=tuple(store.promises.of_case(case_id)),
        outcome=outcome,
        plans=tuple(store.history.plans_of_case(case_id)),
        drafts=drafts,
        closes_at=closes_at,
        companions=None if companions is None else tuple(companions),
        shows=tuple(shows),
        to_show=tuple(rulebook(settings).shown_by_team(visit.case.country)),
        words=tuple(logged.payload.get("words", ())) if logged else (),
    )


def save_draft(store: Store, visit_id: str, step: str, body: dict[str, Any], now: datetime) -> None:
    """Keep what was typed in a step; it is on the disk when this returns."""
    store.drafts.save(draft_name(visit_id, step), body, now)
