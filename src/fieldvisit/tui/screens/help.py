"""What this screen is for and which keys work on it; all keys of the program on demand."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command, commands_by_place, keys_of
from fieldvisit.tui.doorstep import neutral_part, tells_nothing
from fieldvisit.tui.keys import shown_key
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.widths import fit
from fieldvisit.wording import _, labelled

_NAME_CELLS = 24


class HelpDialog(Dialog[None]):
    """Opens with the keys of one screen; 1 and 2 change between these and all keys.

    While others may look on, only what anybody may read.
    """

    open_at_the_door = True

    BINDINGS = [
        Binding("1", "show(False)", N_("This screen"), show=False, id="help.here"),
        Binding("2", "show(True)", N_("All keys"), show=False, id="help.all"),
        Binding("question_mark,f1", "leave", N_("Back"), show=False, id="help.leave"),
    ]

    def __init__(self, about: str, commands: Iterable[Command], user_keys: dict[str, str]) -> None:
        super().__init__(_("Help"))
        self._about = about
        self._commands = tuple(commands)
        self._user_keys = user_keys
        self._everything = False

    def compose_content(self) -> ComposeResult:
        """The text, which scrolls, and how to use it."""
        with VerticalScroll(id="long-text"):
            yield Static(self._here(), id="help-text", markup=False)
        hint = _("1 this screen, 2 all keys, arrow keys scroll, Esc closes.")
        yield Static(hint, classes="dialog-hint", markup=False)

    def action_show(self, everything: bool) -> None:
        """Change between this screen's keys and all keys."""
        self._everything = everything
        self.query_one("#help-text", Static).update(self._all() if everything else self._here())
        self.query_one("#long-text", VerticalScroll).scroll_home(animate=False)

    def show_private(self, *, is_private: bool) -> None:  # noqa: ARG002, the text asks the program
        """Leave out what tells, or show it again."""
        if self.is_mounted:
            self.action_show(self._everything)

    def _here(self) -> str:
        text = neutral_part(self._about) if self.app.is_private else self._about
        about = [text, ""] if text else []
        return "\n".join([*about, *self._lines(self._commands)])

    def _all(self) -> str:
        parts = [
            "\n".join([labelled(_(place), "").rstrip(), *self._lines(commands)])
            for place, commands in commands_by_place().items()
        ]
        return "\n\n".join(parts)

    def _lines(self, commands: Iterable[Command]) -> list[str]:
        return [
            f"{fit(_(command.name), _NAME_CELLS)} {self._keys(command)}\n  {_(command.help)}"
            for command in commands
            if not self.app.is_private or tells_nothing(command)
        ]

    def _keys(self, command: Command) -> str:
        return " ".join(_(shown_key(key)) for key in keys_of(command, self._user_keys))
