"""What a household can pay each month, whether a plan fits, and whose word it needs.

Income and outgoings follow the groups of the UK Standard Financial Statement. Its spending
guideline figures are for its members only: none is here, and nobody's spending is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from fieldvisit.domain.amortisation import Method
from fieldvisit.domain.calendar import Step
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money
from fieldvisit.domain.plan import (
    MOST_PARTS,
    NO_INTEREST,
    PERIODS_PER_YEAR,
    Schedule,
    instalments,
    is_possible,
)
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

Approval = Literal["not-needed", "pending"]

INCOME = {
    "earnings": N_("Earnings"),
    "benefits": N_("Benefits"),
    "pensions": N_("Pensions"),
    "other_income": N_("Other income"),
}
FIXED_COSTS = {
    "home": N_("Home and contents"),
    "utilities": N_("Gas, electricity, heating"),
    "water": N_("Water"),
    "care": N_("Care and health"),
    "transport": N_("Transport and travel"),
    "school": N_("School"),
    "insurances": N_("Pension contributions and insurances"),
    "professional": N_("Professional costs"),
    "other_essential": N_("Other essential costs"),
}
FLEXIBLE_COSTS = {
    "communications": N_("Telephone, internet, leisure"),
    "food": N_("Food and housekeeping"),
    "personal": N_("Personal costs"),
}
SET_ASIDE = {
    "savings": N_("Savings contribution"),
    "debt_fee": N_("Fee for debt administration"),
    "priority_debts": N_("Priority debts (rent, tax, utilities)"),
}
OUTGOINGS = FIXED_COSTS | FLEXIBLE_COSTS
LINES = INCOME | OUTGOINGS | SET_ASIDE
"""Every line of a budget in the order of the form, with what it is called."""


@frozen
class Budget:
    """A household's month: the lines that were asked, by the names of `LINES`; raises BadInput.

    A line that is missing counts as nothing. Amounts are per month, of one currency, not negative.
    """

    currency: str
    lines: Mapping[str, Money] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, amount in self.lines.items():
            if name not in LINES or amount.currency != self.currency or amount.minor < 0:
                raise BadInput(
                    N_("{field}: write what it comes to in a month, in the currency of the debt."),
                    code="budget.line",
                    field=LINES.get(name, name),
                )

    @property
    def income(self) -> Money:
        """All that comes in."""
        return self._sum(INCOME)

    @property
    def outgoings(self) -> Money:
        """Fixed and flexible costs."""
        return self._sum(OUTGOINGS)

    @property
    def surplus(self) -> Money:
        """Income less outgoings; below nothing when the month does not balance."""
        return self.income - self.outgoings

    @property
    def available(self) -> Money:
        """What a plan may take each month: the surplus less savings, fee and priority debts."""
        return self.surplus - self._sum(SET_ASIDE)

    def _sum(self, names: Mapping[str, str]) -> Money:
        amounts = (self.lines[name] for name in names if name in self.lines)
        return sum(amounts, Money(0, self.currency))

    def document(self) -> dict[str, Any]:
        """The budget as JSON values; amounts as plain strings."""
        written = {name: amount.plain for name, amount in self.lines.items()}
        return {"currency": self.currency, "lines": written}

    @classmethod
    def of(cls, document: dict[str, Any]) -> Budget:
        """The budget a document holds; the inverse of `document`."""
        currency = document["currency"]
        lines = document["lines"].items()
        return cls(currency, {name: Money.of_plain(digits, currency) for name, digits in lines})


@frozen
class Limits:
    """What a collector may agree alone. The defaults are house policy; the settings change them.

    `parts` counts instalments without the down payment, `days` runs from the agreement to the
    last payment.
    """

    parts: int = 12
    days: int = 366


@frozen
class Offer:
    """A schedule with its two answers: can it be kept, and may it be agreed here and now."""

    schedule: Schedule
    affordable: bool | None
    approval: Approval

    def document(self) -> dict[str, Any]:
        """What `plan preview` prints, and what the event of an agreed plan holds."""
        return self.schedule.document() | {
            "affordable": self.affordable,
            "approval": self.approval,
        }


def offer(
    schedule: Schedule,
    surplus_per_month: Money | None,
    limits: Limits,
    *,
    waives_interest: bool = False,
) -> Offer:
    """The schedule with its answers, ready to be laid beside another."""
    return Offer(
        schedule,
        affordable(schedule, surplus_per_month),
        approval_needed(schedule, limits, waives_interest=waives_interest),
    )


def affordable(schedule: Schedule, surplus_per_month: Money | None) -> bool | None:
    """Whether no month asks for more than the household has over; None when that is unknown.

    A month is a calendar month with all that falls due in it, the down payment included. A plan
    by weeks or fortnights must besides fit when its instalment is spread over the year (52 or 26
    of them against 12 months), so that a short plan is not judged by a lucky calendar.
    """
    if surplus_per_month is None:
        return None
    return _heaviest_month(schedule) <= surplus_per_month and _spread_fits(
        schedule, surplus_per_month
    )


def _heaviest_month(schedule: Schedule) -> Money:
    months: dict[tuple[int, int], Money] = {}
    for each in schedule.instalments:
        month = (each.due.year, each.due.month)
        months[month] = months.get(month, Money(0, schedule.currency)) + each.amount
    return max(months.values())


def _spread_fits(schedule: Schedule, surplus: Money) -> bool:
    regular = [each.amount.minor for each in schedule.instalments if each.no]
    if schedule.every is None or len(regular) == 1:
        return True
    return max(regular) * Fraction(PERIODS_PER_YEAR[schedule.every], 12) <= surplus.minor


def suggest_parts(
    debt: Money,
    surplus_per_month: Money,
    every: Step,
    first: date,
    *,
    agreed: date,
    down: Money | None = None,
    rate: Decimal = NO_INTEREST,
    method: Method = "annuity",
) -> int | None:
    """The smallest number of parts that the household can keep; None when there is none."""
    owed = debt if down is None else debt - down
    for parts in _worth_trying(owed, surplus_per_month, every):
        if parts > 1 and not is_possible(owed, parts, every, rate, method):
            continue
        schedule = instalments(
            debt, parts, every, first, agreed=agreed, down=down, rate=rate, method=method
        )
        if affordable(schedule, surplus_per_month):
            return parts
    return None


def _worth_trying(owed: Money, surplus_per_month: Money, every: Step) -> Iterator[int]:
    """1, then every number of parts of which the average, spread over the year, can be kept."""
    yield 1
    if surplus_per_month.minor > 0:
        a_year = Fraction(owed.minor * PERIODS_PER_YEAR[every], 12 * surplus_per_month.minor)
        yield from range(max(2, ceil(a_year)), MOST_PARTS + 1)


def approval_needed(
    schedule: Schedule, limits: Limits, *, waives_interest: bool = False
) -> Approval:
    """ "pending" when head office must say yes before the plan counts.

    Always for an extension and for interest that is given up; for instalments beyond the limits.
    """
    parts = sum(1 for each in schedule.instalments if each.no)
    beyond = parts > limits.parts or (schedule.last_due - schedule.start).days > limits.days
    asks = schedule.kind == "extension" or waives_interest or beyond
    return "pending" if asks else "not-needed"
