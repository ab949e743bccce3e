"""Cases and visits by the numbers that people type, and the words that they may type with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from fieldvisit.domain.case import Case
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.domain.visit import Visit
from fieldvisit.domain.words import PLACES

if TYPE_CHECKING:
    from fieldvisit.store.store import Store


def case_of(store: Store, case_id: str) -> Case:
    """The case with that number; raises BadInput when there is none."""
    case = store.cases.find(case_id)
    if case is None:
        raise BadInput(
            N_("{field}: there is no case with this number; see: fieldvisit case list"),
            code="case.unknown",
            field="case",
        )
    return case


def visit_of(store: Store, visit_id: str) -> Visit:
    """The visit with that id; raises BadInput when there is none."""
    visit = store.visits.find(visit_id)
    if visit is None:
        raise BadInput(
            N_("{field}: there is no visit with this id; see: fieldvisit today"),
            code="visit.unknown",
            field="visit",
        )
    return visit


def made_at(visit: Visit, place: str) -> Visit:
    """The visit at that kind of place, as it stands for an empty one.

    Raises BadInput for a kind that no rule knows.
    """
    if not place:
        return visit
    check_known("place", (place,), PLACES)
    return replace(visit, place=place)


def new_visit_id(store: Store, case_id: str, day: date) -> str:
    """A case number and a day: "CN-0001@2026-11-24", with a count behind the second that day."""
    first = f"{case_id}@{day.isoformat()}"
    visit_id, number = first, 1
    while store.visits.find(visit_id) is not None:
        number += 1
        visit_id = f"{first}.{number}"
    return visit_id


def check_known(field: str, values: Iterable[str], allowed: Iterable[str]) -> None:
    """Raise BadInput, with all that are allowed, for a value that is not among them."""
    for value in values:
        if value not in allowed:
            raise BadInput(
                N_("{field}: {value} is not known; use one of {allowed}."),
                code=f"{field}.unknown",
                field=field,
                value=safe_text(value),
                allowed=", ".join(allowed),
            )
