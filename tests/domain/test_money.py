"""Money: what people type, what is stored, and that nothing is lost between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.money import (
    CURRENCIES,
    Money,
    checked_currency,
    decimals_of,
    parse_money,
    total_by_currency,
)
from fieldvisit.domain.problems import BadInput

currencies = st.sampled_from(sorted(CURRENCIES))
moneys = st.builds(Money, st.integers(-(10**15) + 1, 10**15 - 1), currencies)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("1234.50", "CNY", 123450),
        ("1,234.50", "CNY", 123450),
        ("１２３４", "CNY", 123400),
        ("１，２３４．５", "CNY", 123450),
        ("¥1234", "CNY", 123400),
        ("￥1234", "CNY", 123400),
        ("CN¥1,234.50", "CNY", 123450),
        ("¥1234", "JPY", 1234),
        ("1 234,50", "EUR", 123450),
        ("1\u202f234,50 €", "EUR", 123450),
        ("1\u00a0234,50", "EUR", 123450),
        ("1.234,5", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("1,23,456.00", "INR", 12345600),
        ("1234元", "CNY", 123400),
        ("1,234.50 CNY", "CNY", 123450),
        ("cny 5", "CNY", 500),
        ("RMB 5", "CNY", 500),
        ("NT$300", "TWD", 30000),
        ("$300", "USD", 30000),
        ("Rp. 5", "IDR", 500),
        ("+5", "CNY", 500),
        (" 0 ", "CNY", 0),
        ("100.00", "JPY", 100),
        ("12.5000", "CNY", 1250),
        ("1.234", "KWD", 1234),
        ("1.5", "KWD", 1500),
        ("12,34", "EUR", 1234),
        ("999999999999999", "JPY", 999999999999999),
    ],
)
def test_reads_what_people_write(typed: str, currency: str, minor: int) -> None:
    assert Money(minor, currency) == parse_money(typed, currency)


@pytest.mark.parametrize(
    ("typed", "currency", "code"),
    [
        ("", "CNY", "amount.wrong"),
        ("twelve", "CNY", "amount.wrong"),
        ("1.2.3", "CNY", "amount.wrong"),
        ("12,345,6", "CNY", "amount.wrong"),
        ("1234.", "CNY", "amount.wrong"),
        ("1e3", "CNY", "amount.wrong"),
        ("NaN", "CNY", "amount.wrong"),
        ("١٢٣", "CNY", "amount.wrong"),
        ("1000000000000000", "JPY", "amount.wrong"),
        ("¥" + " " * 50_000 + "x", "CNY", "amount.wrong"),
        ("-5", "CNY", "amount.negative"),
        ("- 5", "CNY", "amount.negative"),
        ("12.345", "CNY", "amount.decimals"),
        ("1.000", "CNY", "amount.decimals"),
        ("Rp 150.000", "IDR", "amount.decimals"),
        ("1.000", "VND", "amount.decimals"),
        ("10.5", "JPY", "amount.decimals"),
        ("1.2345", "KWD", "amount.decimals"),
        ("$5", "CNY", "amount.currency"),
        ("€5", "CNY", "amount.currency"),
        ("¥5", "USD", "amount.currency"),
        ("5 USD", "CNY", "amount.currency"),
        ("USD 5 CNY", "CNY", "amount.currency"),
    ],
)
def test_refuses_what_is_no_amount(typed: str, currency: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_money(typed, currency, field="amount_due")

    assert (code, "amount_due") == (refused.value.code, refused.value.field)


@given(moneys.filter(lambda money: money.minor >= 0))
def test_reads_back_what_it_writes(money: Money) -> None:
    assert money == parse_money(money.plain, money.currency)


@given(moneys)
def test_document_round_trip(money: Money) -> None:
    assert money == Money.of(money.document())


@given(st.text(max_size=60), currencies)
def test_any_text_is_an_amount_or_bad_input(typed: str, currency: str) -> None:
    try:
        money = parse_money(typed, currency)
    except BadInput:
        return

    assert money.minor >= 0


@pytest.mark.parametrize(
    ("minor", "currency", "plain"),
    [
        (123450, "CNY", "1234.50"),
        (5, "CNY", "0.05"),
        (-5, "CNY", "-0.05"),
        (1234, "JPY", "1234"),
        (-1234, "JPY", "-1234"),
        (1234, "KWD", "1.234"),
    ],
)
def test_plain_digits(minor: int, currency: str, plain: str) -> None:
    assert plain == Money(minor, currency).plain


@pytest.mark.parametrize("amount", ["1.005", "NaN", "", "1e3", "1,000", "٣"])
def test_a_document_with_another_amount_is_an_error(amount: str) -> None:
    with pytest.raises(ValueError, match=r"plain|decimals"):
        Money.of({"amount": amount, "currency": "CNY"})


def test_adds_and_compares_within_one_currency() -> None:
    three, five = Money(3, "CNY"), Money(5, "CNY")

    assert Money(8, "CNY") == three + five
    assert Money(-2, "CNY") == three - five
    assert three < five
    assert three <= three
    assert five > three
    assert five == max(three, five)


@pytest.mark.parametrize("operation", ["__add__", "__sub__", "__lt__", "__le__"])
def test_two_currencies_never_mix(operation: str) -> None:
    with pytest.raises(ValueError, match="CNY and USD do not mix"):
        getattr(Money(1, "CNY"), operation)(Money(1, "USD"))


@pytest.mark.parametrize("minor", [1.0, True, "1"])
def test_counts_only_whole_units(minor: object) -> None:
    with pytest.raises(TypeError, match="whole minor units"):
        Money(minor, "CNY")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code"), [("cny", "CNY"), (" ＵＳＤ ", "USD"), ("rmb", "CNY"), ("NTD", "TWD")]
)
def test_currency_codes(typed: str, code: str) -> None:
    assert code == checked_currency(typed)


def test_unknown_currency_names_its_field() -> None:
    with pytest.raises(BadInput) as refused:
        checked_currency("XYZ", field="row 3")

    assert "row 3" in str(refused.value)


def test_decimals_by_iso_4217() -> None:
    assert [decimals_of(code) for code in ("JPY", "CNY", "KWD")] == [0, 2, 3]


@given(st.lists(moneys, max_size=12))
def test_totals_keep_every_unit(amounts: list[Money]) -> None:
    totals = total_by_currency(amounts)

    assert sorted({amount.currency for amount in amounts}) == [each.currency for each in totals]
    assert sum(amount.minor for amount in amounts) == sum(each.minor for each in totals)
