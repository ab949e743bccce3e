"""Rows as a file holds them, before anybody asks what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from fieldvisit.domain.frozen import frozen
from fieldvisit.exchange.headers import fields_recognised, key_of

WHOLE_ROW = -1
ROWS_SEARCHED_FOR_HEADERS = 20


@frozen
class Record:
    """One row that is not empty. `row` counts as a spreadsheet does, the first row being 1.

    `faults` is column number -> phrase for cells that could not be read at all, with `WHOLE_ROW`
    for the row itself.
    """

    row: int
    cells: Sequence[str]
    faults: Mapping[int, str] = field(default_factory=dict)


class Source(Protocol):
    """A file that has headers and rows: delimited text, a workbook, or a collection sheet.

    `row_count_hint` is how many rows to expect, None when only reading tells.
    """

    @property
    def format(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def headers(self) -> tuple[str, ...]: ...
    @property
    def row_count_hint(self) -> int | None: ...
    def records(self) -> Iterator[Record]: ...
    def first_records(self, count: int) -> list[Record]: ...


def header_place(rows: Sequence[Sequence[str]], wanted: Iterable[str]) -> tuple[int, int]:
    """Which of the first rows holds the headers, and how many headers in it are known.

    `wanted` are headers that were named by hand. Where no row has two known headers, the first
    with two cells that are filled is taken, else the first that is not empty; -1 when all are.
    """
    keys = {key_of(header) for header in wanted} - {""}
    best, most = -1, 1
    for place, cells in enumerate(rows[:ROWS_SEARCHED_FOR_HEADERS]):
        known = fields_recognised(cells) + sum(key_of(cell) in keys for cell in cells)
        if known > most:
            best, most = place, known
    if best >= 0:
        return best, most
    for enough in (2, 1):
        for place, cells in enumerate(rows):
            if sum(bool(key_of(cell)) for cell in cells) >= enough:
                return place, fields_recognised(cells)
    return -1, 0
