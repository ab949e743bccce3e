"""The case list as a person handles it: previewed, merged, found, shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, SETTINGS, TODAY, a_case, a_store, imported, many_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.case import Case, Rejection
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.problems import BadInput, Refused, Stopped
from fieldvisit.domain.visit import VisitState
from fieldvisit.exchange.read import CaseRow
from fieldvisit.services.cases import (
    ImportPreview,
    import_cases,
    index_cases,
    index_some,
    list_cases,
    preview_import,
    search_cases,
    show_case,
)
from fieldvisit.services.named import case_of
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.visits import move_visit, plan_visit, start_visit
from fieldvisit.store.store import Store

TOMORROW = TODAY + timedelta(days=1)
VISIT = "CN-0001@2026-11-24"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield store
    store.close()


def rows(*outcomes: Case | Rejection) -> list[CaseRow]:
    return [CaseRow(number, outcome) for number, outcome in enumerate(outcomes, 2)]


def take_in(store: Store, *cases: Case, today: date = TODAY) -> ImportPreview:
    preview = preview_import(store, rows(*cases))
    import_cases(store, preview, today, NOW)
    return preview


def visits(store: Store, case_id: str = "CN-0001") -> list[tuple[str, str, str]]:
    found = store.visits.of_case(case_id)
    return [(visit.visit_id, visit.day.isoformat(), str(visit.state)) for visit in found]


def test_a_preview_tells_new_changed_unchanged_and_rejected_apart(store: Store) -> None:
    known, changes, new = many_cases(3)
    take_in(store, known, changes)
    before = store.journal.head()
    bad = Rejection(5, "amount_due", "this is no amount")

    preview = preview_import(
        store,
        [
            *rows(known, replace(changes, phone="13900139000"), new, bad),
            CaseRow(6, new, same_as=4),
        ],
    )

    assert (preview.rows, preview.unchanged) == (5, 2)
    assert [case.case_id for case in preview.new] == ["CN-0003"]
    assert [case.phone for case in preview.changed] == ["13900139000"]
    assert preview.rejections == (bad,)
    assert store.journal.head() == before


def test_importing_twice_changes_nothing(store: Store) -> None:
    take_in(store, *many_cases(3))
    before = store.journal.head()

    again = take_in(store, *many_cases(3), today=TOMORROW)

    assert (again.unchanged, again.new, again.changed) == (3, (), ())
    assert store.journal.head() == before


def test_confirming_the_same_preview_twice_changes_nothing(store: Store) -> None:
    preview = preview_import(store, rows(*many_cases(2)))
    import_cases(store, preview, TODAY, NOW)
    before = store.journal.head()

    import_cases(store, preview, TODAY, NOW)

    assert store.journal.head() == before


def test_an_empty_file_is_no_work(store: Store) -> None:
    preview = take_in(store)

    assert (preview.rows, store.cases.count(), store.journal.head().seq) == (0, 0, 0)


def test_a_new_case_is_visited_on_its_date_or_today(store: Store) -> None:
    take_in(
        store,
        a_case(),
        a_case(
            case_id="CN-0002",
            visit_date=TOMORROW,
            window_from=time(9),
            window_to=time(11),
            priority=3,
        ),
    )

    assert visits(store) == [(VISIT, "2026-11-24", "planned")]
    second = store.visits.of_case("CN-0002")[0]
    assert (second.day, second.window_from, second.window_to, second.priority) == (
        TOMORROW,
        time(9),
        time(11),
        3,
    )


def test_an_updated_file_updates_and_keeps_what_was_logged(store: Store) -> None:
    take_in(store, a_case())
    log_outcome(store, VISIT, Outcome("DL", note="dog in the yard"), NOW, SETTINGS)

    take_in(store, a_case(amount_due=Money(99900, "CNY")), today=TOMORROW)

    file = show_case(store, "CN-0001")
    assert file.case.amount_due == Money(99900, "CNY")
    assert [each.document["note"] for each in file.outcomes] == ["dog in the yard"]
    assert visits(store) == [(VISIT, "2026-11-24", "recorded")]


def test_a_planned_visit_follows_the_date_in_the_file(store: Store) -> None:
    take_in(store, a_case(visit_date=TODAY))

    take_in(store, a_case(visit_date=TOMORROW, window_from=time(14)))

    assert visits(store) == [(VISIT, "2026-11-25", "planned")]
    assert store.visits.of_case("CN-0001")[0].window_from == time(14)


def test_a_new_window_leaves_the_day(store: Store) -> None:
    take_in(store, a_case())

    take_in(store, a_case(window_from=time(14)), today=TOMORROW)

    assert visits(store) == [(VISIT, "2026-11-24", "planned")]
    assert store.visits.of_case("CN-0001")[0].window_from == time(14)


def test_a_visit_moved_by_hand_stays_when_the_file_says_the_same_of_it(store: Store) -> None:
    take_in(store, a_case(visit_date=TODAY))
    move_visit(store, VISIT, TOMORROW, (time(9), time(10)), TODAY, NOW)

    take_in(store, a_case(visit_date=TODAY, phone="13900139000"))

    assert visits(store) == [(VISIT, "2026-11-25", "planned")]
    assert store.visits.of_case("CN-0001")[0].window_from == time(9)


def test_a_visit_that_has_begun_stays_where_it_is(store: Store) -> None:
    take_in(store, a_case(visit_date=TODAY))
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)

    take_in(store, a_case(visit_date=TOMORROW))

    assert visits(store) == [(VISIT, "2026-11-24", "started")]


def test_a_recorded_case_comes_up_again_when_the_file_names_another_day(store: Store) -> None:
    take_in(store, a_case(visit_date=TODAY))
    log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)

    take_in(store, a_case(visit_date=None, priority=1), today=TOMORROW)
    assert len(visits(store)) == 1

    take_in(store, a_case(visit_date=TOMORROW, priority=1), today=TOMORROW)
    assert visits(store)[1:] == [("CN-0001@2026-11-25", "2026-11-25", "planned")]


def test_an_agreed_call_back_is_not_moved_by_a_file(store: Store) -> None:
    take_in(store, a_case(visit_date=TODAY))
    call_back = Outcome("CB", details={"callback_at": "2026-11-26T15:30+08:00"})
    log_outcome(store, VISIT, call_back, NOW, SETTINGS)

    take_in(store, a_case(visit_date=TOMORROW))

    assert [day for _id, day, state in visits(store) if state == "planned"] == [
        "2026-11-25",
        "2026-11-26",
    ]
    kept = store.visits.of_case("CN-0001")[2]
    assert (kept.kind, kept.window_from) == ("call_back", time(15, 30))


def test_an_import_that_is_called_off_leaves_nothing(store: Store) -> None:
    preview = preview_import(store, rows(*many_cases(250)))
    seen: list[tuple[int, int]] = []
    calls = iter([False, True])

    with pytest.raises(Stopped):
        import_cases(
            store,
            preview,
            TODAY,
            NOW,
            progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: next(calls),
        )

    assert seen == [(100, 250)]
    assert (store.cases.count(), store.journal.head().seq) == (0, 0)


def test_a_preview_says_how_far_it_is_and_can_be_called_off(store: Store) -> None:
    seen: list[tuple[int, int]] = []
    preview_import(
        store, rows(*many_cases(250)), 250, progress=lambda done, all_: seen.append((done, all_))
    )
    assert seen == [(100, 250), (200, 250)]

    with pytest.raises(Stopped):
        preview_import(store, rows(*many_cases(100)), cancelled=lambda: True)


def test_what_the_gate_will_miss_is_counted() -> None:
    cases = (a_case(country=""), a_case(role=""), a_case(country="", role=""))
    lacking = ImportPreview(4, cases, (a_case(),), 0, ()).lacking

    assert lacking == {"country": 2, "role": 2}
    assert ImportPreview(1, (a_case(),), (), 0, ()).lacking == {}


def test_cases_are_listed_in_the_order_in_which_they_came(store: Store) -> None:
    take_in(store, *many_cases(5))

    page, total = list_cases(store, after=2, size=2)

    assert ([case.case_id for case in page], total) == (["CN-0003", "CN-0004"], 5)


@pytest.mark.parametrize(
    ("typed", "matched"),
    [
        ("欧阳", "borrower"),
        ("ouyang", "pinyin"),
        ("oyxw", "pinyin"),
        ("cn-0001", "case"),
        ("黄浦", "district"),
        ("南京东路", "address"),
        ("8000", "phone"),
        ("shanghai", "city"),
        ("6222-0001", "account"),
        ("0001", "case"),
    ],
)
def test_a_case_is_found_and_the_place_is_named(store: Store, typed: str, matched: str) -> None:
    take_in(store, a_case(city="Shanghai"))
    index_cases(store)

    found, total = search_cases(store, typed)

    assert [(each.case.case_id, each.matched) for each in found] == [("CN-0001", matched)]
    assert total == 1


def test_the_index_can_be_made_piece_by_piece(store: Store) -> None:
    take_in(store, *many_cases(3))

    done = 0
    while count := index_some(store):
        done += count

    assert done == 3
    assert search_cases(store, "cn-0002")[1] == 1


def test_nothing_typed_finds_nothing(store: Store) -> None:
    take_in(store, a_case())

    assert search_cases(store, " ") == ([], 0)


def test_the_tail_of_an_account_is_an_account(store: Store) -> None:
    take_in(store, a_case(account="6222-7788", phone=""))

    assert [each.matched for each in search_cases(store, "62227788")[0]] == ["account"]


def test_a_case_file_holds_everything(store: Store) -> None:
    take_in(store, a_case())
    promise = Outcome(
        "PTP",
        promise_amount=Money(100, "CNY"),
        promise_date=TOMORROW,
        promise_method="transfer",
    )
    log_outcome(store, VISIT, promise, NOW, SETTINGS)

    file = show_case(store, "CN-0001")

    assert file.case == a_case()
    assert [visit.kind for visit in file.visits] == ["visit", "follow_up"]
    # the law of the place asks for a recording, and none was made
    assert [entry.kind for entry in file.entries] == ["contact", "unclosed"]
    assert [each.code for each in file.outcomes] == ["PTP"]
    assert [each.due for each in file.promises] == [TOMORROW]
    assert file.plans == ()


def test_an_unknown_case_is_bad_input(store: Store) -> None:
    for ask in (case_of, show_case):
        with pytest.raises(BadInput) as caught:
            ask(store, "CN-9")
        assert (caught.value.code, caught.value.field) == ("case.unknown", "case")


def test_a_case_already_on_the_list_is_not_planned_twice(store: Store) -> None:
    imported(store)

    with pytest.raises(Refused) as caught:
        plan_visit(store, "CN-0001", TODAY, TODAY, NOW)

    assert caught.value.code == "visit.listed"


days = st.dates(date(2026, 11, 20), date(2026, 12, 5))
optional_days = st.none() | days
windows = st.none() | st.times().map(lambda each: each.replace(second=0, microsecond=0))
versions = st.builds(
    lambda day, window, priority, phone: a_case(
        visit_date=day, window_from=window, priority=priority, phone=phone
    ),
    optional_days,
    windows,
    st.integers(0, 3),
    st.sampled_from(["1", "2"]),
)


@settings(max_examples=25)
@given(data=st.lists(st.tuples(versions, days), min_size=1, max_size=6))
def test_whatever_the_files_say_a_case_has_one_open_visit(
    tmp_path_factory: Any, data: list[tuple[Case, date]]
) -> None:
    store = a_store(tmp_path_factory.mktemp("store"))
    try:
        for case, today in data:
            take_in(store, case, today=today)
            take_in(store, case, today=today)
            planned = [each for each in store.visits.of_case("CN-0001") if each.is_open]
            assert [each.state for each in planned] == [VisitState.PLANNED]
            assert store.cases.find("CN-0001") == case
            if case.visit_date:
                assert planned[0].day == case.visit_date
    finally:
        store.close()
