"""Which rules a person has read and confirmed already."""

from __future__ import annotations

from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Confirmation
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.zones import local_date

EVERY = ("visit", "day", "case")
"""How far a confirmation reaches."""


def is_confirmed(rule: Rule, every: str, scene: Scene) -> bool:
    """Whether the rule was confirmed before the action, for this visit, day or case.

    A day is a calendar date at the place, in every zone that it may have. A confirmation that
    names no borrower is of this case; one that names no visit counts for no visit.
    """
    return any(
        each.rule == rule.id and each.at <= scene.at and _reaches(each, every, scene)
        for each in scene.facts.confirmed
    )


def _reaches(each: Confirmation, every: str, scene: Scene) -> bool:
    if every == "visit":
        return bool(each.visit) and each.visit == scene.facts.action.visit
    if every == "case":
        case = scene.facts.case
        return not each.borrower or (case is not None and each.borrower == case.borrower)
    zones = scene.date_zones
    return all(local_date(each.at, zone) == local_date(scene.at, zone) for zone in zones)
