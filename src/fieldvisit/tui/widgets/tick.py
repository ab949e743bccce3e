"""Tick boxes that show their state without colour, and groups of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
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


class TickGroup(Container):
    """Ticks in columns: Tab enters and leaves the group, the arrows move in it.

    `words` maps the names that are ticked to msgids.
    """

    def __init__(self, words: Mapping[str, str], *, id: str) -> None:
        super().__init__(id=id)
        self._ticks = {name: Tick(_(word), id=f"{id}-{name}") for name, word in words.items()}

    def compose(self) -> ComposeResult:
        """The ticks; only the first can be entered."""
        for number, tick in enumerate(self._ticks.values()):
            tick.can_focus = number == 0
            yield tick

    @property
    def ticked(self) -> tuple[str, ...]:
        """The names that are ticked, in the order of the group."""
        return tuple(name for name, tick in self._ticks.items() if tick.value)

    @ticked.setter
    def ticked(self, names: Collection[str]) -> None:
        for name, tick in self._ticks.items():
            tick.value = name in names

    def let_in(self) -> None:
        """Let Tab enter the group at a tick that is in sight."""
        in_sight = self._in_sight()
        entered = next(iter([each for each in in_sight if each.can_focus] or in_sight), None)
        for tick in self._ticks.values():
            tick.can_focus = tick is entered

    def _in_sight(self) -> list[Tick]:
        return [tick for tick in self._ticks.values() if not tick.has_class(HIDDEN)]

    def on_key(self, event: events.Key) -> None:
        """Move with the arrows."""
        columns = max(self.styles.grid_size_columns, 1)
        step = {"left": -1, "right": 1, "up": -columns, "down": columns}.get(event.key)
        if step is not None:
            event.stop()
            event.prevent_default()
            self._move(step)

    def _move(self, step: int) -> None:
        ticks = self._in_sight()
        here = next((at for at, tick in enumerate(ticks) if tick.has_focus), 0)
        there = here + step
        if 0 <= there < len(ticks):
            ticks[there].can_focus = True
            ticks[there].focus()
            ticks[here].can_focus = False
