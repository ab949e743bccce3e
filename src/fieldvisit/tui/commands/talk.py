"""Commands of the conversation at the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import VisitState
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Talk")


def _why_not_read(screen: Any) -> str | None:
    return None if screen.talk else _("The visit is still being read.")


def _why_no_answer(screen: Any) -> str | None:
    if screen.talk is None:
        return _why_not_read(screen)
    return _("The conversation has ended.") if screen.talk.ended else None


def _why_not_back(screen: Any) -> str | None:
    if screen.talk is None:
        return _why_not_read(screen)
    return None if screen.talk.moves else _("This is the beginning of the conversation.")


def _why_not_side(name: str) -> Callable[[Any], str | None]:
    def why_not(screen: Any) -> str | None:
        if screen.talk is None or screen.talk.ended:
            return _why_no_answer(screen)
        return None if name in screen.talk.sides() else _("You are there already.")

    return why_not


def _why_not_case(screen: Any) -> str | None:
    if screen.talk is None:
        return _why_not_read(screen)
    if screen.talk.doorstep:
        return _("Not while others may look on.")
    return None


def _why_not_left(screen: Any) -> str | None:
    if screen.file is None or screen.file.visit.state != VisitState.STARTED:
        return _("Only a visit that has begun can be left.")
    return None


def _why_not_asked(screen: Any) -> str | None:
    return None if screen.is_at_the_door else _("Only while the visit goes on.")


def _side(name: str, key: str, digit: int, label: str, help: str) -> Command:
    return Command(
        f"talk.{name}",
        label,
        help,
        keys=key,
        digit=digit,
        action="side",
        argument=name,
        why_not=_why_not_side(name),
    )


SIDES = (
    _side("crisis", "!", 1, N_("Danger"), N_("Someone may be in danger: everything else waits.")),
    _side("anger", "a", 2, N_("Anger"), N_("Anger rises: slow down.")),
    _side("dispute", "d", 3, N_("Dispute"), N_("They say that something is not right.")),
    _side("leave", "g", 4, N_("Asked to go"), N_("They ask you to leave.")),
    _side("joined", "j", 5, N_("Overheard"), N_("Someone joins or can overhear.")),
)
"""The branches of the script that one key opens from anywhere; `argument` is the branch."""

COMMANDS = (
    Command(
        "talk.take",
        N_("Choose"),
        N_("Take the selected answer; its digit takes it at once."),
        keys="space,enter",
        footer=2,
        why_not=_why_no_answer,
    ),
    *SIDES,
    Command(
        "talk.may",
        N_("May I?"),
        N_("Ask the rules whether you may go inside, record, speak of it or take anything now."),
        keys="m",
        digit=6,
        footer=4,
        why_not=_why_not_asked,
    ),
    Command(
        "talk.back",
        N_("One back"),
        N_("Go one step back in the conversation."),
        keys="b,backspace",
        footer=3,
        action="one_back",
        why_not=_why_not_back,
    ),
    Command(
        "talk.record",
        N_("Record"),
        N_("Go to the record; the conversation stays where it is."),
        keys="l",
        digit=7,
    ),
    Command(
        "talk.case",
        N_("Case"),
        N_("Show everything known of the case; not while others may look on."),
        keys="c",
        digit=8,
        why_not=_why_not_case,
    ),
    Command(
        "talk.left",
        N_("Left the door"),
        N_("Note that you have left the door; then record what came of it."),
        keys="e,f8",
        digit=9,
        footer=5,
        action="leave",
        why_not=_why_not_left,
    ),
)
TALK = COMMANDS
