"""Commands of the case list."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Cases")


def _why_no_case(screen: Any) -> str | None:
    return None if screen.selected_case else _("There is no case to choose.")


COMMANDS = (
    Command(
        "cases.open",
        N_("Open"),
        N_("Show everything known of the case."),
        keys="enter",
        digit=1,
        footer=1,
        why_not=_why_no_case,
    ),
    Command(
        "cases.plan",
        N_("Plan visit"),
        N_("Put the case on today's list."),
        keys="p",
        digit=2,
        footer=3,
        why_not=_why_no_case,
    ),
    Command(
        "cases.import",
        N_("Import"),
        N_("Take in a case list from a file."),
        keys="i",
        digit=3,
        footer=4,
        action="take_in",
    ),
    Command(
        "cases.contacts",
        N_("Earlier contacts"),
        N_("Take contacts that were made before in from a CSV or XLSX list."),
        digit=4,
    ),
)
