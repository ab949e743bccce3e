"""Promises to pay: what was promised, and what became of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money
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
class Promise:
    """What the borrower said he will pay, and by when.

    `origin` is the id of the event that holds it. A promise that is an instalment names its
    `plan_id` and its `number` in the schedule; a single promise has neither ("" and 1).
    `status` is what has been settled.
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
