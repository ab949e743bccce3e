"""The two offers of the Agree step, worked out of what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar, cast

from fieldvisit.domain.affordability import Budget, Limits, Offer, offer, suggest_parts
from fieldvisit.domain.amortisation import Method
from fieldvisit.domain.calendar import Step, parse_date
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money, parse_money
from fieldvisit.domain.plan import NO_INTEREST, Schedule, extension, instalments
from fieldvisit.domain.plan_terms import parse_count, parse_rate
from fieldvisit.domain.problems import BadInput
from fieldvisit.tui.agree_form import Agreeing

T = TypeVar("T")

MONTH = {"income": "earnings", "costs": "other_essential", "debts": "priority_debts"}
"""The amounts of the household's month that are asked, and the lines of a budget they fill."""

PARTS_WHEN_UNKNOWN = 3
"""Instalments that are laid out before anything is known of the household's month."""

_suggested = lru_cache(maxsize=64)(suggest_parts)


@frozen
class WorkedOut:
    """What the form comes to.

    `left` is what a plan may take each month, None while income or costs are not known.
    `suggested` is the number of parts for an empty field, None when no number can be kept.
    An offer is missing while one of its fields is wrong; `faults` holds what is wrong by field.
    """

    left: Money | None = None
    suggested: int | None = None
    offers: Mapping[str, Offer] = field(default_factory=dict)
    faults: Mapping[str, BadInput] = field(default_factory=dict)


def work_out(form: Agreeing, debt: Money, today: date, limits: Limits) -> WorkedOut:
    """Both offers as far as the form can be read; `today` is the day of the agreement."""
    month, one, other = _Reading(), _Reading(), _Reading(rate="to_rate")
    left = _left(month, form, debt.currency)
    terms = _terms(one, form, debt.currency)
    suggested = _parts_for(one, terms, debt, left, today) if terms else None
    schedules = {
        "instalments": _instalments(one, form, terms, suggested, debt, today) if terms else None,
        "extension": _extension(other, form, debt, today),
    }
    offers = {name: offer(each, left, limits) for name, each in schedules.items() if each}
    return WorkedOut(left, suggested, offers, month.faults | one.faults | other.faults)


class _Reading:
    """Reads one field after the other and gathers what is wrong, by the names of the form."""

    def __init__(self, **renamed: str) -> None:
        self._renamed = renamed
        self.faults: dict[str, BadInput] = {}

    def read(self, parse: Callable[..., T], *given: Any, **named: Any) -> T | None:
        """What `parse` gives; None when it raises BadInput, which is kept."""
        try:
            return parse(*given, **named)
        except BadInput as fault:
            self.faults[self._renamed.get(fault.field, fault.field)] = fault
            return None


@frozen
class _Terms:
    """What an instalment plan needs besides debt and parts."""

    every: Step
    first: date
    down: Money | None
    rate: Decimal
    method: Method

    def named(self, today: date) -> dict[str, Any]:
        return {"agreed": today, "down": self.down, "rate": self.rate, "method": self.method}


def _left(reading: _Reading, form: Agreeing, currency: str) -> Money | None:
    lines: dict[str, Money] = {}
    for name, line in MONTH.items():
        if text := getattr(form, name).strip():
            amount = reading.read(parse_money, text, currency, field=name)
            if amount is not None:
                lines[line] = amount
    known = {MONTH["income"], MONTH["costs"]} <= lines.keys()
    return Budget(currency, lines).available if known and not reading.faults else None


def _terms(reading: _Reading, form: Agreeing, currency: str) -> _Terms | None:
    first = reading.read(parse_date, form.first, field="first")
    down = None
    if form.down.strip():
        down = reading.read(parse_money, form.down, currency, field="down")
    rate = reading.read(_rate, form.rate)
    if first is None or rate is None or reading.faults:
        return None
    return _Terms(cast("Step", form.every), first, down, rate, cast("Method", form.method))


def _parts_for(
    reading: _Reading, terms: _Terms, debt: Money, left: Money | None, today: date
) -> int | None:
    if left is None:
        return PARTS_WHEN_UNKNOWN
    named = terms.named(today)
    return reading.read(_suggested, debt, left, terms.every, terms.first, **named)


def _instalments(
    reading: _Reading,
    form: Agreeing,
    terms: _Terms,
    suggested: int | None,
    debt: Money,
    today: date,
) -> Schedule | None:
    parts = reading.read(parse_count, form.parts) if form.parts.strip() else suggested
    if parts is None:
        return None
    named = terms.named(today)
    return reading.read(instalments, debt, parts, terms.every, terms.first, **named)


def _extension(reading: _Reading, form: Agreeing, debt: Money, today: date) -> Schedule | None:
    to = reading.read(parse_date, form.to, field="to")
    rate = reading.read(_rate, form.to_rate)
    if to is None or rate is None:
        return None
    return reading.read(extension, debt, to, rate, start=today)


def _rate(text: str) -> Decimal:
    return parse_rate(text) if text.strip() else NO_INTEREST
