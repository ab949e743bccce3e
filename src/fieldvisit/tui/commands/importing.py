"""Commands of the import."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _, listed

PLACE = N_("Import")

_FILE, _COLUMNS, _PREVIEW = 1, 2, 3


def _why_busy(screen: Any) -> str | None:
    return _("Wait until it is done, or call it off with c.") if screen.is_at_work else None


def _why_not_on(screen: Any) -> str | None:
    if busy := _why_busy(screen):
        return busy
    if screen.draft.step == _FILE and not screen.typed:
        return _("Type the path of a file, or choose one in the list.")
    if missing := screen.draft.missing:
        fields = listed(_(label) for label in missing)
        return _("No column for: {fields}. Choose one with Enter.").format(fields=fields)
    return None


def _why_no_row(screen: Any) -> str | None:
    if busy := _why_busy(screen):
        return busy
    return None if screen.selected else _("There is no row to choose.")


def _why_not_at_columns(screen: Any) -> str | None:
    if busy := _why_busy(screen):
        return busy
    if screen.draft.step == _FILE:
        return _("Choose a file first.")
    if screen.draft.step > _COLUMNS:
        return _("Esc goes back to the columns; then this can be changed.")
    return None


def _why_no_clients(screen: Any) -> str | None:
    if reason := _why_not_at_columns(screen):
        return reason
    if screen.draft.may_map:
        return _("Only a Fineract collection sheet takes a file of clients.")
    return None


def _why_no_groups(screen: Any) -> str | None:
    if busy := _why_busy(screen):
        return busy
    return None if screen.draft.step == _PREVIEW else _("Only the preview has groups.")


def _why_none_rejected(screen: Any) -> str | None:
    if busy := _why_busy(screen):
        return busy
    return None if screen.draft.counts.get("rejected") else _("No row was rejected.")


def _why_not_running(screen: Any) -> str | None:
    return None if screen.is_at_work else _("Nothing is running.")


COMMANDS = (
    Command(
        "import.go-on",
        N_("Go on"),
        N_("Read the file, show what it would change, then take it in after a question."),
        keys="f8",
        digit=1,
        footer=1,
        why_not=_why_not_on,
    ),
    Command(
        "import.choose",
        N_("Choose"),
        N_("Take the file, choose a column for the field, or show the whole row."),
        keys="enter",
        digit=2,
        footer=2,
        why_not=_why_no_row,
    ),
    Command(
        "import.values",
        N_("Values"),
        N_("Set currency, country, role, zone and order of dates for rows that state none."),
        keys="v",
        digit=3,
        footer=3,
        why_not=_why_not_at_columns,
    ),
    Command(
        "import.clients",
        N_("Names"),
        N_("Choose a Fineract file of clients that gives names to the collection sheet."),
        keys="n",
        digit=4,
        footer=4,
        why_not=_why_no_clients,
    ),
    Command(
        "import.next-group",
        N_("Next group"),
        N_("Show the next group: new, changed, unchanged, rejected."),
        keys="right,]",
        digit=5,
        footer=5,
        action="group",
        argument="1",
        why_not=_why_no_groups,
    ),
    Command(
        "import.group-before",
        N_("Group before"),
        N_("Show the group before."),
        keys="left,[",
        digit=6,
        action="group",
        argument="-1",
        why_not=_why_no_groups,
    ),
    Command(
        "import.save-rejected",
        N_("Save rejected"),
        N_("Save the rejected rows with their reasons as a file, to correct and import again."),
        keys="s",
        digit=7,
        footer=6,
        why_not=_why_none_rejected,
    ),
    Command(
        "import.call-off",
        N_("Call off"),
        N_("Stop what is running; nothing is changed."),
        keys="c",
        digit=8,
        footer=1,
        why_not=_why_not_running,
    ),
)
IMPORT = COMMANDS
