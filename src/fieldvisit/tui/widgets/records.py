"""Records as rows of text: how a line of a table is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from fieldvisit.domain.frozen import frozen
from fieldvisit.tui.widgets.columns import Column, fitted
from fieldvisit.tui.widths import fit
from fieldvisit.wording import _

Tone = Literal["", "good", "warn", "bad", "dim"]

_GUTTER = 2
_CURSOR, _NO_CURSOR = "> ", "  "


class Cell(NamedTuple):
    """One text in a row. The tone colours it; the text alone must say the same.

    `shorter` are other ways to say it, the longest first, tried before a text is cut.
    """

    text: str
    tone: Tone = ""
    shorter: tuple[str, ...] = ()

    def within(self, cells: int) -> str:
        """The longest text that is no wider than so many cells; the last one when none is."""
        texts = (self.text, *self.shorter)
        return next((each for each in texts if cell_len(each) <= cells), texts[-1])


@frozen
class Record:
    """One row. `key` names what it stands for, and keeps the selection over a reload."""

    key: str
    cells: tuple[Cell | str, ...]


class RowDrawing:
    """Draws header and rows in given columns; `style` gives the style of a part by its name."""

    def __init__(self, columns: Sequence[Column], style: Callable[[str], Style]) -> None:
        self._columns = tuple(columns)
        self._style = style
        self._fitted: tuple[int, tuple[tuple[int, Column, int], ...]] = (-1, ())

    def header(self, width: int) -> Strip:
        """The names of the columns."""
        labels = [
            fit(_(column.label), cells, right=column.right) + " "
            for _at, column, cells in self._layout(width)
        ]
        text = _NO_CURSOR + "".join(labels)
        return Strip([Segment(fit(text, width), self._style("header"))], width)

    def row(self, record: Record, width: int, cursor: str = "") -> Strip:
        """One record; `cursor` is the style of a selected row, which a sign marks as well."""
        style = self._style(cursor)
        segments = [Segment(_CURSOR if cursor else _NO_CURSOR, style)]
        for at, column, cells in self._layout(width):
            cell = Cell(each) if isinstance(each := record.cells[at], str) else each
            toned = style if cursor else self._style(cell.tone)
            segments.append(Segment(fit(cell.within(cells), cells, right=column.right), toned))
            segments.append(Segment(" ", style))
        return Strip(segments).adjust_cell_length(width, style)

    def _layout(self, width: int) -> tuple[tuple[int, Column, int], ...]:
        if self._fitted[0] != width:
            self._fitted = (width, fitted(self._columns, width - _GUTTER))
        return self._fitted[1]
