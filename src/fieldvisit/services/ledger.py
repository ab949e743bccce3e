"""Contacts, consents, flags, papers and wishes of a case, entered by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent, instant_of, instant_text
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.rules.facts import check_part
from fieldvisit.rules.names import HAS
from fieldvisit.services.named import case_of
from fieldvisit.services.place import place_day

if TYPE_CHECKING:
    from fieldvisit.domain.case import Case
    from fieldvisit.domain.visit import Entry
    from fieldvisit.store.store import Store

ENDABLE = ("consent", "flag", "has", "avoid")
"""Kinds of entry that may stop standing; what happened cannot."""

FINAL_FLAGS = ("third_party_refused",)
"""What a person said for good: it has no last day, and only a supervisor takes it away."""

_PLACES = {"contact": "ledger", "consent": "consents", "flag": "flags", "avoid": "avoid"}


def log_entry(
    store: Store, case_id: str, kind: str, document: dict[str, Any], at: datetime, now: datetime
) -> Event:
    """Write a contact, consent, flag, paper ("has") or wish ("avoid") into the case's ledger.

    `document` uses the names of `rules decide` and is checked against them, so that no rule
    ever meets a word it does not know; raises BadInput that names the key.
    """
    case = case_of(store, case_id)
    document = {
        name: safe_text(value) if isinstance(value, str) else value
        for name, value in document.items()
    }
    if at > now:
        raise BadInput(
            N_("{field}: this lies in the future; write when it happened."),
            code="date.future",
            field="at",
        )
    _check(kind, document, at)
    _check_not_over(document, case, now)
    return store.record([entry_event(case_id, kind, document, at)], now)[0]


def entry_event(case_id: str, kind: str, document: dict[str, Any], at: datetime) -> NewEvent:
    """The journal entry of a checked line of the ledger."""
    name = {"contact": document.get("kind"), "avoid": "avoid"}.get(kind) or document["name"]
    entry = {"kind": kind, "name": name, "at": instant_text(at), "document": document}
    return NewEvent(events.ENTRY_LOGGED, {"case": case_id, "entry": entry})


def end_entry(store: Store, entry_id: str, reason: str, now: datetime, by: str = "") -> Event:
    """Say that a consent, flag, paper or wish no longer stands; it stays in the journal.

    What a third person refused for good ends only in the name of the supervisor `by`. Raises
    BadInput for an unknown entry or without a reason, Refused for what happened and for what has
    ended already.
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
    standing = store.ledger.of_case(entry.case_id)
    if entry.kind not in ENDABLE or entry not in standing:
        raise Refused(
            N_("{field}: a contact cannot end, and what has ended cannot end again."),
            code="entry.ended",
            field="entry",
        )
    payload = {"case": entry.case_id, "entry": entry_id, "reason": said}
    if name := _supervisor_of(entry, by):
        payload["by"] = name
    return store.record([NewEvent(events.ENTRY_ENDED, payload)], now)[0]


def is_final(entry: Entry) -> bool:
    """Whether the entry holds what somebody said for good."""
    return entry.kind == "flag" and entry.name in FINAL_FLAGS


def _supervisor_of(entry: Entry, by: str) -> str:
    name = safe_text(by).strip()
    if is_final(entry) and not name:
        raise Refused(
            N_("{field}: this refusal is final; only a supervisor, by name, can take it away."),
            code="entry.final",
            field="by",
        )
    return name


def _known_thing(name: str) -> str:
    """A thing is a key of the facts, and not a value, so that its name is looked at here."""
    if name not in HAS:
        raise BadInput(
            N_("{field}: write one of {choices}."),
            code="has.unknown",
            field="name",
            choices=", ".join(HAS),
        )
    return name


def _check_not_over(document: dict[str, Any], case: Case, now: datetime) -> None:
    """Raise BadInput for a last day or instant that has passed at the borrower's place."""
    until = str(document.get("until", ""))
    today = place_day(case, now).isoformat()
    over = until < today if len(until) == len(today) else bool(until) and instant_of(until) <= now
    if over:
        raise BadInput(
            N_("{field}: this day is over, so the entry would count for nothing; use a later one."),
            code="date.past",
            field="until",
        )


def _check(kind: str, document: dict[str, Any], at: datetime) -> None:
    if kind == "has":
        check_part("has", {_known_thing(document["name"]): instant_text(at)})
        return
    check_part(_PLACES[kind], [document])
    if kind == "avoid" and not document.keys() & {"place", "days", "from", "to"}:
        raise BadInput(
            N_("{field}: say which place, days or times are to be avoided."),
            code="avoid.empty",
            field="place",
        )
    if kind == "flag" and document["name"] in FINAL_FLAGS and "until" in document:
        raise BadInput(
            N_("{field}: a refusal by a third person has no last day; leave it out."),
            code="flag.final",
            field="until",
        )
