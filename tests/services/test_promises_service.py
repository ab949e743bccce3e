"""What became of promises."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import NOW, SETTINGS, a_case, a_store, imported
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.problems import BadInput, Problem, Refused
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.services.named import visit_of
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.promises import list_promises, promise_of, settle_promise
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
DUE = date(2026, 12, 1)
PROMISE = "CN-0001@2026-12-01"
FIVE_HUNDRED = Money(50_000, "CNY")


def promised(store: Store, **of_case: Any) -> Store:
    imported(store, a_case(**of_case))
    said = Outcome("PTP", promise_amount=FIVE_HUNDRED, promise_date=DUE, promise_method="transfer")
    log_outcome(store, VISIT, said, NOW, SETTINGS)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield promised(store)
    store.close()


def problem(store: Store, status: PromiseStatus, now: datetime, paid: Money | None = None) -> str:
    before = store.journal.head()
    with pytest.raises(Problem) as caught:
        settle_promise(store, PROMISE, status, now, paid=paid)
    assert store.journal.head() == before
    return caught.value.code


def test_pending_promises_are_listed_with_their_cases(store: Store) -> None:
    lines = list_promises(store)

    assert [(line.promise.promise_id, line.case.borrower) for line in lines] == [
        (PROMISE, "欧阳晓雯")
    ]
    assert list_promises(store, DUE) == lines
    assert list_promises(store, DUE - timedelta(days=1)) == []


def test_a_kept_promise_needs_no_visit(store: Store) -> None:
    event = settle_promise(store, PROMISE, PromiseStatus.KEPT, NOW)

    assert event.payload == {
        "promise": PROMISE,
        "case": "CN-0001",
        "status": "kept",
        "day": "2026-11-24",
    }
    assert promise_of(store, PROMISE).status == PromiseStatus.KEPT
    assert visit_of(store, PROMISE).state == "withdrawn"
    assert list_promises(store) == []


def test_a_promise_kept_in_part_names_the_part(store: Store) -> None:
    part = Money(20_000, "CNY")

    event = settle_promise(store, PROMISE, PromiseStatus.PART, NOW, paid=part)

    assert event.payload["paid"] == part.document()
    assert promise_of(store, PROMISE).status == PromiseStatus.PART
    assert visit_of(store, PROMISE).is_open


@pytest.mark.parametrize(
    "paid", [None, Money(0, "CNY"), FIVE_HUNDRED, Money(60_000, "CNY"), Money(100, "USD")]
)
def test_a_part_lies_between_nothing_and_all(store: Store, paid: Money | None) -> None:
    assert problem(store, PromiseStatus.PART, NOW, paid) == "promise.part"


def test_a_promise_is_broken_when_its_day_is_over_at_the_borrowers_place(store: Store) -> None:
    eleven_at_night = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    midnight = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)

    assert problem(store, PromiseStatus.BROKEN, eleven_at_night) == "promise.early"
    event = settle_promise(store, PROMISE, PromiseStatus.BROKEN, midnight)

    assert event.payload["day"] == "2026-12-02"
    assert promise_of(store, PROMISE).status == PromiseStatus.BROKEN
    assert visit_of(store, PROMISE).is_open


def test_a_settled_promise_stays_settled(store: Store) -> None:
    settle_promise(store, PROMISE, PromiseStatus.KEPT, NOW)

    for status in (PromiseStatus.KEPT, PromiseStatus.PART, PromiseStatus.BROKEN):
        assert problem(store, status, NOW) == "promise.settled"


def test_an_unknown_promise_is_bad_input(store: Store) -> None:
    with pytest.raises(BadInput) as caught:
        settle_promise(store, "X", PromiseStatus.KEPT, NOW)

    assert (caught.value.code, caught.value.field) == ("promise.unknown", "promise")


@settings(max_examples=15)
@given(
    zone=st.sampled_from(["Pacific/Kiritimati", "Asia/Shanghai", "Pacific/Pago_Pago"]),
    hours=st.integers(-40, 40),
)
def test_the_borrowers_clock_decides_and_no_other(
    tmp_path_factory: Any, zone: str, hours: int
) -> None:
    store = promised(a_store(tmp_path_factory.mktemp("store")), zone=zone)
    at = datetime(2026, 12, 2, tzinfo=UTC) + timedelta(hours=hours)
    over = at.astimezone(ZoneInfo(zone)).date() > DUE
    try:
        if over:
            settle_promise(store, PROMISE, PromiseStatus.BROKEN, at)
        else:
            with pytest.raises(Refused):
                settle_promise(store, PROMISE, PromiseStatus.BROKEN, at)
    finally:
        store.close()
