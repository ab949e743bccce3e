"""One sentence that must be read before going on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Button, Static

from fieldvisit.tui.doorstep import is_neutral
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.wording import _


class MessageDialog(Dialog[None]):
    """Enter or Esc closes it."""

    def __init__(self, title: str, sentence: str) -> None:
        super().__init__(title)
        self.open_at_the_door = is_neutral(f"{title} {sentence}")
        self._sentence = sentence

    def compose_content(self) -> ComposeResult:
        """The sentence and one button."""
        yield Static(self._sentence, classes="dialog-text", markup=False)
        with Horizontal(classes="dialog-buttons"):
            yield Button(_("Close"), id="close")

    def on_button_pressed(self) -> None:
        """Close."""
        self.dismiss(None)
