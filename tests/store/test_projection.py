"""Rows follow from events: recorded, corrected, taken back, and made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, TODAY, a_case, a_store, an_outcome, case_imported, imported, rows_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent
from fieldvisit.store.engine import NotAsDeclared, connect
from fieldvisit.store.journal import Journal
from fieldvisit.store.migrate import migrate
from fieldvisit.store.projection import TABLES, project
from fieldvisit.store.store import Store

CASE = "CN-0001"
VISIT = f"{CASE}@{TODAY}"
AT = "2026-11-24T02:00:00Z"
ON_VISIT = {"visit": VISIT, "case": CASE}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with one case and its visit."""
    store = imported(a_store(tmp_path))
    yield store
    store.close()


def everything(store: Store) -> list[list[str]]:
    """Every projected row."""
    return [rows_of(store, table) for table in TABLES]


def follow(store: Store) -> bool:
    """Whether the journal alone, projected into empty tables, gives the same rows."""
    fresh = connect(":memory:")
    migrate(fresh, Path(":memory:"))
    journal = Journal(fresh, store.device)
    fresh.execute("BEGIN")
    for entry in store.journal.entries():
        journal.append(entry)
        project(fresh, Event.decode(entry.stored))
    found = [
        fresh.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        == store.connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
        for table in TABLES
    ]
    fresh.close()
    return all(found)


def promise(due: str, number: int = 1) -> dict[str, Any]:
    """A promise as events carry it."""
    return {
        "promise": f"{CASE}@{due}",
        "number": number,
        "minor": 50000,
        "currency": "CNY",
        "due": due,
        "method": "transfer",
    }


def flag(name: str = "dispute") -> dict[str, Any]:
    """A ledger entry as events carry it."""
    return {"kind": "flag", "name": name, "at": AT, "document": {"name": name}}


def full_outcome(due: str) -> NewEvent:
    """An outcome that brings an entry, a promise with its follow-up, and another visit."""
    later = {"visit": f"{CASE}@2027-03-01", "case": CASE, "day": "2027-03-01"}
    return an_outcome(VISIT, entries=[flag()], promises=[promise(due)], visits=[later])


def plan(first: str, second: str) -> NewEvent:
    """A plan of two instalments."""
    payload = {
        "day": TODAY.isoformat(),
        "schedule": {"kind": "instalments", "approval": "none"},
        "read_back": "five hundred twice",
        "promises": [promise(first, 1), promise(second, 2)],
    }
    return NewEvent(events.PLAN_AGREED, ON_VISIT | payload)


MOVED = {
    "day": "2026-11-26",
    "window_from": "09:00",
    "window_to": "",
    "before": {"day": TODAY.isoformat(), "window_from": "", "window_to": ""},
}
PLANNED = {"visit": f"{CASE}@2026-12-24", "case": CASE, "day": "2026-12-24", "priority": 3}
CLOSED = {"day": TODAY.isoformat(), "code": "7F3K-Q9RD", "totals": []}

ALONE = {
    "planned": NewEvent(events.VISIT_PLANNED, PLANNED),
    "moved": NewEvent(events.VISIT_MOVED, ON_VISIT | MOVED),
    "entry": NewEvent(events.ENTRY_LOGGED, {"case": CASE, "entry": flag()}),
    "started": NewEvent(events.VISIT_STARTED, ON_VISIT | {"at": AT, "party": "debtor"}),
    "outcome": full_outcome("2026-12-01"),
    "plan": plan("2026-12-05", "2027-01-05"),
    "closed": NewEvent(events.DAY_CLOSED, CLOSED),
}


def take_back(store: Store, event: Event) -> None:
    """Reverse that event."""
    payload = {"reversed": event.type, "case": CASE}
    store.record([NewEvent(events.RECORD_REVERSED, payload, supersedes=event.event_id)], NOW)


@pytest.mark.parametrize("name", sorted(ALONE))
def test_a_record_that_is_taken_back_leaves_no_row(store: Store, name: str) -> None:
    before = everything(store)
    (event,) = store.record([ALONE[name]], NOW)

    assert everything(store) != before

    take_back(store, event)

    assert everything(store) == before
    assert follow(store)


def test_an_entry_that_was_ended_stands_again_when_the_end_is_taken_back(store: Store) -> None:
    (entry,) = store.record([ALONE["entry"]], NOW)
    before = everything(store)
    ended = NewEvent(events.ENTRY_ENDED, {"case": CASE, "entry": entry.event_id})
    (end,) = store.record([ended], NOW)

    assert store.ledger.of([CASE]) == {CASE: []}

    take_back(store, end)

    assert everything(store) == before


