"""Commands of the cover that stands over a screen while others may look on."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("While others may look on")


def _why_not_talk(screen: Any) -> str | None:
    return None if screen.app.guarded_visit else _("No visit is under way here.")


COMMANDS = (
    Command(
        "doorstep.talk",
        N_("Who is there?"),
        N_("Back to the conversation: once it is confirmed who is there, everything is shown."),
        keys="1,enter",
        digit=1,
        footer=1,
        why_not=_why_not_talk,
    ),
    Command(
        "doorstep.left",
        N_("Left the door"),
        N_("Note that you have left the door; then record what came of it."),
        keys="2,e",
        digit=2,
        footer=2,
        why_not=_why_not_talk,
    ),
    Command(
        "doorstep.alone",
        N_("Nobody looks on"),
        N_("Show everything again, because nobody but you can see the screen; asks first."),
        keys="3",
        digit=3,
        footer=3,
    ),
)
