"""A visit's file: everything its steps show, and what was typed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from builders import NOW, SETTINGS, TODAY, a_store, a_visit, imported

from fieldvisit.domain.affordability import Limits, offer
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.plan import extension
from fieldvisit.domain.problems import BadInput
from fieldvisit.services.gate import Gate, time_left
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.plans import agree_plan
from fieldvisit.services.visit_file import open_visit, save_draft
from fieldvisit.services.visits import start_visit
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield imported(store)
    store.close()


def test_a_fresh_visit(store: Store) -> None:
    file = open_visit(store, VISIT, NOW, SETTINGS)

    assert (file.visit.visit_id, file.decision.effect) == (VISIT, "ack")
    assert (file.entries, file.promises, file.outcome, file.plans, file.drafts) == (
        (),
        (),
        None,
        (),
        {},
    )
    assert open_visit(store, VISIT, NOW + timedelta(hours=13), SETTINGS).decision.is_blocked


def test_a_visit_with_all_that_came_of_it(store: Store) -> None:
    plan = extension(Money(123_450, "CNY"), date(2027, 1, 31), start=TODAY)
    agree_plan(store, VISIT, offer(plan, None, Limits()), "in January", NOW)
    log_outcome(store, VISIT, Outcome("DL", flags=("dispute",)), NOW, SETTINGS)

    file = open_visit(store, VISIT, NOW, SETTINGS)

    assert file.outcome is not None
    assert file.outcome.code == "DL"
    assert [each.kind for each in file.plans] == ["extension"]
    assert [each.due for each in file.promises] == [date(2027, 1, 31)]
    assert [entry.name for entry in file.of_kind("flag")] == ["dispute"]
    assert [entry.name for entry in file.of_kind("contact")] == ["visit"]


def test_a_visit_that_goes_on_says_until_when_it_may(store: Store, tmp_path: Path) -> None:
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)
    closing = open_visit(store, VISIT, NOW, SETTINGS).closes_at

    assert closing == datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    assert time_left(store, VISIT, NOW, SETTINGS) == closing
    unreadable = SETTINGS.changed(pack_folder=str(tmp_path / "gone"))
    assert open_visit(store, VISIT, NOW, unreadable).closes_at is None


def test_a_laptop_that_recorded_nothing_yet_has_no_clock_to_compare(tmp_path: Path) -> None:
    store = a_store(tmp_path / "fresh")
    gated = Gate(store, SETTINGS, NOW).decide(a_visit(), NOW)

    assert gated.facts["clock"] == {"now": "2026-11-24T02:00:00Z"}
    store.close()


def test_drafts_are_kept_step_by_step(store: Store) -> None:
    save_draft(store, VISIT, "record", {"note": "a"}, NOW)
    save_draft(store, VISIT, "record", {"note": "ab"}, NOW)
    save_draft(store, VISIT, "prepare", {"ticked": ["x"]}, NOW)
    save_draft(store, "CN-0002@2026-11-24", "talk", {"node": "door"}, NOW)

    drafts = open_visit(store, VISIT, NOW, SETTINGS).drafts

    assert drafts == {"record": {"note": "ab"}, "prepare": {"ticked": ["x"]}}


def test_companions_who_were_named_go_before_those_of_the_last_visit(store: Store) -> None:
    zhang, chen = {"id": "Zhang Min"}, {"id": "Chen Li"}
    start_visit(store, VISIT, "debtor", NOW, SETTINGS, companions=[zhang])

    assert open_visit(store, VISIT, NOW, SETTINGS).companions == (zhang,)

    save_draft(store, VISIT, "prepare", {"companions": [chen]}, NOW)

    assert open_visit(store, VISIT, NOW, SETTINGS).companions == (chen,)


def test_a_draft_outlives_the_program(tmp_path: Path) -> None:
    store = imported(a_store(tmp_path / "again"))
    save_draft(store, VISIT, "record", {"note": "半句"}, NOW)
    store.close()

    store = a_store(tmp_path / "again")
    assert open_visit(store, VISIT, NOW, SETTINGS).drafts == {"record": {"note": "半句"}}
    store.close()


def test_an_unknown_visit_is_bad_input(store: Store) -> None:
    with pytest.raises(BadInput):
        open_visit(store, "X", NOW, SETTINGS)
