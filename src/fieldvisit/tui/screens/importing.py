"""Taking in a case list: the file, its columns, what it would change, and then the change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from fieldvisit.domain.text import N_
from fieldvisit.services.named import case_of
from fieldvisit.tui import import_words as words
from fieldvisit.tui.commands.importing import IMPORT
from fieldvisit.tui.import_draft import ImportDraft, Step
from fieldvisit.tui.import_files import FoundFile, newest_files, path_typed
from fieldvisit.tui.screens import import_panes as panes
from fieldvisit.tui.screens.asking import AskDialog
from fieldvisit.tui.screens.import_dialogs import ColumnDialog, RowDialog, ValuesDialog
from fieldvisit.tui.screens.import_rejected import save_rejected
from fieldvisit.tui.screens.import_work import ImportWork, defaults_of
from fieldvisit.tui.widgets.step_bar import StepBar
from fieldvisit.tui.widgets.table import Record, RecordTable
from fieldvisit.wording import _

STEPS = (N_("File"), N_("Columns"), N_("Preview"), N_("Result"))
_PANES: dict[Step, type[Vertical]] = {
    Step.FILE: panes.FilePane,
    Step.COLUMNS: panes.ColumnsPane,
    Step.PREVIEW: panes.PreviewPane,
    Step.RESULT: panes.ResultPane,
}
_ALL_PANES: tuple[type[Vertical], ...] = (*_PANES.values(), panes.BusyPane)


class ImportScreen(ImportWork):
    """Four steps, each with a pane; while something runs another pane stands in their place."""

    TITLE = N_("Import")
    HELP = N_(
        "Choose a file, look at what was recognised, see what it would change, then take it in. "
        "Nothing is written before you confirm, and what you logged is never touched. Enter on a "
        "field chooses its column. Rows with a mistake are left out and say why; the others come."
    )
    OFFERS = IMPORT
    READS_AGAIN_ON_RETURN = False
    AUTO_FOCUS = ""

    def compose_body(self) -> ComposeResult:
        """The steps, a pane for each, and one for waiting."""
        yield StepBar(STEPS)
        for pane in _ALL_PANES:
            made = pane()
            made.display = False
            yield made

    async def load(self) -> None:
        """List the files to choose from; an import that is under way stays as it is."""
        office = self.app.office
        if self.draft.step is Step.FILE:
            self.draft = ImportDraft(defaults_of(office.settings))
        files = await asyncio.to_thread(_files_in, office.case_folders)
        records = words.file_records(files, office.today())
        self.query_one(panes.FilePane).show_files(records)
        self.show_draft()
        self.show_body()

    def show_draft(self) -> None:
        """Bring the step in hand, or the waiting, into sight."""
        step, running = self.draft.step, self.is_at_work
        bar = self.query_one(StepBar)
        bar.current, bar.done = step, frozenset(range(1, step))
        self.query_one(panes.BusyPane).display = running
        for its_step, pane in _PANES.items():
            self.query_one(pane).display = its_step is step and not running
        if not running:
            self._fill(step)
        self.refresh_bindings()

    def _fill(self, step: Step) -> None:
        office = self.app.office
        if step is Step.FILE:
            self.query_one(panes.FilePane).take_focus()
        elif step is Step.COLUMNS:
            self.query_one(panes.ColumnsPane).show(self.draft, office.settings)
        elif step is Step.PREVIEW:
            self.query_one(panes.PreviewPane).show(self.draft, office.today(), office.settings)
        else:
            self.query_one(panes.ResultPane).show(self.draft, self.saved_to)

    def show_busy(self, sentence: str, total: int) -> None:
        """Show what has begun."""
        self.query_one(panes.BusyPane).begin(sentence, total)
        self.show_draft()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.query_one(panes.BusyPane).show(done, total)

    def show_file_error(self, sentence: str) -> None:
        """Show what is wrong with the file."""
        self.query_one(panes.FilePane).show_error(sentence)

    @property
    def typed(self) -> str:
        """What stands in the path field."""
        return self.query_one(panes.FilePane).typed

    @property
    def selected(self) -> Record | None:
        """The row under the cursor of the table in sight."""
        tables = (table for table in self.query(RecordTable) if table.is_on_screen)
        return next((table.selected for table in tables), None)

    def use_up_back(self) -> bool:
        """Esc calls off what runs, else goes one step back; the result is left at once."""
        if self.is_at_work:
            self.action_call_off()
            return True
        if self.draft.step in (Step.FILE, Step.RESULT):
            return False
        self.draft = self.draft.back()
        self.show_draft()
        return True

    @on(Input.Changed, "#path")
    def path_changed(self) -> None:
        """With a path there is something to go on with."""
        self.refresh_bindings()

    @on(Input.Submitted, "#path")
    def path_submitted(self) -> None:
        """Read that file."""
        self.action_run_command("import.go-on")

    async def action_go_on(self) -> None:
        """Do what the step is for."""
        step = self.draft.step
        if step is Step.FILE:
            await self.open_file(path_typed(self.typed))
        elif step is Step.COLUMNS:
            await self.preview()
        elif step is Step.PREVIEW:
            await self.take_in()
        else:
            self.app.pop_screen()

    async def action_choose(self) -> None:
        """Take the file, choose a column, or show the whole row."""
        record, step = self.selected, self.draft.step
        assert record is not None
        if step is Step.FILE:
            self.query_one(panes.FilePane).show_path(Path(record.key))
            await self.open_file(Path(record.key))
        elif step is Step.COLUMNS:
            await self._choose_column(record.key)
        else:
            await self._show_row(record.key)

    async def _choose_column(self, name: str) -> None:
        case_list = self.draft.case_list
        assert case_list is not None
        if not self.draft.may_map:
            self.notify(_("A Fineract collection sheet has fixed fields."), severity="warning")
            return
        header = await self.app.push_screen_wait(ColumnDialog(name, case_list))
        if header is not None:
            await self.change(partial(self.draft.mapped, name, header))

    async def _show_row(self, key: str) -> None:
        preview, case_list = self.draft.preview, self.draft.case_list
        assert preview is not None
        assert case_list is not None
        if self.draft.group == "rejected":
            row = next(each for each in preview.rejected if str(each.row) == key)
            text = words.rejected_details(row, case_list.headers)
            self.app.push_screen(RowDialog(_("Rejected"), text))
            return
        case = next(each for each in panes.cases_of(self.draft) if each.case_id == key)
        is_changed = self.draft.group == "changed"
        before = await self.app.store.run(case_of, key) if is_changed else None
        text = words.case_details(case, before, self.app.office.settings)
        self.app.push_screen(RowDialog(_("What changes") if is_changed else _("Case"), text))

    async def action_values(self) -> None:
        """Ask for the values of rows that state none."""
        defaults = await self.app.push_screen_wait(ValuesDialog(self.draft.defaults))
        if defaults is not None:
            await self.change(partial(self.draft.with_defaults, defaults))

    async def action_clients(self) -> None:
        """Ask for the file of clients and read the sheet again with its names."""
        case_list = self.draft.case_list
        assert case_list is not None
        title, question = _("Names for the sheet"), _("Path of the Fineract list of clients:")
        beside = str(case_list.path.with_name("clients.json"))
        if path := await self.app.push_screen_wait(
            AskDialog(title, question, _("read it"), value=beside)
        ):
            await self.open_file(case_list.path, path_typed(path))

    def action_group(self, places: str) -> None:
        """Show another group of the preview."""
        self.draft = self.draft.showing(int(places))
        self.show_draft()

    async def action_save_rejected(self) -> None:
        """Write the rejected rows into a file."""
        draft = self.draft
        assert draft.case_list is not None
        assert draft.preview is not None
        if path := await save_rejected(self.app, draft.case_list, draft.preview):
            self.saved_to = path
            self.notify(_("The rejected rows are in {path}.").format(path=path))
            self.show_draft()


def _files_in(folders: Callable[[], Sequence[Path]]) -> list[FoundFile]:
    return newest_files(folders())
