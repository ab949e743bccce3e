"""Workbooks: sheets, dates, numbers, formulas, and files that are no workbook."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from case_lists import HEADERS, ROW, cases_of, opened, rejections_of, rows_of, write_xlsx
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from fieldvisit.domain.case import Case
from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange import xlsx
from fieldvisit.exchange.xlsx import ERROR_VALUE, NO_RESULT, ROUNDED


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.xlsx"


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with one part of its XML changed, as another program would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part], parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        list(opened(path).rows())
    return caught.value.code


def test_cells_of_every_kind_are_read(path: Path) -> None:
    headers = (*HEADERS, "window_from", "window_to", "lat", "lon", "dpd", "note", "contract_date")
    row = ("A-1", "王小明", 1234.5, datetime(2026, 10, 20), time(9, 30), timedelta(hours=11))  # noqa: DTZ001
    write_xlsx(path, headers, (*row, 32.0617, 118.7778, 35, True, date(2025, 3, 1)))

    (case,) = cases_of(path)

    assert case == Case(
        case_id="A-1",
        borrower="王小明",
        amount_due=case.amount_due,
        due_date=date(2026, 10, 20),
        window_from=time(9, 30),
        window_to=time(11),
        lat=32.0617,
        lon=118.7778,
        note="TRUE",
        contract_date=date(2025, 3, 1),
    )
    assert case.amount_due.plain == "1234.50"
    assert opened(path).format == "xlsx"
    assert opened(path).encoding == "utf-8"
    assert opened(path).row_count_hint == 1


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        (0.1 + 0.2, "0.30"),
        (1221.36, "1221.36"),
        (33.33 * 3, "99.99"),
        (1e5, "100000.00"),
        (7, "7.00"),
    ],
)
def test_amounts_have_no_artefacts_of_binary_numbers(path: Path, number: float, plain: str) -> None:
    write_xlsx(path, HEADERS, ("A-1", "Li", number, "2026-10-20"))

    assert cases_of(path)[0].amount_due.plain == plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("x", "x"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1221.36 * 3, "3664.08"),
        (2.0, "2"),
        (123456789012345, "123456789012345"),
        (datetime(2026, 10, 20, 9, 30), "2026-10-20 09:30"),  # noqa: DTZ001
        (timedelta(hours=49, minutes=5), "49:05"),
        (b"x", "b'x'"),
    ],
)
def test_a_value_reads_as_the_spreadsheet_shows_it(value: object, text: str) -> None:
    assert xlsx._text(value) == text


def test_the_first_sheet_with_known_headers_is_taken(path: Path) -> None:
    write_xlsx(
        path,
        ("Read me", "first"),
        sheets={"Empty": [], "List": [HEADERS, ROW], "Old": [HEADERS, ("B", *ROW[1:])]},
    )

    assert [case.case_id for case in cases_of(path)] == ["A-1"]


def test_without_known_headers_the_first_filled_sheet_is_offered(path: Path) -> None:
    write_xlsx(path, sheets={"One": [("Akte", "Betrag"), ("1", "2")], "Two": [("x", "y")]})

    assert opened(path).headers == ("Akte", "Betrag")
    assert opened(path).missing_required != ()


def test_rows_are_numbered_as_the_spreadsheet_does(path: Path) -> None:
    write_xlsx(path, ("外访清单",), (), HEADERS, (), ROW, (" ", ""), ("A-2", *ROW[1:]))

    assert [row.row for row in rows_of(path)] == [5, 7]


def test_a_wrong_size_of_the_sheet_hides_no_row(path: Path) -> None:
    write_xlsx(path, HEADERS, ROW, ("A-2", *ROW[1:]))
    rewritten(path, "xl/worksheets/sheet1.xml", '<dimension ref="A1:D3"', '<dimension ref="A1"')

    assert len(cases_of(path)) == 2
    assert opened(path).row_count_hint is None


def test_bare_serials_are_dates_where_a_date_belongs(path: Path) -> None:
    write_xlsx(path, HEADERS, ("A-1", "Li", 5, 46315), ("A-2", "Li", 5, "46315.0"))

    assert {case.due_date for case in cases_of(path)} == {date(2026, 10, 20)}


def test_a_workbook_that_counts_from_1904_is_read_so(path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active.append(HEADERS)
    book.active.append(("A-1", "Li", 5, 46315 - 1462))
    book.active.append(("A-2", "Li", 5, date(2026, 10, 20)))
    book.save(path)

    assert {case.due_date for case in cases_of(path)} == {date(2026, 10, 20)}


def test_a_date_no_calendar_has_is_an_error(path: Path) -> None:
    write_xlsx(path, HEADERS, ("A-1", "Li", 5, date(2026, 10, 20)))
    rewritten(path, "xl/worksheets/sheet1.xml", "<v>46315</v>", "<v>99999999</v>")

    assert rejections_of(rows_of(path)) == [(2, "due_date", ERROR_VALUE)]


def test_a_number_with_lost_digits_is_refused(path: Path) -> None:
    write_xlsx(
        path,
        (*HEADERS, "identity"),
        (1.2345678901234568e17, *ROW[1:], 1.1010119900307701e17),
        (1234567890123450, *ROW[1:], None),
        (1234567890123456, *ROW[1:], 1.1010119900307701e17),
        (123456789012345, *ROW[1:], None),
    )

    rows = rows_of(path)

    assert rejections_of(rows) == [(2, "case", ROUNDED), (3, "case", ROUNDED)]
    assert [row.outcome.case_id for row in rows if isinstance(row.outcome, Case)] == [
        "1234567890123456",
        "123456789012345",
    ]


def test_a_formula_needs_its_result(path: Path) -> None:
    write_xlsx(path, HEADERS, ("A-1", "Li", "=1+1", "2026-10-20"), ROW, (*ROW, "=1+1"))

    assert rejections_of(rows_of(path)) == [(2, "amount_due", NO_RESULT)]


def test_results_of_formulas_are_read(path: Path) -> None:
    write_xlsx(path, (*HEADERS, "note"), ("A-1", "Li", "=1+1", "2026-10-20", '=""'))
    sheet = "xl/worksheets/sheet1.xml"
    rewritten(path, sheet, "<f>1+1</f><v />", "<f>1+1</f><v>2.5</v>")
    rewritten(path, sheet, '<c r="E2"><f>""</f>', '<c r="E2" t="str"><f>""</f>')

    (case,) = cases_of(path)

    assert case.amount_due.plain == "2.50"
    assert case.note == ""


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!"])
def test_an_error_value_is_named(path: Path, error: str) -> None:
    write_xlsx(path, HEADERS, ("A-1", "Li", error, "2026-10-20"))

    assert rejections_of(rows_of(path)) == [(2, "amount_due", ERROR_VALUE)]


def test_cells_right_of_the_headers_are_not_read(path: Path) -> None:
    write_xlsx(path, HEADERS, (*ROW, "", "a remark"))

    assert len(cases_of(path)) == 1


def test_an_empty_workbook_is_empty(path: Path) -> None:
    assert code_of(write_xlsx(path)) == "file.empty"
    assert code_of(write_xlsx(path, (), (" ",))) == "file.empty"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_in_half_is_named(path: Path, part: float) -> None:
    write_xlsx(path, HEADERS, *[ROW] * 50)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])

    assert code_of(path) == "file.damaged"


def test_a_workbook_whose_sheet_is_damaged_is_named(path: Path) -> None:
    write_xlsx(path, HEADERS, *[(f"A-{number}", *ROW[1:]) for number in range(3000)])
    rewritten(path, "xl/worksheets/sheet1.xml", "</sheetData>", "<broken")

    opened_list = opened(path)

    assert code_of(path) == "file.damaged"
    assert opened_list.headers == HEADERS


def test_a_workbook_without_its_parts_is_named(path: Path) -> None:
    write_xlsx(path, HEADERS, ROW)
    rewritten(path, "[Content_Types].xml", "<Types", "<Tapes")

    assert code_of(path) == "file.damaged"


def test_another_archive_is_no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert code_of(path) == "file.kind"


def test_a_workbook_that_swells_without_end_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_MOST_BYTES", 1000)

    assert code_of(write_xlsx(path, HEADERS, ROW)) == "file.large"


def test_a_formula_across_two_chunks_is_seen(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_CHUNK", 50)
    write_xlsx(path, HEADERS, ("A-1", "Li", "=1+1", "2026-10-20"))

    assert rejections_of(rows_of(path)) == [(2, "amount_due", NO_RESULT)]
