"""What the program does when something goes wrong: a sentence, never a traceback with values."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.worker import WorkerFailed

from fieldvisit.domain.problems import Problem
from fieldvisit.tui import crash
from fieldvisit.wording import _, explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from fieldvisit.tui.office import Office


class Failures(App[None]):
    """The part of the program that answers for failures."""

    office: Office
    may_be_said: Callable[[str], bool]

    def show_problem(self, problem: Problem) -> None:
        """Show the sentence of something that a person can put right."""
        self._show(_("This cannot be done"), explain(problem))

    def show_failure(self, error: Exception) -> None:
        """Show what a worker raised: the sentence of a Problem, else that a report was written."""
        if isinstance(error, Problem):
            self.show_problem(error)
        else:
            self._show(_("Something went wrong"), self.reported(error))

    async def check_own_rules(self) -> None:
        """Say in one sentence that the agency's own rules cannot be used; read in a thread."""
        from fieldvisit.services.rulebook import fault_of_rules

        fault = await asyncio.to_thread(fault_of_rules, self.office.settings)
        if fault is not None:
            words = _("Until then nothing is allowed. Correct the file, or empty pack_folder.")
            self._show(_("Your agency's own rules cannot be used"), f"{explain(fault)}\n{words}")

    def reported(self, error: Exception) -> str:
        """Write a report and give the sentence that names it."""
        report = crash.write_report(error, self.office.crash_reports, now=self.office.clock())
        return crash.failure_sentence(error, report)

    def _show(self, title: str, sentence: str) -> None:
        from fieldvisit.tui.screens.message import MessageDialog

        if self.may_be_said(sentence):
            self.push_screen(MessageDialog(title, sentence))
        else:
            self.notify(_("That cannot be done now; the reason is shown once you are alone."))

    async def on_load(self) -> None:
        """Keep errors of forgotten tasks off the screen."""
        asyncio.get_running_loop().set_exception_handler(self._note_task_error)

    def _note_task_error(self, _loop: Any, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), Exception):
            crash.write_report(error, self.office.crash_reports, now=self.office.clock())

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own way ends in a traceback that prints the local variables.
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            report = crash.write_report(error, self.office.crash_reports, now=self.office.clock())
            self._exit_renderables.append(crash.sentence(error, report))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        for sentence in self._exit_renderables[:1]:
            print(sentence, file=sys.__stderr__)
        self._exit_renderables.clear()
