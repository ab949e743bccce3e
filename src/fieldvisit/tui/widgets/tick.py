"""Tick boxes that show their state without colour, and groups of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from itertools import pairwise

from textual import events
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Checkbox

from fieldvisit.wording import _

HIDDEN = "-hidden-at-the-door"
"""The class of what is out of sight while others may look on."""


class Tick(Checkbox):
    """`[x] words` or `[ ] words`."""

    def __init__(self, words: str, *, id: str) -> None:
        super().__init__(Content(words), id=id, compact=True)

    @property
    def _button(self) -> Content:
        # Textual draws the sides in the colour of what lies behind them: brackets would not show.
        mark = "[x]" if self.value else "[ ]"
        return Content.assemble((mark, self.get_visual_style("toggle--button")))


class TickGroup(Widget, can_focus=True):
    """Ticks in columns: Tab enters and leaves the group, the arrows move in it, Space ticks.

    `words` maps the names that are ticked to msgids. They are one widget that draws its rows: one
    for each would cost a form with forty of them a quarter of a second. Its style `grid-size` says
    how many columns there are.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"tick--mark", "tick--here"}

    class Changed(Message):
        """A person ticked a name, or took the tick away."""

    def __init__(self, words: Mapping[str, str], *, id: str) -> None:
        super().__init__(id=id)
        self._words = {name: _(word) for name, word in words.items()}
        self._ticked: frozenset[str] = frozenset()
        self._in_sight = tuple(words)
        self._here = 0

    @property
    def ticked(self) -> tuple[str, ...]:
        """The names that are ticked, in the order of the group; also those out of sight."""
        return tuple(name for name in self._words if name in self._ticked)

    @ticked.setter
    def ticked(self, names: Collection[str]) -> None:
        self._ticked = frozenset(names) & self._words.keys()
        self.refresh()

    def hide(self, tells: Callable[[str], bool]) -> None:
        """Put out of sight every tick whose words tell of the matter; they stay as they are."""
        here = self._in_sight[self._here] if self._in_sight else ""
        self._in_sight = tuple(name for name, words in self._words.items() if not tells(words))
        self._here = self._in_sight.index(here) if here in self._in_sight else 0
        self.can_focus = bool(self._in_sight)
        self.refresh(layout=True)

    def toggle(self, name: str) -> None:
        """Tick the name or take its tick away, as a person does."""
        self.ticked = self._ticked ^ {name}
        self.post_message(self.Changed())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the columns need."""
        return -(-len(self._in_sight) // self._columns)

    def render(self) -> Content:
        """The rows."""
        widths = [end - begin for begin, end in pairwise(self._edges)]
        cells = [self._cell(at, widths[at % len(widths)]) for at in range(len(self._in_sight))]
        rows = range(0, len(cells), len(widths))
        return Content("\n").join(Content("").join(cells[row : row + len(widths)]) for row in rows)

    def on_key(self, event: events.Key) -> None:
        """Move with the arrows, tick with Space or Enter."""
        columns = self._columns
        step = {"left": -1, "right": 1, "up": -columns, "down": columns}.get(event.key)
        if step is not None:
            self._go(self._here + step)
        elif event.key in ("space", "enter") and self._in_sight:
            self.toggle(self._in_sight[self._here])
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Tick what was clicked."""
        column = bisect_right(self._edges, event.x) - 1
        number = event.y * self._columns + column
        if column < self._columns and number < len(self._in_sight):
            self._go(number)
            self.toggle(self._in_sight[number])

    def on_focus(self) -> None:
        """Show where the next key goes."""
        self.refresh()
        self.call_after_refresh(self._show_here)

    def on_blur(self) -> None:
        """Show it no longer."""
        self.refresh()

    @property
    def _columns(self) -> int:
        return max(self.styles.grid_size_columns, 1)

    @property
    def _edges(self) -> list[int]:
        """Where each column begins; the last one is the width."""
        columns = self._columns
        return [number * self.content_size.width // columns for number in range(columns + 1)]

    def _cell(self, number: int, width: int) -> Content:
        name = self._in_sight[number]
        mark = "[x]" if name in self._ticked else "[ ]"
        words = Content(f" {self._words[name]} ").truncate(width - len(mark), ellipsis=True)
        if self.has_focus and number == self._here:
            words = words.stylize(self.get_visual_style("tick--here"))
        cell = Content.assemble((mark, self.get_visual_style("tick--mark")), words)
        return cell.truncate(width, pad=True)

    def _go(self, number: int) -> None:
        if 0 <= number < len(self._in_sight):
            self._here = number
            self.refresh()
            self._show_here()

    def _show_here(self) -> None:
        """Scroll the group into sight, where it is too high the row of the next key."""
        place: Widget = self
        offset = Offset(0, 0)
        while isinstance(place.parent, Widget):
            offset += place.virtual_region.offset
            place = place.parent
            if place.allow_vertical_scroll:
                width, height = self.size
                row = self._here // self._columns
                fits = height <= place.size.height
                shown = Region(0, 0, width, height) if fits else Region(0, row, width, 1)
                place.scroll_to_region(shown.translate(offset), animate=False)
                return
