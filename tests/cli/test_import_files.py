"""Files of every kind on the command line: each is read, or told what is wrong with it."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from command_line import CommandLine, a_command_line

from fieldvisit import wording

SIMPLIFIED = [
    ("合同编号", "客户姓名", "逾期总金额", "逾期天数", "客户手机号"),
    ("C-1", "王小明", "1,234.50", "31", "13800138000"),
    ("C-2", "欧阳娜娜", "8,000", "40", "13900139001"),
]
TRADITIONAL = [
    ("合約編號", "客戶姓名", "逾期金額", "逾期天數", "電話"),
    ("C-1", "陳怡君", "1,234.50", "31", "0912345678"),
    ("C-2", "歐陽志豪", "8,000", "40", "0922345678"),
]
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    yield a_command_line(tmp_path, capsys)
    wording.use_language("en")


def text_of(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def workbook(path: Path, rows: Sequence[Sequence[str]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path.read_bytes()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("rows", "encoding", "told"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
    ],
)
def test_every_encoding_and_delimiter_is_taken_in(
    line: CommandLine, rows: Sequence[Sequence[str]], encoding: str, told: str, delimiter: str
) -> None:
    path = line.home / "list.csv"
    path.write_bytes(text_of(rows, delimiter).encode(encoding))
    document = line.json("import", str(path))

    assert document["encoding"].startswith(told)
    assert (document["format"], document["new"], document["rejected"]) == ("csv", 2, 0)
    assert [each["borrower"] for each in line.json("case", "list")["cases"]] == [
        row[1] for row in rows[1:]
    ]
    shown = line.json("case", "show", "C-1")
    assert shown["amount"] == {"amount": "1234.50", "currency": "CNY"}
    assert (shown["dpd"], shown["facts"]["phone"]) == (31, rows[1][4])


def test_a_workbook_is_told_by_its_bytes_and_not_by_its_name(line: CommandLine) -> None:
    path = line.home / "list.csv"
    workbook(line.home / "list.xlsx", SIMPLIFIED)
    (line.home / "list.xlsx").replace(path)

    document = line.json("import", str(path))

    assert (document["format"], document["new"]) == ("xlsx", 2)


def test_a_list_of_one_row_is_a_list(line: CommandLine) -> None:
    path = line.home / "list.csv"
    path.write_text(text_of(SIMPLIFIED[:2]), "utf-8")

    assert line.json("import", str(path))["new"] == 1
    assert line.json("import", str(path))["unchanged"] == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "file.empty"),
        (b"case,borrower,amount_due,dpd\r\n", "file.no-rows"),
        (b"%PDF-1.7\n", "file.kind"),
        (b"\x89PNG\r\n\x1a\n", "file.kind"),
        (bytes(range(256)) * 8, "file.kind"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file.password"),
        (OLE + "Workbook".encode("utf-16-le"), "file.xls"),
        (b"dear all,\nplease visit these people.\n", "map.missing"),
        (b'{"collection": "sheet"}', "fineract.kind"),
        (b'{"dueDate": [2026, 11, 4], "clients": [{"clientId"', "file.damaged"),
    ],
)
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_wrong_file_is_one_sentence_and_nothing_is_saved(
    line: CommandLine, content: bytes, code: str, language: str
) -> None:
    path = line.home / "list.csv"
    path.write_bytes(content)
    answer = line("import", str(path), "--json", "--lang", language)

    assert (answer.code, answer.error["code"]) == (2, code)
    message = answer.error["message"]
    assert "--map case=" in message if code == "map.missing" else message.startswith("FILE")
    assert answer.err.count("\n") == 1
    assert line.json("case", "list")["total"] == 0


def test_a_list_cut_in_half_keeps_its_whole_rows_and_says_which_is_cut(line: CommandLine) -> None:
    path = line.home / "list.csv"
    content = text_of([*SIMPLIFIED, ("C-3", "李雷", "900", "33", "13700137000")]).encode("gb18030")
    path.write_bytes(content[:-14])
    document = line.json("import", str(path))

    assert (document["new"], document["rejected"]) == (2, 1)
    assert document["rejections"] == [
        {"row": 4, "column": "", "reason": document["rejections"][0]["reason"]}
    ]
    assert "get the whole file again" in document["rejections"][0]["reason"]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_workbook_cut_in_half_is_refused_whole(line: CommandLine, part: float) -> None:
    path = line.home / "list.xlsx"
    content = workbook(path, SIMPLIFIED)
    path.write_bytes(content[: int(len(content) * part)])

    assert line.error("import", str(path)) == (2, "file.damaged", "file")
    assert line.json("case", "list")["total"] == 0


def test_fifty_thousand_rows_are_taken_in_without_the_one_that_is_wrong(
    line: CommandLine,
) -> None:
    path = line.home / "list.csv"
    rows = [(f"C-{number}", f"Ann {number}", "12.50", "31") for number in range(50_000)]
    rows[40_000] = ("C-40000", "Ann", "much", "31")
    path.write_text(text_of([("case", "borrower", "amount_due", "dpd"), *rows]), "utf-8")
    document = line.json("import", str(path))

    assert (document["rows"], document["new"], document["rejected"]) == (50_000, 49_999, 1)
    assert [each["row"] for each in document["rejections"]] == [40_002]
    assert line.json("case", "search", "C-49999")["total"] == 1


def test_the_place_for_rejected_rows_is_looked_at_before_anything_is_saved(
    line: CommandLine,
) -> None:
    path = line.home / "list.csv"
    path.write_text("case,borrower,amount_due,dpd\nA,Ann,1,1\nB,Bob,much,2\n", "utf-8")
    nowhere = line.home / "none" / "rejected.csv"
    answer = line("import", str(path), "--rejected", str(nowhere), "--json")

    assert (answer.code, answer.error["field"]) == (2, "--rejected")
    assert answer.err.startswith("--rejected cannot be used: ")
    assert line.json("case", "list")["total"] == 0


def test_a_missing_list_of_clients_is_not_taken_for_the_sheet(line: CommandLine) -> None:
    loan = {"loanId": 7, "accountId": "L-7", "totalDue": 5, "currency": {"code": "USD"}}
    sheet = {"dueDate": [2026, 11, 4], "clients": [{"clientId": 1, "loans": [loan]}]}
    path = line.home / "sheet.json"
    path.write_text(json.dumps(sheet), "utf-8")
    answer = line("import", str(path), "--clients", str(line.home / "none.json"))

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("--clients: There is no such file")
