"""Lists of earlier contacts: columns, words, times, and what is not kept of other people."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from fieldvisit.domain.case import Rejection
from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange import contacts as contacts_module
from fieldvisit.exchange.contact_words import HEADERS
from fieldvisit.exchange.contacts import ContactRow, open_contact_list
from fieldvisit.exchange.delimited import TOO_MANY_CELLS
from fieldvisit.exchange.headers import key_of
from fieldvisit.wording import Language, _, use_language

HEAD = "case,time,channel,party,person,phone,lender,remark"


def rows(folder: Path, *lines: str) -> list[ContactRow | Rejection]:
    path = folder / "contacts.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return list(open_contact_list(path).rows())


def one(folder: Path, line: str) -> ContactRow:
    (row,) = rows(folder, line)
    assert isinstance(row, ContactRow), row
    return row


def refused(folder: Path, line: str) -> Rejection:
    (row,) = rows(folder, line)
    assert isinstance(row, Rejection), row
    return row


def test_columns_are_recognised_and_the_others_named(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(f"{HEAD},\n", "utf-8")
    contacts = open_contact_list(path)

    assert contacts.mapping["at"] == "time"
    assert contacts.unused == ("remark",)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("name", ["at", "kind", "case"])
def test_a_header_that_is_asked_for_is_recognised(language: Language, name: str) -> None:
    use_language(language)
    try:
        asked = _(HEADERS[name][0])
    finally:
        use_language("en")
    assert key_of(asked) in {key_of(header) for header in HEADERS[name]}


def test_short_chinese_headers_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("合同号,时间,方式,对象,结果\nA-1,2026-11-20,电话,本人,接通\n", "utf-8")
    (row,) = open_contact_list(path).rows()

    assert isinstance(row, ContactRow)
    assert row.document == {
        "kind": "call",
        "party": "debtor",
        "result": "conversation",
        "started_by": "collector",
    }


def test_a_row_with_a_debtor_keeps_the_number(tmp_path: Path) -> None:
    row = one(tmp_path, "A-1,2026-11-20 10:00,call,,,１３８,Harbour Credit,x")

    assert (row.case, row.number, row.at) == ("A-1", "138", datetime(2026, 11, 20, 10, 0))  # noqa: DTZ001
    assert row.document == {
        "kind": "call",
        "started_by": "collector",
        "institution": "Harbour Credit",
        "number": "138",
    }


def test_of_other_people_only_a_mark_is_kept(tmp_path: Path) -> None:
    lines = (
        "A-1,2026-11-20,call,neighbour,Old Wang,139,,",
        "A-1,2026-11-21,call,neighbour,Old Wang,139,,",
        "A-1,2026-11-21,call,neighbour,Old Wang,137,,",
        "A-1,2026-11-21,call,neighbour,,,,",
    )
    found = [row.document for row in rows(tmp_path, *lines) if isinstance(row, ContactRow)]

    marks = [each.get("person", "") for each in found]
    assert marks[0] == marks[1] != marks[2]
    assert marks[3] == ""
    assert not {"Wang", "139", "137"} & set(json.dumps(found).replace('"', " ").split())
    assert all("number" not in each for each in found)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-11-20", datetime(2026, 11, 20, 12, 0)),  # noqa: DTZ001
        ("2026/11/20 9:05", datetime(2026, 11, 20, 9, 5)),  # noqa: DTZ001
        ("2026年11月20日", datetime(2026, 11, 20, 12, 0)),  # noqa: DTZ001
        ("46346.25", datetime(2026, 11, 20, 6, 0)),  # noqa: DTZ001
    ],
)
def test_a_time_is_read_as_it_is_written(tmp_path: Path, written: str, at: datetime) -> None:
    assert one(tmp_path, f"A-1,{written},call,,,,,").at == at


@pytest.mark.parametrize(
    ("line", "column", "phrase"),
    [
        ("A-1,2026-11-20,,,,,,", "channel", "say how the contact was made"),
        ("A-1,2026-11-20,pigeon,,,,,", "channel", "this word is not known"),
        ("A-1,soon,call,,,,,", "time", ""),
        ("A-1,2026-11-20,call,,,,,,,one,too,many", "", TOO_MANY_CELLS),
    ],
)
def test_a_bad_row_is_named_by_its_column(
    tmp_path: Path, line: str, column: str, phrase: str
) -> None:
    rejection = refused(tmp_path, line)

    assert (rejection.row, rejection.column) == (2, column)
    assert phrase in rejection.reason


def test_a_collection_sheet_is_no_list_of_contacts(tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    path.write_text("{}", "utf-8")

    with pytest.raises(BadInput) as caught:
        open_contact_list(path)

    assert caught.value.code == "contacts.kind"


def refuse(*_arguments: object, **_options: object) -> None:
    raise PermissionError


def test_a_file_that_cannot_be_read_to_its_end_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(f"{HEAD}\nA-1,2026-11-20,call,,,,,\n", "utf-8")
    contacts = open_contact_list(path)

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(BadInput) as caught:
        list(contacts.rows())
    assert caught.value.code == "file.unreadable"


def test_a_file_that_goes_away_while_it_is_opened_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(f"{HEAD}\n", "utf-8")
    monkeypatch.setattr(contacts_module, "open_delimited", refuse)

    with pytest.raises(BadInput) as caught:
        open_contact_list(path)

    assert caught.value.code == "file.unreadable"


@pytest.mark.parametrize(
    ("head", "field"),
    [("case,channel", "at"), ("case,time", "kind"), ("time,channel", "case")],
)
def test_a_file_without_a_needed_column_says_which(tmp_path: Path, head: str, field: str) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(f"{head}\n1,2\n", "utf-8")

    with pytest.raises(BadInput) as caught:
        open_contact_list(path)

    assert (caught.value.code, caught.value.field) == ("contacts.columns", field)
