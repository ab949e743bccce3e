"""Whether the collector stands at a door, as the store tells it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fieldvisit.domain.visit import VisitState

if TYPE_CHECKING:
    from fieldvisit.store.store import Store

LONGEST = timedelta(hours=6)
"""A visit begun longer ago than this is one whose end nobody noted."""


def visit_at_the_door(store: Store, now: datetime) -> str:
    """The visit that goes on and whose talk is not with the borrower alone; empty without one."""
    for visit in reversed(store.visits.begun()):
        if visit.state != VisitState.STARTED or visit.started_at is None:
            continue
        talk = store.drafts.find(f"{visit.visit_id} talk") or {}
        if timedelta(0) <= now - visit.started_at <= LONGEST and not talk.get("private"):
            return visit.visit_id
    return ""
