"""Wrong files get one sentence that says what they are and what to do."""

import os
from pathlib import Path

import pytest
from case_lists import opened, write_csv

from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange import files
from fieldvisit.exchange.files import kind_of

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def problem_of(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        opened(path)
    return caught.value


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "file.empty", "empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "file.empty", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "file.kind", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "file.kind", "a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "file.kind", "a picture"),
        (b"GIF89a\0\0", "file.kind", "a picture"),
        (b"BM\x36\0\0\0", "file.kind", "a picture"),
        (b"\x1f\x8b\x08\0", "file.kind", "a compressed archive"),
        (b"7z\xbc\xaf\x27\x1c", "file.kind", "a compressed archive"),
        (b"Rar!\x1a\x07", "file.kind", "a compressed archive"),
        (b"MZ\x90\0\x03", "file.kind", "a program"),
        (b"\x7fELF\x02", "file.kind", "a program"),
        (b"SQLite format 3\0", "file.kind", "a database"),
        (b"{\\rtf1 text}", "file.kind", "a text document"),
        (b"\0\x01\x02\x03" * 100, "file.kind", "not a case list"),
        (b"<html><table><tr><td>case</td></tr></table></html>", "file.kind", "a web page"),
        (b"\n<?xml version='1.0'?><Workbook/>", "file.kind", "a web page"),
        (b"PK\x03\x04cut short", "file.damaged", "cut or damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file.password", "protected by a password"),
        (OLE + "Workbook".encode("utf-16-le"), "file.xls", "an old XLS workbook"),
        (OLE + "Book".encode("utf-16-le"), "file.xls", "an old XLS workbook"),
        (OLE + "WordDocument".encode("utf-16-le"), "file.kind", "an old Office document"),
        (b"case,borrower,amount_due,due_date\n", "file.no-rows", "headers and no rows"),
        (b"case,borrower,amount_due,due_date\n,,,\n\n", "file.no-rows", "headers and no rows"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    problem = problem_of(path)

    assert problem.code == code
    assert words in str(problem)
    assert str(problem).endswith(".")
    assert str(tmp_path) not in str(problem)


def test_a_missing_file_a_folder_and_a_device_are_named(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "nothing.csv").code == "file.missing"
    assert problem_of(tmp_path).code == "file.folder"
    if Path(os.devnull).exists():
        assert problem_of(Path(os.devnull)).code == "file.kind"


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "list.csv", ("A", "Li", "1", "2026-10-20"))
    opened_list = opened(path)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)

    assert problem_of(path).code == "file.unreadable"
    with pytest.raises(BadInput) as caught:
        list(opened_list.rows())
    assert caught.value.code == "file.unreadable"


def test_a_file_that_goes_away_while_it_is_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.json"
    path.write_text("{}")

    def gone(_path: Path) -> bytes:
        raise OSError

    monkeypatch.setattr(Path, "read_bytes", gone)

    assert problem_of(path).code == "file.unreadable"


def test_the_name_of_a_stream_across_two_chunks_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_CHUNK", 16)
    path = tmp_path / "list.xlsx"
    path.write_bytes(OLE + b"123" + "EncryptedPackage".encode("utf-16-le"))

    assert problem_of(path).code == "file.password"


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("list.csv", "BM,MZ\n1,2\n", "delimited"),
        ("list.csv", "[case],name\n", "delimited"),
        ("list.json", "[case", "json"),
        ("list.txt", '\ufeff { "dueDate": 1}', "json"),
        ("list.txt", "[]", "json"),
        ("list.txt", "{", "delimited"),
    ],
)
def test_the_kind_is_told_by_the_bytes(tmp_path: Path, name: str, text: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")

    assert kind_of(path) == kind
