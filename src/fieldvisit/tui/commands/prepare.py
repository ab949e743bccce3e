"""Commands of a visit's first step."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import VisitState
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Prepare")


def _why_not_started(screen: Any) -> str | None:
    if screen.file is None:
        return _("The visit is still being read.")
    if screen.file.visit.state != VisitState.PLANNED:
        return _("This visit has begun already; ] goes on.")
    return None


COMMANDS = (
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
        "prepare.team",
        N_("Team"),
        N_("Say who comes along, with the dates of their papers and what is shown."),
        keys="t",
        digit=5,
        footer=5,
    ),
    Command(
        "prepare.place",
        N_("Place"),
        N_("Say where the visit is: at home, at work or elsewhere; the rules read it."),
        keys="p",
        digit=6,
        footer=6,
        why_not=_why_not_started,
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
