"""Commands of the agreement."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import VisitState
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Agree")


def _why_not_agreed(screen: Any) -> str | None:
    if screen.file is None:
        return _("The visit is still being read.")
    if screen.file.visit.state == VisitState.PLANNED:
        return _("The visit has not begun; begin it in the Prepare step, then agree.")
    if screen.file.visit.state == VisitState.WITHDRAWN:
        return _("This visit was withdrawn.")
    return None


COMMANDS = (
    Command(
        "agree.instalments",
        N_("Take instalments"),
        N_("Choose the instalments."),
        keys="1",
        digit=1,
        footer=2,
        action="take",
        argument="instalments",
    ),
    Command(
        "agree.extension",
        N_("Take extension"),
        N_("Choose the extension."),
        keys="2",
        digit=2,
        footer=3,
        action="take",
        argument="extension",
    ),
    Command(
        "agree.review",
        N_("Review and save"),
        N_("Show the agreement once more, then save it."),
        keys="f8",
        digit=3,
        footer=1,
        action="review_agreement",
        why_not=_why_not_agreed,
    ),
    Command(
        "agree.talk",
        N_("Talk"),
        N_("Go back to the conversation; what is typed here stays."),
        keys="t",
        digit=4,
    ),
    Command(
        "agree.empty",
        N_("Empty the form"),
        N_("Forget what was typed here; asks first."),
        digit=5,
    ),
)
AGREE = COMMANDS
