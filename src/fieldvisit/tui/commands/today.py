"""Commands of the day's list."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import VisitState
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Today")


def _why_no_visit(screen: Any) -> str | None:
    return None if screen.selected else _("There is no visit to choose.")


def _why_no_verdict(screen: Any) -> str | None:
    if screen.selected is not None and screen.selected.answer is None:
        return _("The gate is being asked.")
    return _why_no_visit(screen)


def _why_not_movable(screen: Any) -> str | None:
    if screen.selected is None:
        return _("There is no visit to choose.")
    if screen.selected.visit.state != VisitState.PLANNED:
        return _("This visit has begun; only a planned one can be moved.")
    return None


def _why_no_promise(screen: Any) -> str | None:
    if screen.selected is None or not screen.selected.visit.promise_id:
        return _("No promise falls due with this visit.")
    return None


COMMANDS = (
    Command(
        "today.open",
        N_("Open"),
        N_("Open the visit at the step it has reached."),
        keys="enter",
        digit=1,
        footer=1,
        why_not=_why_no_visit,
    ),
    Command(
        "today.gate",
        N_("Why"),
        N_("Show the gate's reasons, their sources, and when it opens."),
        keys="w",
        digit=2,
        footer=2,
        why_not=_why_no_verdict,
    ),
    Command(
        "today.case",
        N_("Case"),
        N_("Show everything known of the case."),
        keys="c",
        digit=3,
        why_not=_why_no_visit,
    ),
    Command(
        "today.move",
        N_("Move"),
        N_("Put the visit on another day."),
        keys="r",
        digit=4,
        why_not=_why_not_movable,
    ),
    Command(
        "today.settle",
        N_("Promise"),
        N_("Say what became of the promise that falls due."),
        keys="p",
        digit=5,
        why_not=_why_no_promise,
    ),
    Command(
        "today.import",
        N_("Import"),
        N_("Take in a case list from a file."),
        keys="i",
        digit=6,
        action="take_in",
    ),
    Command(
        "today.open-only",
        N_("Open only"),
        N_("Show only what is still open, or everything again."),
        keys="o",
        digit=7,
    ),
    Command(
        "today.may-go",
        N_("May go"),
        N_("Show what may be visited now, then within two hours, then everything again."),
        keys="v",
        digit=8,
        footer=6,
    ),
)
