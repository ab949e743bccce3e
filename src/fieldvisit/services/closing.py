"""Closing a visit: what the rules want to be there once it is over, such as a recording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import NewEvent, instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.domain.visit import Visit
from fieldvisit.rules.decide import Decision
from fieldvisit.rules.names import MEDIA, RECEIPT
from fieldvisit.services.gate import Gate, Gated
from fieldvisit.services.named import check_known, visit_of
from fieldvisit.services.visits import StepTaken

if TYPE_CHECKING:
    from fieldvisit.domain.outcome import Outcome
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store


@frozen
class Evidence:
    """What there is of the visit: `media` recorded, under which `reference`, or why nothing was.

    `receipt` holds what the receipt states, by the names that rules use: as it is written there,
    or True where it is only known to stand there.
    """

    media: tuple[str, ...] = ()
    reference: str = ""
    reason: str = ""
    receipt: Mapping[str, str | bool] = field(default_factory=dict)

    @property
    def things(self) -> list[str]:
        """What there is, in the words of the facts."""
        named = (("recording", self.reference), ("no_recording_reason", self.reason))
        return [name for name, text in named if text.strip()]

    def entries(self, at: datetime) -> Iterator[dict[str, Any]]:
        """The ledger's lines about it."""
        for name in self.things:
            document = {"name": name, **self.document()}
            yield {"kind": "has", "name": name, "at": instant_text(at), "document": document}

    def document(self) -> dict[str, Any]:
        """As the journal keeps it; what is empty is left out."""
        found: dict[str, Any] = {
            "media": list(self.media),
            "reference": safe_text(self.reference).strip(),
            "reason": safe_text(self.reason).strip(),
            "receipt": receipt_facts(self.receipt),
        }
        return {name: value for name, value in found.items() if value}


NO_EVIDENCE = Evidence()
RECEIPT_NAMES = (*RECEIPT, "previous")
"""What may be said of a receipt; `previous` is the number of the one before it."""


def receipt_facts(receipt: Mapping[str, str | bool]) -> dict[str, str | bool]:
    """What the receipt states as facts hold it; raises BadInput for a name that no rule knows."""
    check_known("receipt_says", receipt, RECEIPT_NAMES)
    return {
        name: stated if isinstance(stated, bool) else safe_text(stated).strip()
        for name, stated in receipt.items()
    }


class NotClosed(Refused):
    """The rules want something more before the visit is closed; `decision` says what."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            N_("The visit is not closed: a rule wants something more."),
            code="visit.unclosed",
            field="visit",
        )
        self.decision = decision


def decide_closing(
    gate: Gate,
    visit: Visit,
    at: datetime,
    evidence: Evidence,
    outcome: Outcome | None,
    without: str = "",
) -> Gated:
    """What the rules say to closing the visit with this evidence, and this money received.

    What the journal entry `without` wrote is left out.
    """
    _check(evidence)
    action: dict[str, Any] = {
        "kind": "close_visit",
        "party": visit.party,
        "media": list(evidence.media) if "recording" in evidence.things else [],
        "money": _money_facts(outcome, evidence),
    }
    return gate.decide(visit, at, has=evidence.things, without=without, **action)


def _money_facts(outcome: Outcome | None, evidence: Evidence) -> dict[str, Any] | None:
    if outcome is None or outcome.money is None:
        return None
    facts: dict[str, Any] = {**outcome.money.document(), "how": outcome.how}
    numbered = {"number": outcome.receipt} if outcome.receipt else {}
    return facts | {"receipt": {**numbered, **receipt_facts(evidence.receipt)}}


def unclosed_entry(visit: Visit, gated: Gated, at: datetime) -> Iterator[dict[str, Any]]:
    """The ledger's line for a visit whose closing lacks something; none when nothing is lacking."""
    lacking = [each.rule for each in gated.decision.reasons if each.effect == "block"]
    if lacking:
        moment = instant_text(at)
        document = {"visit": visit.visit_id, "rules": lacking, "at": moment}
        yield {"kind": "unclosed", "name": visit.visit_id, "at": moment, "document": document}


def check_closing(store: Store, visit_id: str, now: datetime, settings: Settings) -> Decision:
    """What the rules say to closing the recorded visit as it stands; nothing is written."""
    visit = visit_of(store, visit_id)
    gate = Gate(store, settings, now)
    return decide_closing(gate, visit, now, NO_EVIDENCE, _recorded(store, visit_id)).decision


def _recorded(store: Store, visit_id: str) -> Outcome | None:
    from fieldvisit.domain.outcome import Outcome

    record = store.history.outcome_of_visit(visit_id)
    return Outcome.of(record.document) if record else None


def close_visit(
    store: Store, visit_id: str, evidence: Evidence, now: datetime, settings: Settings
) -> StepTaken:
    """Close a recorded visit with what was lacking.

    Raises NotClosed when a rule still wants something, Refused when the visit lacks nothing,
    BadInput for a medium that nobody knows.
    """
    visit = visit_of(store, visit_id)
    open_items = store.ledger.of_case(visit.case.case_id)
    if not any(each.kind == "unclosed" and each.name == visit_id for each in open_items):
        raise Refused(
            N_("Nothing is lacking of this visit, or it is not recorded yet."),
            code="visit.closed",
            field="visit",
        )
    outcome = _recorded(store, visit_id)
    gated = decide_closing(Gate(store, settings, now), visit, now, evidence, outcome)
    if gated.decision.is_blocked:
        raise NotClosed(gated.decision)
    payload = {
        "visit": visit_id,
        "case": visit.case.case_id,
        "at": instant_text(now),
        "entries": list(evidence.entries(now)),
        "evidence": evidence.document(),
        **gated.record(),
    }
    event = store.record([NewEvent(events.VISIT_CLOSED, payload)], now)[0]
    return StepTaken(visit_of(store, visit_id), event, gated.decision)


def _check(evidence: Evidence) -> None:
    check_known("recorded", evidence.media, MEDIA)
    if evidence.media and not evidence.reference.strip():
        raise BadInput(
            N_("{field}: say where the recording is kept, by its name or number."),
            code="recorded.reference",
            field="reference",
        )
