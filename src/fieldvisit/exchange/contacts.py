"""A list of contacts that were made before, such as the follow-up export of another program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from fieldvisit.domain.case import Rejection
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width, safe_text
from fieldvisit.exchange.contact_words import HEADERS, KINDS, PARTIES, RESULTS, STARTERS
from fieldvisit.exchange.delimited import open_delimited
from fieldvisit.exchange.files import kind_of, unreadable
from fieldvisit.exchange.headers import key_of
from fieldvisit.exchange.records import WHOLE_ROW, Record, Source
from fieldvisit.exchange.values import DateReading, read_clock, read_date
from fieldvisit.exchange.xlsx import open_workbook

_SERIAL = re.compile(r"\d{5}\.\d+")
_CLOCK_BEHIND = re.compile(r"(?P<day>.*?\d日?)[ T](?P<clock>\S.*)")
_NOON = time(12)
_CLOSED: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "party": PARTIES,
    "result": RESULTS,
    "started_by": STARTERS,
}
_MARK_LENGTH = 8


@frozen
class ContactRow:
    """One contact of the file. `row` counts as a spreadsheet does.

    `case`, `borrower` and `number` say whose it was, as far as the file does. `at` is an instant
    when the file states an offset, else the clock at the borrower's place; a row without a time of
    day is taken at noon. `document` holds what the ledger keeps, without the instant.
    """

    row: int
    case: str
    borrower: str
    number: str
    at: datetime
    document: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ContactList:
    """An opened file of contacts, with its columns recognised."""

    path: Path
    source: Source

    @cached_property
    def places(self) -> dict[str, int]:
        """Field -> column, the first header that names it."""
        keys = [key_of(header) for header in self.source.headers]
        found: dict[str, int] = {}
        for name, headers in HEADERS.items():
            places = [keys.index(key) for key in map(key_of, headers) if key in keys]
            free = [place for place in places if place not in found.values()]
            if free:
                found[name] = free[0]
        return found

    @property
    def mapping(self) -> dict[str, str]:
        """Field -> header."""
        return {name: self.source.headers[place] for name, place in self.places.items()}

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers of columns that are not read."""
        used = set(self.places.values())
        headers = enumerate(self.source.headers)
        return tuple(header for place, header in headers if place not in used and header)

    def rows(self) -> Iterator[ContactRow | Rejection]:
        """Every row that is not empty, or why it cannot be taken.

        Raises BadInput when the file cannot be read to its end.
        """
        try:
            for record in self.source.records():
                yield self._row(record)
        except OSError as problem:
            raise unreadable() from problem

    def _row(self, record: Record) -> ContactRow | Rejection:
        try:
            return self._read(record)
        except BadInput as problem:
            column = self.mapping.get(problem.field, problem.field)
            details = {**problem.details, "field": column}
            return Rejection(record.row, column, problem.phrase, details)

    def _read(self, record: Record) -> ContactRow:
        if WHOLE_ROW in record.faults:
            raise BadInput(record.faults[WHOLE_ROW], code="row")
        texts = {
            name: safe_text(record.cells[place]).strip() if place < len(record.cells) else ""
            for name, place in self.places.items()
        }
        document = {
            name: _meant(name, texts[name], words)
            for name, words in _CLOSED.items()
            if texts.get(name)
        }
        if "kind" not in document:
            raise BadInput(
                N_("{field}: say how the contact was made, such as call or letter."),
                code="contact.kind",
                field="kind",
            )
        document.setdefault("started_by", "collector")
        for name in ("institution", "agency"):
            if texts.get(name):
                document[name] = texts[name]
        number = half_width(texts.get("number", ""))
        self._add_person(document, texts.get("person", ""), number)
        at = _instant(texts.get("at", ""))
        case, borrower = texts.get("case", ""), texts.get("borrower", "")
        return ContactRow(record.row, case, borrower, number, at, document)

    @staticmethod
    def _add_person(document: dict[str, str], person: str, number: str) -> None:
        """The borrower's number is kept; of other people only a mark that tells them apart."""
        if document.get("party", "debtor") == "debtor":
            if number:
                document["number"] = number
        elif person or number:
            mark = sha256(f"{person} {number}".encode()).hexdigest()[:_MARK_LENGTH]
            document["person"] = f"P-{mark}"


def open_contact_list(path: Path) -> ContactList:
    """The contacts in the file; raises BadInput for another kind of file or missing columns."""
    wanted = [header for headers in HEADERS.values() for header in headers]
    try:
        kind = kind_of(path)
        if kind == "json":
            raise BadInput(
                N_("A list of contacts is a CSV or XLSX file; choose another."),
                code="contacts.kind",
            )
        source = open_workbook(path, wanted) if kind == "xlsx" else open_delimited(path, wanted)
    except OSError as problem:
        raise unreadable() from problem
    opened = ContactList(path, source)
    known = opened.places
    lacking = [name for name in ("at", "kind") if name not in known]
    if not known.keys() & {"case", "borrower", "number"}:
        lacking.append("case")
    if lacking:
        raise BadInput(
            N_("The file has no column for {names}; give it a header such as {header}."),
            code="contacts.columns",
            field=lacking[0],
            names=" ".join(lacking),
            header=HEADERS[lacking[0]][0],
        )
    return opened


def _meant(name: str, text: str, words: Mapping[str, str]) -> str:
    found = words.get(key_of(text))
    if found is None:
        raise BadInput(
            N_("{field}: this word is not known; write one of {names}."),
            code="contact.word",
            field=name,
            names=", ".join(dict.fromkeys(words.values())),
        )
    return found


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _written(half_width(text).strip())
    return moment if len(text) > len("2026-11-24") else datetime.combine(moment, _NOON)


def _written(text: str) -> datetime:
    if _SERIAL.fullmatch(text):
        return datetime(1899, 12, 30) + timedelta(minutes=round(float(text) * 1440))  # noqa: DTZ001
    parts = _CLOCK_BEHIND.fullmatch(text)
    day = read_date(parts["day"] if parts else text, "at", DateReading())
    return datetime.combine(day, read_clock(parts["clock"], "at") if parts else _NOON)
