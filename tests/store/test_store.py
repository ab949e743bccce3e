"""Both files say the same, whatever happens between their two commits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import (
    NOW,
    Stop,
    a_case,
    a_store,
    an_outcome,
    case_imported,
    imported,
    many_cases,
    rows_of,
    stopping_after,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldvisit.domain import events
from fieldvisit.domain.events import NewEvent
from fieldvisit.domain.problems import Problem
from fieldvisit.store.checks import tables_follow
from fieldvisit.store.engine import connect
from fieldvisit.store.projection import TABLES
from fieldvisit.store.rebuild import project_again
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"


def all_rows(store: Store) -> dict[str, list[str]]:
    """Every projected row."""
    return {table: rows_of(store, table) for table in TABLES}


def test_an_event_id_that_is_written_twice_is_one_event(tmp_path: Path) -> None:
    store = imported(a_store(tmp_path))
    new = an_outcome(VISIT)
    named = NewEvent(new.type, new.payload, event_id="0199-one")
    first = store.record([named], NOW)
    second = store.record([named], NOW)

    assert first == second
    assert store.journal.head().seq == 2


def test_work_that_is_called_off_leaves_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    with pytest.raises(Stop):
        store.record(
            [case_imported(case) for case in many_cases(5)], NOW, progress=stopping_after(3)
        )

    assert store.journal.head().seq == store.copy.head().seq == 0
    assert rows_of(store, "case_list") == []


def test_a_draft_goes_with_the_record_that_replaces_it(tmp_path: Path) -> None:
    store = imported(a_store(tmp_path))
    store.drafts.save("one", {"a": 1}, NOW)
    store.record([an_outcome(VISIT)], NOW, forget="one")

    assert store.drafts.find("one") is None


@pytest.mark.parametrize("name", ["store.db", "journal.db"])
def test_what_only_one_file_holds_is_brought_over(tmp_path: Path, name: str) -> None:
    """A crash between the two commits, or an old copy put back."""
    store = imported(a_store(tmp_path))
    store.close()
    before = (tmp_path / name).read_bytes()
    store = Store.open(tmp_path)
    store.record([an_outcome(VISIT)], NOW)
    wanted = all_rows(store)
    store.close()
    (tmp_path / name).write_bytes(before)
    store = Store.open(tmp_path)

    assert store.journal.head() == store.copy.head()
    assert store.journal.head().seq == 2
    assert all_rows(store) == wanted


def test_a_copy_that_is_gone_is_made_again(tmp_path: Path) -> None:
    imported(a_store(tmp_path)).close()
    (tmp_path / "journal.db").unlink()
    store = Store.open(tmp_path)

    assert store.copy.head() == store.journal.head()


def test_a_store_that_is_gone_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    imported(a_store(tmp_path)).close()
    (tmp_path / "store.db").unlink()

    with pytest.raises(Problem, match="rebuild"):
        Store.open(tmp_path)


def test_a_copy_of_another_device_is_refused(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    imported(a_store(one)).close()
    imported(a_store(other)).close()
    (one / "journal.db").write_bytes((other / "journal.db").read_bytes())

    with pytest.raises(Problem, match="contradict"):
        Store.open(one)


def test_a_full_disk_is_said_and_nothing_is_half_saved(tmp_path: Path) -> None:
    store = imported(a_store(tmp_path))
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    big = an_outcome(VISIT, outcome={"code": "MET", "note": "x" * 200_000})

    with pytest.raises(Problem):
        store.record([big], NOW)

    assert store.journal.head() == store.copy.head()
    assert store.journal.head().seq == 1


STEPS = st.lists(
    st.sampled_from(["start", "finish", "outcome", "undo", "move", "flag"]), max_size=8
)


def new_event(step: str, store: Store) -> list[NewEvent]:
    """What that step writes."""
    visit: dict[str, Any] = {"visit": VISIT, "case": "CN-0001"}
    at = {"at": "2026-11-24T02:00:00Z"}
    if step == "start":
        return [NewEvent(events.VISIT_STARTED, visit | at | {"party": "debtor"})]
    if step == "finish":
        return [NewEvent(events.VISIT_FINISHED, visit | at)]
    if step == "outcome":
        before = store.visits.outcome_event(VISIT)
        return [NewEvent(events.OUTCOME_LOGGED, an_outcome(VISIT).payload, supersedes=before)]
    if step == "undo":
        before = store.visits.outcome_event(VISIT)
        payload = {"reversed": events.OUTCOME_LOGGED, "visit": VISIT, "case": "CN-0001"}
        return [NewEvent(events.RECORD_REVERSED, payload, supersedes=before)] if before else []
    if step == "move":
        there = {"day": "2026-11-26", "window_from": "", "window_to": ""}
        before_move = {"day": "2026-11-24", "window_from": "", "window_to": ""}
        return [NewEvent(events.VISIT_MOVED, visit | there | {"before": before_move})]
    entry = {"kind": "flag", "name": "dispute", "at": at["at"], "document": {"name": "dispute"}}
    return [NewEvent(events.ENTRY_LOGGED, {"case": "CN-0001", "entry": entry})]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_the_tables_follow_from_any_journal(tmp_path_factory: Any, steps: list[str]) -> None:
    store = imported(a_store(tmp_path_factory.mktemp("store")), a_case())
    for step in steps:
        store.record(new_event(step, store), NOW)
    wanted = all_rows(store)

    assert tables_follow(store.connection)

    project_again(store.connection)

    assert all_rows(store) == wanted

    store.close()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"something else entirely, and long enough to be a header" * 40)

    with pytest.raises(Problem, match=r"store\.db"):
        connect(path)
