"""Case lists as delimited text: comma, semicolon or tab, quotes as in RFC 4180."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.exchange.encodings import DAMAGE_HANDLER, DAMAGED, encoding_of, not_text, survey
from fieldvisit.exchange.formulas import unguarded
from fieldvisit.exchange.records import (
    ROWS_SEARCHED_FOR_HEADERS,
    WHOLE_ROW,
    Record,
    header_place,
)

OPEN_QUOTE = N_("A quote opens in this row and never closes; put the closing quote in.")
DAMAGED_TEXT = N_("This row has characters that are not in the encoding of the file.")
CUT_ROW = N_("The file ends in the middle of this row; get the whole file again.")
TOO_MANY_CELLS = N_("This row has more cells than there are headers; quote cells with a delimiter.")

_DELIMITERS = ",;\t"
_LONGEST_HEADER = 80
_LONGEST_LINE = 1_000_000
_MOST_LINES_IN_A_ROW = 500
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<delimiter>.)"?\s*', re.I)


@frozen
class Delimited:
    """A text file whose encoding, delimiter and header row are known; rows are read lazily."""

    path: Path
    codec: str
    delimiter: str
    header_row: int
    headers: tuple[str, ...]
    row_count_hint: int

    @property
    def format(self) -> str:
        return "csv"

    @property
    def encoding(self) -> str:
        """The encoding as people call it."""
        return {"big5hkscs": "big5"}.get(self.codec, self.codec)

    def records(self) -> Iterator[Record]:
        """The rows below the headers, empty ones left out, each with what is wrong with it."""
        with _opened(self.path, self.codec) as file:
            lines = _Lines(_lines_of(file))
            for record in _rows(lines, self.delimiter):
                if record.row > self.header_row and _is_filled(record):
                    yield self._checked(record, cut=lines.ended_without_line_end)

    def first_records(self, count: int) -> list[Record]:
        """At most so many rows from the top."""
        return list(islice(self.records(), count))

    def _checked(self, record: Record, *, cut: bool) -> Record:
        width, cells = len(self.headers), record.cells
        if record.faults:
            return record
        if cut and (len(cells) < width or any(DAMAGED in cell for cell in cells)):
            return Record(record.row, cells, {WHOLE_ROW: CUT_ROW})
        if any(cell.strip() for cell in cells[width:]):
            return Record(record.row, cells, {WHOLE_ROW: TOO_MANY_CELLS})
        if any(DAMAGED in cell for cell in cells):
            return Record(record.row, cells, {WHOLE_ROW: DAMAGED_TEXT})
        return record


def _is_filled(record: Record) -> bool:
    return any(cell.strip() for cell in record.cells)


def open_delimited(path: Path, wanted: Iterable[str] = ()) -> Delimited:
    """The file with its encoding, delimiter and headers found; raises BadInput when it has none.

    `wanted` are headers named by hand, which help to find the header row.
    """
    found = survey(path)
    codec = encoding_of(found)
    with _opened(path, codec) as file:
        head = [*islice(_Lines(_lines_of(file)), ROWS_SEARCHED_FOR_HEADERS * 5)]
    delimiter, rows = _split_at_best(head, tuple(wanted))
    place, known = header_place(rows, wanted)
    if place < 0:
        raise BadInput(N_("This file is empty; choose a case list."), code="file.empty")
    headers = tuple(" ".join(safe_text(cell).split()) for cell in rows[place])
    if not known and (len(headers) < 2 or max(map(len, headers)) > _LONGEST_HEADER):
        raise not_text()
    return Delimited(path, codec, delimiter, place + 1, headers, max(found.lines - place - 1, 1))


def _opened(path: Path, codec: str) -> TextIO:
    return path.open(encoding=codec, errors=DAMAGE_HANDLER, newline="")


def _lines_of(file: TextIO) -> Iterator[str]:
    """The lines with their ends; one that is too long comes in pieces, so that memory holds."""
    return iter(partial(file.readline, _LONGEST_LINE), "")


def _split_at_best(head: Sequence[str], wanted: tuple[str, ...]) -> tuple[str, list[list[str]]]:
    """The delimiter by which most headers are known, or that makes most cells, and the rows."""
    stated = _SEPARATOR_LINE.fullmatch(head[0]) if head else None
    best: tuple[tuple[int, int], str, list[list[str]]] | None = None
    for delimiter in stated["delimiter"] if stated else _DELIMITERS:
        rows = [[*record.cells] for record in _rows(_Lines(iter(head)), delimiter, every=True)]
        place, known = header_place(rows, wanted)
        score = (known, len(rows[place]) if place >= 0 else 0)
        if best is None or score > best[0]:
            best = (score, delimiter, rows)
    assert best is not None
    return best[1], best[2]


class _Lines:
    """Lines of text, with those of the row in hand kept so that they can be read again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.held: list[str] = []
        self.ended_without_line_end = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        if len(line) >= _LONGEST_LINE:
            raise not_text()
        self.held.append(line)
        if len(self.held) > _MOST_LINES_IN_A_ROW:
            raise csv.Error("a row of too many lines")
        self.ended_without_line_end = not line.endswith(("\n", "\r"))
        return line

    def take_back(self, lines: Sequence[str]) -> None:
        self._again.extendleft(reversed(lines))


def _rows(lines: _Lines, delimiter: str, *, every: bool = False) -> Iterator[Record]:
    """Each row of cells; a quote that never closes spoils its own row and no other.

    A line `sep=;` at the top is no row, as in a spreadsheet. Rows without cells are left out
    unless `every` is asked for.
    """
    row = 0
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.held.clear()
        try:
            record = Record(row + 1, next(reader))
        except StopIteration:
            return
        except csv.Error:
            first, *rest = lines.held
            lines.take_back(rest)
            record = _spoilt(row + 1, first, delimiter)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        if row == 0 and _SEPARATOR_LINE.fullmatch(lines.held[0]):
            continue
        row += 1
        if every or record.cells:
            yield Record(row, [unguarded(cell) for cell in record.cells], record.faults)


def _spoilt(row: int, line: str, delimiter: str) -> Record:
    """The row of a line that breaks the rules of quoting: readable all the same, or not."""
    try:
        read = list(csv.reader([line.rstrip("\r\n") + "\n", "x\n"], delimiter=delimiter))
    except csv.Error:
        return Record(row, [line[:_MOST_LINES_IN_A_ROW]], {WHOLE_ROW: OPEN_QUOTE})
    if len(read) > 1:
        return Record(row, read[0])
    cells = line.rstrip("\r\n").split(delimiter)
    return Record(row, cells, {WHOLE_ROW: OPEN_QUOTE})
