"""The day as a whole: counts, totals, its seal."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, SETTINGS, TODAY, a_case, a_store, imported
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.affordability import Limits, offer
from fieldvisit.domain.events import Event, short_code
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.plan import extension
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.services.days import close_day, day_status
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.plans import agree_plan
from fieldvisit.services.undo import undo
from fieldvisit.services.visits import plan_visit
from fieldvisit.store.store import Store

TOMORROW = TODAY + timedelta(days=1)
CASES = [
    a_case(case_id="A"),
    a_case(case_id="B"),
    a_case(case_id="U", amount_due=Money(5000, "USD"), country="US", region="CA"),
    a_case(case_id="OPEN"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield imported(store, *CASES)
    store.close()


def log(store: Store, case_id: str, outcome: Outcome, now: datetime = NOW) -> Event:
    return log_outcome(store, f"{case_id}@2026-11-24", outcome, now, SETTINGS).event


def paid(amount: Money, **more: Any) -> Outcome:
    return Outcome("PPAY", money=amount, receipt="R-1", **more)


def test_an_untouched_day(store: Store) -> None:
    status = day_status(store, TODAY)

    assert (status.visits, status.done, status.plans) == (4, 0, 0)
    assert sorted(status.open_visits) == [f"{each}@2026-11-24" for each in ("A", "B", "OPEN", "U")]
    assert (status.outcomes, status.promised, status.collected) == ({}, (), ())
    assert (status.unsent, status.last_sync, status.closed) == (4, None, None)


def test_totals_are_by_currency(store: Store) -> None:
    log(store, "A", paid(Money(10_000, "CNY")))
    log(
        store,
        "B",
        paid(
            Money(2_500, "CNY"),
            promise_amount=Money(700, "CNY"),
            promise_date=TOMORROW,
            promise_method="transfer",
        ),
    )
    dollars = Outcome(
        "PTP", promise_amount=Money(100, "USD"), promise_date=TOMORROW, promise_method="transfer"
    )
    # In Los Angeles it is still the evening of the 23rd.
    log(store, "U", dollars, NOW + timedelta(hours=14))
    plan = extension(Money(123_450, "CNY"), date(2027, 1, 31), start=TODAY)
    agree_plan(store, "OPEN@2026-11-24", offer(plan, None, Limits()), "in January", NOW)

    status = day_status(store, TODAY)

    assert (status.visits, status.done, status.plans) == (4, 3, 1)
    assert status.outcomes == {"PPAY": 2, "PTP": 1}
    assert status.collected == (Money(12_500, "CNY"),)
    assert set(status.promised) == {Money(124_150, "CNY"), Money(100, "USD")}


def test_what_is_handed_over_is_not_unsent(store: Store) -> None:
    head = store.journal.head()
    store.handovers.save("usb", "stick", head.seq, head.chain, NOW)
    log(store, "A", Outcome("DL"))

    status = day_status(store, TODAY)

    assert (status.unsent, status.last_sync) == (1, NOW)


def test_a_day_is_sealed_with_its_figures(store: Store) -> None:
    outcome = log(store, "A", paid(Money(10_000, "CNY")))
    head = store.journal.head()

    status, event = close_day(store, TODAY, NOW)

    assert event.payload == {
        "day": "2026-11-24",
        "through": head.seq,
        "chain": head.chain.hex(),
        "code": short_code(head.chain),
        "visits": 4,
        "done": 1,
        "open": list(status.open_visits),
        "outcomes": {"PPAY": 1},
        "plans": 0,
        "records": [outcome.event_id],
        "promised": [],
        "collected": [{"amount": "100.00", "currency": "CNY"}],
        "unclosed": ["A@2026-11-24"],
    }
    assert status.closed is not None
    assert (status.closed.code, status.closed.seq) == (event.payload["code"], head.seq + 1)
    assert len(status.open_visits) == 3


def test_a_sealed_day_is_not_sealed_again(store: Store) -> None:
    _status, event = close_day(store, TODAY, NOW)
    before = store.journal.head()

    with pytest.raises(Refused) as caught:
        close_day(store, TODAY, NOW)

    assert (caught.value.code, caught.value.details) == (
        "day.closed",
        {"seal": event.payload["code"]},
    )
    assert store.journal.head() == before


def test_more_work_opens_the_day_again(store: Store) -> None:
    close_day(store, TODAY, NOW)
    log(store, "A", Outcome("DL"))

    assert day_status(store, TODAY).closed is None
    status, event = close_day(store, TODAY, NOW)

    assert status.closed is not None
    assert status.closed.event_id == event.event_id
    assert event.payload["done"] == 1


def test_an_agreement_opens_the_day_again(store: Store) -> None:
    close_day(store, TODAY, NOW)
    plan = extension(Money(123_450, "CNY"), date(2027, 1, 31), start=TODAY)

    agree_plan(store, "A@2026-11-24", offer(plan, None, Limits()), "in January", NOW)

    assert day_status(store, TODAY).closed is None


def test_a_correction_or_a_reversal_opens_the_day_again(store: Store) -> None:
    log(store, "A", Outcome("DL"))
    close_day(store, TODAY, NOW)
    corrected = log(store, "A", Outcome("ERT"), NOW + timedelta(days=1))
    assert day_status(store, TODAY).closed is None
    close_day(store, TODAY, NOW + timedelta(days=1))

    undo(store, corrected.event_id, NOW)

    assert day_status(store, TODAY).closed is None


def test_tomorrows_list_leaves_the_seal(store: Store) -> None:
    close_day(store, TODAY, NOW)

    imported(store, a_case(case_id="NEW", visit_date=TOMORROW))
    plan_visit(store, "A", TOMORROW, TODAY, NOW)

    assert day_status(store, TODAY).closed is not None
    assert day_status(store, TOMORROW).closed is None


def test_a_day_that_has_not_come_is_not_closed(store: Store) -> None:
    late = datetime(2026, 11, 24, 9, 59, tzinfo=NOW.tzinfo)

    with pytest.raises(BadInput) as caught:
        close_day(store, TOMORROW, late)

    assert (caught.value.code, caught.value.field) == ("day.future", "day")
    # On Kiritimati the 25th begins at ten in the morning by UTC.
    close_day(store, TOMORROW, late + timedelta(minutes=1))


moneys = st.builds(Money, st.integers(1, 10**9), st.just("CNY"))


@settings(max_examples=15)
@given(amounts=st.lists(moneys, min_size=1, max_size=4))
def test_what_was_collected_adds_up(tmp_path_factory: Any, amounts: list[Money]) -> None:
    cases = [a_case(case_id=f"C{number}") for number in range(len(amounts))]
    store = imported(a_store(tmp_path_factory.mktemp("store")), *cases)
    try:
        for case, amount in zip(cases, amounts, strict=True):
            log(store, case.case_id, paid(amount))
        status = day_status(store, TODAY)
        assert status.collected == (sum(amounts, Money(0, "CNY")),)
        assert status.done == len(amounts)
    finally:
        store.close()
