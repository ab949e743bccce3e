"""Instalment plans and extensions: exact schedules that can be read out, kept and replayed.

Interest is nominal per year. An instalment plan charges, for each period, the balance times the
rate divided by the periods of a year (12 months, 26 fortnights, 52 weeks), whatever the days
between; the first period ends with the first instalment. An extension charges the days from its
start to its end over a year of 365. Every amount is rounded half to even, to the minor unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any, Literal

from fieldvisit.domain.amortisation import Method, Portion, portions
from fieldvisit.domain.calendar import Step, add_months, due_dates
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

Kind = Literal["instalments", "extension"]

KINDS: tuple[Kind, ...] = ("instalments", "extension")
STEPS: tuple[Step, ...] = ("week", "fortnight", "month")
METHODS: tuple[Method, ...] = ("annuity", "equal-principal", "flat")
MOST_PARTS = 120
LONGEST_EXTENSION_MONTHS = 120
PERIODS_PER_YEAR: dict[Step, int] = {"week": 52, "fortnight": 26, "month": 12}
NO_INTEREST = Decimal(0)


@frozen
class Instalment:
    """One payment. `no` 0 is the down payment, due on the day of the agreement.

    `amount` is `principal` plus `interest`; `balance` is the principal still owed after it.
    """

    no: int
    due: date
    amount: Money
    principal: Money
    interest: Money
    balance: Money


@frozen
class Schedule:
    """What is paid when.

    `start` is the day of the agreement. An extension has neither `every` nor `method`.
    """

    kind: Kind
    start: date
    every: Step | None
    method: Method | None
    rate: Decimal
    instalments: tuple[Instalment, ...]

    @property
    def currency(self) -> str:
        """ISO 4217 code of every amount in it."""
        return self.instalments[0].amount.currency

    @property
    def total(self) -> Money:
        """All that will be paid, interest included."""
        return _sum((each.amount for each in self.instalments), self.currency)

    @property
    def total_interest(self) -> Money:
        """What the agreement costs on top of the debt."""
        return _sum((each.interest for each in self.instalments), self.currency)

    @property
    def last_due(self) -> date:
        """The day on which the last payment falls due."""
        return self.instalments[-1].due

    def document(self) -> dict[str, Any]:
        """The schedule as commands print it and events hold it; amounts as plain strings."""
        return {
            "kind": self.kind,
            "currency": self.currency,
            "start": self.start.isoformat(),
            "every": self.every,
            "method": self.method,
            "rate": f"{self.rate:f}",
            "total": self.total.plain,
            "total_interest": self.total_interest.plain,
            "last_due": self.last_due.isoformat(),
            "instalments": [
                {
                    "no": each.no,
                    "due": each.due.isoformat(),
                    "amount": each.amount.plain,
                    "principal": each.principal.plain,
                    "interest": each.interest.plain,
                    "balance": each.balance.plain,
                }
                for each in self.instalments
            ],
        }

    @classmethod
    def of(cls, document: dict[str, Any]) -> Schedule:
        """The schedule a document holds; the inverse of `document`, other keys are let be."""
        currency = document["currency"]
        return cls(
            kind=document["kind"],
            start=date.fromisoformat(document["start"]),
            every=document["every"],
            method=document["method"],
            rate=Decimal(document["rate"]),
            instalments=tuple(_instalment(each, currency) for each in document["instalments"]),
        )


def _instalment(document: dict[str, Any], currency: str) -> Instalment:
    return Instalment(
        document["no"],
        date.fromisoformat(document["due"]),
        *(
            Money.of_plain(document[name], currency)
            for name in ("amount", "principal", "interest", "balance")
        ),
    )


def _sum(amounts: Iterable[Money], currency: str) -> Money:
    return sum(amounts, Money(0, currency))


def instalments(
    debt: Money,
    parts: int,
    every: Step,
    first: date,
    *,
    agreed: date,
    down: Money | None = None,
    rate: Decimal = NO_INTEREST,
    method: Method = "annuity",
) -> Schedule:
    """A plan of `parts` payments from `first` on, agreed on the day `agreed`; raises BadInput.

    `down` is paid on the day of the agreement, bears no interest and is not one of the parts.
    Each part is the same but for the last, which takes up what rounding left. "annuity" keeps
    principal and interest together level, "equal-principal" the principal, and "flat" charges
    the first balance for the whole term. `rate` runs from 0 to 1 (100 % a year). A number of
    parts of which one would pay nothing off, or whose last would be more than twice the others,
    is refused with the most that are possible.
    """
    _check_debt(debt)
    _check_rate(rate)
    _check_first(first, agreed)
    owed = debt.minor - _checked_down(down, debt)
    if not 1 <= parts <= MOST_PARTS:
        raise _too_many(largest_parts(Money(owed, debt.currency), every, rate, method))
    shares = portions(owed, parts, _per_period(rate, every), method)
    if shares is None:
        raise _too_many(largest_parts(Money(owed, debt.currency), every, rate, method, parts))
    dues = _dues(first, every, parts)
    if owed < debt.minor:
        shares, dues = [(debt.minor - owed, 0), *shares], [agreed, *dues]
    lines = _lines(shares, dues, debt, first_number=parts - len(shares) + 1)
    return Schedule("instalments", agreed, every, method, rate, lines)


def extension(debt: Money, to: date, rate: Decimal = NO_INTEREST, *, start: date) -> Schedule:
    """The whole debt on the day `to`, with interest from `start` on; raises BadInput."""
    _check_debt(debt)
    _check_rate(rate)
    if not start < to:
        raise BadInput(
            N_("{field}: the new date must come after the agreement."),
            code="to.early",
            field="to",
        )
    if to > _in_range(start, LONGEST_EXTENSION_MONTHS, "to"):
        raise BadInput(
            N_("{field}: the new date lies more than {years} years ahead."),
            code="to.late",
            field="to",
            years=LONGEST_EXTENSION_MONTHS // 12,
        )
    interest = round(debt.minor * Fraction(rate) * Fraction((to - start).days, 365))
    lines = _lines([(debt.minor, interest)], [to], debt, first_number=1)
    return Schedule("extension", start, None, None, rate, lines)


def is_possible(debt: Money, parts: int, every: Step, rate: Decimal, method: Method) -> bool:
    """Whether each of so many parts pays something off and the last is not out of measure."""
    return portions(debt.minor, parts, _per_period(rate, every), method) is not None


def largest_parts(
    debt: Money, every: Step, rate: Decimal, method: Method, most: int = MOST_PARTS
) -> int:
    """The greatest possible number of parts, not above `most`; `debt` is more than nothing."""
    counts = range(min(most, debt.minor), 0, -1)
    return next(parts for parts in counts if is_possible(debt, parts, every, rate, method))


def _per_period(rate: Decimal, every: Step) -> Fraction:
    return Fraction(rate) / PERIODS_PER_YEAR[every]


def _lines(
    shares: list[Portion], dues: list[date], debt: Money, *, first_number: int
) -> tuple[Instalment, ...]:
    lines = []
    balance = debt
    paired = zip(shares, dues, strict=True)
    for no, ((principal, interest), due) in enumerate(paired, first_number):
        paid, charged = Money(principal, debt.currency), Money(interest, debt.currency)
        balance -= paid
        lines.append(Instalment(no, due, paid + charged, paid, charged, balance))
    return tuple(lines)


def _dues(first: date, every: Step, parts: int) -> list[date]:
    _in_range(first, MOST_PARTS, "first")
    return list(islice(due_dates(first, every), parts))


def _in_range(day: date, months: int, field: str) -> date:
    try:
        return add_months(day, months)
    except ValueError:
        raise BadInput(
            N_("{field}: this date lies too far ahead."), code="date.late", field=field
        ) from None


def _check_debt(debt: Money) -> None:
    if debt.minor <= 0:
        raise BadInput(
            N_("{field}: the amount must be more than nothing."), code="debt.none", field="debt"
        )


def _check_rate(rate: Decimal) -> None:
    if not (rate.is_finite() and 0 <= rate <= 1):
        raise BadInput(
            N_("{field}: the rate must lie between 0 % and 100 % a year."),
            code="rate.range",
            field="rate",
        )


def _check_first(first: date, agreed: date) -> None:
    if first < agreed:
        raise BadInput(
            N_("{field}: the first payment cannot fall due before the agreement."),
            code="first.early",
            field="first",
        )


def _checked_down(down: Money | None, debt: Money) -> int:
    if down is None:
        return 0
    if down.currency != debt.currency or not 0 <= down.minor < debt.minor:
        raise BadInput(
            N_("{field}: the down payment must be less than the debt, in the same currency."),
            code="down.range",
            field="down",
        )
    return down.minor


def _too_many(most: int) -> BadInput:
    return BadInput(
        N_("{field}: between 1 and {most} parts are possible."),
        code="parts.range",
        field="parts",
        most=most,
    )
