"""Moving in a list; the list itself does these."""

from __future__ import annotations

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command

PLACE = N_("In a list")

COMMANDS = (
    Command("list.up", N_("Up"), N_("Go one row up."), keys="up,k", action="move(-1)"),
    Command("list.down", N_("Down"), N_("Go one row down."), keys="down,j", action="move(1)"),
    Command("list.page-up", N_("Page up"), N_("Go one page up."), keys="pageup", action="page(-1)"),
    Command(
        "list.page-down",
        N_("Page down"),
        N_("Go one page down."),
        keys="pagedown",
        action="page(1)",
    ),
    Command(
        "list.first", N_("First"), N_("Go to the first row."), keys="home,g", action="end(False)"
    ),
    Command("list.last", N_("Last"), N_("Go to the last row."), keys="end,G", action="end(True)"),
    Command("list.choose", N_("Open"), N_("Open the selected row."), keys="enter"),
)
