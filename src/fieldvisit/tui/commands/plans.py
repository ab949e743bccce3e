"""Commands of the list of promises."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Plans")


def _why_no_promise(screen: Any) -> str | None:
    return None if screen.selected else _("There is no promise to choose.")


COMMANDS = (
    Command(
        "plans.settle",
        N_("Settle"),
        N_("Say whether the promise was kept, kept in part, or broken."),
        keys="enter,s",
        digit=1,
        footer=1,
        why_not=_why_no_promise,
    ),
    Command(
        "plans.case",
        N_("Case"),
        N_("Show everything known of the case."),
        keys="c",
        digit=2,
        footer=2,
        why_not=_why_no_promise,
    ),
    Command(
        "plans.due-only",
        N_("Due only"),
        N_("Show only what is due by today, or everything again."),
        keys="o",
        digit=3,
        footer=3,
    ),
)
