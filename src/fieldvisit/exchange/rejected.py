"""The rows of a case list that were not taken in, as a file to correct and import again."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from fieldvisit.domain.case import Rejection
from fieldvisit.exchange.formulas import guarded
from fieldvisit.exchange.read import CaseRow

COLUMNS = ("row", "column", "reason")


def write_rejected(
    path: Path,
    headers: Sequence[str],
    rows: Iterable[CaseRow],
    in_words: Callable[[Rejection], str],
) -> int:
    """Write the rejected among `rows` as CSV (UTF-8 with a mark), and return how many they were.

    Each line holds the row's own cells, masked, then its row number, column and reason `in_words`.
    A cell that a spreadsheet could run as a formula gets an apostrophe before it, which reading
    takes off again. The file is written beside and then put in place: `path` is old or whole.
    """
    beside = path.with_name(path.name + ".part")
    width, count = len(headers), 0
    try:
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([guarded(header) for header in (*headers, *COLUMNS)])
            for each in rows:
                if isinstance(each.outcome, Rejection):
                    cells = [*each.cells[:width], *[""] * (width - len(each.cells))]
                    why = (str(each.row), each.outcome.column, in_words(each.outcome))
                    writer.writerow([guarded(cell) for cell in (*cells, *why)])
                    count += 1
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return count
