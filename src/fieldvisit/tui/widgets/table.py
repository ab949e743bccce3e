"""A list of records in aligned columns, drawn line by line, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events, on
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from fieldvisit.tui.commands.bindings import own_bindings
from fieldvisit.tui.commands.lists import COMMANDS
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.records import Cell, Record, RowDrawing, Tone

__all__ = ["Cell", "Column", "Record", "RecordTable", "Tone"]


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
    class Moved(Message):
        """A row is selected after a move or new rows; None when the table is empty."""

        table: RecordTable
        record: Record | None

        @property
        def control(self) -> RecordTable:
            """The table it happened in."""
            return self.table

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawing = RowDrawing(columns, self._style)
        self._styles: dict[str, Style] = {}
        self._records: Sequence[Record] = ()
        self._row = 0

    @property
    def records(self) -> Sequence[Record]:
        """All rows in their order."""
        return self._records

    @property
    def selected(self) -> Record | None:
        """The row under the cursor."""
        return self._records[self._row] if self._records else None

    @property
    def row(self) -> int:
        """The number of the row under the cursor, counted from 0."""
        return self._row

    def show(self, records: Sequence[Record]) -> None:
        """Show these rows; the selection stays on the same key, else on the same place."""
        key = self.selected.key if self.selected else None
        same = next((at for at, record in enumerate(records) if record.key == key), self._row)
        self._records = records
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
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved(self, self.selected))
        self.refresh_bindings()

    def _keep_in_sight(self) -> None:
        # The header hides the first of the lines in sight, so a row takes the one above it along.
        here = Region(0, self._row, self.size.width, 2)
        self.scroll_to_region(here, animate=False, force=True, immediate=True)

    def action_move(self, rows: int) -> None:
        """So many rows down, or up when negative."""
        self.go_to(self._row + rows)

    def action_page(self, pages: int) -> None:
        """So many pages down, or up when negative; one row stays in sight."""
        self.go_to(self._row + pages * max(self.size.height - 2, 1))

    def action_end(self, last: bool) -> None:
        """To the last row, or to the first."""
        self.go_to(len(self._records) - 1 if last else 0)

    def action_choose(self) -> None:
        """Open the selected row."""
        if self.selected:
            self.post_message(self.Chosen(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select the row; open it when it is selected already."""
        row = event.y - 1 + self.scroll_offset.y
        if event.y == 0 or row >= len(self._records):
            return
        if row == self._row:
            self.action_choose()
        else:
            self.go_to(row)

    def on_resize(self) -> None:
        """Keep the selected row in sight."""
        self.virtual_size = Size(self.size.width, len(self._records) + 1)
        self._keep_in_sight()

    @on(events.Focus)
    @on(events.Blur)
    def redraw(self) -> None:
        """Draw the cursor as one that keys move, or do not move."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the styles of the last drawing."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """The line at that height of the widget, 0 being the header."""
        width = self.size.width
        if y == 0:
            return self._drawing.header(width)
        row = y - 1 + self.scroll_offset.y
        if row >= len(self._records):
            return Strip.blank(width, self._style(""))
        cursor = "cursor" if self.has_focus else "cursor-blurred"
        return self._drawing.row(self._records[row], width, cursor if row == self._row else "")

    def _style(self, name: str) -> Style:
        """The style of a part, "" being a plain row; worked out once for many lines."""
        if name not in self._styles:
            part = f"record-table--{name}"
            self._styles[name] = self.get_component_rich_style(part) if name else self.rich_style
        return self._styles[name]
