"""The day's visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from textual.app import ComposeResult

from fieldvisit.domain.text import N_
from fieldvisit.services.board import (
    SOON,
    DayBoard,
    VisitLine,
    lines_open,
    visits_listed,
    visits_today,
)
from fieldvisit.tui.commands.today import COMMANDS
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.showing import amount_cell, gate_shown, name_shown, state_shown, window_shown
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.line import OneLine
from fieldvisit.tui.widgets.table import Cell, Record, RecordTable
from fieldvisit.wording import _, clauses, counted

COLUMNS = (
    Column(N_("time"), 11),
    Column(N_("borrower"), 10, share=3),
    Column(N_("district"), 9, share=2),
    Column(N_("address"), 10, share=3, from_width=120),
    Column(N_("days"), 4, right=True),
    Column(N_("amount"), 12, right=True),
    Column(N_("gate"), 13, share=1),
    Column(N_("state"), 12, share=1),
)

_NOT_ASKED = Cell("...", "dim")

_READ_AGAIN_AFTER = 300.0
"""Seconds after which the gate is asked anew: the laptop lies open on the seat all day."""


class TodayScreen(WorkScreen):
    """Which visits, in which order, and whether they may go now."""

    TITLE = N_("Today")
    HELP = N_(
        "The visits of the day in their order: time window, priority, distance. The gate says "
        "whether a visit may go now by the rules of the borrower's place; w shows why. "
        "What was left over from earlier days and promises that fall due come up by themselves."
    )
    OFFERS = COMMANDS

    board: DayBoard | None = None
    only_open = False
    may_go = ""
    """Which visits are shown: all, "now" those that may go, "2h" those that may within two hours.
    """

    def compose_body(self) -> ComposeResult:
        """The counts of the day, and the list."""
        yield OneLine(id="counts")
        yield RecordTable(COLUMNS, id="visits")

    def on_mount(self) -> None:
        """Keep the gate's words true while nobody touches a key."""
        self.set_interval(_READ_AGAIN_AFTER, self.ask_the_gate_anew)

    def ask_the_gate_anew(self) -> None:
        """Read again, unless the screen is out of sight or is being read."""
        if self.app.screen is self and not self.is_busy_with("load"):
            self.action_reload()

    @property
    def day(self) -> date:
        """The date of the list."""
        status = self.app.status
        assert status is not None
        return status.today

    @property
    def selected(self) -> VisitLine | None:
        """The visit under the cursor."""
        record = self.query_one("#visits", RecordTable).selected
        if record is None or self.board is None:
            return None
        return next((line for line in self.board.lines if line.visit.visit_id == record.key), None)

    async def load(self) -> None:
        """Read the day's visits with their decisions; the first time the visits are shown before
        the gate is asked."""
        office = self.app.office
        if self.board is None:
            self.board = await office.store.run(visits_listed, office.today(), office.settings)
            self._show()
        now = office.clock()
        before, table = self.selected, self.query_one("#visits", RecordTable)
        row = table.row
        self.board = await office.store.run(visits_today, office.today(), now, office.settings)
        self._show()
        line = self.selected
        if before and line and before.visit.is_open and not line.visit.is_open:
            # It was recorded and went to the end; where it stood is now the next one to visit.
            table.go_to(row)

    def use_up_back(self) -> bool:
        """Esc shows everything again before it leads anywhere."""
        if self.only_open or self.may_go:
            self.only_open, self.may_go = False, ""
            self._show()
            return True
        return False

    def action_may_go(self) -> None:
        """Show what may be visited now, then what may within two hours, then everything again."""
        self.may_go = {"": "now", "now": "2h", "2h": ""}[self.may_go]
        self._show()

    def action_open_only(self) -> None:
        """Hide what is recorded, or show it again."""
        self.only_open = not self.only_open
        self._show()

    def action_open(self) -> None:
        """Open the visit at the step it has reached."""
        from fieldvisit.tui.screens.visit.step import open_visit_screen

        if line := self.selected:
            self.app.push_screen(open_visit_screen(line.visit))

    def action_gate(self) -> None:
        """Show why."""
        from fieldvisit.tui.screens.reasons import ReasonsDialog

        if (line := self.selected) and line.answer:
            if line.at_window:
                question = _("At the planned time, {time}").format(time=window_shown(line.visit))
                dialog = ReasonsDialog(line.at_window, line.visit, question=question)
            else:
                dialog = ReasonsDialog(line.decision, line.visit)
            self.app.push_screen(dialog)

    def action_case(self) -> None:
        """Show the case."""
        from fieldvisit.tui.screens.case import CaseScreen

        if line := self.selected:
            self.app.push_screen(CaseScreen(line.visit.case.case_id))

    async def action_move(self) -> None:
        """Ask for a day and move the visit there."""
        from fieldvisit.tui.screens.moving import MoveDialog

        line = self.selected
        if line is None:
            return
        if await self.app.push_screen_wait(MoveDialog(line.visit)):
            await self.app.read_status()
            self.action_reload()

    async def action_settle(self) -> None:
        """Ask what became of the promise."""
        from fieldvisit.tui.screens.settling import SettleDialog

        line = self.selected
        if line is None:
            return
        if await self.app.push_screen_wait(SettleDialog(line.visit.promise_id)):
            await self.app.read_status()
            self.action_reload()

    def action_take_in(self) -> None:
        """Open the import."""
        from fieldvisit.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen())

    def action_find(self) -> None:
        """Search over all cases."""
        self.app.action_go("cases")

    def _show(self) -> None:
        board = self.board
        if board is None:
            return
        lines = [line for line in self._lines(board) if line.visit.is_open or not self.only_open]
        if not board.lines:
            self.show_state(
                "empty", _("No visits today."), _("i takes in a case list; 3 shows all cases.")
            )
            return
        if not lines:
            sentence = _("No visit may go then.") if self.may_go else _("Nothing is open any more.")
            self.show_state("filtered", sentence, _("Esc shows all; 6 closes the day."))
            return
        self.query_one("#counts", OneLine).say(self._counts(board, len(lines)))
        self.query_one("#visits", RecordTable).show([self._record(line) for line in lines])
        self.show_body()

    def _lines(self, board: DayBoard) -> Sequence[VisitLine]:
        within = {"now": timedelta(0), "2h": SOON}.get(self.may_go)
        if within is None:
            return board.lines
        return lines_open(board, self.app.office.clock(), within)

    def _counts(self, board: DayBoard, shown: int) -> str:
        parts = [
            counted("{n} open", "{n} open", board.open_count),
            counted("{n} recorded", "{n} recorded", board.recorded_count),
        ]
        total = board.open_count + board.recorded_count
        if self.may_go:
            words = {"now": _("what may go now"), "2h": _("what may go within two hours")}
            parts.append(words[self.may_go])
        elif self.only_open:
            parts.append(_("only what is open"))
        elif shown < total:
            parts.append(_("the first {n} are shown; 3 finds the rest").format(n=shown))
        return clauses(*parts)

    def _record(self, line: VisitLine) -> Record:
        visit, settings = line.visit, self.app.office.settings
        office = self.app.office
        time = Cell(window_shown(visit))
        if visit.day < office.today() and visit.is_open:
            time = Cell(_("left over"), "warn")
        gate = Cell("")
        if visit.is_open:
            gate = gate_shown(line, office.clock()) if line.answer else _NOT_ASKED
        return Record(
            visit.visit_id,
            (
                time,
                name_shown(visit.case.borrower, settings),
                visit.case.district or visit.case.city,
                visit.case.address,
                str(visit.case.days_past_due(office.today())),
                amount_cell(visit.case.amount_due),
                gate,
                Cell(state_shown(visit), "" if visit.is_open else "dim"),
            ),
        )
