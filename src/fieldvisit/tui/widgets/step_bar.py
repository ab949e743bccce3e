"""The steps of a task in one line, with the one in hand marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from fieldvisit.wording import _


class StepBar(Widget):
    """`[1 Prepare] 2 Talk  3 Record`: brackets mark the step in hand, "+" those that are done.

    `names` are msgids; steps count from 1. The screen moves on by setting `current` and `done`.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"step-bar--current", "step-bar--done"}
    current = reactive(1)
    done: reactive[frozenset[int]] = reactive(frozenset)

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names = tuple(names)

    def render(self) -> Content:
        """The line."""
        return Content(" ").join(
            [self._step(number, _(name)) for number, name in enumerate(self._names, 1)]
        )

    def _step(self, number: int, name: str) -> Content:
        text = f"{number} {name}" + (" +" if number in self.done else "")
        if number == self.current:
            return Content.styled(f"[{text}]", self.get_visual_style("step-bar--current"))
        if number in self.done:
            return Content.styled(f" {text} ", self.get_visual_style("step-bar--done"))
        return Content(f" {text} ")
