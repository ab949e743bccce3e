"""The close of the day, and handing the log over."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import load_outcome_codes
from fieldvisit.domain.text import N_
from fieldvisit.services.days import DayStatus, close_day, day_status
from fieldvisit.services.replay import replay_decisions
from fieldvisit.tui.commands.day import COMMANDS
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.wording import _, clauses, counted, date_text, labelled, listed, money_text, pick

MOST_NAMED = 5
"""Visits that the day names before it only counts them."""


class DayScreen(WorkScreen):
    """What is open, counts and totals, the seal, and what is unsent."""

    TITLE = N_("Day close and sync")
    HELP = N_(
        "F8 seals the day: counts, totals and what stays open go into the journal, and a code to "
        "read out appears. s writes everything unsent into the folder, reads it back, and deletes "
        "nothing here. Handed over is not yet received: head office answers later."
    )
    OFFERS = COMMANDS

    status: DayStatus | None = None

    def compose_body(self) -> ComposeResult:
        """One text, scrolled when it must be."""
        with VerticalScroll(id="day"):
            yield Lines(id="summary")

    async def load(self) -> None:
        """Read how the day stands."""
        office = self.app.office
        self.status = await office.store.run(day_status, office.today())
        self.query_one("#summary", Lines).say(self._summary(self.status))
        self.show_body()

    async def action_close(self) -> None:
        """Seal the day after a question."""
        from fieldvisit.tui.screens.confirm import Confirm

        office, status = self.app.office, self.status
        if status is None:
            return
        title = _("Close the day?")
        question = counted(
            "{n} visit is still open and comes up again tomorrow.",
            "{n} visits are still open and come up again tomorrow.",
            len(status.open_visits),
        )
        if await self.app.push_screen_wait(Confirm(title, question, _("close the day"))):
            _status, event = await office.store.run(close_day, office.today(), office.clock())
            self.notify(_("Saved #{seq}").format(seq=event.seq))
            await self.app.read_status()
            self.action_reload()

    async def action_sync(self) -> None:
        """Hand over what the folder lacks; ask for a folder when none is set."""
        office = self.app.office
        folder = self.app.office.settings.sync_folder or await self._ask_folder()
        if not folder:
            return
        result = await office.store.run(office.hand_over, Path(folder), office.clock())
        sentence = counted("{n} entry handed over", "{n} entries handed over", result.sent)
        self.notify(sentence, severity="error" if result.refused else "information")
        await self.app.read_status()
        self.action_reload()

    async def action_replay(self) -> None:
        """Make every stored decision again and show what differs."""
        from fieldvisit.tui.screens.replaying import ReplayDialog

        office = self.app.office
        replay = await office.store.run(replay_decisions, office.settings)
        await self.app.push_screen_wait(ReplayDialog(replay))

    async def action_folder(self) -> None:
        """Choose the folder for this and later days."""
        await self._ask_folder()
        self.action_reload()

    async def _ask_folder(self) -> str | None:
        from fieldvisit.tui.screens.asking import AskDialog

        office = self.app.office
        folder = await self.app.push_screen_wait(
            AskDialog(
                _("Folder for the log"),
                _("The path of a folder or USB stick that is there now:"),
                _("use it"),
                value=office.settings.sync_folder,
            )
        )
        if folder:
            self.app.change_settings(sync_folder=folder)
        return folder

    def _summary(self, status: DayStatus) -> str:
        totals = {
            _("promised"): status.promised,
            _("collected"): status.collected,
        }
        lines = [
            date_text(status.day),
            "",
            clauses(
                counted("{n} visit", "{n} visits", status.visits),
                _("recorded: {n}").format(n=status.done),
            ),
            *(
                "  " + labelled(f"{code}  {_code_name(code)}", str(n))
                for code, n in status.outcomes.items()
            ),
            *(labelled(name, _sums(sums)) for name, sums in totals.items()),
            counted("{n} agreement", "{n} agreements", status.plans),
            "",
            *self._open_lines(status),
            *self._unclosed_lines(status),
            "",
            *self._seal_lines(status),
            "",
            *self._sync_lines(status),
        ]
        return "\n".join(lines)

    def _open_lines(self, status: DayStatus) -> list[str]:
        if not status.open_visits:
            return [_("Nothing is open.")]
        return [_("Still open: {n}; 1 shows them.").format(n=len(status.open_visits))]

    def _unclosed_lines(self, status: DayStatus) -> list[str]:
        if not status.unclosed:
            return []
        visits = listed(status.unclosed[:MOST_NAMED])
        lacking = counted(
            "{n} visit still lacks what a rule wants, such as a recording:",
            "{n} visits still lack what a rule wants, such as a recording:",
            len(status.unclosed),
        )
        return [f"{lacking} {visits}"]

    def _seal_lines(self, status: DayStatus) -> list[str]:
        if status.closed is None:
            return [_("The day is not closed. F8 closes it.")]
        code = _("The day is closed. Code to read out: {code}").format(code=status.closed.code)
        return [code]

    def _sync_lines(self, status: DayStatus) -> list[str]:
        folder = self.app.office.settings.sync_folder or _("none chosen; f chooses one")
        last = _("never")
        if status.last_sync is not None:
            last = f"{self.app.office.local(status.last_sync):%Y-%m-%d %H:%M}"
        return [
            counted("{n} entry unsent", "{n} entries unsent", status.unsent),
            _("last handed over: {when}").format(when=last),
            _("folder: {path}").format(path=folder),
        ]


def _code_name(code: str) -> str:
    return pick(load_outcome_codes().current(code).name)


def _sums(sums: tuple[Money, ...]) -> str:
    return listed(money_text(each) for each in sums) or "-"
