"""A case: what it holds comes back from its document."""

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.case import DATE_FIELDS, MONEY_FIELDS, TIME_FIELDS, Case, Rejection
from fieldvisit.domain.money import Money

CASE = Case("A-1", "Wang Wei", Money(120000, "CNY"), date(2026, 10, 24))

moneys = st.builds(Money, st.integers(0, 10**12), st.sampled_from(["CNY", "JPY", "KWD"]))
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
WHOLE_NUMBERS = {"instalments_total", "instalments_paid"}
COORDINATES = {"lat", "lon"}


def values_of(name: str) -> st.SearchStrategy[object]:
    for names, values in (
        (MONEY_FIELDS, moneys),
        (DATE_FIELDS, st.dates()),
        (TIME_FIELDS, minutes),
        (WHOLE_NUMBERS, st.integers(0, 400)),
        (COORDINATES, st.floats(-90, 90)),
    ):
        if name in names:
            optional = name not in {"amount_due", "due_date"}
            return st.none() | values if optional else values
    return st.integers(-9, 9) if name == "priority" else st.text(max_size=9)


def case_of(values: dict[str, Any]) -> Case:
    return Case(**values)


cases = st.fixed_dictionaries({name: values_of(name) for name in Case.__dataclass_fields__})


@settings(max_examples=60)
@given(cases.map(case_of))
def test_document_round_trip_through_json(case: Case) -> None:
    assert case == Case.of(json.loads(json.dumps(case.document())))


def test_empty_fields_are_left_out() -> None:
    expected = {
        "case_id": "A-1",
        "borrower": "Wang Wei",
        "amount_due": {"amount": "1200.00", "currency": "CNY"},
        "due_date": "2026-10-24",
        "debt_type": "consumer_loan",
    }

    assert expected == CASE.document()


def test_zero_is_not_empty() -> None:
    paid = Case.of({**CASE.document(), "instalments_paid": 0, "lat": 0.0})

    assert {"instalments_paid": 0, "lat": 0.0}.items() <= paid.document().items()


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 11, 24), 31), (date(2026, 10, 24), 0), (date(2026, 9, 1), 0)],
)
def test_days_past_due_are_never_negative(today: date, expected: int) -> None:
    assert expected == CASE.days_past_due(today)


def test_a_rejection_has_its_own_details() -> None:
    first, second = Rejection(2, "amount_due", "wrong"), Rejection(3, "amount_due", "wrong")
    first.details["places"] = 2

    assert second.details == {}


@pytest.mark.parametrize(
    ("stated", "most"),
    [
        ({}, 120000),
        ({"contract_amount": Money(900000, "CNY")}, 900000),
        ({"contract_amount": Money(100, "CNY")}, 120000),
        ({"instalment": Money(50000, "CNY"), "instalments_total": 12}, 600000),
        (
            {"instalment": Money(50000, "CNY"), "instalments_total": 12, "instalments_paid": 10},
            120000,
        ),
        ({"amount_due": Money(0, "CNY")}, None),
    ],
)
def test_the_whole_debt_is_the_most_that_the_list_states(
    stated: dict[str, Any], most: int | None
) -> None:
    debt = replace(CASE, **stated).whole_debt()

    assert (debt.minor if debt else None) == most
