"""Commands of the four steps of a visit."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import VisitState
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Visit")


def _why_not_started(screen: Any) -> str | None:
    if screen.file is None:
        return _("The visit is still being read.")
    if screen.file.visit.state != VisitState.PLANNED:
        return _("This visit has begun already; ] goes on.")
    return None


def _why_not_left(screen: Any) -> str | None:
    if screen.file is None or screen.file.visit.state != VisitState.STARTED:
        return _("Only a visit that has begun can be left.")
    return None


STEPS = (
    Command(
        "visit.next",
        N_("Next step"),
        N_("Go to the next step of the visit."),
        keys="],f6",
        footer=20,
    ),
    Command(
        "visit.previous",
        N_("Step before"),
        N_("Go to the step before."),
        keys="[,f5",
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

PREPARE = (
    Command(
        "prepare.tick",
        N_("Tick"),
        N_("Tick the item, or take the tick away."),
        keys="space,enter",
        digit=1,
        footer=1,
    ),
    Command(
        "prepare.start",
        N_("Go to the door"),
        N_("Begin the visit: the gate is asked, and the talk opens."),
        keys="s,f8",
        digit=2,
        footer=2,
        why_not=_why_not_started,
    ),
    Command(
        "prepare.gate",
        N_("Why"),
        N_("Show the gate's reasons, their sources, and when it opens."),
        keys="w",
        digit=3,
        footer=3,
    ),
    Command(
        "prepare.contact",
        N_("Log contact"),
        N_("Log a call, message, letter, consent or flag of this case."),
        keys="l",
        digit=4,
        footer=4,
    ),
)

RECORD = (
    Command(
        "record.review",
        N_("Review and save"),
        N_("Show the outcome once more, then save it."),
        action="review_record",
        keys="f8",
        digit=1,
        footer=1,
    ),
    Command(
        "record.empty",
        N_("Empty the form"),
        N_("Forget what was typed here; asks first."),
        digit=2,
    ),
)

COMMANDS = (*STEPS, *PREPARE, *RECORD)
