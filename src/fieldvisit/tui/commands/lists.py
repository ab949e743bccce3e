"""Moving in a list; the list itself does these."""

from __future__ import annotations

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command

PLACE = N_("In a list")

COMMANDS = (
    Command("list.move_up", N_("Up"), N_("Go one row up."), keys="up,k"),
    Command("list.move_down", N_("Down"), N_("Go one row down."), keys="down,j"),
    Command("list.page_up", N_("Page up"), N_("Go one page up."), keys="pageup"),
    Command("list.page_down", N_("Page down"), N_("Go one page down."), keys="pagedown"),
    Command("list.first", N_("First"), N_("Go to the first row."), keys="home,g"),
    Command("list.last", N_("Last"), N_("Go to the last row."), keys="end,G"),
    Command("list.choose", N_("Open"), N_("Open the selected row."), keys="enter"),
)