@pytest.mark.parametrize(("status", "state"), [("kept", "withdrawn"), ("broken", "planned")])
def test_a_settled_promise_and_its_follow_up_come_back(
    store: Store, status: str, state: str
) -> None:
    """Only a kept promise calls off the visit that would have asked for it."""
    store.record([full_outcome("2026-12-01")], NOW)
    before = everything(store)
    payload = {"case": CASE, "promise": f"{CASE}@2026-12-01", "status": status}
    (settled,) = store.record([NewEvent(events.PROMISE_SETTLED, payload)], NOW)
    follow_up = store.visits.find(f"{CASE}@2026-12-01")

    assert follow_up is not None
    assert follow_up.state.value == state

    take_back(store, settled)

    assert everything(store) == before


def test_a_visit_that_is_over_stays_recorded_and_a_finish_taken_back_is_begun(
    store: Store,
) -> None:
    store.record([ALONE["started"]], NOW)
    started = everything(store)
    finish = NewEvent(events.VISIT_FINISHED, ON_VISIT | {"at": AT})
    (finished,) = store.record([finish], NOW)
    done = everything(store)
    (outcome,) = store.record([an_outcome(VISIT)], NOW)
    take_back(store, outcome)

    assert everything(store) == done

    take_back(store, finished)

    assert everything(store) == started


def test_a_finish_behind_the_outcome_leaves_the_visit_recorded(store: Store) -> None:
    store.record([ALONE["started"], an_outcome(VISIT)], NOW)
    recorded = everything(store)
    (finished,) = store.record([NewEvent(events.VISIT_FINISHED, ON_VISIT | {"at": AT})], NOW)
    visit = store.visits.find(VISIT)

    assert visit is not None
    assert visit.state.value == "recorded"

    take_back(store, finished)

    assert everything(store) == recorded


def test_what_a_correction_replaced_stands_again(store: Store) -> None:
    (first,) = store.record([full_outcome("2026-12-01")], NOW)
    before = everything(store)
    new = full_outcome("2026-12-09")
    (second,) = store.record([NewEvent(new.type, new.payload, supersedes=first.event_id)], NOW)

    assert [each.due.isoformat() for each in store.promises.of_case(CASE)] == ["2026-12-09"]

    take_back(store, second)

    assert everything(store) == before
    assert follow(store)


def test_a_case_that_comes_again_changes_its_facts_and_keeps_what_was_done(store: Store) -> None:
    store.record([full_outcome("2026-12-01")], NOW)
    outcomes, visits = rows_of(store, "outcome"), rows_of(store, "visit")
    store.record([case_imported(a_case(borrower="欧阳小雯"))], NOW)
    case = store.cases.find(CASE)

    assert case is not None
    assert case.borrower == "欧阳小雯"
    assert (rows_of(store, "outcome"), rows_of(store, "visit")) == (outcomes, visits)


def test_a_case_may_come_without_a_visit(store: Store) -> None:
    case = a_case(case_id="CN-0002")
    store.record([NewEvent(events.CASE_IMPORTED, {"case": case.document()})], NOW)

    assert store.cases.find("CN-0002") == case
    assert store.visits.of_case("CN-0002") == []


def test_a_case_that_is_taken_back_stays_since_work_may_rest_on_it(store: Store) -> None:
    """No service asks for it; a journal that says it must still be readable."""
    before = everything(store)
    take_back(store, next(store.journal.newest_first()))

    assert everything(store) == before


def test_an_event_of_a_kind_unknown_here_is_kept_and_makes_no_row(store: Store) -> None:
    before = everything(store)
    (event,) = store.record([NewEvent("practice.done", {"case": CASE})], NOW)

    assert store.journal.find(event.event_id) == event
    assert everything(store) == before
    assert follow(store)


def test_a_row_that_its_table_refuses_is_a_fault_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(NotAsDeclared):
        store.record([an_outcome("CN-9999@2026-11-24")], NOW)

    assert store.journal.head().seq == store.copy.head().seq == 1


STEPS = st.lists(
    st.sampled_from([*sorted(ALONE), "finished", "ended", "kept", "correct", "undo", "undo"]),
    max_size=12,
)


