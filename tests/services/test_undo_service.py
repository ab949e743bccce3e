"""Taking back: while unsent, the newest of a case first, never twice."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from builders import NOW, SETTINGS, TODAY, a_case, a_store, imported, rows_of

from fieldvisit.domain.affordability import Limits, offer
from fieldvisit.domain.events import Event
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.plan import extension
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.services.ledger import end_entry, log_entry
from fieldvisit.services.named import visit_of
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.plans import agree_plan
from fieldvisit.services.promises import settle_promise
from fieldvisit.services.undo import last_undoable, undo
from fieldvisit.services.visits import finish_visit, move_visit, plan_visit, start_visit
from fieldvisit.store.projection import TABLES
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
OTHER = "CN-0002@2026-11-24"
TOMORROW = TODAY + timedelta(days=1)
PTP = Outcome(
    "PTP", promise_amount=Money(100, "CNY"), promise_date=TOMORROW, promise_method="transfer"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield imported(store, a_case(), a_case(case_id="CN-0002"))
    store.close()


def everything(store: Store) -> list[list[str]]:
    return [rows_of(store, table) for table in TABLES]


def hand_over(store: Store) -> None:
    head = store.journal.head()
    store.handovers.save("usb", "stick", head.seq, head.chain, NOW)


def refusal(store: Store, event: Event) -> str:
    before = store.journal.head()
    with pytest.raises(Refused) as caught:
        undo(store, event.event_id, NOW)
    assert (caught.value.field, store.journal.head()) == ("event", before)
    return caught.value.code


def a_day_of_work(store: Store) -> list[tuple[Event, list[list[str]]]]:
    """Each step of a day with the rows as they stood before it."""
    steps: list[tuple[Event, list[list[str]]]] = []

    def step(event: Event) -> Event:
        steps.append((event, before[0]))
        before[0] = everything(store)
        return event

    before = [everything(store)]
    step(plan_visit(store, "CN-0001", TOMORROW, TODAY, NOW).event)
    step(move_visit(store, f"{VISIT[:-2]}25", date(2026, 11, 28), None, TODAY, NOW).event)
    flag = {"name": "dispute", "since": NOW.isoformat()}
    entry = step(log_entry(store, "CN-0001", "flag", flag, NOW, NOW))
    step(end_entry(store, entry.event_id, "settled", NOW))
    step(start_visit(store, VISIT, "debtor", NOW, SETTINGS).event)
    step(finish_visit(store, VISIT, NOW).event)
    step(log_outcome(store, VISIT, PTP, NOW, SETTINGS).event)
    plan = extension(Money(123450, "CNY"), date(2027, 1, 31), start=TODAY)
    step(agree_plan(store, VISIT, offer(plan, None, Limits()), "in January", NOW).event)
    promise = store.promises.pending(TOMORROW)[0]
    step(settle_promise(store, promise.promise_id, PromiseStatus.KEPT, NOW))
    return steps


def test_a_day_can_be_taken_back_step_by_step(store: Store) -> None:
    for event, before in reversed(a_day_of_work(store)):
        last = last_undoable(store)
        assert last is not None
        assert last.event_id == event.event_id
        reversal = undo(store, event.event_id, NOW)
        assert reversal.payload["reversed"] == event.type
        assert everything(store) == before

    assert last_undoable(store) is None
    assert store.journal.whole_part() == (store.journal.head(), True)


def test_a_later_record_of_the_case_goes_first(store: Store) -> None:
    steps = a_day_of_work(store)

    for event, _before in steps[:-1]:
        assert refusal(store, event) == "undo.order"


def test_other_cases_do_not_stand_in_the_way(store: Store) -> None:
    first = log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)
    log_outcome(store, OTHER, Outcome("DL"), NOW, SETTINGS)

    undo(store, first.event.event_id, NOW)

    assert visit_of(store, VISIT).is_open
    assert not visit_of(store, OTHER).is_open


def test_nothing_is_taken_back_twice(store: Store) -> None:
    logged = log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)
    reversal = undo(store, logged.event.event_id, NOW)

    assert refusal(store, logged.event) == "undo.impossible"
    assert refusal(store, reversal) == "undo.impossible"


def test_what_was_handed_over_stays(store: Store) -> None:
    logged = log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)
    hand_over(store)

    assert refusal(store, logged.event) == "undo.sent"
    assert last_undoable(store) is None

    corrected = log_outcome(store, VISIT, PTP, NOW, SETTINGS)
    last = last_undoable(store)
    assert last is not None
    assert last.event_id == corrected.event.event_id


def test_imports_and_unknown_records_stay(store: Store) -> None:
    taken_in = next(store.journal.newest_first())

    assert refusal(store, taken_in) == "undo.impossible"
    before = store.journal.head()
    with pytest.raises(BadInput) as unknown:
        undo(store, "nothing", NOW)
    assert (unknown.value.code, store.journal.head()) == ("undo.unknown", before)


def test_taking_back_a_correction_brings_back_what_it_replaced(store: Store) -> None:
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)
    states = [everything(store)]
    for outcome in (PTP, Outcome("DL"), Outcome("MET", details={"identity_check": "known"})):
        log_outcome(store, VISIT, outcome, NOW, SETTINGS)
        states.append(everything(store))

    for expected in reversed(states[:-1]):
        last = last_undoable(store)
        assert last is not None
        undo(store, last.event_id, NOW)
        assert everything(store) == expected

    last = last_undoable(store)
    assert last is not None
    assert last.type == "visit.started"


def test_a_corrected_record_cannot_be_taken_back_by_itself(store: Store) -> None:
    first = log_outcome(store, VISIT, PTP, NOW, SETTINGS)
    log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)

    assert refusal(store, first.event) == "undo.impossible"
