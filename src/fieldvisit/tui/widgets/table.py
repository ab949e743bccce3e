"""A list of records in aligned columns, drawn line by line, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from fieldvisit.tui.commands.bindings import own_bindings
from fieldvisit.tui.commands.lists import COMMANDS
from fieldvisit.tui.widgets.columns import Column, fitted
from fieldvisit.tui.widths import fit
from fieldvisit.wording import _

Tone = Literal["", "good", "warn", "bad", "dim"]

_GUTTER = 2
_CURSOR, _NO_CURSOR = "> ", "  "


class Cell(NamedTuple):
    """One text in a row. The tone colours it; the text alone must say the same."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One row. `key` names what it stands for, and keeps the selection over a reload."""

    key: str
    cells: tuple[Cell | str, ...]


class RecordTable(ScrollView, can_focus=True):
    """Arrow keys, j/k, PgUp/PgDn, Home/End and the mouse move; Enter or a second click opens."""

    ALLOW_SELECT = False
    BINDINGS = [*own_bindings(COMMANDS)]
    COMPONENT_CLASSES = {
        "record-table--header",
        "record-table--cursor",
        "record-table--cursor-blurred",
        "record-table--good",
        "record-table--warn",
        "record-table--bad",
        "record-table--dim",
    }

    @dataclass
    class Chosen(Message):
        """A row was opened."""

        table: RecordTable
        record: Record

        @property
        def control(self) -> RecordTable:
            """The table it happened in."""
            return self.table

    @dataclass
    class Moved(Message, bubble=True):
        """Another row is selected, or none because the table is empty."""

        table: RecordTable
        record: Record | None

        @property
        def control(self) -> RecordTable:
            """The table it happened in."""
            return self.table

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._records: Sequence[Record] = ()
        self._row = 0
        self._fitted: tuple[int, tuple[tuple[int, Column, int], ...]] = (-1, ())

    @property
    def records(self) -> Sequence[Record]:
        """All rows in their order."""
        return self._records

    @property
    def selected(self) -> Record | None:
        """The row under the cursor."""
        return self._records[self._row] if self._records else None

    def show(self, records: Sequence[Record]) -> None:
        """Show these rows; the selection stays on the same key, else on the same place."""
        key = self.selected.key if self.selected else None
        self._records = records
        same = next((at for at, record in enumerate(records) if record.key == key), self._row)
        self.virtual_size = Size(self.size.width, len(records) + 1)
        self._row = -1
        self.go_to(same)
        self.refresh()

    def select(self, key: str) -> None:
        """Move to the row with that key, if there is one."""
        at = next((at for at, record in enumerate(self._records) if record.key == key), None)
        if at is not None:
            self.go_to(at)

    def go_to(self, row: int) -> None:
        """Select the row of that number, counted from 0, or the nearest there is."""
        row = max(0, min(row, len(self._records) - 1))
        if row == self._row:
            return
        self._row = row
        self.scroll_to_region(
            Region(0, row, self.size.width, 2), animate=False, force=True, immediate=True
        )
        self.refresh()
        self.post_message(self.Moved(self, self.selected))
        self.refresh_bindings()

    def action_move_up(self) -> None:
        """One row up."""
        self.go_to(self._row - 1)

    def action_move_down(self) -> None:
        """One row down."""
        self.go_to(self._row + 1)

    def action_page_up(self) -> None:
        """One page up."""
        self.go_to(self._row - max(self.size.height - 2, 1))

    def action_page_down(self) -> None:
        """One page down."""
        self.go_to(self._row + max(self.size.height - 2, 1))

    def action_first(self) -> None:
        """To the first row."""
        self.go_to(0)

    def action_last(self) -> None:
        """To the last row."""
        self.go_to(len(self._records) - 1)

    def action_choose(self) -> None:
        """Open the selected row."""
        if self.selected:
            self.post_message(self.Chosen(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select the row; open it when it is selected already."""
        row = event.y - 1 + self.scroll_offset.y
        if event.y == 0 or not 0 <= row < len(self._records):
            return
        if row == self._row:
            self.action_choose()
        else:
            self.go_to(row)

    def on_resize(self) -> None:
        """Keep the selected row in sight."""
        self.virtual_size = Size(self.size.width, len(self._records) + 1)

    def on_focus(self) -> None:
        """Draw the cursor as the one that keys move."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as one that keys do not move."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line at that height of the widget, 0 being the header."""
        width = self.size.width
        if y == 0:
            return self._header(width)
        row = y - 1 + self.scroll_offset.y
        if row >= len(self._records):
            return Strip.blank(width, self.rich_style)
        return self._line(row, width)

    def _header(self, width: int) -> Strip:
        style = self.get_component_rich_style("record-table--header")
        labels = [
            fit(_(column.label), cells, right=column.right) + " "
            for _at, column, cells in self._layout(width)
        ]
        text = _NO_CURSOR + "".join(labels)
        return Strip([Segment(fit(text, width), style)], width)

    def _line(self, row: int, width: int) -> Strip:
        record, here = self._records[row], row == self._row
        style = self._row_style(here)
        segments = [Segment(_CURSOR if here else _NO_CURSOR, style)]
        for at, column, cells in self._layout(width):
            cell = record.cells[at]
            text, tone = (cell, "") if isinstance(cell, str) else cell
            toned = style + self._tone(tone) if tone and not here else style
            segments.append(Segment(fit(text, cells, right=column.right), toned))
            segments.append(Segment(" ", style))
        return Strip(segments).adjust_cell_length(width, style)

    def _row_style(self, here: bool) -> Style:
        if not here:
            return self.rich_style
        name = "record-table--cursor" if self.has_focus else "record-table--cursor-blurred"
        return self.get_component_rich_style(name)

    def _tone(self, tone: str) -> Style:
        return self.get_component_rich_style(f"record-table--{tone}", partial=True)

    def _layout(self, width: int) -> tuple[tuple[int, Column, int], ...]:
        if self._fitted[0] != width:
            self._fitted = (width, fitted(self._columns, width - _GUTTER))
        return self._fitted[1]
