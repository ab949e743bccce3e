"""Case list files made inside a test, and short ways to read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fieldvisit.domain.case import Case, Rejection
from fieldvisit.exchange.read import CaseList, CaseRow, open_case_list
from fieldvisit.exchange.rows import ImportDefaults

SAMPLES = Path(__file__).parents[1] / ".." / "shared" / "samples"
TODAY = date(2026, 11, 24)
DEFAULTS = ImportDefaults(currency="CNY")
HEADERS = ("case", "borrower", "amount_due", "due_date")
ROW = ("A-1", "王小明", "1234.50", "2026-10-20")


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """The rows as delimited text with quotes where they are needed."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def write_csv(
    path: Path, *rows: Sequence[str], headers: Sequence[str] = HEADERS, encoding: str = "utf-8"
) -> Path:
    """A comma-separated file of these headers and rows."""
    path.write_bytes(csv_text([headers, *rows]).encode(encoding))
    return path


def write_xlsx(path: Path, *rows: Sequence[Any], sheets: Mapping[str, Any] | None = None) -> Path:
    """A workbook: the rows on its first sheet, and further sheets of rows after it."""
    import openpyxl

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    for row in rows:
        first.append(list(row))
    for name, more in (sheets or {}).items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(list(row))
    book.save(path)
    return path


def opened(path: Path, defaults: ImportDefaults = DEFAULTS, **options: Any) -> CaseList:
    """The case list, read as if today were `TODAY`."""
    return open_case_list(path, defaults=defaults, today=TODAY, **options)


def rows_of(path: Path, defaults: ImportDefaults = DEFAULTS, **options: Any) -> list[CaseRow]:
    """Every row of the file."""
    return list(opened(path, defaults, **options).rows())


def cases_of(path: Path, defaults: ImportDefaults = DEFAULTS, **options: Any) -> list[Case]:
    """Every case of the file; fails when a row was rejected."""
    rows = rows_of(path, defaults, **options)
    assert [row.outcome for row in rows if isinstance(row.outcome, Rejection)] == []
    return [row.outcome for row in rows if isinstance(row.outcome, Case)]


def rejections_of(rows: Iterable[CaseRow]) -> list[tuple[int, str, str]]:
    """Row, column and sentence of every rejected row."""
    return [
        (row.row, row.outcome.column, row.outcome.reason.format(**row.outcome.details))
        for row in rows
        if isinstance(row.outcome, Rejection)
    ]
