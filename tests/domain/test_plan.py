"""Schedules: exact to the minor unit, whatever the debt, the rate and the calendar."""

import json
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fieldvisit.domain.money import Money
from fieldvisit.domain.plan import (
    METHODS,
    MOST_PARTS,
    STEPS,
    Schedule,
    extension,
    instalments,
    is_possible,
    largest_parts,
)
from fieldvisit.domain.problems import BadInput

DEBT = Money(1200000, "CNY")
AGREED = date(2027, 1, 10)
TWELVE_PERCENT = Decimal("0.12")

debts = st.builds(Money, st.integers(1, 10**11), st.sampled_from(["JPY", "CNY", "KWD"]))
rates = st.decimals(0, 1, places=4)
first_days = st.dates(date(2027, 1, 10), date(2060, 1, 1))


@st.composite
def plans(draw: st.DrawFn) -> Schedule:
    """Any plan that is possible."""
    debt = draw(debts)
    down = draw(st.none() | st.integers(0, debt.minor - 1).map(lambda n: Money(n, debt.currency)))
    owed = debt if down is None else debt - down
    every, method, rate = draw(st.sampled_from(STEPS)), draw(st.sampled_from(METHODS)), draw(rates)
    parts = draw(st.integers(1, largest_parts(owed, every, rate, method)))
    first = draw(first_days)
    assume(is_possible(owed, parts, every, rate, method))
    return instalments(
        debt, parts, every, first, agreed=AGREED, down=down, rate=rate, method=method
    )


@settings(max_examples=150)
@given(plans())
def test_a_plan_pays_the_debt_to_the_minor_unit(plan: Schedule) -> None:
    zero = Money(0, plan.currency)
    principals = sum((each.principal for each in plan.instalments), zero)
    balance = principals

    for each in plan.instalments:
        balance -= each.principal
        assert each.amount == each.principal + each.interest
        assert each.balance == balance
        assert each.principal > zero
        assert each.interest >= zero
    assert balance == zero
    assert plan.total == principals + plan.total_interest


@settings(max_examples=100)
@given(plans())
def test_due_dates_rise_and_keep_their_day(plan: Schedule) -> None:
    dues = [each.due for each in plan.instalments if each.no]

    assert plan.last_due == dues[-1]
    assert plan.start <= dues[0]
    for earlier, later in pairwise(dues):
        assert earlier < later
        gap = (later - earlier).days
        assert gap == {"week": 7, "fortnight": 14}.get(str(plan.every), gap)
    if plan.every == "month":
        for due in dues:
            assert due.day == dues[0].day or (due + timedelta(days=1)).day == 1


@settings(max_examples=100)
@given(plans())
def test_parts_are_level_but_for_the_last(plan: Schedule) -> None:
    regular = [each for each in plan.instalments if each.no]
    level = {
        each.principal if plan.method == "equal-principal" else each.amount for each in regular[:-1]
    }

    assert len(level) <= 1
    assert [each.no for each in regular] == list(range(1, len(regular) + 1))


@settings(max_examples=60)
@given(plans())
def test_a_plan_comes_back_from_its_document(plan: Schedule) -> None:
    assert Schedule.of(json.loads(json.dumps(plan.document()))) == plan


@settings(max_examples=60)
@given(debts, rates, st.dates(AGREED + timedelta(days=1), date(2037, 1, 10)))
def test_an_extension_is_one_payment(debt: Money, rate: Decimal, to: date) -> None:
    plan = extension(debt, to, rate, start=AGREED)

    (only,) = plan.instalments
    assert (only.no, only.due, only.principal, only.balance.minor) == (1, to, debt, 0)
    assert plan.total == debt + plan.total_interest
    assert plan.total_interest.minor <= debt.minor * 10.1
    assert Schedule.of(plan.document()) == plan


