"""Every command of the moment, found by typing part of its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from fieldvisit.domain.text import N_, half_width
from fieldvisit.tui.commands import Command, key_to_show
from fieldvisit.tui.keys import shown_key
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.widths import fit
from fieldvisit.wording import _

_NAME_CELLS = 24


class Palette(Dialog[str]):
    """Answers with the id of the command. English names are found in every language."""

    BINDINGS = [
        Binding("down", "move('cursor_down')", N_("Down"), show=False, id="palette.down"),
        Binding("up", "move('cursor_up')", N_("Up"), show=False, id="palette.up"),
    ]
    AUTO_FOCUS = "Input"
    open_at_the_door = True

    def __init__(
        self,
        commands: Iterable[Command],
        why_not: Callable[[Command], str | None],
        user_keys: dict[str, str],
    ) -> None:
        super().__init__(_("Commands"))
        self._commands = [command for command in commands if command.id != "app.palette"]
        self._reasons = {command.id: why_not(command) for command in self._commands}
        self._user_keys = user_keys

    def compose_content(self) -> ComposeResult:
        """Where to type, what was found, and what is said when that is nothing."""
        yield Input(placeholder=_("Type part of a name"))
        yield OptionList(*self._found(""))
        nothing = Static(_("No such command; shorten what you typed."), id="nothing", markup=False)
        nothing.display = False
        yield nothing

    def _found(self, typed: str) -> list[Option]:
        words = half_width(typed).casefold().split()
        return [
            self._option(command)
            for command in self._commands
            if all(word in _searched(command) for word in words)
        ]

    def _option(self, command: Command) -> Option:
        key = key_to_show(command, self._user_keys, typing=False)
        line = fit(_(command.name), _NAME_CELLS) + (f" {_(shown_key(key))}" if key else "")
        reason = self._reasons[command.id]
        line += f"\n  {reason or _(command.help)}"
        return Option(Content(line), id=command.id, disabled=reason is not None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what has these words in its name, help or id."""
        found = self._found(event.value)
        options = self.query_one(OptionList)
        options.set_options(found)
        options.display = bool(found)
        self.query_one("#nothing").display = not found
        options.action_first()

    def action_move(self, direction: str) -> None:
        """Move in the list while the focus stays where one types."""
        getattr(self.query_one(OptionList), f"action_{direction}")()

    @on(Input.Submitted)
    def choose(self) -> None:
        """Run the command under the cursor."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the command."""
        self.dismiss(event.option_id)


def _searched(command: Command) -> str:
    texts = (command.name, _(command.name), command.help, _(command.help), command.id)
    return "\n".join(texts).casefold()
