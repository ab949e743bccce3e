"""Commands of the close of the day."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Day close and sync")


def _why_not_close(screen: Any) -> str | None:
    if screen.status is None:
        return _("The day is still being read.")
    if screen.status.closed is not None:
        return _("The day is closed and nothing was recorded since.")
    return None


COMMANDS = (
    Command(
        "day.close",
        N_("Close the day"),
        N_("Seal the day; what is open comes up again tomorrow."),
        keys="f8",
        digit=1,
        footer=1,
        why_not=_why_not_close,
    ),
    Command(
        "day.sync",
        N_("Hand over"),
        N_("Write what is unsent into the folder or onto the USB stick."),
        keys="s",
        digit=2,
        footer=2,
    ),
    Command(
        "day.folder",
        N_("Folder"),
        N_("Choose the folder or USB stick that takes the log."),
        keys="f",
        digit=3,
        footer=3,
    ),
    Command(
        "day.replay",
        N_("Replay"),
        N_("Make every stored decision again with the rules as they are now."),
        keys="v",
        digit=4,
        footer=4,
    ),
)
