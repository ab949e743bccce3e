"""Columns mapped by hand, fallbacks, and what is said when a mapping does not fit."""

import pytest

from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.columns import Columns, columns_of, read_map_options

HEADERS = ["Case", "Name", "Amount", "Due date", "Phone", "Spare", "Spare 2"]


def problem(headers: list[str], overrides: dict[str, str]) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        columns_of(headers, overrides)
    return caught.value.code, str(caught.value)


def test_a_field_mapped_by_hand_wins_over_its_own_header() -> None:
    columns = columns_of(HEADERS, {"phone": "Spare"})

    assert columns.mapping["phone"] == "Spare"
    assert columns.unused == ("Phone", "Spare 2")


def test_a_header_mapped_by_hand_is_taken_from_the_field_it_would_fill() -> None:
    columns = columns_of(HEADERS, {"note": "name", "borrower": "spare"})

    assert columns.mapping["note"] == "Name"
    assert columns.mapping["borrower"] == "Spare"


def test_a_field_mapped_to_nothing_is_left_out() -> None:
    columns = columns_of(HEADERS, {"phone": ""})

    assert "phone" not in columns.mapping
    assert "Phone" in columns.unused


def test_the_exact_header_goes_before_one_that_only_looks_alike() -> None:
    columns = columns_of(["phone", "Phone", "PHONE!"], {"phone": "Phone"})

    assert columns.places["phone"] == (1,)


def test_two_columns_of_text_can_be_joined_by_hand() -> None:
    columns = columns_of(["省份", "城市", "街道门牌", "A + B"], {"address": "省份 + 街道门牌"})

    assert columns.places["address"] == (0, 2)
    assert columns.mapping["address"] == "省份 + 街道门牌"
    assert columns_of(["A + B"], {"note": "A + B"}).places["note"] == (0,)


def test_the_mapping_of_a_list_maps_it_again() -> None:
    headers = ["First name", "Last name", "Account No", "Amount", "DPD"]
    columns = columns_of(headers, {})

    assert columns.mapping["borrower"] == "First name + Last name"
    assert columns_of(headers, columns.mapping).places == columns.places


@pytest.mark.parametrize(
    ("headers", "borrower"),
    [
        (["姓", "名"], "姓 + 名"),
        (["Surname", "Given name"], "Given name + Surname"),
        (["First name", "Last name", "Full name"], "Full name"),
        (["First name"], None),
    ],
)
def test_a_name_in_two_columns_is_joined_in_its_own_order(
    headers: list[str], borrower: str | None
) -> None:
    assert columns_of(headers, {}).mapping.get("borrower") == borrower


def test_a_name_in_two_columns_is_not_joined_when_it_is_left_out_by_hand() -> None:
    assert columns_of(["First name", "Last name"], {"borrower": ""}).mapping == {}


def test_a_header_that_two_fields_know_fills_one_of_them() -> None:
    assert columns_of(["Loan account no"], {}).mapping == {"case": "Loan account no"}
    both = columns_of(["Loan account no", "Loan account number"], {}).mapping
    assert both == {"case": "Loan account no", "account": "Loan account number"}


def test_an_account_number_serves_as_case_number_when_there_is_no_other() -> None:
    assert columns_of(["Account"], {}).mapping == {"case": "Account"}
    assert columns_of(["Account", "Case"], {}).mapping == {"case": "Case", "account": "Account"}
    assert columns_of(["Account"], {"account": "Account"}).mapping == {"account": "Account"}
    assert columns_of(["Account"], {"case": ""}).mapping == {"account": "Account"}


@pytest.mark.parametrize(
    ("headers", "missing"),
    [
        (["Case", "Name", "Amount", "Due date"], ()),
        (["Case", "Name", "Amount", "DPD"], ()),
        (["Case", "Name", "Amount"], ("due_date",)),
        (["x"], ("case", "borrower", "amount_due", "due_date")),
    ],
)
def test_required_fields_without_a_column_are_named(
    headers: list[str], missing: tuple[str, ...]
) -> None:
    assert columns_of(headers, {}).missing == missing


def test_an_unknown_field_is_named_with_those_that_exist() -> None:
    code, sentence = problem(HEADERS, {"colour": "Spare"})

    assert code == "map.field"
    assert sentence.startswith("colour: a case list has no such field; the fields are case ")


@pytest.mark.parametrize(
    ("headers", "overrides", "code", "sentence"),
    [
        (
            HEADERS,
            {"phone": "Handy"},
            "map.header",
            "phone: the file has no column with the header Handy.",
        ),
        (
            HEADERS,
            {"note": "Spare + Handy"},
            "map.header",
            "note: the file has no column with the header Handy.",
        ),
        (
            HEADERS,
            {"phone": "Spare + Spare 2"},
            "map.header",
            "phone: the file has no column with the header Spare + Spare 2.",
        ),
        (
            HEADERS,
            {"phone": "..."},
            "map.header",
            "phone: the file has no column with the header ....",
        ),
        (
            HEADERS,
            {"phone": "Spare", "note": "Spare"},
            "map.taken",
            "note: the column Spare already fills another field.",
        ),
        (
            ["Tel", "Tel"],
            {"phone": "Tel"},
            "map.header.twice",
            "Tel: the file has two columns with the header Tel; rename one.",
        ),
        (
            ["TEL", "Tel"],
            {"phone": "tel"},
            "map.header.twice",
            "tel: the file has two columns with the header tel; rename one.",
        ),
        (
            ["身份证号"],
            {"case": "身份证号"},
            "map.guarded",
            "case: the column 身份证号 holds identity or card numbers; choose another.",
        ),
        (
            ["金额(万元)"],
            {"amount_due": "金额(万元)"},
            "map.scaled",
            "amount_due: the column 金额(万元) is in thousands; give the full amounts.",
        ),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(
    headers: list[str], overrides: dict[str, str], code: str, sentence: str
) -> None:
    assert problem(headers, overrides) == (code, sentence)


def test_a_guarded_column_may_be_mapped_to_the_account_by_hand() -> None:
    assert columns_of(["还款卡号"], {"account": "还款卡号"}).guarded == ()


def test_a_column_in_thousands_may_be_mapped_to_a_note() -> None:
    assert columns_of(["金额(万元)"], {"note": "金额(万元)"}).mapping == {"note": "金额(万元)"}


def test_the_header_of_a_field_without_a_column_is_its_name() -> None:
    columns = columns_of(HEADERS, {})

    assert columns.header_of("borrower") == "Name"
    assert columns.header_of("zone") == "zone"


def test_a_column_without_a_header_is_not_listed() -> None:
    assert columns_of(["Case", "", "x"], {}).unused == ("x",)


def test_map_options_are_read() -> None:
    assert read_map_options(["phone=Handy = 2", " Amount-Due =Summe", "note="]) == {
        "phone": "Handy = 2",
        "amount_due": "Summe",
        "note": "",
    }
    assert read_map_options([]) == {}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["phone"], "map.form"),
        (["=Tel"], "map.field"),
        (["fone=Tel"], "map.field"),
        (["phone=Tel", "phone=Mobile"], "map.twice"),
    ],
)
def test_map_options_that_say_nothing_are_refused(options: list[str], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_map_options(options)

    assert caught.value.code == code


def test_columns_know_nothing_they_were_not_given() -> None:
    assert Columns((), {}).mapping == {}
