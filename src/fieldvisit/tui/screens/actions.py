"""The menu of what can be done here, each with the digit that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from fieldvisit.tui.commands import Command
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.wording import _


class ActionMenu(Dialog[str]):
    """Answers with the id of the command. What cannot be done now is greyed and says why."""

    def __init__(
        self, commands: Sequence[Command], why_not: Callable[[Command], str | None]
    ) -> None:
        super().__init__(_("Actions"))
        self._commands = {command.digit: command for command in commands}
        self._reasons = {command.id: why_not(command) for command in commands}

    def compose_content(self) -> ComposeResult:
        """The list and how to use it."""
        yield OptionList(*(self._option(command) for command in self._commands.values()))
        hint = _("A digit runs it, Esc closes.")
        yield Static(hint, classes="dialog-hint", markup=False)

    def _option(self, command: Command) -> Option:
        reason = self._reasons[command.id]
        line = f"{command.digit}  {_(command.name)}"
        if reason:
            line += f"\n   {reason}"
        return Option(Content(line), id=command.id, disabled=reason is not None)

    def on_key(self, event: events.Key) -> None:
        """Run the command of that digit, or say again why it cannot be done."""
        if event.character is None or event.character not in "123456789":
            return
        event.stop()
        command = self._commands.get(int(event.character))
        if command is None:
            return
        if reason := self._reasons[command.id]:
            self.notify(reason, severity="warning")
        else:
            self.dismiss(command.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Run the command under the cursor."""
        self.dismiss(event.option_id)
