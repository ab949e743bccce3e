"""One row as a case or a rejection: every rule of the contract."""

from datetime import date, time
from pathlib import Path

import pytest
from case_lists import HEADERS, ROW, TODAY, cases_of, rejections_of, rows_of, write_csv

from fieldvisit.domain.case import Case
from fieldvisit.domain.money import Money
from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.rows import ImportDefaults

WHOLE = {
    "case": " ＨＴ-１ ",
    "borrower": "王小明",
    "amount_due": "￥1,234.50",
    "currency": "人民币",
    "due_date": "2026年10月20日",
    "dpd": "99",
    "phone": "１３８００１３８０００",
    "address": "中山北路1号",
    "district": "鼓楼区",
    "region": "江苏省",
    "city": "南京市",
    "country": "中国",
    "zone": "北京时间",
    "lat": "32.06",
    "lon": "118.77",
    "account": "000123",
    "product": "消费贷A",
    "debt_type": "信用卡",
    "lender": "某银行",
    "lender_type": "银行",
    "role": "委外",
    "principal_due": "1000",
    "interest_due": "200.5",
    "penalty_due": "0",
    "contract_date": "45717",
    "contract_amount": "50 000,00",
    "instalment": "2300元",
    "instalments_total": "24期",
    "instalments_paid": "18",
    "last_paid_on": "2026.9.20",
    "last_paid_amount": "2,300",
    "visit_date": "20261125",
    "window_from": "下午2点",
    "window_to": "16:30",
    "priority": "高",
    "language": "普通话",
    "note": "邻居称近期在家\n周末有人",
}
AS_CASE = Case(
    case_id="HT-1",
    borrower="王小明",
    amount_due=Money(123450, "CNY"),
    due_date=date(2026, 10, 20),
    phone="13800138000",
    address="中山北路1号",
    district="鼓楼区",
    region="江苏省",
    city="南京市",
    country="CN",
    zone="Asia/Shanghai",
    lat=32.06,
    lon=118.77,
    account="000123",
    product="消费贷A",
    debt_type="credit_card",
    lender="某银行",
    lender_type="bank",
    role="third_party",
    principal_due=Money(100000, "CNY"),
    interest_due=Money(20050, "CNY"),
    penalty_due=Money(0, "CNY"),
    contract_date=date(2025, 3, 1),
    contract_amount=Money(5000000, "CNY"),
    instalment=Money(230000, "CNY"),
    instalments_total=24,
    instalments_paid=18,
    last_paid_on=date(2026, 9, 20),
    last_paid_amount=Money(230000, "CNY"),
    visit_date=date(2026, 11, 25),
    window_from=time(14),
    window_to=time(16, 30),
    priority=1,
    language="zh-Hans",
    note="邻居称近期在家\n周末有人",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def row_with(path: Path, **cells: str) -> Path:
    """A file of one row: the required fields and these."""
    row = {**dict(zip(HEADERS, ROW, strict=True)), **cells}
    return write_csv(path, [*row.values()], headers=[*row])


def rejection(path: Path, defaults: ImportDefaults | None = None) -> tuple[int, str, str]:
    (found,) = rejections_of(rows_of(path, defaults or ImportDefaults(currency="CNY")))
    return found


def test_every_field_is_read(path: Path) -> None:
    write_csv(path, [*WHOLE.values()], headers=[*WHOLE])

    assert cases_of(path, ImportDefaults()) == [AS_CASE]


@pytest.mark.parametrize("name", [name for name in WHOLE if name not in (*HEADERS, "country")])
@pytest.mark.parametrize("nothing", ["", "   ", "-", "N/A", "无"])
def test_every_other_field_may_be_empty(path: Path, name: str, nothing: str) -> None:
    row_with(path, **{name: nothing})

    (case,) = cases_of(path)

    expected = nothing.strip() if name == "note" else ""
    assert case.document().get("note", "") == expected
    assert set(case.document()) - {"note"} == {
        "case_id",
        "borrower",
        "amount_due",
        "due_date",
        "debt_type",
    }


@pytest.mark.parametrize("name", HEADERS)
@pytest.mark.parametrize("nothing", ["", " ", "\u3000", "\u200b"])
def test_a_missing_required_field_is_rejected(path: Path, name: str, nothing: str) -> None:
    row_with(path, note="there", **{name: nothing})

    row, column, why = rejection(path)

    assert (row, column) == (2, name)
    assert why in (
        f"{name}: this is required and the row does not have it.",
        f"{name}: this is not an amount; write digits such as 1234.50.",
        f"{name}: this is not a date that exists; write YYYY-MM-DD.",
    )


def test_a_borrower_may_be_called_null(path: Path) -> None:
    assert cases_of(row_with(path, borrower="Null"))[0].borrower == "Null"


def test_days_past_due_stand_in_for_the_due_date(path: Path) -> None:
    write_csv(
        path,
        ("A-1", "Li", "1", "", "35"),
        ("A-2", "Li", "1", "2026-10-20", "35"),
        ("A-3", "Li", "1", "-", "-"),
        ("A-4", "Li", "1", "", "x"),
        headers=(*HEADERS, "dpd"),
    )
    rows = rows_of(path)

    assert [row.outcome.due_date for row in rows if isinstance(row.outcome, Case)] == [
        date(2026, 10, 20),
        date(2026, 10, 20),
    ]
    assert [(row, column) for row, column, _ in rejections_of(rows)] == [
        (4, "due_date"),
        (5, "dpd"),
    ]


def test_without_a_column_for_the_date_the_days_are_named(path: Path) -> None:
    write_csv(path, ("A-1", "Li", "1", ""), headers=("case", "borrower", "amount", "逾期天数"))

    assert rejection(path)[1] == "逾期天数"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("abc", "this is not an amount"),
        ("-5", "the amount is negative"),
        ("1.005", "more decimals than CNY has (2)"),
        ("US$5", "the sign of another currency than CNY"),
        ("0", "nothing is due"),
        ("0.00", "nothing is due"),
        ("-", "required"),
        ("1.2E+05", "this is not an amount"),
    ],
)
def test_a_wrong_amount_is_rejected(path: Path, amount: str, words: str) -> None:
    row_with(path, amount_due=amount)

    row, column, why = rejection(path)

    assert (row, column) == (2, "amount_due")
    assert words in why


