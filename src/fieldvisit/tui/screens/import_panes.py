"""What the import shows at each of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from fieldvisit.domain.case import Case
from fieldvisit.domain.text import safe_text
from fieldvisit.tui import import_words as words
from fieldvisit.tui.import_draft import ImportDraft
from fieldvisit.tui.widgets.line import Lines, OneLine
from fieldvisit.tui.widgets.path_input import PathInput
from fieldvisit.tui.widgets.progress import Progress
from fieldvisit.tui.widgets.table import Record, RecordTable
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.settings import Settings


class FilePane(Vertical):
    """A path to type, and below it the newest files that may be case lists."""

    def compose(self) -> ComposeResult:
        """Path, what is wrong with it, and the list."""
        yield OneLine(_("Path of the case list: CSV, XLSX or Fineract JSON. Tab completes."))
        yield PathInput(placeholder=_("such as ~/Downloads/cases.csv"), id="path")
        yield Lines(id="file-error")
        yield OneLine(id="files-count", classes="import-note")
        yield RecordTable(words.FILE_COLUMNS, id="files")

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.query_one("#path", PathInput).value.strip()

    def show_files(self, records: Sequence[Record]) -> None:
        """List these, and go there when there are any."""
        self.query_one("#files", RecordTable).show(records)
        self.query_one("#files-count", OneLine).say(
            _("Newest files here, on the Desktop and in Downloads:")
            if records
            else _("No case list lies here, on the Desktop or in Downloads; type a path.")
        )

    def show_path(self, path: Path) -> None:
        """Put that path into the field."""
        self.query_one("#path", PathInput).value = safe_text(str(path))

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and go to the path; an empty sentence takes it back."""
        self.query_one("#file-error", Lines).say(f"! {sentence}" if sentence else "")
        if sentence:
            self.query_one("#path", PathInput).focus()

    def take_focus(self) -> None:
        """To the list when it has files, else to the path."""
        files = self.query_one("#files", RecordTable)
        (files if files.records else self.query_one("#path", PathInput)).focus()


class ColumnsPane(Vertical):
    """What was recognised, each field with its column, and the values for the rest."""

    def compose(self) -> ComposeResult:
        """Lines above, the table, lines below."""
        yield OneLine(id="about-file")
        yield RecordTable(words.FIELD_COLUMNS, id="fields")
        yield Lines(id="not-read", classes="import-note")
        yield Lines(id="values")
        yield Lines(id="lacking", classes="import-warning")

    def show(self, draft: ImportDraft, settings: Settings) -> None:
        """Show the file of this draft."""
        case_list = draft.case_list
        assert case_list is not None
        self.query_one("#about-file", OneLine).say(words.about_file(case_list))
        self.query_one("#fields", RecordTable).show(words.field_records(case_list, settings))
        self.query_one("#not-read", Lines).say(words.columns_not_read(case_list))
        self.query_one("#values", Lines).say(words.values_line(case_list.defaults))
        self.query_one("#lacking", Lines).say("\n".join(words.lacking_columns(case_list)))
        self.query_one("#fields").focus()


class PreviewPane(Vertical):
    """What would change, one group at a time; nothing is written yet."""

    def compose(self) -> ComposeResult:
        """The groups, the rows of one of them, and what would stand in the way later."""
        yield OneLine(_("Nothing is written yet. F8 takes in what is new and changed."))
        yield OneLine(id="groups")
        yield OneLine(id="listed", classes="import-note")
        yield RecordTable(words.CASE_COLUMNS, id="cases")
        yield RecordTable(words.REJECTED_COLUMNS, id="rejected")
        yield Lines(id="lacking-in-cases", classes="import-warning")

    def show(self, draft: ImportDraft, today: date, settings: Settings) -> None:
        """Show the group of this draft."""
        preview = draft.preview
        assert preview is not None
        is_rejected = draft.group == "rejected"
        total = draft.counts[draft.group]
        self.query_one("#groups", OneLine).say(words.group_line(draft))
        self.query_one("#listed", OneLine).say(words.listed_line(total, words.MOST_LISTED))
        cases, rejected = self.query_one("#cases", RecordTable), self._rejected
        cases.display, rejected.display = not is_rejected, is_rejected
        if is_rejected:
            rejected.show(words.rejected_records(preview.rejected))
        else:
            cases.show(words.case_records(cases_of(draft), today, settings))
        lacking = words.lacking_in_cases(preview)
        self.query_one("#lacking-in-cases", Lines).say("\n".join(lacking))
        self.take_focus()

    @property
    def _rejected(self) -> RecordTable:
        return self.query_one("#rejected", RecordTable)

    def take_focus(self) -> None:
        """To the table in sight."""
        (self._rejected if self._rejected.display else self.query_one("#cases")).focus()


def cases_of(draft: ImportDraft) -> Sequence[Case]:
    """The cases of the group that is shown; the rejected have none."""
    preview = draft.preview
    assert preview is not None
    groups = {
        "new": preview.new,
        "changed": preview.changed,
        "unchanged": preview.unchanged_first,
    }
    return groups.get(draft.group, ())


class ResultPane(Vertical):
    """What came of it."""

    def compose(self) -> ComposeResult:
        """One text, scrolled when it must be."""
        with VerticalScroll():
            yield Lines(id="result")

    def show(self, draft: ImportDraft, saved_to: Path | None) -> None:
        """Say it."""
        self.query_one("#result", Lines).say(words.result_lines(draft, saved_to))
        self.query_one(VerticalScroll).focus()


class BusyPane(Vertical):
    """What is going on and how far it is."""

    def compose(self) -> ComposeResult:
        """A sentence, the bar, and the way out."""
        yield OneLine(id="doing")
        yield Progress(id="progress")
        yield OneLine(_("c or Esc calls it off; nothing is changed then."), classes="import-note")

    def begin(self, sentence: str, total: int = 0) -> None:
        """Say what begins; `total` is how much there is to do, 0 when nobody knows."""
        self.query_one("#doing", OneLine).say(sentence)
        self.query_one(Progress).show(0, total)

    def show(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.query_one(Progress).show(done, total)
