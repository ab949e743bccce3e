"""What stands where there is nothing to list: why, and which key helps."""

from __future__ import annotations

from typing import Literal

from textual.widgets import Static

State = Literal["loading", "empty", "filtered", "error", "blocked"]


class EmptyState(Static):
    """A sentence and the next key to press; one class for each kind, `-loading` to `-blocked`."""

    can_focus = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(markup=False, id=id)
        self.kind: State = "loading"

    def show(self, kind: State, sentence: str, next_step: str = "") -> None:
        """Say it; both texts are in the language in use."""
        self.set_classes(f"-{kind}")
        self.kind = kind
        self.update(f"{sentence}\n\n{next_step}" if next_step else sentence)
