"""Agreements: recorded, replaced, waiting for head office; their payments as promises."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from builders import NOW, SETTINGS, TODAY, a_store, imported
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fieldvisit.domain.affordability import Limits, Offer, offer
from fieldvisit.domain.calendar import Step
from fieldvisit.domain.money import Money
from fieldvisit.domain.plan import STEPS, Schedule, extension, instalments, is_possible
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.services.board import visits_today
from fieldvisit.services.cases import show_case
from fieldvisit.services.outcomes import draft_name
from fieldvisit.services.plans import agree_plan
from fieldvisit.services.promises import list_promises, settle_promise
from fieldvisit.services.visit_file import save_draft
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
DEBT = Money(120_000, "CNY")
FIRST = date(2026, 12, 31)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield imported(store)
    store.close()


def an_offer(parts: int = 3, *, down: int = 0, currency: str = "CNY") -> Offer:
    debt = Money(DEBT.minor, currency)
    plan = instalments(
        debt,
        parts,
        "month",
        FIRST,
        agreed=TODAY,
        down=Money(down, currency) if down else None,
    )
    return offer(plan, None, Limits())


def pending(store: Store) -> list[tuple[int, str, str]]:
    lines = list_promises(store)
    return [
        (line.promise.number, line.promise.due.isoformat(), line.promise.amount.plain)
        for line in lines
    ]


def test_each_payment_becomes_a_promise_on_its_day(store: Store) -> None:
    save_draft(store, VISIT, "agree", {"parts": "3"}, NOW)

    agreed = agree_plan(store, VISIT, an_offer(down=30_000), "three times", NOW, method="transfer")

    assert pending(store) == [
        (0, "2026-11-24", "300.00"),
        (1, "2026-12-31", "300.00"),
        (2, "2027-01-31", "300.00"),
        (3, "2027-02-28", "300.00"),
    ]
    promises = store.promises.of_case("CN-0001")
    assert {(each.method, each.plan_id) for each in promises} == {
        ("transfer", agreed.event.event_id)
    }
    assert len({each.promise_id for each in promises}) == 4
    day = visits_today(store, FIRST, NOW, SETTINGS)
    assert [line.visit.kind for line in day.lines].count("follow_up") == 2
    assert store.drafts.find(draft_name(VISIT, "agree")) is None
    record = show_case(store, "CN-0001").plans[0]
    assert (record.approval, record.read_back, record.day) == ("not-needed", "three times", TODAY)
    assert Schedule.of(record.schedule) == agreed.offer.schedule


def test_two_payments_on_one_day_are_two_promises(store: Store) -> None:
    both = instalments(DEBT, 1, "month", TODAY, agreed=TODAY, down=Money(20_000, "CNY"))

    agree_plan(store, VISIT, offer(both, None, Limits()), "today", NOW)

    assert pending(store) == [(0, "2026-11-24", "200.00"), (1, "2026-11-24", "1000.00")]
    assert visits_today(store, TODAY, NOW, SETTINGS).open_count == 3


def test_a_new_agreement_takes_the_place_of_the_old(store: Store) -> None:
    first = agree_plan(store, VISIT, an_offer(3), "three times", NOW)

    second = agree_plan(store, VISIT, an_offer(2), "two times", NOW)

    assert second.event.supersedes == first.event.event_id
    assert [number for number, _due, _amount in pending(store)] == [1, 2]
    assert [each.read_back for each in show_case(store, "CN-0001").plans] == ["two times"]
    planned = [each for each in store.visits.of_case("CN-0001") if each.promise_id]
    assert len(planned) == 2


def test_an_agreement_with_a_settled_payment_is_not_replaced(store: Store) -> None:
    agree_plan(store, VISIT, an_offer(down=30_000), "with a down payment", NOW)
    settle_promise(store, list_promises(store)[0].promise.promise_id, PromiseStatus.KEPT, NOW)

    with pytest.raises(Refused) as caught:
        agree_plan(store, VISIT, an_offer(2), "two times", NOW)

    assert caught.value.code == "promise.settled"


def test_an_extension_waits_for_head_office(store: Store) -> None:
    later = offer(extension(DEBT, date(2027, 3, 31), start=TODAY), None, Limits())

    agree_plan(store, VISIT, later, "until the end of March", NOW)

    record = show_case(store, "CN-0001").plans[0]
    assert (record.kind, record.approval) == ("extension", "pending")
    assert pending(store) == [(1, "2027-03-31", "1200.00")]


def test_saving_the_same_form_twice_agrees_once(store: Store) -> None:
    first = agree_plan(store, VISIT, an_offer(), "three times", NOW, event_id="form-1")
    again = agree_plan(store, VISIT, an_offer(), "three times", NOW, event_id="form-1")

    assert again.event == first.event
    assert len(pending(store)) == 3


@pytest.mark.parametrize(
    ("made", "read_back", "code"),
    [
        (an_offer(), " \n", "read_back.missing"),
        (an_offer(), "\u200b", "read_back.missing"),
        (an_offer(currency="USD"), "in dollars", "currency.other"),
        (
            offer(
                instalments(DEBT, 2, "week", date(2026, 11, 23), agreed=date(2026, 11, 20)),
                None,
                Limits(),
            ),
            "yesterday",
            "first.early",
        ),
    ],
)
def test_what_is_missing_or_late_is_named(
    store: Store, made: Offer, read_back: str, code: str
) -> None:
    before = store.journal.head()

    with pytest.raises(BadInput) as caught:
        agree_plan(store, VISIT, made, read_back, NOW)

    assert (caught.value.code, store.journal.head()) == (code, before)


def test_an_unknown_visit_is_bad_input(store: Store) -> None:
    with pytest.raises(BadInput):
        agree_plan(store, "X", an_offer(), "three times", NOW)


@settings(max_examples=20)
@given(
    minor=st.integers(100, 10**10),
    parts=st.integers(1, 24),
    every=st.sampled_from(STEPS),
    first=st.dates(TODAY, TODAY + timedelta(days=60)),
    rate=st.decimals(0, Decimal("0.36"), places=4),
)
def test_the_promises_are_the_schedule(
    tmp_path_factory: Any, minor: int, parts: int, every: str, first: date, rate: Decimal
) -> None:
    debt = Money(minor, "CNY")
    step = cast(Step, every)
    assume(is_possible(debt, parts, step, rate, "annuity"))
    plan = instalments(debt, parts, step, first, agreed=TODAY, rate=rate)
    store = imported(a_store(tmp_path_factory.mktemp("store")))
    try:
        agree_plan(store, VISIT, offer(plan, None, Limits()), "as said", NOW)

        made = [line.promise for line in list_promises(store)]
        assert [(each.due, each.amount) for each in made] == [
            (each.due, each.amount) for each in plan.instalments
        ]
        assert sum((each.amount for each in made), Money(0, "CNY")) == plan.total
        through = plan.instalments[0].due
        assert len(list_promises(store, through)) == sum(
            each.due == through for each in plan.instalments
        )
    finally:
        store.close()
