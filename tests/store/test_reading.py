"""What the store's parts give back."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, TODAY, a_case, a_store, an_outcome, imported, many_cases

from fieldvisit.domain import events
from fieldvisit.domain.events import NewEvent
from fieldvisit.domain.problems import Problem
from fieldvisit.domain.visit import VisitState
from fieldvisit.store import device_clock, engine
from fieldvisit.store.engine import connect, transaction
from fieldvisit.store.store import Store, new_id

CASE = "CN-0001"
VISIT = f"{CASE}@{TODAY}"
AT = "2026-11-24T02:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with three cases and their visits."""
    store = imported(a_store(tmp_path), *many_cases(3))
    yield store
    store.close()


def record(store: Store, kind: str, **payload: Any) -> str:
    """Record one event of that kind on the first visit; its id."""
    full = {"visit": VISIT, "case": CASE, "day": TODAY.isoformat(), "at": AT} | payload
    return store.record([NewEvent(kind, full)], NOW)[0].event_id


def a_promise_of(due: str, number: int = 1) -> dict[str, Any]:
    """A promise as events carry it."""
    promise = {"promise": f"{CASE}@{due}", "number": number, "minor": 50000}
    return promise | {"currency": "CNY", "due": due, "method": "transfer"}


def test_cases_are_read_by_id_by_page_and_by_number(store: Store) -> None:
    ids = [f"CN-000{number}" for number in (1, 2, 3)]

    assert store.cases.count() == 3
    assert [each.case_id for each in store.cases.page()] == ids
    assert [each.case_id for each in store.cases.page(after=1, size=1)] == ids[1:2]
    assert [each.case_id for each in store.cases.by_number([3, 9, 1])] == [ids[2], ids[0]]
    assert store.cases.find("CN-0002") == many_cases(3)[1]
    assert store.cases.find("CN-9999") is None


def test_an_empty_store_has_nothing_to_give(tmp_path: Path) -> None:
    store = a_store(tmp_path)

    assert (store.cases.count(), store.cases.page()) == (0, [])
    assert store.visits.find(VISIT) is None
    assert store.promises.find("none") is None
    assert store.ledger.find("none") is None
    assert store.history.outcome_of_visit(VISIT) is None
    assert store.handovers.newest() is None

    store.close()


def test_a_visit_tells_what_has_become_of_it(store: Store) -> None:
    window = {"window_from": "09:00", "window_to": "11:30"}
    before = {"day": TODAY.isoformat(), "window_from": "", "window_to": ""}
    record(store, events.VISIT_MOVED, **window, before=before)
    record(store, events.VISIT_STARTED, party="debtor")
    record(store, events.VISIT_FINISHED)
    outcome = record(store, events.OUTCOME_LOGGED, outcome={"code": "DL"})
    visit = store.visits.find(VISIT)

    assert visit is not None
    assert (visit.state, visit.party, visit.outcome) == (VisitState.RECORDED, "debtor", "DL")
    assert visit.started_at == visit.finished_at == datetime(2026, 11, 24, 2, tzinfo=UTC)
    assert (str(visit.window_from), str(visit.window_to)) == ("09:00:00", "11:30:00")
    assert visit.recorded_on == TODAY
    assert store.visits.outcome_event(VISIT) == outcome
    assert store.visits.plan_event(VISIT) == ""


def test_a_day_lists_what_is_open_first_and_then_what_is_recorded(store: Store) -> None:
    second, third = f"CN-0002@{TODAY}", f"CN-0003@{TODAY}"
    store.record([an_outcome(third)], NOW)
    moved = {"visit": second, "case": "CN-0002", "day": TODAY.isoformat(), "before": {}}
    window = {"window_from": "09:00", "window_to": "10:00"}
    store.record([NewEvent(events.VISIT_MOVED, moved | window)], NOW)
    tomorrow = TODAY + timedelta(days=1)

    def ids(day: date, limit: int) -> list[str]:
        return [each.visit_id for each in store.visits.of_day(day, limit)]

    assert ids(TODAY, 10) == [second, VISIT, third]
    assert ids(TODAY, 3) == [second, VISIT, third]
    assert ids(TODAY, 2) == [second, VISIT]
    assert ids(tomorrow, 10) == [second, VISIT]
    assert ids(TODAY - timedelta(days=1), 10) == []
    assert store.visits.count_of_day(TODAY) == (2, 1)
    assert store.visits.open_ids(TODAY) == [VISIT, second]
    assert [each.visit_id for each in store.visits.of_case(CASE)] == [VISIT]


def test_promises_are_read_by_id_by_case_and_by_the_day_they_fall_due(store: Store) -> None:
    made = [a_promise_of("2026-12-08", 2), a_promise_of("2026-12-01", 1)]
    schedule = {"kind": "instalments", "approval": "none"}
    plan = record(
        store, events.PLAN_AGREED, schedule=schedule, read_back="in two parts", promises=made
    )
    first, second = store.promises.of_case(CASE)

    assert (first.due, second.due) == (date(2026, 12, 1), date(2026, 12, 8))
    assert (first.plan_id, first.origin, first.number) == (plan, plan, 1)
    assert (first.amount.minor, first.amount.currency) == (50000, "CNY")
    assert store.promises.find(second.promise_id) == second
    assert store.promises.pending(date(2026, 12, 7)) == [first]
    assert store.promises.of_case("CN-0002") == []
    assert store.visits.plan_event(VISIT) == plan