class Day:
    """A day of work on one case, whose records are taken back newest first."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.number = 0
        self.standing: list[tuple[Event, list[list[str]]]] = []

    def step(self, name: str) -> None:
        """Do the step, if it makes sense now."""
        if name == "undo":
            self.undo()
        elif (new := self._new(name)) is not None:
            before = everything(self.store)
            (event,) = self.store.record([new], NOW)
            self.standing.append((event, before))

    def undo(self) -> None:
        """Take the newest record back; the tables are then as they were before it."""
        if self.standing:
            event, before = self.standing.pop()
            take_back(self.store, event)
            assert everything(self.store) == before

    def _new(self, name: str) -> NewEvent | None:
        self.number += 1
        due = f"2026-12-{self.number:02}"
        if name in ("correct", "outcome", "plan"):
            return self._result(name, due)
        if name in ("moved", "started", "finished"):
            return self._on_the_way(name, due)
        if name == "planned":
            return NewEvent(events.VISIT_PLANNED, PLANNED | {"visit": f"{CASE}@plan{self.number}"})
        return self._on_a_row(name)

    def _result(self, name: str, due: str) -> NewEvent | None:
        outcome = self.store.visits.outcome_event(VISIT)
        payload = an_outcome(VISIT, promises=[promise(due)]).payload
        if name == "outcome":
            return None if outcome else NewEvent(events.OUTCOME_LOGGED, payload)
        if self._is_settled():
            return None
        if name == "correct":
            return NewEvent(events.OUTCOME_LOGGED, payload, supersedes=outcome) if outcome else None
        later = plan(due, f"2027-01-{self.number:02}").payload
        earlier = self.store.visits.plan_event(VISIT)
        return NewEvent(events.PLAN_AGREED, later, supersedes=earlier)

    def _on_the_way(self, name: str, day: str) -> NewEvent | None:
        visit = self.store.visits.find(VISIT)
        state = visit.state.value if visit else ""
        if name == "finished":
            finish = NewEvent(events.VISIT_FINISHED, ON_VISIT | {"at": AT})
            return finish if state == "started" else None
        if state != "planned":
            return None
        return self._move(day) if name == "moved" else ALONE[name]

    def _is_settled(self) -> bool:
        """Whether a promise is settled: the services then refuse what would replace it."""
        made = self.store.promises.of_case(CASE)
        return any(each.status != "pending" for each in made)

    def _move(self, day: str) -> NewEvent:
        visit = self.store.visits.find(VISIT)
        assert visit is not None
        before = {"day": visit.day.isoformat(), "window_from": "", "window_to": ""}
        there = {"day": day, "window_from": "", "window_to": "", "before": before}
        return NewEvent(events.VISIT_MOVED, ON_VISIT | there)

    def _on_a_row(self, name: str) -> NewEvent | None:
        if name == "ended":
            entries = self.store.ledger.of([CASE])[CASE]
            payload = {"case": CASE, "entry": entries[0].entry_id} if entries else None
            return NewEvent(events.ENTRY_ENDED, payload) if payload else None
        if name == "kept":
            pending = self.store.promises.pending(TODAY.replace(year=2028))
            settled = {"case": CASE, "status": "kept"}
            made = settled | {"promise": pending[0].promise_id} if pending else None
            return NewEvent(events.PROMISE_SETTLED, made) if made else None
        return ALONE[name]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_the_tables_follow_from_whatever_was_done(tmp_path_factory: Any, steps: list[str]) -> None:
    store = imported(a_store(tmp_path_factory.mktemp("store")))
    day = Day(store)
    for name in steps:
        day.step(name)

    assert follow(store)

    while day.standing:
        day.undo()
    store.close()


def test_a_flag_that_was_ended_stays_ended_when_its_outcome_comes_back(tmp_path: Path) -> None:
    """Outcome with a flag, flag ended, outcome corrected, correction taken back."""
    store = imported(a_store(tmp_path))
    visit = "CN-0001@2026-11-24"
    flag = {"kind": "flag", "name": "dispute", "at": "2026-11-24T02:30:00Z", "document": {}}
    first = store.record([an_outcome(visit, entries=[flag])], NOW)[0]
    ended = {"case": "CN-0001", "entry": f"{first.event_id}/1", "reason": "settled"}
    store.record([NewEvent(events.ENTRY_ENDED, ended)], NOW)
    corrected = an_outcome(visit)
    second = store.record(
        [NewEvent(corrected.type, corrected.payload, supersedes=first.event_id)], NOW
    )[0]
    undone = {"reversed": second.type, "visit": visit, "case": "CN-0001"}
    store.record([NewEvent(events.RECORD_REVERSED, undone, supersedes=second.event_id)], NOW)

    assert store.visits.outcome_event(visit) == first.event_id
    assert store.ledger.of(["CN-0001"])["CN-0001"] == []
