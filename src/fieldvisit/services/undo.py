"""Taking a record back while it is unsent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_

if TYPE_CHECKING:
    from fieldvisit.store.store import Store

UNDOABLE = (
    events.OUTCOME_LOGGED,
    events.PLAN_AGREED,
    events.VISIT_STARTED,
    events.VISIT_FINISHED,
    events.VISIT_CLOSED,
    events.VISIT_MOVED,
    events.VISIT_PLANNED,
    events.ENTRY_LOGGED,
    events.ENTRY_ENDED,
    events.PROMISE_SETTLED,
)


def undo(store: Store, event_id: str, now: datetime) -> Event:
    """Take a record back by a new entry; what a correction had replaced stands again.

    Raises BadInput when there is no such record, and Refused for what was handed over or taken
    back already and for a record on which a later one of the same case may rest.
    """
    event = store.journal.find(event_id)
    newest = store.handovers.newest()
    if event is None:
        raise BadInput(
            N_("{field}: there is no record with this id; leave it out to take back the last."),
            code="undo.unknown",
            field="event",
        )
    if newest is not None and event.seq <= newest.seq:
        raise Refused(
            N_("This record was handed over already; record a correction instead."),
            code="undo.sent",
            field="event",
        )
    later_cases: set[str] = set()
    for standing in _undoable(store):
        if standing.event_id == event_id:
            break
        later_cases.add(standing.payload["case"])
    else:
        raise Refused(
            N_("This record cannot be taken back."), code="undo.impossible", field="event"
        )
    case_id = standing.payload["case"]
    if case_id in later_cases:
        raise Refused(
            N_("Take back the later records of this case first."), code="undo.order", field="event"
        )
    visit_id = standing.payload.get("visit", "")
    payload = {"reversed": standing.type, "visit": visit_id, "case": case_id}
    return store.record([NewEvent(events.RECORD_REVERSED, payload, supersedes=event_id)], now)[0]


def last_undoable(store: Store) -> Event | None:
    """The newest record that can still be taken back."""
    return next(_undoable(store), None)


def _undoable(store: Store) -> Iterator[Event]:
    """Unsent records that stand, newest first: neither taken back nor corrected."""
    newest = store.handovers.newest()
    reversed_ids: set[str] = set()
    corrected: set[str] = set()
    for event in store.journal.newest_first(after=newest.seq if newest else 0):
        if event.event_id in reversed_ids:
            continue
        if event.type == events.RECORD_REVERSED:
            reversed_ids.add(event.supersedes)
        elif event.supersedes:
            corrected.add(event.supersedes)
        if event.type in UNDOABLE and event.event_id not in corrected:
            yield event
