"""What a header says: its field, its currency, the order of dates, and what it must not be."""

import pytest

from fieldvisit.exchange.columns import columns_of
from fieldvisit.exchange.fields import FIELDS
from fieldvisit.exchange.headers import (
    YUAN_OF_THE_PLACE,
    currency_of_unit,
    fields_recognised,
    heading_of,
    key_of,
)

CONTRACT_FIELDS = """case borrower amount_due currency due_date dpd phone address district region
    country zone lat lon account product debt_type lender lender_type role principal_due
    interest_due penalty_due contract_date contract_amount instalment instalments_total
    instalments_paid last_paid_on last_paid_amount visit_date window_from window_to priority
    language note""".split()
CHINESE_SAAS = """客户姓名 身份证号 省份 城市 手机号码 身份证户籍地址 家庭地址 固定电话
    工作单位名称 工作单位地址 工作单位电话 与客户关系 产品系列 合同编号 贷款日期 合同金额
    剩余本金(元) 剩余利息(元) 逾期总金额(元) 逾期本金(元) 逾期利息(元) 逾期罚息(元) 还款期数
    每期还款金额(元) 其他费用(元) 逾期日期 逾期天数 已还款金额(元) 已还款期数 最近还款日期
    最近还款金额(元) 佣金比例(%) 还款卡银行 还款卡号""".split()


def test_every_field_of_the_contract_can_be_filled() -> None:
    assert set(CONTRACT_FIELDS) <= set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_recognised_by_its_own_name(name: str) -> None:
    for written in (name, name.upper(), name.replace("_", " ").title(), f" *{name}: "):
        assert columns_of([written], {}).places.get(name) == (0,) or name == "account"


@pytest.mark.parametrize("name", FIELDS)
def test_every_listed_header_names_its_field(name: str) -> None:
    for header in FIELDS[name].headers:
        assert name in heading_of(header).ranks, header


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_headers_in_three_languages(name: str) -> None:
    headers = FIELDS[name].headers

    assert any(header.isascii() for header in headers)
    assert any(not header.isascii() for header in headers) or name in {"lat", "lon"}


def test_the_columns_of_a_chinese_system_are_recognised() -> None:
    columns = columns_of(CHINESE_SAAS, {})

    assert columns.mapping == {
        "case": "合同编号",
        "borrower": "客户姓名",
        "amount_due": "逾期总金额(元)",
        "due_date": "逾期日期",
        "dpd": "逾期天数",
        "phone": "手机号码",
        "address": "家庭地址",
        "region": "省份",
        "city": "城市",
        "product": "产品系列",
        "principal_due": "逾期本金(元)",
        "interest_due": "逾期利息(元)",
        "penalty_due": "逾期罚息(元)",
        "contract_date": "贷款日期",
        "contract_amount": "合同金额",
        "instalment": "每期还款金额(元)",
        "instalments_total": "还款期数",
        "instalments_paid": "已还款期数",
        "last_paid_on": "最近还款日期",
        "last_paid_amount": "最近还款金额(元)",
    }
    assert columns.guarded == ("身份证号", "还款卡号")
    assert "工作单位电话" in columns.unused
    assert columns.missing == ()


