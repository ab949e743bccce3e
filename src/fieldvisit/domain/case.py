"""A case: one borrower's account in arrears, as the lender's list states it."""

from __future__ import annotations

from dataclasses import MISSING, field, fields
from datetime import date, time
from typing import Any

from fieldvisit.domain.calendar import days_past_due
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money

ROLES = ("first_party", "third_party", "debt_buyer")
DEBT_TYPES = (
    "consumer_loan",
    "credit_card",
    "medical",
    "student_loan",
    "mortgage",
    "vehicle",
    "microfinance",
    "business",
    "utility",
    "other",
)


@frozen
class Case:
    """Everything a case list may say. Text is safe and identity numbers are masked already.

    `case_id` is the agency's case or contract number. `due_date` is the oldest unpaid due date.
    `zone` is an IANA name, empty when the list states none. `country` is ISO 3166 alpha-2.
    Money fields share the currency of `amount_due`.
    """

    case_id: str
    borrower: str
    amount_due: Money
    due_date: date
    phone: str = ""
    address: str = ""
    district: str = ""
    region: str = ""
    city: str = ""
    country: str = ""
    zone: str = ""
    lat: float | None = None
    lon: float | None = None
    account: str = ""
    product: str = ""
    debt_type: str = "consumer_loan"
    lender: str = ""
    lender_type: str = ""
    role: str = ""
    principal_due: Money | None = None
    interest_due: Money | None = None
    penalty_due: Money | None = None
    contract_date: date | None = None
    contract_amount: Money | None = None
    instalment: Money | None = None
    instalments_total: int | None = None
    instalments_paid: int | None = None
    last_paid_on: date | None = None
    last_paid_amount: Money | None = None
    visit_date: date | None = None
    window_from: time | None = None
    window_to: time | None = None
    priority: int = 0
    language: str = ""
    note: str = ""

    def days_past_due(self, today: date) -> int:
        """Days past due on that day at the borrower's place; never below 0."""
        return max(0, days_past_due(self.due_date, today))

    def whole_debt(self) -> Money | None:
        """The most that may be owed by what the list states; None when it states no amount.

        The overdue amount, what was lent, or the instalments still to be paid: whichever is more.
        """
        stated = [self.amount_due.minor]
        if self.contract_amount is not None:
            stated.append(self.contract_amount.minor)
        if self.instalment is not None and self.instalments_total is not None:
            left = self.instalments_total - (self.instalments_paid or 0)
            stated.append(self.instalment.minor * left)
        most = max(stated)
        return Money(most, self.amount_due.currency) if most > 0 else None

    def document(self) -> dict[str, Any]:
        """The case as JSON values, empty fields left out; `Case.of` reads it back."""
        return {
            name: _as_json(value)
            for name in _NAMES
            if (value := getattr(self, name)) != _EMPTY.get(name, MISSING)
        }

    @classmethod
    def of(cls, document: dict[str, Any]) -> Case:
        """The case a document holds; the inverse of `document`."""
        return cls(**{name: _from_json(name, value) for name, value in document.items()})


_NAMES = tuple(each.name for each in fields(Case))
_EMPTY = {each.name: each.default for each in fields(Case) if each.default in (None, "", 0)}
MONEY_FIELDS = frozenset(
    {
        "amount_due",
        "principal_due",
        "interest_due",
        "penalty_due",
        "contract_amount",
        "instalment",
        "last_paid_amount",
    }
)
DATE_FIELDS = frozenset({"due_date", "contract_date", "last_paid_on", "visit_date"})
TIME_FIELDS = frozenset({"window_from", "window_to"})


def _as_json(value: Any) -> Any:
    if isinstance(value, Money):
        return value.document()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _from_json(name: str, value: Any) -> Any:
    if name in MONEY_FIELDS:
        return Money.of(value)
    if name in DATE_FIELDS:
        return date.fromisoformat(value)
    if name in TIME_FIELDS:
        return time.fromisoformat(value)
    return value


@frozen
class Rejection:
    """A row that was not taken in. `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    column: str
    reason: str
    details: dict[str, object] = field(default_factory=dict)
