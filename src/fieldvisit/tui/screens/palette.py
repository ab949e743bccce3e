"""Every command of the moment and every borrower, found by typing part of a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from fieldvisit.domain.text import N_, half_width, safe_text
from fieldvisit.services.cases import search_cases
from fieldvisit.tui.commands import Command, key_to_show
from fieldvisit.tui.keys import shown_key
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.showing import name_shown
from fieldvisit.tui.widths import fit
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.domain.case import Case

_NAME_CELLS = 24
_MOST_CASES = 8
"""Borrowers shown below the commands; one more letter narrows them."""


class Palette(Dialog["str | Case"]):
    """Answers with the id of a command, or a case. English names are found in every language.

    While it is `open_at_the_door` it knows neutral commands only, and no borrowers.
    """

    BINDINGS = [
        Binding("down", "move('cursor_down')", N_("Down"), show=False, id="palette.down"),
        Binding("up", "move('cursor_up')", N_("Up"), show=False, id="palette.up"),
    ]
    AUTO_FOCUS = "Input"

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
        self._cases: dict[str, Case] = {}

    def compose_content(self) -> ComposeResult:
        """Where to type, what was found, and what is said when that is nothing."""
        of_what = _("Part of a command, or of a borrower's name, pinyin or number")
        yield Input(placeholder=_("Part of a command") if self.open_at_the_door else of_what)
        yield OptionList(*self._found(""))
        nothing = Static(
            _("Nothing is called so; shorten what you typed."), id="nothing", markup=False
        )
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
        """Show what has these words in its name, help or id; then the borrowers they find."""
        options = self.query_one(OptionList)
        options.set_options(self._found(event.value))
        options.action_first()
        self.run_worker(self._add_cases(event.value), group="search", exclusive=True)

    async def _add_cases(self, typed: str) -> None:
        """Add the cases that are found by that to the commands."""
        options, office = self.query_one(OptionList), self.app.office
        if typed.strip() and not self.open_at_the_door:
            found, _total = await office.store.run(search_cases, typed, _MOST_CASES)
            self._cases = {f"case {each.case.case_id}": each.case for each in found}
            for option_id, case in self._cases.items():
                name = fit(name_shown(case.borrower, office.settings), _NAME_CELLS)
                line = f"{name} {case.case_id}\n  {case.district or case.city}"
                options.add_option(Option(Content(safe_text(line, lines=True)), id=option_id))
        options.display = bool(options.option_count)
        self.query_one("#nothing").display = not options.option_count
        if options.highlighted is None:
            options.action_first()

    def action_move(self, direction: str) -> None:
        """Move in the list while the focus stays where one types."""
        getattr(self.query_one(OptionList), f"action_{direction}")()

    @on(Input.Submitted)
    def choose(self) -> None:
        """Run the command under the cursor."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the command, or the case."""
        chosen = str(event.option_id)
        self.dismiss(self._cases.get(chosen, chosen))


def _searched(command: Command) -> str:
    texts = (command.name, _(command.name), command.help, _(command.help), command.id)
    return "\n".join(texts).casefold()
