"""A case list of any kind, opened once and read row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from fieldvisit.domain.case import MONEY_FIELDS, Case, Rejection
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.privacy import mask_always, mask_if_certain, mask_numbers
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.exchange.columns import Columns, columns_of
from fieldvisit.exchange.delimited import open_delimited
from fieldvisit.exchange.files import kind_of, unreadable
from fieldvisit.exchange.fineract import MAPPING, CollectionSheet, open_collection_sheet
from fieldvisit.exchange.headers import Heading
from fieldvisit.exchange.records import Record, Source
from fieldvisit.exchange.rows import CaseReader, ImportDefaults
from fieldvisit.exchange.xlsx import Workbook, open_workbook

_ROWS_SHOWN = 3
_NUMBER_FIELDS = ("case", "account", "phone")


@frozen
class CaseRow:
    """What one row came to. `row` counts as a spreadsheet does, the first row being 1.

    `same_as` is the row of an earlier, identical case in the file, 0 when there is none: such a
    row is not counted again. `cells` are the row's own cells for a rejected row, made safe and
    masked, otherwise nothing.
    """

    row: int
    outcome: Case | Rejection
    same_as: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseList:
    """An opened file: what it is, which column is which, and its rows as often as they are asked.

    Nothing but the first rows was read before `rows()` is walked through.
    """

    path: Path
    source: Source
    columns: Columns
    defaults: ImportDefaults
    today: date

    @property
    def format(self) -> str:
        """ "csv", "xlsx" or "fineract"."""
        return self.source.format

    @property
    def encoding(self) -> str:
        """Such as utf-8, utf-8-sig (with a mark), utf-16, gb18030, big5."""
        return self.source.encoding

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers, safe to show, in the order of the columns."""
        return self.source.headers

    @property
    def mapping(self) -> dict[str, str]:
        """Field -> header; two columns joined into one field are written "A + B"."""
        return self.columns.mapping

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers of columns that are not read."""
        return self.columns.unused

    @property
    def guarded(self) -> tuple[str, ...]:
        """Headers of identity and card numbers, not read either."""
        return self.columns.guarded

    @property
    def missing_required(self) -> tuple[str, ...]:
        """Required fields without a column; `rows()` refuses while there are any."""
        return self.columns.missing

    @property
    def lacks_currency(self) -> bool:
        """Whether no column, no header and no default says in which currency the amounts are."""
        columns = self.columns
        stated = any(
            columns.headings[place].currency
            for name in MONEY_FIELDS & columns.places.keys()
            for place in columns.places[name]
        )
        return not (stated or "currency" in columns.places or self.defaults.currency)

    @property
    def row_count_hint(self) -> int | None:
        """About how many rows there are, for a progress bar; None when only reading tells."""
        return self.source.row_count_hint

    @cached_property
    def sample(self) -> tuple[tuple[str, ...], ...]:
        """The cells of the first three rows, safe and masked, to choose columns by."""
        return tuple(self._shown(record) for record in self.source.first_records(_ROWS_SHOWN))

    def with_mapping(self, mapping: Mapping[str, str]) -> CaseList:
        """The same file with other columns mapped by hand; raises BadInput as `open_case_list`."""
        return replace(self, columns=_columns(self.source, mapping))

    def rows(self) -> Iterator[CaseRow]:
        """Every row that is not empty, lazily; from the start at each call.

        Raises BadInput at once when a required column is missing or the headers state two
        currencies, and later where the file itself turns out to be damaged.
        """
        if self.missing_required:
            first = self.missing_required[0]
            raise BadInput(
                N_("The file has no column for {names}; map one by hand, such as {option}Header."),
                code="map.missing",
                field=first,
                names=" ".join(self.missing_required),
                option=f"--map {first}=",  # in one piece, for a field's id is never translated
            )
        from_1904 = isinstance(self.source, Workbook) and self.source.counts_from_1904
        reader = CaseReader(self.columns, self.defaults, self.today, from_1904=from_1904)
        return self._read(reader)

    def _read(self, reader: CaseReader) -> Iterator[CaseRow]:
        seen: dict[str, tuple[int, int]] = {}
        try:
            for record in self.source.records():
                outcome = reader.read(record)
                if isinstance(outcome, Case):
                    yield self._counted_once(record, outcome, seen)
                else:
                    yield CaseRow(record.row, outcome, cells=self._shown(record))
        except OSError as problem:
            raise unreadable() from problem

    def _counted_once(
        self, record: Record, case: Case, seen: dict[str, tuple[int, int]]
    ) -> CaseRow:
        content = hash(case)
        row, known = seen.setdefault(case.case_id, (record.row, content))
        if row == record.row:
            return CaseRow(row, case)
        if known == content:
            return CaseRow(record.row, case, same_as=row)
        column = self.columns.header_of("case")
        rejection = Rejection(
            record.row,
            column,
            N_("{field}: row {other} has the same case number with other content; keep one."),
            {"field": column, "other": row},
        )
        return CaseRow(record.row, rejection, cells=self._shown(record))

    def _shown(self, record: Record) -> tuple[str, ...]:
        return tuple(
            self._masked(place, safe_text(cell, lines=True))
            for place, cell in enumerate(record.cells)
        )

    def _masked(self, place: int, cell: str) -> str:
        headings = self.columns.headings
        if place < len(headings) and headings[place].guarded:
            return mask_always(cell)
        if any(place in self.columns.places.get(name, ()) for name in _NUMBER_FIELDS):
            return mask_if_certain(cell)
        return mask_numbers(cell)


def open_case_list(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: ImportDefaults,
    today: date,
    clients: Path | None = None,
) -> CaseList:
    """The case list in the file, its kind told by its bytes.

    `mapping` is field -> header, chosen by hand (an empty header leaves the field out); `today` is
    the day of the import at the laptop; `clients` is a Fineract list of clients that gives names
    to a collection sheet. Raises BadInput, in one sentence, for a file that is no case list or has
    no rows, and for a mapping that does not fit; required columns may still be missing.
    """
    mapping = mapping or {}
    source = _open(path, mapping, clients)
    opened = CaseList(path, source, _columns(source, mapping), defaults, today)
    if not opened.sample:
        raise BadInput(
            N_("This file has headers and no rows; choose a case list."), code="file.no-rows"
        )
    return opened


def _open(path: Path, mapping: Mapping[str, str], clients: Path | None) -> Source:
    try:
        kind = kind_of(path)
        if kind == "json":
            return open_collection_sheet(path, clients)
        if clients is not None:
            raise BadInput(
                N_("A file of clients goes with a Fineract collection sheet only."),
                code="fineract.clients",
            )
        return (
            open_workbook(path, mapping.values())
            if kind == "xlsx"
            else open_delimited(path, mapping.values())
        )
    except OSError as problem:
        raise unreadable() from problem


def _columns(source: Source, mapping: Mapping[str, str]) -> Columns:
    if not isinstance(source, CollectionSheet):
        return columns_of(source.headers, mapping)
    if mapping:
        raise BadInput(
            N_("A Fineract collection sheet has fixed fields; leave the mapping out."),
            code="map.fixed",
        )
    headings = tuple(Heading(header, {}) for header in source.headers)
    return Columns(headings, {name: (place,) for place, name in enumerate(MAPPING)})
