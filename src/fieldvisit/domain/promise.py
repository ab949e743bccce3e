"""Promises to pay: what was promised, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money
from fieldvisit.domain.plan import Schedule
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_


class PromiseStatus(StrEnum):
    """How a promise stands. Everything but pending is settled."""

    PENDING = "pending"
    KEPT = "kept"
    PART = "part"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


STATUS_WORDS = {
    PromiseStatus.PENDING: N_("pending"),
    PromiseStatus.KEPT: N_("kept"),
    PromiseStatus.PART: N_("paid in part"),
    PromiseStatus.BROKEN: N_("broken"),
    PromiseStatus.WITHDRAWN: N_("withdrawn"),
}


@frozen
class Terms:
    """When a promise counts as kept. The defaults are house policy: to the day and in full.

    `grace_days` after the due date still count as in time. `threshold_percent` (1 to 100) is the
    share of the amount that suffices.
    """

    grace_days: int = 0
    threshold_percent: int = 100

    def __post_init__(self) -> None:
        if self.grace_days < 0 or not 1 <= self.threshold_percent <= 100:
            raise ValueError("grace is in days, the threshold is 1 to 100 percent")


@frozen
class Payment:
    """Money received towards a promise; a reversed payment is one with a negative amount."""

    amount: Money
    day: date


@frozen
class Promise:
    """What the borrower said he will pay, and by when.

    `origin` is the id of the event that holds it. A promise that is an instalment names its
    `plan_id` and its `number` in the schedule; a single promise has neither ("" and 1).
    `status` is what has been settled: by hand or by an earlier `standing`.
    """

    promise_id: str
    case_id: str
    amount: Money
    due: date
    method: str = ""
    origin: str = ""
    plan_id: str = ""
    number: int = 1
    status: str = PromiseStatus.PENDING

    def document(self) -> dict[str, Any]:
        """The promise as the event that makes it holds it."""
        return {
            "promise": self.promise_id,
            "number": self.number,
            "minor": self.amount.minor,
            "currency": self.amount.currency,
            "due": self.due.isoformat(),
            "method": self.method,
        }

    @classmethod
    def of(
        cls, document: dict[str, Any], case_id: str, *, origin: str = "", plan_id: str = ""
    ) -> Promise:
        """The promise a document holds, still pending; the inverse of `document`."""
        return cls(
            promise_id=document["promise"],
            case_id=case_id,
            amount=Money(document["minor"], document["currency"]),
            due=date.fromisoformat(document["due"]),
            method=document["method"],
            origin=origin,
            plan_id=plan_id,
            number=document["number"],
        )


def check_promise(amount: Money, whole_debt: Money | None) -> None:
    """Raise BadInput for more than the whole debt; None is a debt that nobody knows.

    The sentence does not say how much is owed: it may be read at the door.
    """
    if whole_debt is not None and amount > whole_debt:
        raise BadInput(
            N_("{field}: more than the case list says is owed in all; check the amount."),
            code="promise.amount",
            field="promise_amount",
        )


def promises_of(
    schedule: Schedule, case_id: str, method: str, new_id: Callable[[], str]
) -> list[Promise]:
    """One promise for each payment of an agreed schedule, the down payment included."""
    return [
        Promise(new_id(), case_id, each.amount, each.due, method=method, number=each.no)
        for each in schedule.instalments
    ]


def last_day(promise: Promise, terms: Terms) -> date:
    """The last day on which a payment still keeps the promise."""
    return promise.due + timedelta(days=terms.grace_days)


def standing(
    promise: Promise, payments: Iterable[Payment], today: date, terms: Terms
) -> PromiseStatus:
    """How the promise stands on that day, by the payments made towards it.

    What has been settled stays as it is. Otherwise: kept as soon as the threshold is paid in
    time, pending through the last day of grace, then part when something came in time, else
    broken. Money that comes later changes nothing here: it counts as collected, not as kept.
    """
    status = PromiseStatus(promise.status)
    if status is not PromiseStatus.PENDING:
        return status
    until = last_day(promise, terms)
    in_time = [each.amount for each in payments if each.day <= min(until, today)]
    paid = sum(in_time, Money(0, promise.amount.currency))
    if paid.minor * 100 >= promise.amount.minor * terms.threshold_percent:
        return PromiseStatus.KEPT
    if today <= until:
        return PromiseStatus.PENDING
    return PromiseStatus.PART if paid.minor > 0 else PromiseStatus.BROKEN
