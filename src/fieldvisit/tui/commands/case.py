"""Commands of one case."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Case")


def _why_no_entry(screen: Any) -> str | None:
    return None if screen.selected_entry else _("Choose a consent or flag in the list first.")


def _why_not_read(screen: Any) -> str | None:
    return None if screen.file else _("The case is still being read.")


COMMANDS = (
    Command(
        "case.log",
        N_("Log"),
        N_("Log a call, message, letter, consent, flag or paper."),
        keys="l",
        digit=1,
        footer=1,
        why_not=_why_not_read,
    ),
    Command(
        "case.end",
        N_("End entry"),
        N_("Say that the selected consent or flag no longer stands."),
        keys="x",
        digit=2,
        footer=2,
        why_not=_why_no_entry,
    ),
    Command(
        "case.plan",
        N_("Plan visit"),
        N_("Put the case on today's list."),
        keys="p",
        digit=3,
        footer=3,
    ),
)
