from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.plan_terms import parse_count, parse_rate
from fieldvisit.domain.problems import BadInput


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("12%", "0.12"),
        ("12 %", "0.12"),
        ("0.12", "0.12"),
        (".5", "0.5"),
        ("12", "0.12"),
        ("1%", "0.01"),
        ("1.5", "0.015"),
        ("0", "0"),
        ("１２％", "0.12"),
        ("100%", "1"),
    ],
)
def test_rates_are_read_as_people_write_them(text: str, rate: str) -> None:
    assert parse_rate(text) == Decimal(rate)


@pytest.mark.parametrize("text", ["", "1", "1.0", "twelve", "-3", "12%%", "1234", "٣"])
def test_rates_that_are_none_or_unclear_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_rate(text, field="to_rate")
    assert (refused.value.code, refused.value.field) == ("to_rate.wrong", "to_rate")


@given(st.integers(0, 999_999))
def test_counts_are_read(number: int) -> None:
    assert parse_count(f" {number} ") == number


def test_full_width_counts_are_read() -> None:
    assert parse_count("１２") == 12


@pytest.mark.parametrize("text", ["", "1.5", "-1", "three", "1000000", "٣"])
def test_counts_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_count(text)
    assert (refused.value.code, refused.value.field) == ("parts.wrong", "parts")