def test_an_annuity_by_hand() -> None:
    """12,000.00 at 1 % a month over 12 months: 1,066.185..., the textbook's 1,066.19."""
    plan = instalments(DEBT, 12, "month", date(2027, 1, 31), agreed=AGREED, rate=TWELVE_PERCENT)
    first, second, *_, last = plan.instalments

    assert {each.amount.plain for each in plan.instalments[:-1]} == {"1066.19"}
    assert (first.interest.plain, first.principal.plain) == ("120.00", "946.19")
    assert (second.interest.plain, second.balance.plain) == ("110.54", "10098.16")
    assert (last.amount.plain, last.balance.plain) == ("1066.14", "0.00")
    assert (plan.total.plain, plan.total_interest.plain) == ("12794.23", "794.23")
    assert [each.due for each in plan.instalments[:4]] == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_equal_principal_by_hand() -> None:
    plan = instalments(
        DEBT, 12, "month", AGREED, agreed=AGREED, rate=TWELVE_PERCENT, method="equal-principal"
    )

    assert [each.amount.plain for each in plan.instalments[:3]] == ["1120.00", "1110.00", "1100.00"]
    assert plan.total_interest.plain == "780.00"


def test_a_flat_rate_by_hand() -> None:
    plan = instalments(DEBT, 12, "month", AGREED, agreed=AGREED, rate=TWELVE_PERCENT, method="flat")

    assert {each.amount.plain for each in plan.instalments} == {"1120.00"}
    assert plan.total_interest.plain == "1440.00"


@pytest.mark.parametrize(
    ("every", "interest"), [("month", "100.00"), ("fortnight", "46.15"), ("week", "23.08")]
)
def test_a_period_is_a_twelfth_a_26th_or_a_52nd_of_a_year(every: Any, interest: str) -> None:
    plan = instalments(Money(1000000, "CNY"), 2, every, AGREED, agreed=AGREED, rate=TWELVE_PERCENT)

    assert plan.instalments[0].interest.plain == interest


def test_interest_is_rounded_half_to_even() -> None:
    """1 % of 0.50 is 0.005 and of 1.50 is 0.015: half a unit goes to the even neighbour."""
    charged = []
    for minor in (50, 150):
        plan = instalments(
            Money(minor, "CNY"), 1, "month", AGREED, agreed=AGREED, rate=TWELVE_PERCENT
        )
        charged.append(plan.total_interest.minor)

    assert charged == [0, 2]


def test_without_interest_the_last_part_takes_up_the_rest() -> None:
    plan = instalments(Money(10000, "CNY"), 3, "month", AGREED, agreed=AGREED)

    assert [each.amount.plain for each in plan.instalments] == ["33.33", "33.33", "33.34"]
    assert plan.total_interest.plain == "0.00"


def test_a_down_payment_is_number_nought_on_the_day_of_the_agreement() -> None:
    plan = instalments(
        DEBT,
        2,
        "month",
        date(2027, 2, 1),
        agreed=AGREED,
        down=Money(200000, "CNY"),
        rate=TWELVE_PERCENT,
        method="equal-principal",
    )

    assert [
        (each.no, each.due, each.amount.plain, each.balance.plain) for each in plan.instalments
    ] == [
        (0, AGREED, "2000.00", "10000.00"),
        (1, date(2027, 2, 1), "5100.00", "5000.00"),
        (2, date(2027, 3, 1), "5050.00", "0.00"),
    ]


def test_no_down_payment_is_no_line() -> None:
    plan = instalments(DEBT, 2, "month", AGREED, agreed=AGREED, down=Money(0, "CNY"))

    assert [each.no for each in plan.instalments] == [1, 2]


def test_an_extension_by_hand() -> None:
    """73 days are a fifth of 365: 12,000.00 at 12 % a year costs 288.00."""
    plan = extension(DEBT, AGREED + timedelta(days=73), TWELVE_PERCENT, start=AGREED)

    assert (plan.total_interest.plain, plan.total.plain) == ("288.00", "12288.00")