def test_a_wrong_amount_beside_the_one_due_is_rejected(path: Path) -> None:
    assert rejection(row_with(path, interest_due="-1"))[1] == "interest_due"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("due_date", "2026-02-30", "not a date that exists"),
        ("due_date", "03/04/2026", "day/month or month/day"),
        ("due_date", "115/11/03", "ROC calendar"),
        ("last_paid_on", "03/04/2026", "day/month or month/day"),
        ("currency", "XYZ", "not a currency"),
        ("country", "Narnia", "country is not known"),
        ("country", "N/A", "country is not known"),
        ("zone", "Mars/Base", "time zone is not known"),
        ("role", "friend", "role is not known"),
        ("priority", "soon", "high, normal or low"),
        ("instalments_total", "many", "whole number"),
        ("note", "x" * 2001, "longer than 2000"),
        ("borrower", "x" * 2001, "longer than 2000"),
        ("phone", "1" * 2001, "longer than 2000"),
        ("case", "110101199003077432", "identity number"),
        ("account", "1.23E+17", "shortened"),
        ("window_from", "late", "not a time of day"),
        ("window_to", "late", "not a time of day"),
    ],
)
def test_a_wrong_cell_is_rejected_with_its_column(
    path: Path, name: str, text: str, words: str
) -> None:
    row_with(path, **{name: text})

    row, column, why = rejection(path)

    assert (row, column) == (2, name)
    assert words in why
    assert why.startswith(f"{name}: ")
    assert text not in why


def test_a_rejection_names_the_header_of_the_file(path: Path) -> None:
    write_csv(
        path, ("A", "Li", "x", "1"), headers=("合同编号", "客户姓名", "逾期总金额(元)", "逾期天数")
    )

    assert rejection(path)[1:] == (
        "逾期总金额(元)",
        "逾期总金额(元): this is not an amount; write digits such as 1234.50.",
    )


@pytest.mark.parametrize(
    ("lat", "lon", "column"),
    [
        ("91", "1", "lat"),
        ("1", "181", "lon"),
        ("1", "", "lon"),
        ("", "1", "lat"),
        ("x", "1", "lat"),
    ],
)
def test_coordinates_are_whole_and_in_range(path: Path, lat: str, lon: str, column: str) -> None:
    assert rejection(row_with(path, lat=lat, lon=lon))[1] == column


def test_zero_and_zero_is_no_place(path: Path) -> None:
    (case,) = cases_of(row_with(path, lat="0", lon="0.000"))

    assert case.lat is None
    assert case.lon is None
    assert cases_of(row_with(path, lat="0", lon="32.5"))[0].lat == 0


def test_one_column_may_hold_the_whole_window(path: Path) -> None:
    write_csv(path, (*ROW, "9:00-11:00"), (*ROW, "11:00-9:00"), headers=(*HEADERS, "上门时间"))
    rows = rows_of(path)

    assert isinstance(rows[0].outcome, Case)
    assert (rows[0].outcome.window_from, rows[0].outcome.window_to) == (time(9), time(11))
    assert [(row, column) for row, column, _ in rejections_of(rows)] == [(3, "上门时间")]


def test_two_columns_of_text_are_joined(path: Path) -> None:
    write_csv(
        path,
        ("A-1", "Li", " Lei ", "1", "35", "南京市", "鼓楼区"),
        ("A-2", "", "Lei", "1", "35", "南京市", "12 Road"),
        headers=("case", "first name", "last name", "amount", "dpd", "street", "house"),
    )

    cases = cases_of(path, mapping={"address": "street + house"})

    assert [case.borrower for case in cases] == ["Li Lei", "Lei"]
    assert [case.address for case in cases] == ["南京市鼓楼区", "南京市 12 Road"]


