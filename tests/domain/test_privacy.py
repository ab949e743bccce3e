"""Masking: names, phones, and identity and card numbers, with what must survive."""

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fieldvisit.domain.identity import is_prc_identity
from fieldvisit.domain.privacy import (
    mask_always,
    mask_if_certain,
    mask_name,
    mask_numbers,
    mask_phone,
)

CHECKS = "10X98765432"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CARD = "6222020200112230"
IDENTITY = "110101199003077432"
dates = st.dates(date(1930, 1, 1), date(2020, 12, 31))
separators = st.sampled_from(["", " ", "-"])


def in_groups(number: str, sizes: list[int], separator: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return separator.join(part for part in [*parts, number[at:]] if part)


@st.composite
def identities(draw: st.DrawFn) -> str:
    province = draw(st.sampled_from(["11", "31", "32", "44", "65"]))
    county = draw(st.integers(0, 9999))
    number = f"{province}{county:04}{draw(dates):%Y%m%d}{draw(st.integers(0, 999)):03}"
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True))
    return number + CHECKS[total % 11]


def with_luhn(body: str) -> str:
    for check in "0123456789":
        digits = [int(digit) for digit in body + check]
        doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
        if (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0:
            return body + check
    raise AssertionError("one of ten digits always fits")


@st.composite
def cards(draw: st.DrawFn) -> str:
    start, length = draw(
        st.sampled_from(
            [("4", 13), ("36", 14), ("34", 15), ("37", 15), ("4", 16), ("51", 16), ("2221", 16)]
            + [("62", length) for length in (16, 17, 18, 19)]
            + [("955880", 19), ("60", 16), ("8171", 16)]
        )
    )
    size = length - len(start) - 1
    return with_luhn(start + f"{draw(st.integers(0, 10**size - 1)):0{size}}")


@given(identities(), st.sampled_from(["", "身份证", "ID:", "證號 ", "HT"]))
def test_a_prc_identity_number_is_masked_wherever_it_stands(number: str, before: str) -> None:
    text = f"{before}{number}，电话13800138000"

    assert mask_numbers(text) == f"{before}{'*' * 14}{number[-4:]}，电话13800138000"


@given(identities(), st.integers(0, 17), st.integers(1, 9))
def test_a_prc_identity_number_with_a_wrong_digit_is_none(
    number: str, place: int, added: int
) -> None:
    wrong = str((int(number[place].replace("X", "0")) + added) % 10)
    assume(number[place] not in ("X", wrong))

    assert not is_prc_identity(number[:place] + wrong + number[place + 1 :])


@given(identities(), separators)
def test_a_prc_identity_number_in_groups_is_masked(number: str, separator: str) -> None:
    masked = mask_numbers(in_groups(number, [6, 8], separator))

    assert masked == in_groups("*" * 14 + number[-4:], [6, 8], separator)


@given(cards(), separators)
def test_a_card_is_masked_but_for_its_last_four_digits(number: str, separator: str) -> None:
    written = in_groups(number, [4] * ((len(number) - 1) // 4), separator)
    if separator and len(number) < 16:
        written = in_groups(number, [4, 6], separator)

    masked = mask_numbers(f"还款 {written}。")

    assert re.sub("[ -]", "", masked) == f"还款{'*' * (len(number) - 4)}{number[-4:]}。"


@given(st.text(alphabet="0123456789 -*Xx.,:+abc卡号合同编号（）０１２", max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_numbers(text)

    assert mask_numbers(once) == once
    assert len(once) == len(text)


@given(cards(), cards(), separators)
def test_two_numbers_beside_each_other_are_both_masked(one: str, two: str, gap: str) -> None:
    masked = mask_numbers(f"{one}{gap or '; '}{two}")

    assert not re.search(r"\d{5}", masked)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("card 4111 1111 1111 1111", "card **** **** **** 1111"),
        ("4111-1111-1111-1111", "****-****-****-1111"),
        ("paid 5500 with 4111 1111 1111 1111", "paid 5500 with **** **** **** 1111"),
        ("on 2026-11-03 4111111111111111", "on 2026-11-03 ************1111"),
        ("４１１１１１１１１１１１１１１１", "************１１１１"),
        ("5500 4111 1111 1111 1111", "**** **** **** **** 1111"),
        ("6222 2341 2341 2346 001", "**** **** **** ***6 001"),
        ("card4111111111111111", "card************1111"),
        ("ID4111111111111111", "ID************1111"),
        ("卡号6222020200112230123", "卡号***************0123"),
        ("身份證號：123456789012345", "身份證號：***********2345"),
        ("SSN 078-05-1120", "SSN ***-**-1120"),
        ("ssn: 078051120", "ssn: *****1120"),
        ("Aadhaar 2341 2341 2346", "Aadhaar **** **** 2346"),
        ("234123412346", "********2346"),
        ("NIK 3171234507890123", "NIK ************0123"),
        ("3171234507890123", "************0123"),
        ("317123 450789 0123", "****** ****** 0123"),
        ("110101900307743", "***********7743"),
        ("11010519491231002X", "**************002X"),
        ("११०१०११९९००३०७७४३२", "**************७४३२"),
    ],
)
def test_identity_and_card_numbers_are_masked(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "王小明 13800138000",
        "+86 138 0013 8000 / 0086 13800138000",
        "+1 (212) 555-0100, 212-555-0100",
        "+44 7700 900123, 447700900123",
        "8613800138000",
        "919876543210",
        "886912345678",
        "628123456789",
        "6281234567890",
        "010-12345678 13800138000",
        "13800138000 13900139000",
        "1,234,567,890,123.00",
        "123456789012.50",
        "4111111111111111.00",
        "2026-11-03",
        "2025-11-03-2026-11-03",
        "20261103153000",
        "202611031530",
        "2026-11-03 15:30:00 - 2026-12-03 15:30:00",
        "HT4111111111111111",
        "HT-4111111111111111",
        "4111111111111111A",
        "合同号 4111111111111111",
        "合同编号：4111111111111111",
        "contract 4111111111111111",
        "case no. 4111111111111111",
        "order #4111111111111111",
        "000-12-3456 and 666-12-3456 and 900-12-3456",
        "078051120",
        "110101199002307432",
        "990101199003077432",
        "11010119900307743X",
        "999999999999999",
        "2020110300000012",
        "3171234513890123",
        "3171233002890123",
        "3171230007890123",
        "3171234507890000",
        "0341 2341 2346",
    ],
)
def test_contract_numbers_amounts_phones_and_dates_survive(text: str) -> None:
    assert mask_numbers(text) == text


@given(st.dates(date(2000, 1, 1), date(2039, 12, 31)), st.integers(0, 10**8 - 1))
def test_a_contract_number_that_begins_with_its_date_survives(day: date, number: int) -> None:
    text = f"{day:%Y%m%d}{number:08}"
    assume(not (text.startswith("20") and is_prc_identity(text)))

    assert mask_numbers(text) == text


@given(st.decimals(0, 10**11, places=2))
def test_an_amount_survives(amount: object) -> None:
    assert mask_numbers(f"{amount:,} {amount}") == f"{amount:,} {amount}"


def test_a_phone_with_its_country_code_survives_even_if_it_passes_for_a_card() -> None:
    number = with_luhn("491511234567")

    assert mask_numbers(f"+{number}") == f"+{number}"
    assert mask_numbers(number) != number


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王*明"),
        ("王明", "王*"),
        ("王", "王*"),
        ("歐陽娜娜", "歐陽*娜"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("阿里木·买买提", "阿*木·买*提"),
        ("John Smith", "J*** S****"),
        ("J. O'Brien", "J*. O*'B****"),
        ("Anne-Marie", "A***-M****"),
        ("王小明 (Tom)", "王*明 (T**)"),
        ("王Tom", "王*T**"),
        ("मोहन", "मो**"),
        ("e\u0301mile", "e\u0301****"),
        ("\u0301", "*"),
        ("😀😀", "**"),
        ("---------", "****"),
        ("", ""),
    ],
)
def test_a_masked_name_tells_its_owner_only(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(min_size=1, max_size=40))
def test_no_name_comes_back_unmasked(name: str) -> None:
    masked = mask_name(name)

    assert "*" in masked
    assert masked[:1] in (name[:1], "*")


@given(st.text(alphabet="王李张刘陈杨赵", min_size=3, max_size=5))
def test_a_chinese_name_keeps_its_length(name: str) -> None:
    masked = mask_name(name)

    assert len(masked) == len(name)
    assert masked[0] == name[0]
    assert masked.count("*") == len(name) - 2


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800138000", "*******8000"),
        ("+86 138-0013-8000", "+** ***-****-8000"),
        ("13800138000/010-12345678", "*******8000/***-****5678"),
        ("１３８００１３８０００", "*******８０００"),
        ("12345678", "****5678"),
        ("12345", "***45"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_masked_phone_shows_its_last_digits(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@given(st.integers(0, 10**15))
def test_a_masked_phone_never_shows_more_than_four_digits(number: int) -> None:
    shown = sum(character.isdigit() for character in mask_phone(str(number)))

    assert shown <= min(4, len(str(number)) // 2)


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        (IDENTITY, "*" * 14 + "7432"),
        (IDENTITY.replace("110101", "110101 "), "*" * 6 + " " + "*" * 8 + "7432"),
        ("4111 1111 1111 1111", "**** **** **** 1111"),
        ("4111111111111112", "4111111111111112"),
        ("4222222222222", "4222222222222"),
        ("234123412346", "234123412346"),
        ("000000010", "000000010"),
        (f"HT{CARD}", f"HT{CARD}"),
    ],
)
def test_an_account_is_masked_only_when_it_surely_is_something_else(
    value: str, masked: str
) -> None:
    assert mask_if_certain(value) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [("A123456789", "******6789"), ("1101 0119", "**** 0119"), ("12", "*2"), ("", "")],
)
def test_a_column_of_identity_numbers_is_masked_whatever_it_holds(value: str, masked: str) -> None:
    assert mask_always(value) == masked
