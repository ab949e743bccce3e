"""Case lists as XLSX workbooks: the first sheet that has known headers."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.exchange.records import ROWS_SEARCHED_FOR_HEADERS, Record, header_place

NO_RESULT = N_(
    "The cell holds a formula without its result; open the file in a spreadsheet program, save it"
    " there, and import it again."
)
ERROR_VALUE = N_("The cell holds an error instead of a value; correct it in the spreadsheet.")
ROUNDED = N_(
    "The spreadsheet rounded this long number; format the column as text and enter it again."
)

_DIGITS_KEPT = 15
_MOST_ROWS = 1_048_576
_MOST_BYTES = 2 << 30
_CHUNK = 1 << 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_ERRORS = frozenset("#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC!".split())
_DAMAGE = (zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, EOFError, IndexError)


@frozen
class Workbook:
    """One sheet of a workbook whose header row is known; rows are read lazily.

    `place` is the number of the sheet from 0, `top` its first rows without their faults.
    `has_formulas` makes each row be read twice: with results and with formulas.
    `counts_from_1904` says how bare date serials are meant.
    """

    path: Path
    place: int
    header_row: int
    headers: tuple[str, ...]
    top: tuple[Record, ...]
    row_count_hint: int | None
    has_formulas: bool
    counts_from_1904: bool

    @property
    def format(self) -> str:
        return "xlsx"

    @property
    def encoding(self) -> str:
        """Always UTF-8, as the XML inside states."""
        return "utf-8"

    def records(self) -> Iterator[Record]:
        """The rows below the headers, empty ones left out; raises BadInput where damage begins."""
        rows = self._rows_with_formulas() if self.has_formulas else self._rows()
        for number, cells, faults in islice(rows, self.header_row, _MOST_ROWS):
            if any(cell.strip() for cell in cells) or faults:
                yield Record(number, cells, faults)

    def first_records(self, count: int) -> list[Record]:
        """At most so many rows from the top, without opening the workbook once more if it can."""
        return list(self.top[:count] or islice(self.records(), count))

    def _rows(self) -> Iterator[tuple[int, list[str], dict[int, str]]]:
        with _sheets_of(self.path) as sheets:
            for number, values in enumerate(_grid(sheets[self.place]), 1):
                yield number, [_text(value) for value in values], _faults(values)

    def _rows_with_formulas(self) -> Iterator[tuple[int, list[str], dict[int, str]]]:
        with ExitStack() as stack:
            results = stack.enter_context(_sheets_of(self.path))[self.place]
            originals = stack.enter_context(_sheets_of(self.path, results=False))[self.place]
            both = zip(_grid(results, values=False), _grid(originals), strict=False)
            for number, (cells, formulas) in enumerate(both, 1):
                values = [cell.value for cell in cells]
                faults = _faults(values)
                for place, (cell, formula) in enumerate(zip(cells, formulas, strict=False)):
                    # An empty text is the result of many formulas; its type alone tells.
                    if cell.value is None and formula is not None and cell.data_type != "str":
                        faults[place] = NO_RESULT
                yield number, [_text(value) for value in values], faults


def open_workbook(path: Path, wanted: Iterable[str] = ()) -> Workbook:
    """The first sheet with known headers, else the first that is not empty; raises BadInput.

    `wanted` are headers named by hand, which help to find the header row.
    """
    has_formulas = _check_archive(path)
    chosen: Workbook | None = None
    with _sheets_of(path) as sheets:
        for number, sheet in enumerate(sheets):
            stated_rows = sheet.max_row
            top = islice(_grid(sheet), ROWS_SEARCHED_FOR_HEADERS)
            rows = [[_text(value) for value in values] for values in top]
            place, known = header_place(rows, wanted)
            if place >= 0 and (known > 1 or chosen is None):
                chosen = Workbook(
                    path,
                    number,
                    place + 1,
                    _headers(rows[place]),
                    tuple(_filled(rows, place + 1)),
                    _row_count(stated_rows, place + 1),
                    has_formulas,
                    sheet.parent.epoch.year == 1904,
                )
            if known > 1:
                break
    if chosen is None:
        raise BadInput(N_("This file is empty; choose a case list."), code="file.empty")
    return chosen


def _filled(rows: Sequence[Sequence[str]], header_row: int) -> Iterator[Record]:
    for number, cells in enumerate(rows[header_row:], start=header_row + 1):
        if any(cell.strip() for cell in cells):
            yield Record(number, cells)


def _headers(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(safe_text(cell).split()) for cell in cells)


def _grid(sheet: Any, *, values: bool = True) -> Iterator[tuple[Any, ...]]:
    """The rows of the sheet, also where it states a size that is too small."""
    sheet.reset_dimensions()
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=values)
    return rows


def _row_count(last: int | None, header_row: int) -> int | None:
    """How many rows the sheet says it has below its headers; None when it says nothing useful."""
    return last - header_row if last and last > header_row else None


@contextmanager
def _sheets_of(path: Path, *, results: bool = True) -> Iterator[list[Any]]:
    """The worksheets of the file, with the results of formulas or with the formulas themselves."""
    import openpyxl

    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    # An open file, because openpyxl judges a path by its ending.
    with path.open("rb") as file:
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=results)
            yield book.worksheets
            book.close()
        except _DAMAGE as problem:
            raise _damaged() from problem


def _damaged() -> BadInput:
    return BadInput(
        N_("This XLSX file is cut or damaged; get the whole file again."), code="file.damaged"
    )


def _check_archive(path: Path) -> bool:
    """Whether the workbook has formulas; raises BadInput when the archive is not a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_parts({*archive.namelist()})
            if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
                raise BadInput(
                    N_("This XLSX file is too large; save the case list as CSV."),
                    code="file.large",
                )
            return any(
                _holds_formula(archive, name)
                for name in archive.namelist()
                if name.startswith("xl/worksheets/") and name.endswith(".xml")
            )
    except _DAMAGE as problem:
        raise _damaged() from problem


def _check_parts(parts: set[str]) -> None:
    if "xl/workbook.xml" not in parts:
        raise BadInput(
            N_("This is not an XLSX workbook; open it in a spreadsheet program and save as XLSX."),
            code="file.kind",
        )


def _holds_formula(archive: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            if _FORMULA.search(before + chunk):
                return True
            before = chunk[-40:]
    return False


def _faults(values: Sequence[Any]) -> dict[int, str]:
    faults = {}
    for place, value in enumerate(values):
        if isinstance(value, str):
            if value in _ERRORS:
                faults[place] = ERROR_VALUE
        elif _is_rounded(value):
            faults[place] = ROUNDED
    return faults


def _is_rounded(value: Any) -> bool:
    """Whether a number lost digits; Excel writes no whole one with a sixteenth digit but 0."""
    if not isinstance(value, int | float) or abs(value) < 10**_DIGITS_KEPT:
        return False
    return isinstance(value, float) or len(str(value).rstrip("0")) <= _DIGITS_KEPT


def _text(value: Any) -> str:
    """What the cell shows, dates as YYYY-MM-DD, numbers with the 15 digits a spreadsheet keeps."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return _plain_number(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    return _clock_or_other(value)


def _clock_or_other(value: Any) -> str:
    if isinstance(value, timedelta):
        hours, seconds = divmod(value.days * 86400 + value.seconds, 3600)
        return f"{hours:02}:{seconds // 60:02}"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain_number(value: float) -> str:
    digits = Decimal(format(value, f".{_DIGITS_KEPT}g"))
    text = format(digits, "f")
    return "0" if digits == 0 else text.rstrip("0").rstrip(".") if "." in text else text