def test_the_document_has_the_promised_form() -> None:
    plan = instalments(Money(300, "JPY"), 2, "week", date(2027, 2, 1), agreed=AGREED)

    assert plan.document() == {
        "kind": "instalments",
        "currency": "JPY",
        "start": "2027-01-10",
        "every": "week",
        "method": "annuity",
        "rate": "0",
        "total": "300",
        "total_interest": "0",
        "last_due": "2027-02-08",
        "instalments": [
            {
                "no": 1,
                "due": "2027-02-01",
                "amount": "150",
                "principal": "150",
                "interest": "0",
                "balance": "150",
            },
            {
                "no": 2,
                "due": "2027-02-08",
                "amount": "150",
                "principal": "150",
                "interest": "0",
                "balance": "0",
            },
        ],
    }


GOOD: dict[str, Any] = {
    "debt": DEBT,
    "parts": 3,
    "every": "month",
    "first": date(2027, 2, 1),
    "agreed": AGREED,
}


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"debt": Money(0, "CNY")}, "debt", "debt.none"),
        ({"debt": Money(-1, "CNY")}, "debt", "debt.none"),
        ({"rate": Decimal("-0.01")}, "rate", "rate.range"),
        ({"rate": Decimal("1.0001")}, "rate", "rate.range"),
        ({"rate": Decimal("NaN")}, "rate", "rate.range"),
        ({"first": date(2027, 1, 9)}, "first", "first.early"),
        ({"first": date(9995, 1, 1)}, "first", "date.late"),
        ({"parts": 0}, "parts", "parts.range"),
        ({"parts": 121}, "parts", "parts.range"),
        ({"down": DEBT}, "down", "down.range"),
        ({"down": Money(-1, "CNY")}, "down", "down.range"),
        ({"down": Money(1, "JPY")}, "down", "down.range"),
    ],
)
def test_a_wrong_figure_names_its_field(wrong: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        instalments(**{**GOOD, **wrong})

    assert (refused.value.field, refused.value.code) == (field, code)


@pytest.mark.parametrize(
    ("debt", "parts", "rate", "most"),
    [
        (Money(5, "CNY"), 6, "0", 5),
        (Money(500, "JPY"), 121, "0", 120),
        (Money(5, "CNY"), 121, "0", 5),
        (Money(12000, "JPY"), 120, "1", 88),
    ],
)
def test_too_many_parts_say_how_many_are_possible(
    debt: Money, parts: int, rate: str, most: int
) -> None:
    with pytest.raises(BadInput) as refused:
        instalments(debt, parts, "month", AGREED, agreed=AGREED, rate=Decimal(rate))

    assert refused.value.details == {"most": most}
    instalments(debt, most, "month", AGREED, agreed=AGREED, rate=Decimal(rate))


def test_a_part_is_never_nothing() -> None:
    plan = instalments(Money(100, "CNY"), 60, "month", AGREED, agreed=AGREED)

    assert [each.amount.minor for each in plan.instalments] == [1] * 59 + [41]


@pytest.mark.parametrize(
    ("debt", "to", "code"),
    [
        (Money(0, "CNY"), date(2027, 2, 1), "debt.none"),
        (DEBT, AGREED, "to.early"),
        (DEBT, date(2027, 1, 1), "to.early"),
        (DEBT, date(2037, 1, 11), "to.late"),
    ],
)
def test_a_wrong_extension_is_refused(debt: Money, to: date, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        extension(debt, to, start=AGREED)

    assert refused.value.code == code


def test_the_calendar_ends_and_says_so() -> None:
    with pytest.raises(BadInput) as refused:
        extension(DEBT, date(9999, 12, 31), start=date(9995, 1, 1))

    assert refused.value.code == "date.late"


@settings(max_examples=60)
@given(debts, st.sampled_from(STEPS), rates, st.sampled_from(METHODS))
def test_the_largest_number_of_parts_is_possible(
    debt: Money, every: Any, rate: Decimal, method: Any
) -> None:
    most = largest_parts(debt, every, rate, method)

    assert 1 <= most <= min(MOST_PARTS, debt.minor)
    plan = instalments(debt, most, every, AGREED, agreed=AGREED, rate=rate, method=method)
    assert len(plan.instalments) == most
