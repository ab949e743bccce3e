"""Whether a rule is asked at all: the tests of its `when`."""

from __future__ import annotations

from fieldvisit.rules.excuses import is_flagged
from fieldvisit.rules.names import WEEKDAYS
from fieldvisit.rules.pack import When
from fieldvisit.rules.scene import Scene, last_date
from fieldvisit.rules.zones import local_date

_IS_STATED = ("microfinance",)
"""Kinds of debt with a law of their own, narrower than that of all others: a case states them."""


def applies_now(when: When, scene: Scene) -> bool:
    """Whether every test holds at the instant of the action."""
    return concerns(when, scene) and (not when.days or _is_on(when.days, scene))


def concerns(when: When, scene: Scene) -> bool:
    """Whether every test but that of the weekday holds.

    What the facts do not state is taken as the stricter reading, except the kind of place (one that
    is not described is not a workplace or a hospital) and microfinance.
    """
    if when.since is not None and last_date(scene.facts, scene.pack) < when.since:
        return False
    case = scene.facts.case
    dpd = case.dpd if case else None
    if dpd is not None and not _dpd_fits(when, dpd):
        return False
    if when.place and scene.facts.place.kind not in when.place:
        return False
    if when.flags and not is_flagged(when.flags, scene):
        return False
    role, debt, lender = (case.role, case.debt_type, case.lender_type) if case else ("", "", "")
    return (
        _fits(role, when.role) and _fits(debt, when.debt_type) and _fits(lender, when.lender_type)
    )


def _fits(stated: str, wanted: tuple[str, ...]) -> bool:
    if not stated:
        return wanted != _IS_STATED
    return not wanted or stated in wanted


def _dpd_fits(when: When, dpd: int) -> bool:
    if when.dpd_over is not None and dpd <= when.dpd_over:
        return False
    return when.dpd_up_to is None or dpd <= when.dpd_up_to


def _is_on(days: tuple[str, ...], scene: Scene) -> bool:
    dates = [local_date(scene.at, zone) for zone in scene.zones]
    return not dates or any(WEEKDAYS[day.weekday()] in days for day in dates)
