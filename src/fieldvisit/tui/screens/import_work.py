"""The work of an import: reading, comparing, writing; all of it away from the event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from fieldvisit.domain.problems import Problem, Stopped
from fieldvisit.exchange.read import open_case_list
from fieldvisit.exchange.rows import ImportDefaults
from fieldvisit.services.cases import import_cases, index_some, preview_import
from fieldvisit.tui.import_draft import ImportDraft
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.store_thread import Progress
from fieldvisit.wording import _, counted, explain

if TYPE_CHECKING:
    from fieldvisit.exchange.read import CaseList
    from fieldvisit.services.cases import ImportPreview
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store
    from fieldvisit.tui.app import FieldvisitApp


class ImportWork(WorkScreen):
    """Holds the draft and moves it on; the screen itself gives the four `show_` methods."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = ImportDraft(ImportDefaults())
        self.saved_to: Path | None = None
        """Where the rejected rows were saved."""
        self._stop: threading.Event | None = None
        self._deaf: Worker[None] | None = None
        """The worker, while it does what cannot hear the event."""

    def show_draft(self) -> None:
        """Show the step in hand."""

    def show_busy(self, sentence: str, total: int) -> None:
        """Show what has begun; `total` is 0 when nobody knows how much there is to do."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""

    def show_file_error(self, sentence: str) -> None:
        """Show what is wrong with the file; empty takes it back."""

    @property
    def is_at_work(self) -> bool:
        """Whether something is being read or written."""
        return self._stop is not None

    def action_call_off(self) -> None:
        """Stop what is running; nothing is changed."""
        if self._stop is not None:
            self._stop.set()
        if self._deaf is not None:
            self._deaf.cancel()
            self.notify(explain(Stopped()))

    async def open_file(self, path: Path, clients: Path | None = None) -> None:
        """Recognise the file; what is wrong with it is shown beside the path."""
        office, defaults = self.app.office, self.draft.defaults
        self.show_file_error("")
        with self._under_way(_("Reading the file"), deaf=True):
            try:
                case_list = await asyncio.to_thread(
                    open_case_list,
                    path,
                    defaults=defaults,
                    today=office.today(),
                    clients=clients,
                )
            except Problem as problem:
                wrong = explain(problem)
            else:
                wrong, self.draft = "", self.draft.with_file(case_list)
        if wrong:
            self.draft = ImportDraft(defaults)
            self.show_draft()
            self.show_file_error(wrong)

    async def change(self, make: Callable[[], ImportDraft]) -> None:
        """Put the next draft in force; its samples are read from the file meanwhile."""
        with self._under_way(_("Reading the file"), deaf=True):
            self.draft = await asyncio.to_thread(_with_samples, make)

    async def preview(self) -> None:
        """Compare every row with what is here."""
        case_list = self.draft.case_list
        assert case_list is not None
        expected = case_list.row_count_hint or 0
        with self._under_way(_("Comparing the rows; nothing is written"), expected) as stop:
            preview = await self.app.store.run_long(
                _compare, case_list, progress=self.show_progress, cancelled=stop
            )
            self.draft = self.draft.previewed(preview)

    async def take_in(self) -> None:
        """Ask, then write everything or nothing; the search follows in the background."""
        preview, office = self.draft.preview, self.app.office
        assert preview is not None
        changes = len(preview.new) + len(preview.changed)
        if changes and not await self._may_write():
            return
        with self._under_way(_("Writing the cases, all or none"), changes) as stop:
            await self.app.store.run_long(
                import_cases,
                preview,
                office.today(),
                office.clock(),
                progress=self.show_progress,
                cancelled=stop,
            )
            self.draft = self.draft.finished()
        if self.draft.taken_in:
            await self.app.read_status()
            self.app.run_worker(
                catch_up_search(self.app), group="index", exclusive=True, exit_on_error=False
            )

    async def _may_write(self) -> bool:
        counts = self.draft.counts
        sentences = [
            counted("{n} new case.", "{n} new cases.", counts["new"]),
            counted("{n} changed case.", "{n} changed cases.", counts["changed"]),
        ]
        if rejected := counts["rejected"]:
            sentences.append(
                counted("{n} rejected row stays out.", "{n} rejected rows stay out.", rejected)
            )
        sentences.append(_("What you have logged stays as it is."))
        question = Confirm(_("Take in the case list?"), "\n".join(sentences), _("take in"))
        return await self.app.push_screen_wait(question) is True

    @contextmanager
    def _under_way(
        self, sentence: str, total: int = 0, *, deaf: bool = False
    ) -> Iterator[threading.Event]:
        """Show that something runs, give what calls it off, and show the draft at the end."""
        self._stop = threading.Event()
        self._deaf = get_current_worker() if deaf else None
        self.show_busy(sentence, total)
        try:
            yield self._stop
        except Stopped as stopped:
            self.notify(explain(stopped))
        finally:
            self._stop = self._deaf = None
            self.show_draft()


def defaults_of(settings: Settings) -> ImportDefaults:
    """What the settings say of rows that state none."""
    return ImportDefaults(currency=settings.currency, country=settings.country, role=settings.role)


async def catch_up_search(app: FieldvisitApp) -> None:
    """Index what came, part by part, so that whoever asks the store something comes between."""
    try:
        while await app.store.run(index_some):
            pass
    except Exception as error:
        app.show_failure(error)


def _with_samples(make: Callable[[], ImportDraft]) -> ImportDraft:
    draft = make()
    if draft.case_list is not None:
        assert draft.case_list.sample is not None
    return draft


def _compare(
    store: Store, case_list: CaseList, *, progress: Progress, cancelled: Callable[[], bool]
) -> ImportPreview:
    # Walking through the rows reads the file, which belongs into the thread as well.
    expected = case_list.row_count_hint or 0
    return preview_import(store, case_list.rows(), expected, progress=progress, cancelled=cancelled)
