"""The file of rejected rows: whole, harmless in a spreadsheet, and good to import again."""

import csv
from pathlib import Path

import pytest
from case_lists import HEADERS, ROW, cases_of, opened, rows_of, write_csv
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.case import Rejection
from fieldvisit.exchange.formulas import guarded, unguarded
from fieldvisit.exchange.read import CaseRow
from fieldvisit.exchange.rejected import write_rejected


def in_words(rejection: Rejection) -> str:
    return rejection.reason.format(**rejection.details)


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_rejected_rows_are_written_with_their_reason(tmp_path: Path) -> None:
    source = write_csv(
        tmp_path / "list.csv",
        ("A-1", "王小明", "1", "2026-10-20", "110101199003077432", "x"),
        ("A-2", "李雷", "0", "2026-10-20", "110101199003077432", "card 4111111111111111"),
        ("A-3", "韩梅梅", "1"),
        headers=(*HEADERS, "身份证号", "note"),
    )
    target = tmp_path / "rejected.csv"
    found = opened(source)

    count = write_rejected(target, found.headers, found.rows(), in_words)

    assert count == 2
    assert target.read_bytes().startswith(b"\xef\xbb\xbfcase,borrower")
    assert lines_of(target) == [
        [*HEADERS, "身份证号", "note", "row", "column", "reason"],
        [
            *("A-2", "李雷", "0", "2026-10-20", "*" * 14 + "7432", "card ************1111"),
            *("3", "amount_due", "amount_due: nothing is due; leave this row out."),
        ],
        [
            *("A-3", "韩梅梅", "1", "", "", ""),
            *("4", "due_date", "due_date: this is required and the row does not have it."),
        ],
    ]


def test_a_corrected_file_of_rejected_rows_is_imported_again(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "list.csv", ("+A", "=cmd|' /C calc'!A0", "0", "2026-10-20"))
    target = tmp_path / "rejected.csv"
    write_rejected(target, opened(source).headers, rows_of(source), in_words)

    assert lines_of(target)[1][:2] == ["'+A", "'=cmd|' /C calc'!A0"]
    target.write_text(target.read_text("utf-8-sig").replace(",0,", ",5,"), "utf-8-sig")
    (case,) = cases_of(target)
    assert (case.case_id, case.borrower) == ("+A", "=cmd|' /C calc'!A0")


def test_cells_beyond_the_headers_are_left_out(tmp_path: Path) -> None:
    rejection = Rejection(2, "", "wrong")
    row = CaseRow(2, rejection, cells=("1", "2", "3"))

    write_rejected(tmp_path / "rejected.csv", ("a", "b"), [row], in_words)

    assert lines_of(tmp_path / "rejected.csv")[1] == ["1", "2", "2", "", "wrong"]


def test_a_file_that_was_there_stays_whole_until_the_new_one_is(tmp_path: Path) -> None:
    target = tmp_path / "rejected.csv"
    target.write_text("old")

    def stops(_rejection: Rejection) -> str:
        raise RuntimeError

    source = write_csv(tmp_path / "list.csv", (*ROW[:2], "0", ROW[3]))
    with pytest.raises(RuntimeError):
        write_rejected(target, HEADERS, rows_of(source), stops)

    assert target.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "rejected.csv"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'="])
def test_what_a_spreadsheet_could_run_is_guarded(start: str) -> None:
    assert guarded(start + "1") == "'" + start + "1"


@pytest.mark.parametrize("cell", ["", "王小明", "'tis", "1-2", "O'Brien"])
def test_plain_cells_are_left_alone(cell: str) -> None:
    assert guarded(cell) == cell
    assert unguarded(cell) == cell


@given(st.text(alphabet="'=+-@\t\r＝a1", max_size=6))
def test_guarding_loses_nothing(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
