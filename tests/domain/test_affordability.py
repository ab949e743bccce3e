"""What a household can keep, and who must agree to it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.affordability import (
    INCOME,
    LINES,
    OUTGOINGS,
    Budget,
    Limits,
    affordable,
    approval_needed,
    offer,
    suggest_parts,
)
from fieldvisit.domain.money import Money
from fieldvisit.domain.plan import METHODS, STEPS, extension, instalments
from fieldvisit.domain.problems import BadInput

AGREED = date(2027, 1, 10)
FIRST = date(2027, 2, 1)
DEBT = Money(120000, "CNY")


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def test_the_month_of_a_household() -> None:
    budget = Budget(
        "CNY",
        {
            "earnings": cny(500000),
            "benefits": cny(20000),
            "home": cny(200000),
            "food": cny(150000),
            "savings": cny(10000),
            "priority_debts": cny(30000),
        },
    )

    assert budget.income == cny(520000)
    assert budget.outgoings == cny(350000)
    assert budget.surplus == cny(170000)
    assert budget.available == cny(130000)


def test_a_month_need_not_balance() -> None:
    assert Budget("CNY", {"food": cny(100)}).surplus == cny(-100)
    assert Budget("CNY").available == cny(0)


@given(st.dictionaries(st.sampled_from(sorted(LINES)), st.integers(0, 10**9).map(cny)))
def test_a_budget_adds_up_and_comes_back(lines: dict[str, Money]) -> None:
    budget = Budget("CNY", lines)

    assert Budget.of(budget.document()) == budget
    assert budget.income.minor == sum(lines[name].minor for name in INCOME if name in lines)
    assert budget.outgoings.minor == sum(lines[name].minor for name in OUTGOINGS if name in lines)
    assert budget.available <= budget.surplus


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"yacht": cny(1)}, "yacht"),
        ({"food": Money(1, "JPY")}, "Food and housekeeping"),
        ({"food": cny(-1)}, "Food and housekeeping"),
    ],
)
def test_a_wrong_line_is_named(line: dict[str, Money], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        Budget("CNY", line)

    assert refused.value.field == field


@pytest.mark.parametrize(("surplus", "fits"), [(None, None), (30000, True), (29999, False)])
def test_monthly_parts_against_the_surplus(surplus: int | None, fits: bool | None) -> None:
    plan = instalments(DEBT, 4, "month", FIRST, agreed=AGREED)

    assert affordable(plan, None if surplus is None else cny(surplus)) is fits


def test_all_that_falls_into_one_calendar_month_counts() -> None:
    """Five Mondays of March 2027, 100.00 each: 499.99 is too little."""
    plan = instalments(DEBT, 12, "week", FIRST, agreed=AGREED)

    assert affordable(plan, cny(50000)) is True
    assert affordable(plan, cny(49999)) is False


def test_a_short_plan_is_not_judged_by_a_lucky_calendar() -> None:
    """Two weeks, 31 January and 7 February: one payment a month, yet 4.33 a month in kind."""
    plan = instalments(cny(20000), 2, "week", date(2027, 1, 31), agreed=AGREED)

    assert affordable(plan, cny(43333)) is False
    assert affordable(plan, cny(43334)) is True


def test_a_single_payment_by_the_week_is_one_payment() -> None:
    plan = instalments(cny(10000), 1, "week", FIRST, agreed=AGREED)

    assert affordable(plan, cny(10000)) is True


def test_the_down_payment_burdens_its_month() -> None:
    plan = instalments(DEBT, 4, "month", date(2027, 1, 31), agreed=AGREED, down=cny(40000))

    assert affordable(plan, cny(60000)) is True
    assert affordable(plan, cny(59999)) is False


def test_an_extension_is_a_month_with_the_whole_debt() -> None:
    plan = extension(DEBT, date(2027, 6, 1), start=AGREED)

    assert affordable(plan, DEBT) is True
    assert affordable(plan, cny(119999)) is False


def test_nothing_over_means_nothing_fits() -> None:
    assert affordable(instalments(DEBT, 12, "month", FIRST, agreed=AGREED), cny(-5)) is False


@settings(max_examples=60)
@given(
    st.integers(100, 10**8),
    st.integers(1, 60),
    st.sampled_from(STEPS),
    st.integers(0, 10**8),
    st.integers(0, 10**6),
)
def test_a_greater_surplus_never_fits_worse(
    debt: int, parts: int, every: Any, surplus: int, more: int
) -> None:
    plan = instalments(cny(debt), parts, every, FIRST, agreed=AGREED)

    assert not affordable(plan, cny(surplus)) or affordable(plan, cny(surplus + more))


@settings(max_examples=40)
@given(
    st.integers(1, 10**7),
    st.integers(0, 10**7),
    st.sampled_from(STEPS),
    st.sampled_from(METHODS),
    st.decimals(0, 1, places=2),
)
def test_the_suggestion_is_the_smallest_that_fits(
    debt: int, surplus: int, every: Any, method: Any, rate: Decimal
) -> None:
    parts = suggest_parts(
        cny(debt), cny(surplus), every, FIRST, agreed=AGREED, rate=rate, method=method
    )

    for fewer in range(1, parts or 1):
        try:
            plan = instalments(
                cny(debt), fewer, every, FIRST, agreed=AGREED, rate=rate, method=method
            )
        except BadInput:
            continue
        assert not affordable(plan, cny(surplus))
    if parts:
        plan = instalments(cny(debt), parts, every, FIRST, agreed=AGREED, rate=rate, method=method)
        assert affordable(plan, cny(surplus))


def test_a_suggestion_with_a_down_payment() -> None:
    assert suggest_parts(DEBT, cny(30000), "month", FIRST, agreed=AGREED, down=cny(30000)) == 3
    assert suggest_parts(DEBT, cny(999), "month", FIRST, agreed=AGREED) is None
    assert suggest_parts(DEBT, cny(1000), "month", FIRST, agreed=AGREED) == 120


def test_a_suggestion_passes_over_numbers_that_cannot_be() -> None:
    """At 100 % a year, 90 parts of 12,000 yen cannot be, and no number fits 999."""
    debt, surplus = Money(12000, "JPY"), Money(999, "JPY")

    assert suggest_parts(debt, surplus, "month", FIRST, agreed=AGREED, rate=Decimal(1)) is None


def test_a_suggestion_for_no_debt_is_refused() -> None:
    with pytest.raises(BadInput):
        suggest_parts(cny(0), cny(1), "month", FIRST, agreed=AGREED)


@pytest.mark.parametrize(
    ("parts", "every", "first", "limits", "approval"),
    [
        (12, "month", FIRST, Limits(), "not-needed"),
        (13, "week", FIRST, Limits(), "pending"),
        (13, "week", FIRST, Limits(parts=13), "not-needed"),
        (12, "month", date(2027, 2, 12), Limits(), "pending"),
        (12, "month", date(2027, 2, 11), Limits(), "not-needed"),
        (3, "month", FIRST, Limits(days=60), "pending"),
    ],
)
def test_long_plans_ask_head_office(
    parts: int, every: Any, first: date, limits: Limits, approval: str
) -> None:
    plan = instalments(DEBT, parts, every, first, agreed=AGREED, down=cny(100))

    assert approval_needed(plan, limits) == approval


def test_extensions_and_waivers_always_ask() -> None:
    plan = instalments(DEBT, 1, "month", FIRST, agreed=AGREED)

    assert approval_needed(extension(DEBT, FIRST, start=AGREED), Limits()) == "pending"
    assert approval_needed(plan, Limits(), waives_interest=True) == "pending"
    assert approval_needed(plan, Limits()) == "not-needed"


def test_an_offer_carries_both_answers() -> None:
    plan = instalments(DEBT, 4, "month", FIRST, agreed=AGREED)
    made = offer(plan, cny(30000), Limits())

    assert (made.affordable, made.approval) == (True, "not-needed")
    assert made.document() == {
        **plan.document(),
        "affordable": True,
        "approval": "not-needed",
    }
    assert offer(plan, None, Limits(), waives_interest=True).document()["approval"] == "pending"
