"""A case list from file to rows: sameness, repetition, laziness, and whatever people type."""

import json
import random
import tracemalloc
from datetime import date, time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from case_lists import (
    DEFAULTS,
    HEADERS,
    ROW,
    SAMPLES,
    TODAY,
    cases_of,
    csv_text,
    opened,
    rejections_of,
    rows_of,
    write_csv,
    write_xlsx,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.case import DEBT_TYPES, MONEY_FIELDS, ROLES, Case, Rejection
from fieldvisit.domain.money import Money
from fieldvisit.domain.privacy import mask_if_certain, mask_numbers
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import half_width, safe_text
from fieldvisit.exchange.fields import FIELDS
from fieldvisit.exchange.formulas import guarded
from fieldvisit.exchange.rows import ImportDefaults

OWN_NAUGHTY = [
    "\x1b]0;title\x07\x1b[2J",
    "\x9b31mred",
    "[bold]markup[/bold]",
    "\u202etxet desrever",
    "zero\u200bwidth\u2060joiner",
    "\U000e0041\U000e0042tags",
    'quote " and "" more',
    "semi;colon,comma\ttab",
    "line\nbreak\r\nand\rmore",
    '=HYPERLINK("http://example.org")',
    "'; DROP TABLE cases; --",
    "{field} %s %(name)s {0}",
    "👨\u200d👩\u200d👧 family",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A",
    "𠜎𠜱𠝹 rare Han",
    "nul\x00byte",
]
IN_CHINESE = ("合同编号", "客户姓名", "逾期总金额", "逾期日期")
COLUMNS = [name for name in FIELDS if name not in {"currency", "dpd"}]
IN_CHINESE_ALL = [
    next(header for header in FIELDS[name].headers if not header.isascii()) for name in COLUMNS
]


def case_with(name: str) -> tuple[str, str, str, str]:
    return ("A-1", name, "5", "2026-10-20")


def test_an_opened_list_tells_all_before_any_row_is_read(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "list.csv",
        (*ROW, "110101199003077432", "6222020200112230", "card 4111111111111111"),
        headers=(*HEADERS, "身份证号", "account", "colour"),
    )
    found = opened(path)

    assert found.format == "csv"
    assert found.encoding == "utf-8"
    assert found.headers == (*HEADERS, "身份证号", "account", "colour")
    assert found.mapping == {**dict(zip(HEADERS, HEADERS, strict=True)), "account": "account"}
    assert found.unused == ("colour",)
    assert found.guarded == ("身份证号",)
    assert found.missing_required == ()
    assert found.row_count_hint == 1
    assert found.sample == ((*ROW, "*" * 14 + "7432", "************2230", "card ************1111"),)


def test_a_list_is_mapped_again_without_opening_it_again(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", ROW, headers=("Akte", "Name", "Betrag", "Seit"))
    found = opened(path)
    with pytest.raises(BadInput) as caught:
        found.rows()

    assert found.missing_required == ("case", "amount_due", "due_date")
    assert str(caught.value) == (
        "The file has no column for case amount_due due_date; map one by hand, such as "
        "--map case=Header."
    )
    path_again = found.with_mapping({"case": "Akte", "amount_due": "Betrag", "due_date": "Seit"})
    assert path_again.missing_required == ()
    assert [row.row for row in path_again.rows()] == [2]
    with pytest.raises(BadInput):
        found.with_mapping({"case": "nowhere"})


def test_a_list_tells_when_nothing_says_in_which_currency_it_is(tmp_path: Path) -> None:
    silent = write_csv(tmp_path / "silent.csv", ROW)
    column = write_csv(tmp_path / "column.csv", (*ROW, "CNY"), headers=(*HEADERS, "currency"))
    header = write_csv(
        tmp_path / "header.csv", ROW, headers=(*HEADERS[:2], "逾期总金额(元)", HEADERS[3])
    )

    assert opened(silent, ImportDefaults()).lacks_currency
    assert not opened(silent).lacks_currency
    assert not opened(column, ImportDefaults()).lacks_currency
    assert not opened(header, ImportDefaults()).lacks_currency


def test_rows_can_be_walked_through_twice(tmp_path: Path) -> None:
    found = opened(write_csv(tmp_path / "list.csv", ROW, ("A-2", *ROW[1:])))

    assert list(found.rows()) == list(found.rows())


@pytest.mark.parametrize("write", [write_csv, None])
def test_a_file_of_one_row_is_a_list(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "list.csv"
    path = write_csv(path, ROW) if write else write_xlsx(path, HEADERS, ROW)

    assert [case.borrower for case in cases_of(path)] == ["王小明"]


def test_the_same_case_twice_is_counted_once(tmp_path: Path) -> None:
    rows = rows_of(
        write_csv(tmp_path / "list.csv", ROW, ROW, ("Ａ-1", " 王小明", "1,234.5", "20261020"))
    )

    assert [(row.row, row.same_as) for row in rows] == [(2, 0), (3, 2), (4, 2)]


def test_the_same_number_with_other_content_is_rejected_with_both_rows(tmp_path: Path) -> None:
    rows = rows_of(
        write_csv(tmp_path / "list.csv", ROW, ("B", *ROW[1:]), ("A-1", "王小明", "5", ROW[3]))
    )

    assert isinstance(rows[0].outcome, Case)
    assert rejections_of(rows) == [
        (4, "case", "case: row 2 has the same case number with other content; keep one.")
    ]
    assert rows[2].cells == ("A-1", "王小明", "5", ROW[3])


def test_a_rejected_row_does_not_occupy_its_case_number(tmp_path: Path) -> None:
    rows = rows_of(write_csv(tmp_path / "list.csv", ("A-1", "Li", "x", ROW[3]), ROW))

    assert [isinstance(row.outcome, Case) for row in rows] == [False, True]


def test_good_rows_go_on_after_bad_ones(tmp_path: Path) -> None:
    rows = [(f"A-{number}", "Li", "x" if number % 2 else "5", ROW[3]) for number in range(10)]
    found = rows_of(write_csv(tmp_path / "list.csv", *rows))

    assert [row for row, *_ in rejections_of(found)] == [3, 5, 7, 9, 11]
    assert len(found) == 10


def test_the_cells_of_a_rejected_row_are_safe_and_masked(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "list.csv",
        (
            "A-1",
            "Li\x1b[2J",
            "x",
            ROW[3],
            "A123456789",
            "4111111111111111",
            "more 4111111111111111",
        ),
        headers=(*HEADERS, "身分證字號", "account", "other"),
    )
    (row,) = rows_of(path)

    assert row.cells == (
        *("A-1", "Li[2J", "x", ROW[3], "******6789", "************1111"),
        "more ************1111",
    )


def test_rows_are_read_one_by_one(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", *[(f"A-{number}", *ROW[1:]) for number in range(50)])
    rows = opened(path).rows()

    assert [row.row for row in islice(rows, 3)] == [2, 3, 4]
    rows.close()  # type: ignore[attr-defined]


def test_a_long_list_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join((*HEADERS, "note")) + "\n")
        file.writelines(f"A-{row},Li,5,2026-10-20,{'x' * 1500}\n" for row in range(10_000))
    found = opened(path)
    tracemalloc.start()
    count = sum(1 for _row in found.rows())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (count, found.row_count_hint) == (10_000, 10_000)
    assert peak < path.stat().st_size / 4


def test_clients_go_with_a_collection_sheet_only(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "list.csv", ROW)
    with pytest.raises(BadInput) as caught:
        opened(path, clients=path)

    assert caught.value.code == "fineract.clients"


def test_csv_and_workbook_with_the_same_rows_are_the_same_list(tmp_path: Path) -> None:
    rows = [ROW, ("A-2", "Li, Lei", "5", "2026/10/21"), ("A-3", "x", "0", "2026-10-20")]
    from_csv = rows_of(write_csv(tmp_path / "list.csv", *rows))
    from_xlsx = rows_of(write_xlsx(tmp_path / "list.xlsx", HEADERS, *rows))

    assert from_csv == from_xlsx


@pytest.mark.parametrize("name", OWN_NAUGHTY)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_names_that_break_programs_are_safe_names(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, case_with(name), headers=IN_CHINESE, encoding=encoding)

    (case,) = cases_of(path)

    assert case.borrower == safe_text(name).strip()


def test_the_list_of_naughty_strings_holds_no_surprise(tmp_path: Path) -> None:
    sample = SAMPLES / "naughty_strings.json"
    if not sample.exists():
        pytest.skip("the shared sample naughty_strings.json is not here")
    names = json.loads(sample.read_text("utf-8"))
    path = write_csv(
        tmp_path / "list.csv",
        *[(f"A-{number}", guarded(name), "5", ROW[3], name) for number, name in enumerate(names)],
        headers=(*HEADERS, "note"),
    )
    rows = rows_of(path)

    assert len(rows) == len(names) == 515
    for row, name in zip(rows, names, strict=True):
        expected = mask_numbers(safe_text(name).strip())
        if expected:
            assert isinstance(row.outcome, Case), name
            assert row.outcome.borrower == expected
        else:
            assert isinstance(row.outcome, Rejection)
            assert row.outcome.column == "borrower"


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["list.csv", "list.json"]))
def test_any_bytes_are_a_list_or_one_problem(content: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        _read_or_refused(path)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_a_list_with_any_damage_is_read_or_refused(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    rows = [(f"A-{number}", '王"小"明', "1,234.50", "2026-10-20") for number in range(8)]
    content = bytearray(csv_text([HEADERS, *rows]).encode())
    for _ in range(changes):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(content)
        _read_or_refused(path)


def _read_or_refused(path: Path) -> None:
    try:
        rows = rows_of(path)
    except BadInput:
        return
    numbers = [row.row for row in rows]
    assert numbers == sorted(set(numbers))


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn", "Cc"]), max_size=20
)
words = texts.map(lambda text: mask_numbers(safe_text(text).strip())).filter(
    lambda text: (
        text.casefold() not in {"-", "--", "/", "\\n", "n/a", "na", "nil", "none"}
        and text.casefold() not in {"null", "无", "無"}
        and mask_numbers(safe_text(text).strip()) == text
        and not guarded(text).startswith("'")
        and not text.startswith(('="', "'"))
    )
)
numbers = words.map(lambda text: " ".join(half_width(text).split())).filter(
    lambda text: (
        mask_if_certain(text) == text
        and not guarded(text).startswith("'")
        and not text.startswith("'")
        and text.casefold() not in {"-", "--", "/", "\\n", "n/a", "na", "nil", "none", "null"}
    )
)
money = st.builds(Money, st.integers(0, 10**12), st.just("CNY"))
dates = st.dates(date(1950, 1, 1), date(2149, 12, 31))
counts = st.integers(0, 1200)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    place = draw(st.none() | st.tuples(st.floats(0.1, 90), st.floats(-180, 180)))
    window = draw(st.none() | st.tuples(st.integers(0, 719), st.integers(720, 1439)))
    amounts: dict[str, Any] = {
        name: draw(st.none() | money) for name in sorted(MONEY_FIELDS - {"amount_due"})
    }
    days: dict[str, Any] = {
        name: draw(st.none() | dates) for name in ("contract_date", "last_paid_on", "visit_date")
    }
    said: dict[str, Any] = {
        name: draw(words)
        for name in ("address", "district", "region", "city", "product", "lender", "note")
    }
    return Case(
        case_id=draw(numbers.filter(bool)),
        borrower=draw(words.filter(bool)),
        amount_due=draw(st.builds(Money, st.integers(1, 10**12), st.just("CNY"))),
        due_date=draw(dates),
        phone=draw(numbers),
        account=draw(numbers),
        country=draw(st.sampled_from(["", "CN", "US", "NA"])),
        zone=draw(st.sampled_from(["", "Asia/Shanghai", "America/New_York"])),
        lat=place[0] if place else None,
        lon=place[1] if place else None,
        debt_type=draw(st.sampled_from(DEBT_TYPES)),
        lender_type=draw(st.sampled_from(["", "bank", "financing_company"])),
        role=draw(st.sampled_from(["", *ROLES])),
        instalments_total=draw(st.none() | counts),
        instalments_paid=draw(st.none() | counts),
        window_from=time(*divmod(window[0], 60)) if window else None,
        window_to=time(*divmod(window[1], 60)) if window else None,
        priority=draw(st.integers(-999, 999)),
        language=draw(st.sampled_from(["", "en", "zh-Hans", "zh-Hant", "hi"])),
        **amounts,
        **days,
        **said,
    )


def as_cells(case: Case) -> list[str]:
    document = {**case.document(), "case": case.case_id, "priority": case.priority}
    cells = [document.get(name, "") for name in COLUMNS]
    return [cell["amount"] if isinstance(cell, dict) else str(cell) for cell in cells]


@settings(max_examples=60)
@given(
    st.lists(cases(), min_size=1, max_size=5, unique_by=lambda case: case.case_id),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
)
def test_cases_written_as_text_read_back_as_the_same_cases(
    written: list[Case], delimiter: str, encoding: str
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        headers = IN_CHINESE_ALL if encoding == "gb18030" else COLUMNS
        text = csv_text([headers, *map(as_cells, written)], delimiter)
        path.write_bytes(text.encode(encoding))

        assert cases_of(path, ImportDefaults(currency="CNY")) == written


def test_today_is_the_day_that_was_given() -> None:
    assert (TODAY, DEFAULTS.currency) == (date(2026, 11, 24), "CNY")
