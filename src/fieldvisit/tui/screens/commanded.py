"""How a screen finds, refuses and runs its commands."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, ClassVar

from textual.worker import Worker, WorkerState

from fieldvisit.domain.problems import Problem
from fieldvisit.tui.commands import Command, footer_commands
from fieldvisit.tui.commands.bindings import command_bindings
from fieldvisit.tui.commands.everywhere import COMMANDS as EVERYWHERE
from fieldvisit.tui.doorstep import tells_nothing
from fieldvisit.tui.framework import OurScreen, takes_text


class Commanded(OurScreen[None]):
    """A screen whose OFFERS are done by its, else the program's, `action_VERB` methods.

    An `async` action runs as a worker: it may wait for the store and for dialogs, and is not begun
    again while it runs. What it raises is shown to the person and never ends the program.
    """

    OFFERS: ClassVar[tuple[Command, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        if "COMMANDS" in cls.__dict__:
            raise TypeError(f"{cls.__name__}.COMMANDS is for Textual's own palette; use OFFERS")
        if "OFFERS" in cls.__dict__:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", ()), *command_bindings(cls.OFFERS)]
        super().__init_subclass__(**options)

    def state_for_commands(self) -> Any:
        """What `why_not` of this screen's own commands is asked about."""
        return self

    def commands_here(self) -> Iterator[Command]:
        """The commands of this screen, then those of every screen that can be done here.

        While others may look on, only those whose words tell nothing.
        """
        own = {command.id for command in self.OFFERS}
        everywhere = (
            command
            for command in EVERYWHERE
            if command.id not in own and self._how_to(command) is not None
        )
        for command in (*self.OFFERS, *everywhere):
            if not self.app.is_private or tells_nothing(command):
                yield command

    def menu_commands(self) -> list[Command]:
        """The commands of the action menu, in the order of their digits."""
        offered = (command for command in self.commands_here() if command in self.OFFERS)
        return sorted((c for c in offered if c.digit), key=lambda command: command.digit)

    def why_not(self, command: Command) -> str | None:
        """Why the command cannot be run now, translated; None when it can."""
        state = self.state_for_commands() if command in self.OFFERS else self
        return command.why_not(state)

    def footer_commands(self) -> Iterator[tuple[str, Command]]:
        """The keys of the footer, the most important first."""
        return footer_commands(
            self.commands_here(),
            self.why_not,
            self.app.office.settings.keys,
            typing=takes_text(self.focused),
        )

    def action_run_command(self, command_id: str) -> None:
        """Do what the command says, or say why it cannot be done now."""
        command = next((c for c in self.commands_here() if c.id == command_id), None)
        do = self._how_to(command) if command else None
        if command is None or do is None:
            return
        if reason := self.why_not(command):
            self.notify(reason, severity="warning")
        elif not self.is_busy_with(command.id):
            self._begin(command, do)

    def is_busy_with(self, group: str) -> bool:
        """Whether a worker of this screen with that group, or command id, is under way."""
        return any(
            worker.node is self and worker.group == group and not worker.is_finished
            for worker in self.workers
        )

    def _begin(self, command: Command, do: Callable[..., Any]) -> None:
        try:
            outcome = do(*command.arguments)
        except Problem as problem:
            self.app.show_problem(problem)
        else:
            if inspect.iscoroutine(outcome):
                self.run_worker(outcome, group=command.id, exit_on_error=False)

    def _how_to(self, command: Command) -> Callable[..., Awaitable[None] | None] | None:
        if command.action == "go" and not self.app.has_section(command.argument):
            return None
        name = f"action_{command.verb}"
        return getattr(self, name, None) or getattr(self.app, name, None)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show what a worker of this screen raised."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.app.show_failure(event.worker.error)
