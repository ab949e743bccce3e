"""What every dialog has: a frame, a title, Esc to leave."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from fieldvisit.domain.text import N_
from fieldvisit.tui.framework import OurScreen

R = TypeVar("R")


class Dialog(ModalScreen[R | None], OurScreen[R | None], Generic[R]):
    """Subclasses compose their content; Esc answers None. Texts are given translated."""

    BINDINGS = [Binding("escape", "leave", N_("Back"), show=False, id="dialog.leave")]
    AUTO_FOCUS: ClassVar[str | None] = "*"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._heading = title

    def compose(self) -> ComposeResult:
        """Frame, title and content."""
        with Vertical(classes="dialog"):
            yield Static(self._heading, classes="dialog-title", markup=False)
            yield from self.compose_content()

    def compose_content(self) -> ComposeResult:
        """The widgets below the title."""
        yield from ()

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