@pytest.mark.parametrize(
    ("headers", "mapping"),
    [
        (
            "customer_name,Account No.,mobile,amount_owed,DPD",
            {
                "case": "Account No.",
                "borrower": "customer_name",
                "amount_due": "amount_owed",
                "dpd": "DPD",
                "phone": "mobile",
            },
        ),
        (
            "借款人姓名,合約編號,逾期總金額,逾期天數,行動電話,聯絡地址,備註",
            {
                "case": "合約編號",
                "borrower": "借款人姓名",
                "amount_due": "逾期總金額",
                "dpd": "逾期天數",
                "phone": "行動電話",
                "address": "聯絡地址",
                "note": "備註",
            },
        ),
        (
            "ＣＡＳＥ　ＮＯ．,Borrower's name,Amount-Due,Due date (DD/MM/YYYY)",
            {"case": "ＣＡＳＥ ＮＯ．", "amount_due": "Amount-Due"}
            | {"due_date": "Due date (DD/MM/YYYY)"},
        ),
        (
            "剩余本金(元),本金,户籍地址,Installment Amount,No. of Installments",
            {
                "address": "户籍地址",
                "principal_due": "剩余本金(元)",
                "instalment": "Installment Amount",
                "instalments_total": "No. of Installments",
            },
        ),
        (
            (
                "Client Name*,Client Ext.Id,Loan Account No.*,Principal,Total Outstanding Amount,"
                "Loan Disbursement Date,Amount Repaid*,Date*,Type*,Account No"
            ),
            {
                "case": "Loan Account No.*",
                "borrower": "Client Name*",
                "amount_due": "Total Outstanding Amount",
                "account": "Account No",
                "principal_due": "Principal",
                "contract_date": "Loan Disbursement Date",
            },
        ),
    ],
)
def test_headers_are_recognised_however_they_are_written(
    headers: str, mapping: dict[str, str]
) -> None:
    assert columns_of(headers.split(","), {}).mapping == mapping


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("逾期总金额(元)", "CNY"),
        ("逾期总金额（元）", "CNY"),
        ("逾期总金额【人民币】", "CNY"),
        ("逾期总金额：元", "CNY"),
        ("逾期金额(单位:元)", "CNY"),
        ("Amount due (USD)", "USD"),
        ("Amount due (in US$)", "USD"),
        ("Amount due EUR", "EUR"),
        ("amount_due_inr", "INR"),
        ("Amount due (￥)", "CNY"),
        ("逾期金額(新臺幣)", "TWD"),
        ("逾期金額(NT$)", "TWD"),
        ("逾期總金額(元)", YUAN_OF_THE_PLACE),
        ("逾期總金額元", YUAN_OF_THE_PLACE),
        ("Amount due", ""),
        ("Amount due (total)", ""),
    ],
)
def test_a_header_states_its_currency(header: str, currency: str) -> None:
    heading = heading_of(header)

    assert heading.currency == currency
    assert "amount_due" in heading.ranks


@pytest.mark.parametrize(
    "header", ["逾期金额(万元)", "逾期總金額(萬元)", "Amount due (thousands)", "贷款金额（千元）"]
)
def test_amounts_in_thousands_are_not_taken_for_full_amounts(header: str) -> None:
    heading = heading_of(header)

    assert heading.scaled
    assert not heading.ranks


@pytest.mark.parametrize(
    "header",
    """身份证 身份证号 身份证号码 客户身份证号 身份證字號 身分證字號 证件号码 還款卡號
    还款卡号 银行卡号 银行账号 护照号 ID_No ID-Number National.ID SSN Aadhaar NIK NRC NRIC
    账号（银行卡号） Passport_No Card_Number
    Credit-card-no IBAN PAN""".split(),
)
def test_a_column_of_identity_or_card_numbers_fills_no_field(header: str) -> None:
    assert heading_of(header).guarded
    assert not heading_of(header).ranks


@pytest.mark.parametrize(
    "header", ["身份证户籍地址", "身份证地址", "还款卡银行", "ID", "持卡人", ""]
)
def test_a_header_that_only_mentions_a_card_is_not_guarded(header: str) -> None:
    assert not heading_of(header).guarded


@pytest.mark.parametrize(
    ("header", "order"),
    [
        ("Due date (DD/MM/YYYY)", "dmy"),
        ("Due date [mm-dd-yyyy]", "mdy"),
        ("Due date (YYYY-MM-DD)", ""),
        ("Due date", ""),
    ],
)
def test_a_header_may_state_the_order_of_its_dates(header: str, order: str) -> None:
    assert heading_of(header).order == order
    assert "due_date" in heading_of(header).ranks


def test_only_letters_and_digits_of_a_header_matter() -> None:
    assert key_of(" Ｃａｓｅ_No.\u200b ") == "caseno"
    assert key_of("--- ") == ""


def test_a_header_is_safe_to_show() -> None:
    assert heading_of("case\x1b[31m\u202e\n no").text == "case[31m no"


def test_known_headers_are_counted_once() -> None:
    assert fields_recognised(["phone", "mobile", "case", "loan account no", "x", ""]) == 2


@pytest.mark.parametrize(
    ("unit", "currency"),
    [("人民币", "CNY"), ("ＲＭＢ", "CNY"), ("usd", "USD"), ("XXX", ""), ("", "")],
)
def test_units_are_read_as_currencies(unit: str, currency: str) -> None:
    assert currency_of_unit(unit) == currency
