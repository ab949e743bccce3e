"""Delimited text: delimiters, quotes, headers, and files that are cut or damaged."""

from pathlib import Path

import pytest
from case_lists import DEFAULTS, HEADERS, ROW, cases_of, csv_text, opened, rejections_of, rows_of

from fieldvisit.domain.case import Case
from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.delimited import (
    CUT_ROW,
    DAMAGED_TEXT,
    OPEN_QUOTE,
    TOO_MANY_CELLS,
    open_delimited,
)

CHINESE = ("合同编号", "客户姓名", "逾期总金额(元)", "逾期日期", "备注")
GOOD = "A-1,王小明,1234.50,2026-10-20"
HEAD = ",".join(HEADERS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def written(path: Path, *lines: str, end: str = "\n") -> Path:
    path.write_text("\n".join(lines) + end, "utf-8", newline="")
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"]
)
@pytest.mark.parametrize("headers", [HEADERS, CHINESE[:4]])
def test_every_encoding_with_every_delimiter(
    path: Path, encoding: str, delimiter: str, headers: tuple[str, ...]
) -> None:
    if encoding == "big5":
        headers = tuple({"客户姓名": "客戶姓名"}.get(each, each) for each in headers)
        headers = tuple(
            each.replace("编号", "編號").replace("总金额", "總金額") for each in headers
        )
    row = ("A-1", '林, "小"; 明\t美', "1,234.50", "2026/10/20")
    path.write_bytes(csv_text([headers, row], delimiter).encode(encoding))

    (case,) = cases_of(path)

    assert case.case_id == "A-1"
    assert case.borrower == '林, "小"; 明 美'
    assert case.amount_due.plain == "1234.50"
    assert opened(path).encoding == encoding
    assert opened(path).headers == headers


def test_a_cell_may_hold_line_ends_and_the_next_row_keeps_its_number(path: Path) -> None:
    written(path, HEAD + ",note", GOOD + ',"one\n\ntwo, ""three"""', "A-2,x,0,2026-10-20,")

    rows = rows_of(path)

    assert isinstance(rows[0].outcome, Case)
    assert rows[0].outcome.note == 'one\n\ntwo, "three"'
    assert [row.row for row in rows] == [2, 3]


def test_empty_rows_count_and_are_no_rows(path: Path) -> None:
    written(path, HEAD, "", ",,,", " , ,,", "\u3000,,,", GOOD, "")

    assert [row.row for row in rows_of(path)] == [6]


def test_titles_may_stand_above_the_headers(path: Path) -> None:
    written(path, "催收清单 2026-11-24,,,", "", HEAD, GOOD)

    assert [row.row for row in rows_of(path)] == [4]


def test_headers_that_stand_again_below_are_a_wrong_row(path: Path) -> None:
    written(path, HEAD, GOOD, HEAD, "A-2,Li,1,2026-10-20")

    rows = rows_of(path)

    assert [row for row, *_ in rejections_of(rows)] == [3]
    assert [row.row for row in rows] == [2, 3, 4]


def test_two_unknown_columns_are_offered_to_be_mapped(path: Path) -> None:
    written(path, "Akte;Summe", "A-1;5")

    assert opened(path).headers == ("Akte", "Summe")


def test_among_unknown_headers_the_delimiter_that_makes_most_cells_is_taken(path: Path) -> None:
    written(path, "Akte;Name, Vorname;Betrag;Seit", "A-1;Berg, Anna;1,50;1")

    assert opened(path).headers == ("Akte", "Name, Vorname", "Betrag", "Seit")


def test_headers_named_by_hand_help_to_find_their_row(path: Path) -> None:
    written(path, "Liste,Stand heute,,", "Akte,Schuldner,Betrag,Seit", GOOD)
    mapping = {
        "case": "Akte",
        "borrower": "Schuldner",
        "amount_due": "Betrag",
        "due_date": "Seit",
    }

    assert opened(path).missing_required == ("case", "borrower", "amount_due", "due_date")
    assert [case.case_id for case in cases_of(path, mapping=mapping)] == ["A-1"]


def test_a_separator_line_is_obeyed_and_is_no_row(path: Path) -> None:
    written(path, "sep=|", HEAD.replace(",", "|"), GOOD.replace(",", "|"))

    assert [row.row for row in rows_of(path)] == [2]
    assert cases_of(path)[0].borrower == "王小明"


def test_missing_cells_at_the_end_are_empty(path: Path) -> None:
    written(path, HEAD + ",note,phone", GOOD)

    assert cases_of(path)[0].note == ""


def test_cells_beyond_the_headers_must_be_empty(path: Path) -> None:
    written(path, HEAD, GOOD + ",,", "A-2,Li, Lei,1,2026-10-20")

    assert rejections_of(rows_of(path)) == [(3, "", TOO_MANY_CELLS)]


def test_old_line_ends_are_read(path: Path) -> None:
    path.write_bytes(f"{HEAD}\r{GOOD}\r".encode())

    assert [row.row for row in rows_of(path)] == [2]


def test_a_last_line_without_line_end_is_whole_when_its_cells_are(path: Path) -> None:
    written(path, HEAD, GOOD, end="")

    assert len(cases_of(path)) == 1


