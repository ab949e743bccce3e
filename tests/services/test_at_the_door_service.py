"""Whether the collector stands at a door, as the store tells it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from builders import NOW, SETTINGS, a_store, imported, many_cases

from fieldvisit.services.at_the_door import LONGEST, visit_at_the_door
from fieldvisit.services.visit_file import save_draft
from fieldvisit.services.visits import finish_visit, start_visit
from fieldvisit.store.store import Store

FIRST, SECOND = "CN-0001@2026-11-24", "CN-0002@2026-11-24"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = imported(a_store(tmp_path), *many_cases(3))
    yield store
    store.close()


def test_before_a_visit_has_begun_there_is_no_door(store: Store) -> None:
    assert visit_at_the_door(store, NOW) == ""


def test_a_visit_that_goes_on_is_a_door_until_it_was_forgotten(store: Store) -> None:
    start_visit(store, FIRST, "debtor", NOW, SETTINGS)

    assert visit_at_the_door(store, NOW) == FIRST
    assert visit_at_the_door(store, NOW + LONGEST) == FIRST
    assert visit_at_the_door(store, NOW + LONGEST + timedelta(seconds=1)) == ""
    assert visit_at_the_door(store, NOW - timedelta(seconds=1)) == ""


def test_a_finished_visit_is_left_behind(store: Store) -> None:
    start_visit(store, FIRST, "debtor", NOW, SETTINGS)
    finish_visit(store, FIRST, LATER)

    assert visit_at_the_door(store, LATER) == ""

    start_visit(store, SECOND, "debtor", LATER, SETTINGS)

    assert visit_at_the_door(store, LATER) == SECOND


def test_a_talk_with_the_borrower_alone_is_no_door(store: Store) -> None:
    start_visit(store, FIRST, "debtor", NOW, SETTINGS)
    save_draft(store, FIRST, "talk", {"private": False}, NOW)

    assert visit_at_the_door(store, NOW) == FIRST

    save_draft(store, FIRST, "talk", {"private": True}, NOW)

    assert visit_at_the_door(store, NOW) == ""
