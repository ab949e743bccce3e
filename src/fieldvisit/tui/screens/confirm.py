"""A question before something that is not easily undone."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Button, Static

from fieldvisit.domain.text import N_
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.wording import _


class Confirm(Dialog[bool]):
    """Cancel has the focus, so that Enter changes nothing; the digit 1 confirms.

    Answers True for yes, else False or None. `is_neutral` says that anybody may read it.
    """

    BINDINGS = [Binding("1", "confirm", N_("Confirm"), show=False, id="dialog.confirm")]
    AUTO_FOCUS = "#cancel"

    def __init__(self, title: str, question: str, yes: str, *, is_neutral: bool = False) -> None:
        super().__init__(title)
        self.open_at_the_door = is_neutral
        self._question = question
        self._yes = yes

    def compose_content(self) -> ComposeResult:
        """The question and two buttons."""
        yield Static(self._question, classes="dialog-text", markup=False)
        with Horizontal(classes="dialog-buttons"):
            yield Button(_("Cancel"), id="cancel")
            yield Button(f"1 {self._yes}", id="yes")
        hint = _("1 confirms, Enter or Esc cancels.")
        yield Static(hint, classes="dialog-hint", markup=False)

    @on(Button.Pressed, "#yes")
    def action_confirm(self) -> None:
        """Yes."""
        self.dismiss(result=True)

    @on(Button.Pressed, "#cancel")
    def cancel(self) -> None:
        """No."""
        self.dismiss(result=False)
