"""What the ledger shows of earlier contact with the borrower.

Here the stricter reading is the other way round than where contacts are counted against somebody:
what a contact leaves open does not count.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from fieldvisit.rules.counting import EVERYTHING, Count
from fieldvisit.rules.intervals import EARLIEST
from fieldvisit.rules.parts import Happened
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.zones import local_date

_CHANNELS = ("call", "message", "letter", "visit")
_NOT_REACHED = ("no_answer", "not_connected", "nobody", "spoke_to_other")


def contacts_before(scene: Scene, count: Count, within: int | None) -> list[datetime]:
    """When the borrower was reached before the action, or it was noted that they were."""
    reached = [each.at for each in _logged(scene, count, within, _reaches_borrower)]
    if "prior_contact" in scene.facts.has:
        reached.append(scene.facts.has["prior_contact"])
    return [each for each in reached if each <= scene.at and is_recent(each, within, scene)]


def tries_before(
    scene: Scene, count: Count, within: int | None, *, in_a_row: int = 0
) -> list[datetime]:
    """When the collector tried to reach the borrower before the action.

    With `in_a_row` only the latest so many, and none when another contact lies between them.
    """
    tried = _logged(scene, count, within, _tries_borrower)
    if in_a_row:
        every = _logged(scene, replace(EVERYTHING, channel=count.channel), within, _is_of_borrower)
        tried = every[-in_a_row:] if tried[-in_a_row:] == every[-in_a_row:] else []
    return [each.at for each in tried if is_recent(each.at, within, scene)]


def first_contact(scene: Scene) -> datetime:
    """When the borrower was first reached, by whatever way; the action when never before."""
    reached = _logged(scene, EVERYTHING, None, _meets_borrower)
    return min(reached[0].at, scene.at) if reached else scene.at


def is_recent(moment: datetime, within: int | None, scene: Scene) -> bool:
    """Whether it lies no more than so many dates before the action, in every zone of the place."""
    if within is None:
        return True
    if scene.pack.clock.count == "hours":
        return scene.at - moment <= timedelta(days=within)
    return all(
        (local_date(scene.at, zone) - local_date(moment, zone)).days <= within
        for zone in scene.date_zones
    )


def _logged(
    scene: Scene, count: Count, within: int | None, fits: Callable[[Happened], bool]
) -> list[Happened]:
    """The contacts up to the action that fit and that the filter surely takes."""
    since = EARLIEST if within is None else scene.at - timedelta(days=within + 2)
    contacts = scene.history.those(
        count.channel or _CHANNELS, lambda each: fits(each) and count.surely_takes(each), since
    )
    return [each for each in contacts if each.at <= scene.at]


def _reaches_borrower(each: Happened) -> bool:
    if each.kind == "visit" or each.result in _NOT_REACHED:
        return False
    return each.party in ("", "debtor") and each.started_by != "other"


def _meets_borrower(each: Happened) -> bool:
    if each.kind == "visit":
        return each.result in ("conversation", "spoke_to_debtor")
    return _reaches_borrower(each)


def _tries_borrower(each: Happened) -> bool:
    return each.started_by in ("", "collector") and _is_of_borrower(each)


def _is_of_borrower(each: Happened) -> bool:
    return each.party in ("", "debtor", "nobody")