def test_the_ledger_leaves_out_what_has_ended_and_still_finds_it(store: Store) -> None:
    entry = {"kind": "flag", "name": "dispute", "document": {"name": "dispute"}}
    older = record(store, events.ENTRY_LOGGED, entry=entry | {"at": "2026-11-01T00:00:00Z"})
    newer = record(store, events.ENTRY_LOGGED, entry=entry)

    assert [each.entry_id for each in store.ledger.of([CASE])[CASE]] == [older, newer]

    record(store, events.ENTRY_ENDED, entry=older)
    found = store.ledger.find(older)

    assert [each.entry_id for each in store.ledger.of([CASE])[CASE]] == [newer]
    assert found is not None
    assert (found.case_id, found.kind, found.name) == (CASE, "flag", "dispute")
    assert store.ledger.of([]) == {}


def test_the_history_tells_what_was_recorded_and_agreed(store: Store) -> None:
    early = record(store, events.OUTCOME_LOGGED, outcome={"code": "DL"})
    schedule = {"kind": "extension", "approval": "pending"}
    plan = record(store, events.PLAN_AGREED, schedule=schedule, read_back="later", promises=[])
    close = record(store, events.DAY_CLOSED, code="7F3K-Q9RD")
    history = store.history

    assert [each.event_id for each in history.outcomes_of_case(CASE)] == [early]
    assert [each.event_id for each in history.outcomes_of_day(TODAY)] == [early]
    assert history.outcomes_of_day(TODAY + timedelta(days=1)) == []
    (agreed,) = history.plans_of_case(CASE)
    assert history.plans_of_day(TODAY) == [agreed]
    assert (agreed.event_id, agreed.kind, agreed.approval) == (plan, "extension", "pending")
    assert (agreed.schedule, agreed.read_back) == (schedule, "later")
    (sealed,) = history.day_closes(TODAY)
    assert (sealed.event_id, sealed.seq, sealed.code) == (close, 6, "7F3K-Q9RD")
    standing = history.outcome_of_visit(VISIT)
    assert standing is not None
    assert (standing.code, standing.at) == ("DL", datetime(2026, 11, 24, 2, tzinfo=UTC))


def test_drafts_are_kept_by_name_and_outlive_the_program(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for name in ("b%/1", "a_/1", "b%/2"):
        store.drafts.save(name, {"note": name}, NOW)
    store.drafts.save("a_/1", {"note": "夜"}, NOW)
    store.close()
    store = Store.open(tmp_path)

    assert store.drafts.find("a_/1") == {"note": "夜"}
    assert store.drafts.names("b%/") == ["b%/1", "b%/2"]
    assert store.drafts.names("b_") == []

    store.drafts.drop("b%/1")
    store.drafts.drop("b%/1")

    assert store.drafts.names("") == ["a_/1", "b%/2"]

    store.close()


def test_the_journal_is_read_in_parts_and_backwards(store: Store) -> None:
    assert [each.seq for each in store.journal.entries(after=1)] == [2, 3]
    assert [each.seq for each in store.journal.newest_first()] == [3, 2, 1]
    assert [each.seq for each in store.journal.newest_first(after=2)] == [3]
    assert store.journal.chain_at(0) == store.journal.genesis()
    assert store.journal.chain_at(4) is None
    assert store.journal.find("none") is None


def test_each_id_is_new_and_later_than_the_one_before() -> None:
    ids = [new_id() for _number in range(100)]

    assert sorted(set(ids)) == ids


def test_every_file_has_the_settings_that_keep_records(store: Store) -> None:
    def setting(name: str) -> object:
        return store.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert [setting(name) for name in ("journal_mode", "synchronous")] == ["delete", 3]
    assert [setting(name) for name in ("foreign_keys", "secure_delete")] == [1, 1]
    assert [setting(name) for name in ("trusted_schema", "temp_store")] == [0, 2]


def test_an_sqlite_that_may_corrupt_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SAFE_SQLITE", (99, 0, 0))

    with pytest.raises(Problem, match="too old"):
        Store.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_sqlite_of_our_own_is_in_use() -> None:
    assert engine.sqlite_version() >= engine.SAFE_SQLITE


def test_a_transaction_that_the_disk_has_ended_already_is_not_ended_twice() -> None:
    connection = connect(":memory:")

    with pytest.raises(ValueError, match="as it was"), transaction(connection):
        connection.execute("ROLLBACK")
        raise ValueError("as it was")

    connection.close()


def test_the_store_may_pass_from_one_thread_to_another(store: Store) -> None:
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(store.cases.count()))
    thread.start()
    thread.join()

    assert counts == [3]


def test_a_system_that_tells_no_starts_apart_gives_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_clock, "_BOOT_ID", tmp_path / "missing")
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    boot, elapsed = device_clock.boot_reading("device")

    assert boot == ""
    assert elapsed > 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells starts apart here")
def test_a_start_is_told_without_naming_the_machine() -> None:
    one, other = device_clock.boot_reading("one")[0], device_clock.boot_reading("other")[0]

    assert one == device_clock.boot_reading("one")[0]
    assert one != other
    assert len(one) == 16


def test_reading_a_case_again_gives_the_case_that_was_taken_in(tmp_path: Path) -> None:
    case = a_case(address="南京东路1号 <b>\n二楼", district="")
    store = imported(a_store(tmp_path), case)

    assert store.cases.find(CASE) == case

    store.close()
