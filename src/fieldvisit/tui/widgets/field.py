"""One row of a form: label, input, and a line that says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from fieldvisit.domain.text import N_, safe_text
from fieldvisit.wording import _

CHOOSE = N_("Choose")


class Field(Vertical):
    """A labelled control. `label` and `hint` are msgids; a wrong value shows its sentence below,
    until it is changed.

    Enter in a one-line input goes to the next control: it never sends the form.
    """

    def __init__(
        self,
        label: str,
        control: Widget,
        *,
        hint: str = "",
        optional: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self._hint = hint
        self._optional = optional
        self.control = control

    def compose(self) -> ComposeResult:
        """Label, control and the line below it."""
        label = _("{name} (optional)").format(name=self.label) if self._optional else self.label
        yield Static(label, classes="field-label", markup=False)
        yield self.control
        yield Static(_(self._hint), classes="field-note", markup=False)

    @property
    def label(self) -> str:
        """What the form calls it, in the language in use."""
        return _(self._label)

    @property
    def hint(self) -> str:
        """The line below it, in the language in use."""
        return _(self._hint)

    @property
    def value(self) -> Any:
        """What is typed, without anything invisible; the value chosen, or None when none is."""
        control = self.control
        if isinstance(control, Select):
            return None if control.value is Select.NULL else control.value
        if isinstance(control, TextArea):
            return safe_text(control.text, lines=True)
        if isinstance(control, Input):
            return safe_text(control.value)
        return getattr(control, "value", None)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong with the value; an empty sentence takes it back."""
        self.set_class(bool(sentence), "-wrong")
        note = self.query_one(".field-note", Static)
        note.update(f"! {sentence}" if sentence else _(self._hint))

    @on(Input.Changed)
    @on(Select.Changed)
    @on(TextArea.Changed)
    def take_back(self) -> None:
        """A value that is being changed is no longer the one that was wrong."""
        if self.has_class("-wrong"):
            self.show_error("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next control."""
        event.stop()
        self.screen.focus_next()


def choice(
    options: Iterable[tuple[str, Any]], *, value: Any = None, id: str | None = None
) -> Select[Any]:
    """A drop-down list of translated names with their values; None chooses nothing."""
    return Select(
        shown_options(options),
        prompt=_(CHOOSE),
        value=Select.NULL if value is None else value,
        compact=True,
        id=id,
    )


def shown_options(options: Iterable[tuple[str, Any]]) -> list[tuple[Any, Any]]:
    """The options of a drop-down list as it draws them."""
    # Textual finds options by typing in strings and in Rich's Text; a string would be markup.
    return [(Text(safe_text(name)), each) for name, each in options]
