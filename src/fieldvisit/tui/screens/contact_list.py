"""Taking earlier contacts in from a list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widgets import Input

from fieldvisit.domain.text import N_
from fieldvisit.exchange.contacts import open_contact_list
from fieldvisit.services.contacts import ContactPreview, preview_contacts
from fieldvisit.tui.import_files import path_typed
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.path_input import PathInput
from fieldvisit.wording import _, clauses, counted, reason_text

if TYPE_CHECKING:
    from datetime import datetime

MOST_NAMED = 6


class ContactListDialog(FormDialog[ContactPreview]):
    """Asks for the file; the answer is what it would add, read but not written."""

    def __init__(self) -> None:
        super().__init__(_("Earlier contacts from a list"))

    def compose_fields(self) -> ComposeResult:
        """The path."""
        hint = N_("path of a CSV or XLSX file with a contact in each row")
        yield Field(N_("File"), PathInput(id="path"), hint=hint, id="field-file")

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
