"""Asking the gate at the door: entering, recording, speaking of the debt, taking money."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.events import Event
from fieldvisit.domain.problems import Refused
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import PARTIES
from fieldvisit.rules.decide import Decision
from fieldvisit.services.assent import NO_ASSENT, Assent, assented
from fieldvisit.services.gate import Gate
from fieldvisit.services.named import check_known, visit_of
from fieldvisit.services.visits import StepTaken, made

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

AT_THE_DOOR = (
    "enter_home",
    "record",
    "disclose",
    "ask_location",
    "leave_note",
    "take_money",
)
"""Actions that may be asked about while a visit runs, in the words of `action.kind`."""

ANSWER_WORDS = {
    "allow": N_("yes"),
    "record": N_("yes"),
    "warn": N_("yes, but take care"),
    "ack": N_("only after you confirm the rule"),
    "block": N_("no, not now"),
}
"""The gate's answer to such a question in words, by the effect of a decision."""


class NotAllowed(Refused):
    """A rule forbids it; `decision` says which, `event` holds that it was asked."""

    def __init__(self, decision: Decision, event: Event) -> None:
        super().__init__(N_("A rule forbids this now."), code="action.blocked", field="kind")
        self.decision = decision
        self.event = event


def ask_gate(
    store: Store,
    visit_id: str,
    kind: str,
    now: datetime,
    settings: Settings,
    *,
    party: str = "",
    assent: Assent = NO_ASSENT,
    **action: Any,
) -> StepTaken:
    """Ask whether the action may be done now; the answer goes into the journal either way.

    `party` is who is there, by default who opened; `action` holds further keys of the facts such
    as `media` or `money`. Raises NotAllowed when a rule forbids it, Refused when the visit does not
    run, BadInput for words that no rule knows.
    """
    visit = visit_of(store, visit_id)
    if visit.started_at is None:
        raise Refused(
            N_("This visit has not begun; start it first."), code="visit.not_begun", field="visit"
        )
    check_known("kind", (kind,), AT_THE_DOOR)
    there = party or visit.party
    check_known("party", (there,), PARTIES)
    gated = Gate(store, settings, now).decide(visit, now, kind=kind, party=there, **action)
    said = assented(gated, assent, visit, now, settings)
    event = store.record([*said.events, made(visit, said, now)], now)[-1]
    if said.gated.decision.is_blocked:
        raise NotAllowed(said.gated.decision, event)
    return StepTaken(visit, event, said.gated.decision)