def test_identity_and_card_numbers_are_masked_on_the_way_in(path: Path) -> None:
    row_with(
        path,
        borrower="王小明110101199003077432",
        note="卡 4111 1111 1111 1111",
        address="1 Road 078-05-1120",
        account="6222020200112230",
        身份证号="110101199003077432",
    )

    (case,) = cases_of(path)

    assert case.borrower == "王小明**************7432"
    assert case.note == "卡 **** **** **** 1111"
    assert case.address == "1 Road ***-**-1120"
    assert "110101" not in str(case)


def test_a_guarded_column_mapped_by_hand_is_always_masked(path: Path) -> None:
    row_with(path, 还款卡号="6222 0202 0011 2231")

    (case,) = cases_of(path, mapping={"account": "还款卡号"})

    assert case.account == "**** **** **** 2231"


@pytest.mark.parametrize(
    ("headers", "cell", "default", "currency"),
    [
        (("amount_due", ""), "", "USD", "USD"),
        (("逾期总金额(元)", ""), "", "USD", "CNY"),
        (("逾期總金額(元)", ""), "", "TWD", "TWD"),
        (("逾期總金額(元)", ""), "", "USD", "CNY"),
        (("逾期总金额(元)", ""), "", "TWD", "CNY"),
        (("逾期总金额(元)", "币种"), "美元", "GBP", "USD"),
        (("Amount due (EUR)", "Currency"), "", "USD", "EUR"),
        (("amount_due", "currency"), "rmb", "USD", "CNY"),
        (("amount_due", "currency"), "JPY", "", "JPY"),
    ],
)
def test_the_currency_is_that_of_the_row_the_header_or_the_default(
    path: Path, headers: tuple[str, str], cell: str, default: str, currency: str
) -> None:
    amount, column = headers
    write_csv(
        path,
        ("A-1", "Li", "35", "5", cell),
        headers=("case", "borrower", "dpd", amount, column),
    )

    assert cases_of(path, ImportDefaults(currency=default))[0].amount_due.currency == currency


def test_a_row_without_any_currency_is_rejected(path: Path) -> None:
    assert rejection(row_with(path), ImportDefaults())[1] == "currency"


def test_headers_with_two_currencies_are_refused(path: Path) -> None:
    write_csv(path, (*ROW, "1", "2"), headers=(*HEADERS, "principal (USD)", "interest (元)"))
    with pytest.raises(BadInput) as caught:
        rows_of(path)

    assert caught.value.code == "map.currencies"


def test_defaults_fill_what_the_file_leaves_out(path: Path) -> None:
    defaults = ImportDefaults(
        currency="CNY",
        country="中国",
        zone="北京时间",
        role="third_party",
        debt_type="credit_card",
        lender="某银行",
        language="en",
    )
    write_csv(
        path,
        (*ROW, "", "", "", ""),
        ("A-2", *ROW[1:], "US", "", "自催", "房贷"),
        ("A-3", *ROW[1:], "US", "America/New_York", "", ""),
        headers=(*HEADERS, "country", "zone", "role", "debt_type"),
    )

    first, second, third = cases_of(path, defaults)

    assert (first.country, first.zone, first.role) == ("CN", "Asia/Shanghai", "third_party")
    assert (first.debt_type, first.lender, first.language) == ("credit_card", "某银行", "en")
    assert (second.country, second.zone) == ("US", "Asia/Shanghai")
    assert (second.role, second.debt_type) == ("first_party", "mortgage")
    assert third.zone == "America/New_York"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"currency": "XYZ"}, "currency"),
        ({"country": "Narnia"}, "country"),
        ({"zone": "Mars"}, "zone"),
        ({"role": "friend"}, "role"),
        ({"debt_type": "yacht"}, "debt-type"),
        ({"date_order": "ymd"}, "date-order"),
        ({"calendar": "julian"}, "calendar"),
    ],
)
def test_defaults_are_checked(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        ImportDefaults(**wrong)

    assert caught.value.field == field


def test_an_order_of_dates_may_be_stated(path: Path) -> None:
    row_with(path, due_date="03/04/2026")

    assert cases_of(path, ImportDefaults("CNY", date_order="dmy"))[0].due_date.month == 4
    assert cases_of(path, ImportDefaults("CNY", date_order="mdy"))[0].due_date.month == 3


def test_the_header_states_the_order_before_the_default_does(path: Path) -> None:
    headers = (*HEADERS[:3], "Due date (DD/MM/YYYY)", "contract date")
    write_csv(path, (*ROW[:3], "03/04/2026", "03/04/2026"), headers=headers)

    (case,) = cases_of(path, ImportDefaults("CNY", date_order="mdy"))

    assert case.due_date == date(2026, 4, 3)
    assert case.contract_date == date(2026, 3, 4)


def test_the_roc_calendar_may_be_stated(path: Path) -> None:
    row_with(path, due_date="115/10/20", contract_date="1140301", last_paid_on="2026-09-20")

    (case,) = cases_of(path, ImportDefaults("TWD", calendar="roc"))

    assert (case.due_date, case.contract_date) == (date(2026, 10, 20), date(2025, 3, 1))
    assert case.last_paid_on == date(2026, 9, 20)
    assert case.days_past_due(TODAY) == 35
