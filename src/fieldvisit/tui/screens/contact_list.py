"""Taking earlier contacts in from a list."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Button, Input, OptionList
from textual.widgets.option_list import Option

from fieldvisit.domain.text import N_, safe_text
from fieldvisit.exchange.contacts import open_contact_list
from fieldvisit.services.contacts import ContactPreview, preview_contacts
from fieldvisit.tui.import_files import newest_files, path_typed, short_path
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.path_input import PathInput
from fieldvisit.wording import _, clauses, counted, reason_text

if TYPE_CHECKING:
    from datetime import datetime

MOST_NAMED = 6
"""Files offered, and rows named whose contacts are not taken."""


class ContactListDialog(FormDialog[ContactPreview]):
    """Asks for the file; the answer is what it would add, read but not written."""

    SAVES = N_("read the file")
    BINDINGS = [Binding("down", "choose_file", N_("Down"), show=False, id="contact-list.down")]

    def __init__(self) -> None:
        super().__init__(_("Earlier contacts from a list"))

    def compose_fields(self) -> ComposeResult:
        """The path."""
        hint = N_("path of a CSV or XLSX file with a contact in each row; Down chooses")
        yield Field(N_("File"), PathInput(id="path"), hint=hint, id="field-file")
        newest = OptionList(id="newest")
        newest.display = False
        yield newest

    async def on_mount(self) -> None:
        """Offer the newest files, as the import of case lists does."""
        folders = self.app.office.case_folders
        found = await asyncio.to_thread(lambda: newest_files(folders()))
        paths = [each.path for each in found if each.path.suffix.lower() != ".json"][:MOST_NAMED]
        newest = self.query_one("#newest", OptionList)
        newest.set_options(
            Option(Content(safe_text(short_path(path))), id=str(path)) for path in paths
        )
        newest.highlighted = 0 if paths else None
        newest.display = bool(paths)

    def action_choose_file(self) -> None:
        """From the path into the list."""
        self.query_one("#newest").focus()

    @on(OptionList.OptionSelected, "#newest")
    def file_chosen(self, event: OptionList.OptionSelected) -> None:
        """Put it into the field, and go where it is read."""
        event.stop()
        self.query_one("#path", Input).value = safe_text(str(Path(event.option_id or "")))
        self.query_one("#yes", Button).focus()

    async def save(self) -> ContactPreview:
        """Read and compare."""
        office = self.app.office
        path = path_typed(self.query_one("#path", Input).value)
        preview: ContactPreview = await office.store.run(
            partial(_read, path=path, now=office.clock())
        )
        return preview


def _read(store: Any, *, path: Any, now: datetime) -> ContactPreview:
    return preview_contacts(store, open_contact_list(path).rows(), now)


def preview_in_words(preview: ContactPreview) -> str:
    """What would be taken in, and why rows would not."""
    counts = clauses(
        counted("{n} new contact", "{n} new contacts", len(preview.new)),
        counted("{n} known already", "{n} known already", preview.unchanged),
        counted("{n} rejected", "{n} rejected", len(preview.rejections)),
    )
    lines = [
        _("Row {row}: {reason}").format(row=each.row, reason=reason_text(each))
        for each in preview.rejections[:MOST_NAMED]
    ]
    if (hidden := len(preview.rejections) - MOST_NAMED) > 0:
        lines.append(counted("and {n} more", "and {n} more", hidden))
    return "\n".join([counts, *lines])
