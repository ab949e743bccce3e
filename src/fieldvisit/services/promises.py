"""Promises that fall due, and what became of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from fieldvisit.domain import events
from fieldvisit.domain.case import Case
from fieldvisit.domain.events import Event, NewEvent
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.promise import Promise, PromiseStatus
from fieldvisit.domain.text import N_
from fieldvisit.services.named import case_of
from fieldvisit.services.place import place_day

if TYPE_CHECKING:
    from fieldvisit.store.store import Store

FAR_AHEAD = date(9999, 12, 31)


@frozen
class PromiseLine:
    """A promise with its case."""

    promise: Promise
    case: Case


def list_promises(store: Store, through: date | None = None) -> list[PromiseLine]:
    """Promises nobody has settled, by due date; `through` leaves out later ones."""
    pending = store.promises.pending(through or FAR_AHEAD)
    return [PromiseLine(each, case_of(store, each.case_id)) for each in pending]


def promise_of(store: Store, promise_id: str) -> Promise:
    """The promise with that id; raises BadInput when there is none."""
    promise = store.promises.find(promise_id)
    if promise is None:
        raise BadInput(
            N_("{field}: there is no promise with this id; see: fieldvisit promise list"),
            code="promise.unknown",
            field="promise",
        )
    return promise


def settle_promise(
    store: Store,
    promise_id: str,
    status: PromiseStatus,
    now: datetime,
    *,
    paid: Money | None = None,
) -> Event:
    """Say that a promise was kept, kept in part, or broken.

    Raises Refused for one that is settled, or is called broken before its day is over at the
    borrower's place; BadInput for an unknown one, or a part that is not less than what was
    promised.
    """
    promise = promise_of(store, promise_id)
    today = place_day(case_of(store, promise.case_id), now)
    if promise.status != PromiseStatus.PENDING:
        raise Refused(
            N_("This promise is settled already."), code="promise.settled", field="promise"
        )
    if status == PromiseStatus.BROKEN and today <= promise.due:
        raise Refused(
            N_("This promise is not due yet; it can be broken only after its day."),
            code="promise.early",
            field="promise",
        )
    if status == PromiseStatus.PART:
        _check_part(promise, paid)
    payload = {
        "promise": promise_id,
        "case": promise.case_id,
        "status": str(status),
        "day": today.isoformat(),
        **({"paid": paid.document()} if paid else {}),
    }
    return store.record([NewEvent(events.PROMISE_SETTLED, payload)], now)[0]


def check_unsettled(store: Store, case_id: str, event_id: str) -> None:
    """Raise Refused when a promise made in that entry is settled: replaced, it would be lost."""
    made = (each for each in store.promises.of_case(case_id) if each.origin == event_id)
    if any(promise.status != PromiseStatus.PENDING for promise in made):
        raise Refused(
            N_("A promise made here is settled already, so this can no longer be replaced."),
            code="promise.settled",
            field="visit",
        )


def _check_part(promise: Promise, paid: Money | None) -> None:
    fits = paid is not None and paid.currency == promise.amount.currency
    if paid is None or not fits or not 0 < paid.minor < promise.amount.minor:
        raise BadInput(
            N_("{field}: a part lies between nothing and what was promised."),
            code="promise.part",
            field="amount",
        )