def test_a_file_cut_in_a_row_keeps_the_rows_before(path: Path) -> None:
    written(path, HEAD, GOOD, "A-2,Li,1,2026-1", end="")
    cut = path.read_bytes()

    assert [row for row, *_ in rejections_of(rows_of(path))] == [3]
    path.write_bytes(cut[: cut.rindex(b",")])
    assert rejections_of(rows_of(path)) == [(3, "", CUT_ROW)]


def test_a_file_cut_in_a_character_keeps_the_rows_before(path: Path) -> None:
    whole = f"{HEAD}\n{GOOD}\nA-2,Li,1,2026-10-20,备注".encode()
    path.write_bytes(whole.replace(b"due_date", b"due_date,note")[:-1])

    assert rejections_of(rows_of(path)) == [(3, "", CUT_ROW)]


def test_a_file_cut_anywhere_never_loses_a_row_above(path: Path) -> None:
    rows = [(f"A-{number}", "王小明", "1234.50", "2026-10-20", "备注") for number in range(3)]
    whole = csv_text([(*HEADERS, "note"), *rows]).encode()
    second_row = whole.index(b"A-1")
    for end in range(second_row, len(whole)):
        path.write_bytes(whole[:end])
        found = rows_of(path)
        assert isinstance(found[0].outcome, Case)
        wrong = [row.row for row in found if not isinstance(row.outcome, Case)]
        assert wrong in ([], [whole[:end].count(b"\r") + 1]), end


def test_characters_that_are_not_in_the_encoding_spoil_their_row_only(path: Path) -> None:
    path.write_bytes(
        f"{HEAD}\n{GOOD}\nA-2,".encode() + b"\xff,1,2026-10-20\n" + b"A-3,Li,1,2026-10-20\n"
    )

    rows = rows_of(path)

    assert rejections_of(rows) == [(3, "", DAMAGED_TEXT)]
    assert [row.row for row in rows] == [2, 3, 4]


def test_a_quote_left_open_is_reported_where_it_opens(path: Path) -> None:
    written(path, HEAD, GOOD, 'A-2,"Li,1,2026-10-20', "A-3,Li,1,2026-10-20", "A-4,Li,1,2026-10-20")

    rows = rows_of(path)

    assert rejections_of(rows) == [(3, "", OPEN_QUOTE)]
    assert [row.row for row in rows] == [2, 3, 4, 5]


def test_a_quote_left_open_before_quoted_cells_is_reported_where_it_opens(path: Path) -> None:
    written(
        path,
        HEAD + ",note",
        'A-2,"Li,1,2026-10-20,',
        'A-3,Li,"1",2026-10-20,',
        'A-4,Li,1,2026-10-20,"two\nlines"',
    )

    rows = rows_of(path)

    assert rejections_of(rows) == [(2, "", OPEN_QUOTE)]
    assert [row.row for row in rows] == [2, 3, 4]


def test_a_quote_left_open_in_a_long_file_is_reported_where_it_opens(path: Path) -> None:
    rest = [f"A-{number},Li,1,2026-10-20" for number in range(2000)]
    written(path, HEAD, 'B,"Li,1,2026-10-20', *rest)

    rows = rows_of(path)

    assert rejections_of(rows) == [(2, "", OPEN_QUOTE)]
    assert len(rows) == 2001


def test_quotes_that_are_not_doubled_are_read_all_the_same(path: Path) -> None:
    written(path, HEAD, 'A-1,"王"小明,1,2026-10-20', 'A-2,Li "Lei",1,2026-10-20')

    assert [case.borrower for case in cases_of(path)] == ["王小明", 'Li "Lei"']


def test_a_cell_too_long_for_any_list_spoils_its_row_only(path: Path) -> None:
    written(path, HEAD, f"A-1,{'x' * 200_000},1,2026-10-20", "A-2,Li,1,2026-10-20")

    rows = rows_of(path)

    assert rejections_of(rows) == [(2, "", OPEN_QUOTE)]
    assert [row.row for row in rows] == [2, 3]


def test_text_without_line_ends_is_no_case_list(path: Path) -> None:
    path.write_text("x" * 2_000_000)
    with pytest.raises(BadInput) as caught:
        open_delimited(path)

    assert caught.value.code == "file.kind"


@pytest.mark.parametrize(
    "text", ["just one line of text\n", "\n\nword\n", f"{'very ' * 20}long, and\nmore, here\n"]
)
def test_prose_is_no_case_list(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        opened(path)

    assert caught.value.code == "file.kind"


@pytest.mark.parametrize("text", ["\n\n", ",,,\n\n,\n"])
def test_a_file_of_empty_rows_is_empty(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        open_delimited(path)

    assert caught.value.code == "file.empty"


def test_zeros_kept_by_a_spreadsheet_formula_stay(path: Path) -> None:
    written(path, HEAD, '="0012",王小明,1,2026-10-20', '"=""0013""",王小明,1,2026-10-20')

    assert [case.case_id for case in cases_of(path, DEFAULTS)] == ["0012", "0013"]


def test_rows_are_expected_by_the_lines_of_the_file(path: Path) -> None:
    written(path, HEAD, *[f"A-{number},Li,1,2026-10-20" for number in range(10)])

    assert opened(path).row_count_hint == 10
    assert ROW[0] == "A-1"
