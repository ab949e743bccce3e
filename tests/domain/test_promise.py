"""Promises: kept, broken, and all between."""

from datetime import date

import pytest

from fieldvisit.domain.money import Money
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.promise import (
    STATUS_WORDS,
    Promise,
    PromiseStatus,
    check_promise,
)

DUE = date(2027, 3, 15)
PROMISE = Promise("p1", "A-1", Money(10000, "CNY"), DUE, method="bank", origin="e1")


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


@pytest.mark.parametrize("debt", [100_00, None])
def test_a_promise_up_to_the_whole_debt(debt: int | None) -> None:
    check_promise(Money(100_00, "CNY"), None if debt is None else Money(debt, "CNY"))


def test_a_promise_above_the_whole_debt_is_wrong_input() -> None:
    with pytest.raises(BadInput, match="promise_amount: more than the case list says") as wrong:
        check_promise(Money(100_01, "CNY"), Money(100_00, "CNY"))

    assert wrong.value.code == "promise.amount"
    assert "100" not in str(wrong.value)


def test_every_status_has_its_word() -> None:
    assert set(STATUS_WORDS) == set(PromiseStatus)
