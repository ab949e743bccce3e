"""One question, one line of answer."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Button, Input, Static

from fieldvisit.domain.text import N_, safe_text
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.wording import _


class AskDialog(Dialog[str]):
    """Answers with what was typed, or None. Enter goes to the buttons; F8 or the button saves."""

    BINDINGS = [Binding("f8", "accept", N_("Save"), show=False, id="dialog.accept")]
    AUTO_FOCUS = "#answer"

    def __init__(self, title: str, question: str, yes: str, *, value: str = "") -> None:
        super().__init__(title)
        self._question = question
        self._yes = yes
        self._value = value

    def compose_content(self) -> ComposeResult:
        """Question, answer, buttons."""
        yield Static(self._question, classes="dialog-text", markup=False)
        yield Input(self._value, id="answer", max_length=500, compact=True)
        with Horizontal(classes="dialog-buttons"):
            yield Button(_("Cancel"), id="cancel")
            yield Button(f"F8 {self._yes}", id="yes")

    def on_input_submitted(self) -> None:
        """Enter never saves; it goes on to the buttons."""
        self.query_one("#yes", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or cancel."""
        if event.button.id == "yes":
            self.action_accept()
        else:
            self.dismiss(None)

    def action_accept(self) -> None:
        """Answer with what was typed, unless nothing was."""
        if answer := safe_text(self.query_one("#answer", Input).value).strip():
            self.dismiss(answer)
