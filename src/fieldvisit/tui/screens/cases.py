"""All cases, and the search over them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from fieldvisit.domain.case import Case
from fieldvisit.domain.text import N_
from fieldvisit.services.cases import Found, list_cases, search_cases
from fieldvisit.services.visits import plan_visit
from fieldvisit.tui.commands.cases import COMMANDS
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.showing import amount_cell, name_shown, phone_shown, tell_plan
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.line import OneLine
from fieldvisit.tui.widgets.table import Cell, Record, RecordTable
from fieldvisit.wording import _, clauses, counted

COLUMNS = (
    Column(N_("case"), 12, share=1),
    Column(N_("borrower"), 12, share=3),
    Column(N_("district"), 10, share=2),
    Column(N_("days"), 4, right=True),
    Column(N_("amount"), 13, right=True),
    Column(N_("phone"), 13, from_width=78),
    Column(N_("found in"), 9, from_width=90),
)

FOUND_WORDS = {
    "borrower": N_("name"),
    "pinyin": N_("pinyin"),
    "case": N_("case"),
    "account": N_("account"),
    "district": N_("district"),
    "address": N_("address"),
    "city": N_("city"),
    "phone": N_("phone"),
    "": "",
}


MOST_FOUND = 60
"""A search is narrowed by one more letter and not paged through; fewer rows come sooner."""


class CasesScreen(WorkScreen):
    """The case list; what is typed above it searches over all cases at once."""

    TITLE = N_("Cases")
    HELP = N_(
        "Type a name, its pinyin or initials, a place, an account or case number, or the last "
        "digits of a telephone number. Esc clears the search. Enter in the search goes to the list."
    )
    OFFERS = COMMANDS
    AUTO_FOCUS = "#cases"

    shown: tuple[Found, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Search, counts, and the list."""
        yield Input(
            placeholder=_("search: name, pinyin, place, number"), id="search", max_length=80
        )
        yield OneLine(id="counts")
        yield RecordTable(COLUMNS, id="cases")

    @property
    def typed(self) -> str:
        """What is searched for."""
        return self.query_one("#search", Input).value.strip()

    @property
    def selected_case(self) -> Case | None:
        """The case under the cursor."""
        record = self.query_one("#cases", RecordTable).selected
        if record is None:
            return None
        return next((each.case for each in self.shown if each.case.case_id == record.key), None)

    async def load(self) -> None:
        """Read the list, or what matches the search."""
        store = self.app.office.store
        if self.typed:
            found, total = await store.run(search_cases, self.typed, MOST_FOUND)
        else:
            cases, total = await store.run(list_cases)
            found = [Found(case, "") for case in cases]
        self.shown = tuple(found)
        if not total and not self.typed:
            self.show_state("empty", _("There are no cases yet."), _("i takes in a case list."))
            return
        self.query_one("#counts", OneLine).say(self._counts(len(found), total))
        self.query_one("#cases", RecordTable).show([self._record(each) for each in found])
        self.show_body()

    def use_up_back(self) -> bool:
        """Esc leaves the search field, then clears the search."""
        search = self.query_one("#search", Input)
        if search.value:
            search.value = ""
            self.query_one("#cases", RecordTable).focus()
            return True
        if search.has_focus:
            self.query_one("#cases", RecordTable).focus()
            return True
        return False

    @property
    def can_go_back(self) -> bool:
        """Esc leads somewhere while something is searched."""
        return super().can_go_back or bool(self.is_mounted and self.typed)

    def action_find(self) -> None:
        """Into the search field."""
        self.query_one("#search", Input).focus()

    @on(Input.Changed, "#search")
    def search_changed(self) -> None:
        """Search while typing; an older search that is still under way is given up."""
        self.action_reload()

    @on(Input.Submitted, "#search")
    def search_done(self) -> None:
        """Into the list."""
        self.query_one("#cases", RecordTable).focus()

    def action_open(self) -> None:
        """Everything known of the case."""
        from fieldvisit.tui.screens.case import CaseScreen

        if case := self.selected_case:
            self.app.push_screen(CaseScreen(case.case_id))

    async def action_plan(self) -> None:
        """Put the case on today's list."""
        if case := self.selected_case:
            office = self.app.office
            today = office.today()
            step = await office.store.run(
                plan_visit, case.case_id, today, today, office.clock(), office.settings
            )
            await self.app.read_status()
            tell_plan(self, step)

    async def action_contacts(self) -> None:
        """Take earlier contacts in from a list, after a question."""
        from fieldvisit.services.contacts import import_contacts
        from fieldvisit.tui.screens.confirm import Confirm
        from fieldvisit.tui.screens.contact_list import ContactListDialog, preview_in_words

        preview = await self.app.push_screen_wait(ContactListDialog())
        if preview is None:
            return
        title, words = _("Take these contacts in?"), preview_in_words(preview)
        if await self.app.push_screen_wait(Confirm(title, words, _("take in"))):
            office = self.app.office
            await office.store.run(import_contacts, preview, office.clock())
            await self.app.read_status()
            self.notify(counted("{n} new contact", "{n} new contacts", len(preview.new)))

    def action_take_in(self) -> None:
        """Open the import."""
        from fieldvisit.tui.screens.importing import ImportScreen

        self.app.push_screen(ImportScreen())

    def _counts(self, shown: int, total: int) -> str:
        if self.typed and not total:
            return _("Nothing matches. Esc clears the search.")
        text = counted("{n} case", "{n} cases", total)
        if shown < total:
            text = clauses(text, _("the first {n} are shown").format(n=shown))
        return text

    def _record(self, found: Found) -> Record:
        case, office = found.case, self.app.office
        return Record(
            case.case_id,
            (
                case.case_id,
                name_shown(case.borrower, office.settings),
                case.district,
                str(case.days_past_due(office.today())),
                amount_cell(case.amount_due),
                phone_shown(case.phone, office.settings),
                Cell(_(FOUND_WORDS[found.matched]), "dim"),
            ),
        )
