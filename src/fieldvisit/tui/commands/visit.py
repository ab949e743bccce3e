"""Commands of the four steps of a visit."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import VisitState
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Visit")


def _why_not_left(screen: Any) -> str | None:
    if screen.file is None or screen.file.visit.state != VisitState.STARTED:
        return _("Only a visit that has begun can be left.")
    return None


COMMANDS = (
    Command(
        "visit.next",
        N_("Next step"),
        N_("Go to the next step of the visit."),
        keys="]",
        digit=6,
        footer=20,
    ),
    Command(
        "visit.previous",
        N_("Step before"),
        N_("Go to the step before."),
        keys="[",
        digit=7,
    ),
    Command(
        "visit.case",
        N_("Case"),
        N_("Show everything known of the case."),
        keys="c",
        digit=8,
    ),
    Command(
        "visit.leave",
        N_("Left the door"),
        N_("Note that you have left the door; then record what came of it."),
        keys="e",
        digit=9,
        why_not=_why_not_left,
    ),
)
