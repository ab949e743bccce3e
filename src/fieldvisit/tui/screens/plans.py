"""Promises that nobody has settled: single ones and the instalments of plans."""

from __future__ import annotations

from textual.app import ComposeResult

from fieldvisit.domain.money import total_by_currency
from fieldvisit.domain.text import N_
from fieldvisit.services.promises import PromiseLine, list_promises
from fieldvisit.tui.commands.plans import COMMANDS
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.showing import amount_cell, name_shown
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.line import OneLine
from fieldvisit.tui.widgets.table import Cell, Record, RecordTable
from fieldvisit.wording import _, counted, labelled, listed, money_text

COLUMNS = (
    Column(N_("due"), 10),
    Column(N_("borrower"), 12, share=3),
    Column(N_("amount"), 13, right=True),
    Column(N_("kind"), 14, share=1),
    Column(N_("standing"), 14, share=1),
)


class PlansScreen(WorkScreen):
    """What was promised, by due date."""

    TITLE = N_("Plans")
    HELP = N_(
        "Promises and instalments that nobody has settled, by due date. Enter settles one: kept, "
        "kept in part, or broken once its day is over. A promise that is due is on Today too."
    )
    OFFERS = COMMANDS

    lines: tuple[PromiseLine, ...] = ()
    only_due = False

    def compose_body(self) -> ComposeResult:
        """Sums and list."""
        yield OneLine(id="counts")
        yield RecordTable(COLUMNS, id="promises")

    @property
    def selected(self) -> PromiseLine | None:
        """The promise under the cursor."""
        record = self.query_one("#promises", RecordTable).selected
        if record is None:
            return None
        return next((each for each in self.lines if each.promise.promise_id == record.key), None)

    async def load(self) -> None:
        """Read what is pending."""
        office = self.app.office
        through = office.today() if self.only_due else None
        self.lines = tuple(await office.store.run(list_promises, through))
        if not self.lines:
            self._show_nothing()
            return
        sums = total_by_currency(line.promise.amount for line in self.lines)
        counts = counted("{n} promise", "{n} promises", len(self.lines))
        amounts = listed(money_text(each) for each in sums)
        self.query_one("#counts", OneLine).say(labelled(counts, amounts))
        self.query_one("#promises", RecordTable).show([self._record(each) for each in self.lines])
        self.show_body()

    def use_up_back(self) -> bool:
        """Esc shows everything again first."""
        if self.only_due:
            self.action_due_only()
            return True
        return False

    def action_due_only(self) -> None:
        """Show only what is due, or everything."""
        self.only_due = not self.only_due
        self.action_reload()

    async def action_settle(self) -> None:
        """Ask what became of it."""
        from fieldvisit.tui.screens.settling import SettleDialog

        line = self.selected
        if line is None:
            return
        if await self.app.push_screen_wait(SettleDialog(line.promise.promise_id)):
            await self.app.read_status()
            self.action_reload()

    def action_case(self) -> None:
        """Everything known of the case."""
        from fieldvisit.tui.screens.case import CaseScreen

        if line := self.selected:
            self.app.push_screen(CaseScreen(line.case.case_id))

    def _show_nothing(self) -> None:
        if self.only_due:
            self.show_state("filtered", _("Nothing is due."), _("Esc shows what is still to come."))
        else:
            sentence = _("No promise is pending.")
            self.show_state("empty", sentence, _("Promises come from the Record and Agree steps."))

    def _record(self, line: PromiseLine) -> Record:
        promise, today = line.promise, self.app.office.today()
        days = (promise.due - today).days
        if days < 0:
            standing = Cell(counted("{n} day late", "{n} days late", -days), "bad")
        elif days == 0:
            standing = Cell(_("due today"), "warn")
        else:
            standing = Cell(counted("in {n} day", "in {n} days", days))
        kind = _("instalment {n}").format(n=promise.number) if promise.plan_id else _("promise")
        return Record(
            promise.promise_id,
            (
                promise.due.isoformat(),
                name_shown(line.case.borrower, self.app.office.settings),
                amount_cell(promise.amount),
                kind,
                standing,
            ),
        )
