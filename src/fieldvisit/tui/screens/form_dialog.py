"""A short form in a dialog: fields, errors beside them, F8 saves."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button

from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import N_
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.wording import _, explain

R = TypeVar("R")


class FormDialog(Dialog[R], Generic[R]):
    """Subclasses give `compose_fields` and `save`; what `save` returns is the answer.

    A Problem that `save` raises is shown beside the field it names, else below the fields. SAVES
    is the msgid of what F8 does.
    """

    BINDINGS = [Binding("f8", "save", N_("Save"), show=False, id="dialog.save")]
    SAVES: ClassVar[str] = N_("save")

    def compose_fields(self) -> ComposeResult:
        """The fields; each one's id is "field-" and the name that problems use."""
        yield from ()

    async def save(self) -> R | None:
        """Do what the form is for, and give the answer."""
        return None

    def compose_content(self) -> ComposeResult:
        """Fields and buttons."""
        # The first field gets the focus, so that what is typed at once arrives.
        with VerticalScroll(classes="dialog-fields", can_focus=False):
            yield from self.compose_fields()
        yield Lines(id="problem")
        with Horizontal(classes="dialog-buttons"):
            yield Button(_("Cancel"), id="cancel")
            yield Button(f"F8 {_(self.SAVES)}", id="yes")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or cancel."""
        event.stop()
        if event.button.id == "yes":
            self.action_save()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Save; what is wrong is shown and nothing is lost."""
        self.run_worker(self._save(), group="save", exclusive=True, exit_on_error=False)

    async def _save(self) -> None:
        for field in self.query(Field):
            field.show_error("")
        self.query_one("#problem").display = False
        try:
            answer = await self.save()
        except Problem as problem:
            self._show(problem)
        except Exception as error:
            self.app.show_failure(error)
        else:
            self.dismiss(answer)

    def _show(self, problem: Problem) -> None:
        fields = self.query(f"#field-{problem.field}") if problem.field.isidentifier() else None
        if fields:
            field = fields.first(Field)
            field.show_error(explain(problem, field.label))
            field.control.focus()
        else:
            self.query_one("#problem", Lines).say(f"! {explain(problem)}")
            self.query_one("#problem").display = True
