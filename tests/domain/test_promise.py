"""Promises: kept, broken, and all between."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.money import Money
from fieldvisit.domain.plan import instalments
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.promise import (
    STATUS_WORDS,
    Payment,
    Promise,
    PromiseStatus,
    Terms,
    check_promise,
    last_day,
    promises_of,
    standing,
)

DUE = date(2027, 3, 15)
PROMISE = Promise("p1", "A-1", Money(10000, "CNY"), DUE, method="bank", origin="e1")
GRACE = Terms(grace_days=3, threshold_percent=80)


def paid(minor: int, days_after_due: int = 0) -> Payment:
    return Payment(Money(minor, "CNY"), DUE + timedelta(days=days_after_due))


@pytest.mark.parametrize(
    ("payments", "days_after_due", "terms", "status"),
    [
        ([], -5, Terms(), "pending"),
        ([], 0, Terms(), "pending"),
        ([], 1, Terms(), "broken"),
        ([paid(10000)], 0, Terms(), "kept"),
        ([paid(10000, -3)], -3, Terms(), "kept"),
        ([paid(10000, 1)], 1, Terms(), "broken"),
        ([paid(4000, -2), paid(6000)], 1, Terms(), "kept"),
        ([paid(9999)], 0, Terms(), "pending"),
        ([paid(9999)], 1, Terms(), "part"),
        ([paid(9999), paid(1, 1)], 1, Terms(), "part"),
        ([paid(10000, -2), paid(-10000, -1)], 1, Terms(), "broken"),
        ([], 3, GRACE, "pending"),
        ([], 4, GRACE, "broken"),
        ([paid(8000, 3)], 3, GRACE, "kept"),
        ([paid(7999, 3)], 3, GRACE, "pending"),
        ([paid(7999, 3)], 4, GRACE, "part"),
        ([paid(8000, 4)], 9, GRACE, "broken"),
        ([paid(10000, 0)], -1, Terms(), "pending"),
    ],
)
def test_how_a_promise_stands(
    payments: list[Payment], days_after_due: int, terms: Terms, status: str
) -> None:
    today = DUE + timedelta(days=days_after_due)

    assert standing(PROMISE, payments, today, terms) == status


@pytest.mark.parametrize("status", ["kept", "part", "broken", "withdrawn"])
def test_what_is_settled_stays(status: str) -> None:
    settled = Promise("p1", "A-1", Money(10000, "CNY"), DUE, status=status)

    assert standing(settled, [paid(10000)], DUE, Terms()) == status


@given(
    st.lists(st.tuples(st.integers(0, 12000), st.integers(-9, 9)), max_size=5), st.integers(1, 9)
)
def test_kept_stays_kept_and_more_money_never_harms(
    payments: list[tuple[int, int]], later: int
) -> None:
    made = [paid(*each) for each in payments]
    order = [PromiseStatus.BROKEN, PromiseStatus.PART, PromiseStatus.PENDING, PromiseStatus.KEPT]
    today = DUE + timedelta(days=later)

    before = standing(PROMISE, made, today, GRACE)
    after = standing(PROMISE, [*made, paid(1)], today, GRACE)

    assert order.index(before) <= order.index(after)
    if before is PromiseStatus.KEPT:
        assert standing(PROMISE, made, today + timedelta(days=400), GRACE) is before


def test_the_last_day_of_grace() -> None:
    assert last_day(PROMISE, GRACE) == date(2027, 3, 18)


def test_a_promise_comes_back_from_its_event() -> None:
    again = Promise.of(PROMISE.document(), "A-1", origin="e1")

    assert again == PROMISE
    assert PROMISE.document() == {
        "promise": "p1",
        "number": 1,
        "minor": 10000,
        "currency": "CNY",
        "due": "2027-03-15",
        "method": "bank",
    }


def test_each_payment_of_a_plan_is_a_promise() -> None:
    plan = instalments(
        Money(30000, "CNY"), 2, "month", DUE, agreed=date(2027, 3, 1), down=Money(10000, "CNY")
    )
    ids = (f"p{number}" for number in count(1))
    made = promises_of(plan, "A-1", "cash", lambda: next(ids))

    assert [(each.promise_id, each.number, each.due, each.amount.plain) for each in made] == [
        ("p1", 0, date(2027, 3, 1), "100.00"),
        ("p2", 1, date(2027, 3, 15), "100.00"),
        ("p3", 2, date(2027, 4, 15), "100.00"),
    ]


@pytest.mark.parametrize("debt", [100_00, None])
def test_a_promise_up_to_the_whole_debt(debt: int | None) -> None:
    check_promise(Money(100_00, "CNY"), None if debt is None else Money(debt, "CNY"))


def test_a_promise_above_the_whole_debt_is_wrong_input() -> None:
    with pytest.raises(BadInput, match="promise_amount: more than the case list says") as wrong:
        check_promise(Money(100_01, "CNY"), Money(100_00, "CNY"))

    assert wrong.value.code == "promise.amount"
    assert "100" not in str(wrong.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"grace_days": -1},
        {"threshold_percent": 0},
        {"threshold_percent": 101},
    ],
)
def test_terms_make_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="percent"):
        Terms(**wrong)


def test_every_status_has_its_word() -> None:
    assert set(STATUS_WORDS) == set(PromiseStatus)
