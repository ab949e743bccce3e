"""A form as anybody may see it: what tells of the matter is out of sight and stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual.widget import Widget
from textual.widgets import Input, Select, TextArea

from fieldvisit.tui.doorstep import is_neutral
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.tick import HIDDEN, TickGroup


def hide_what_tells(form: Widget, secrets: Sequence[str], *, is_private: bool) -> None:
    """Put out of sight every row whose words, or whose value, tell of the matter.

    When `is_private` is False everything comes back. Values stay as they are.
    """

    def tells(words: str) -> bool:
        return is_private and not is_neutral(words, secrets)

    for widget in form.query("Field, Lines"):
        widget.set_class(tells(_words_of(widget)), HIDDEN)
    for group in form.query(TickGroup):
        group.hide(tells)


def neutral_options(options: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The options that anybody may read."""
    return [(name, value) for name, value in options if is_neutral(name)]


def _words_of(widget: Widget) -> str:
    if isinstance(widget, Field):
        return f"{widget.label} {widget.hint} {_typed(widget.control)}"
    assert isinstance(widget, Lines)
    return str(widget.content)


def _typed(control: Widget) -> str:
    if isinstance(control, TextArea):
        return control.text
    if isinstance(control, Input):
        return control.value
    if isinstance(control, Select) and control.value is not Select.NULL:
        return next((str(name) for name, each in control._options if each == control.value), "")
    return ""
