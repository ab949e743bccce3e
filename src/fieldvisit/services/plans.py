"""Agreements: an instalment plan or an extension, read back and recorded."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from fieldvisit.domain import events
from fieldvisit.domain.affordability import Offer
from fieldvisit.domain.events import Event, NewEvent
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.promise import Promise
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.domain.visit import Visit
from fieldvisit.services.named import new_visit_id, visit_of
from fieldvisit.services.outcomes import draft_name
from fieldvisit.services.place import place_day
from fieldvisit.services.promises import check_unsettled

if TYPE_CHECKING:
    from fieldvisit.store.store import Store


@frozen
class PlanAgreed:
    """An agreement in the journal; a pending approval means head office has the last word."""

    visit: Visit
    offer: Offer
    event: Event


def agree_plan(
    store: Store,
    visit_id: str,
    offer: Offer,
    read_back: str,
    now: datetime,
    *,
    method: str = "",
    event_id: str = "",
) -> PlanAgreed:
    """Record what was agreed; each payment becomes a promise that comes up on its day.

    `read_back` is the borrower's own summary: without it nobody knows that it was understood.
    Raises BadInput when it is empty, when the currency is another than the case's, or when the
    first payment is due before today at the borrower's place. A second agreement of the same
    visit takes the place of the first; Refused when a payment of that one is settled already.
    """
    visit = visit_of(store, visit_id)
    said = safe_text(read_back, lines=True).strip()
    today = place_day(visit.case, now)
    _check(visit, offer, said, today)
    payload = {
        "visit": visit_id,
        "case": visit.case.case_id,
        "day": today.isoformat(),
        "schedule": offer.document(),
        "read_back": said,
        "promises": [each.document() for each in _promises(store, visit, offer, method)],
    }
    earlier = store.visits.plan_event(visit_id)
    check_unsettled(store, visit.case.case_id, earlier)
    new = NewEvent(
        events.PLAN_AGREED,
        payload,
        supersedes=earlier,
        event_id=event_id,
    )
    event = store.record([new], now, forget=draft_name(visit_id, "agree"))[0]
    return PlanAgreed(visit_of(store, visit_id), offer, event)


def _check(visit: Visit, offer: Offer, read_back: str, today: date) -> None:
    if not read_back:
        raise BadInput(
            N_("{field}: write down the agreement in the borrower's own words."),
            code="read_back.missing",
            field="read_back",
        )
    if offer.schedule.currency != visit.case.amount_due.currency:
        raise BadInput(
            N_("{field}: the case is kept in {currency}; agree in the same currency."),
            code="currency.other",
            field="currency",
            currency=visit.case.amount_due.currency,
        )
    if offer.schedule.instalments[0].due < today:
        raise BadInput(
            N_("{field}: the first payment falls due before today; choose a later date."),
            code="first.early",
            field="first",
        )


def _promises(store: Store, visit: Visit, offer: Offer, method: str) -> list[Promise]:
    case_id = visit.case.case_id
    taken: set[str] = set()
    promises = []
    for each in offer.schedule.instalments:
        promise_id = new_visit_id(store, case_id, each.due)
        while promise_id in taken:
            promise_id += ".b"
        taken.add(promise_id)
        promises.append(
            Promise(promise_id, case_id, each.amount, each.due, method=method, number=each.no)
        )
    return promises
