"""Commands that work on every screen, or on every screen that has the matching action."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Everywhere")


def _why_no_actions(screen: Any) -> str | None:
    return None if screen.menu_commands() else _("This screen has no further actions.")


def _why_not_back(screen: Any) -> str | None:
    return None if screen.can_go_back else _("There is nothing to go back to; q ends the program.")


COMMANDS = (
    Command(
        "app.today",
        N_("Today"),
        N_("Go to the visits of the day."),
        keys="1",
        action="go",
        argument="today",
    ),
    Command(
        "app.cases",
        N_("Cases"),
        N_("Go to all cases, to search and to import."),
        keys="3",
        action="go",
        argument="cases",
    ),
    Command(
        "app.plans",
        N_("Plans"),
        N_("Go to the agreed plans and what was promised."),
        keys="4",
        action="go",
        argument="plans",
    ),
    Command(
        "app.day",
        N_("Day close and sync"),
        N_("Go to the close of the day and to sending the log."),
        keys="6",
        action="go",
        argument="day",
    ),
    Command(
        "app.actions",
        N_("Actions"),
        N_("Show what can be done here, each with a digit that does it."),
        keys="0",
        footer=80,
        why_not=_why_no_actions,
    ),
    Command(
        "app.find",
        N_("Find"),
        N_("Search or filter what this screen shows."),
        keys="/,f3,ctrl+f",
        footer=70,
    ),
    Command(
        "app.undo",
        N_("Undo"),
        N_("Take back the last thing done, as long as it has not been sent."),
        keys="u",
    ),
    Command(
        "app.review",
        N_("Review"),
        N_("Show the whole form once more, then save it."),
        keys="f8",
        footer=60,
    ),
    Command(
        "app.save-draft",
        N_("Save draft"),
        N_("Write the draft to disk now; it is also written on every change."),
        keys="f9",
    ),
    Command(
        "app.reload",
        N_("Read again"),
        N_("Read again what this screen shows."),
        keys="f7",
    ),
    Command(
        "app.palette",
        N_("Commands"),
        N_("Search all commands and cases by name."),
        keys="f2,ctrl+p,:",
        footer=95,
    ),
    Command(
        "app.help",
        N_("Help"),
        N_("Explain this screen and its keys."),
        keys="?,f1",
        footer=85,
    ),
    Command(
        "app.back",
        N_("Back"),
        N_("Close, clear the filter, or go back; nothing typed is lost."),
        keys="escape",
        footer=90,
        why_not=_why_not_back,
    ),
    Command(
        "app.doorstep",
        N_("Private"),
        N_("Show only what anybody at the door may read; again leads to what ends it."),
        keys="ctrl+g",
        footer=92,
        over_dialogs=True,
    ),
    Command(
        "app.picture",
        N_("Picture"),
        N_("Save a picture of the screen as an SVG file."),
        keys="f4",
    ),
    Command(
        "app.redraw",
        N_("Redraw"),
        N_("Draw the screen anew when the terminal has garbled it."),
        keys="ctrl+l",
        over_dialogs=True,
    ),
    Command(
        "app.copy",
        N_("Copy"),
        N_("Copy the selected text."),
        keys="ctrl+c",
    ),
    Command(
        "app.quit",
        N_("Quit"),
        N_("End the program; asks first when something has not been sent."),
        keys="q,ctrl+q",
        footer=99,
        over_dialogs=True,
    ),
)
