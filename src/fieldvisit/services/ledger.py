"""Contacts, consents, flags and papers of a case, entered by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent, instant_text
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.rules.facts import check_part
from fieldvisit.services.cases import case_of

if TYPE_CHECKING:
    from fieldvisit.store.store import Store

_PLACES = {"contact": "ledger", "consent": "consents", "flag": "flags"}


def log_entry(
    store: Store, case_id: str, kind: str, document: dict[str, Any], at: datetime, now: datetime
) -> Event:
    """Write a contact, consent, flag or paper ("has") into the case's ledger.

    `document` uses the names of `rules decide` and is checked against them, so that no rule
    ever meets a word it does not know; raises BadInput that names the key.
    """
    case_of(store, case_id)
    if at > now:
        raise BadInput(
            N_("{field}: this lies in the future; write when it happened."),
            code="date.future",
            field="at",
        )
    _check(kind, document, at)
    entry = {
        "kind": kind,
        "name": document.get("kind") if kind == "contact" else document["name"],
        "at": instant_text(at),
        "document": document,
    }
    return store.record([NewEvent(events.ENTRY_LOGGED, {"case": case_id, "entry": entry})], now)[0]


def end_entry(store: Store, entry_id: str, reason: str, now: datetime) -> Event:
    """Say that a consent, flag or paper no longer stands; it stays in the journal.

    Raises BadInput for an unknown entry or without a reason, Refused for a contact (it happened)
    and for what has ended already.
    """
    said = safe_text(reason).strip()
    entry = store.ledger.find(entry_id)
    if entry is None:
        raise BadInput(
            N_("{field}: there is no entry with this id; see: fieldvisit case show"),
            code="entry.unknown",
            field="entry",
        )
    if not said:
        raise BadInput(N_("{field}: say why."), code="reason.missing", field="reason")
    if entry.kind == "contact" or entry not in store.ledger.of([entry.case_id])[entry.case_id]:
        raise Refused(
            N_("{field}: a contact cannot end, and what has ended cannot end again."),
            code="entry.ended",
            field="entry",
        )
    payload = {"case": entry.case_id, "entry": entry_id, "reason": said}
    return store.record([NewEvent(events.ENTRY_ENDED, payload)], now)[0]


def _check(kind: str, document: dict[str, Any], at: datetime) -> None:
    if kind == "has":
        check_part("has", {document["name"]: instant_text(at)})
    else:
        check_part(_PLACES[kind], [document])
