"""The day's visits: their order, the gate, their steps, what is refused."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, SETTINGS, TODAY, a_case, a_store, imported

from fieldvisit.domain import events
from fieldvisit.domain.checklist import load_checklist
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.domain.visit import VisitState
from fieldvisit.rules.decide import decide
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import shipped_packs
from fieldvisit.services.board import lines_open, visits_listed, visits_today
from fieldvisit.services.gate import check_visit
from fieldvisit.services.ledger import log_entry
from fieldvisit.services.named import visit_of
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.place import place_day, place_zone
from fieldvisit.services.promises import settle_promise
from fieldvisit.services.replay import replay_decisions
from fieldvisit.services.undo import undo
from fieldvisit.services.visits import (
    VisitBlocked,
    finish_visit,
    move_visit,
    plan_visit,
    start_visit,
    window_of,
)
from fieldvisit.store.store import Store

NIGHT = datetime(2026, 11, 24, 15, 0, tzinfo=NOW.tzinfo)
"""Eleven at night in Shanghai."""
TOMORROW = TODAY + timedelta(days=1)
VISIT = "CN-0001@2026-11-24"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield store
    store.close()


def code_of(kind: type[Refused | BadInput], act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(kind) as caught:
        act()
    return caught.value.code, caught.value.field


def test_the_day_is_in_visiting_order_with_decisions(store: Store) -> None:
    imported(
        store,
        a_case(case_id="FAR", lat=31.3, lon=121.6),
        a_case(case_id="NEAR", lat=31.21, lon=121.41),
        a_case(case_id="LATE", window_from=time(15), window_to=time(16)),
        a_case(case_id="EARLY", window_from=time(9), window_to=time(10)),
        a_case(case_id="URGENT", priority=5),
        a_case(case_id="OTHER-DAY", visit_date=TOMORROW),
        a_case(case_id="LEFT-OVER", visit_date=TODAY - timedelta(days=3), lat=31.22, lon=121.41),
        a_case(case_id="NOWHERE", country=""),
    )
    start = SETTINGS.changed(start_lat=31.2, start_lon=121.4)

    board = visits_today(store, TODAY, NOW, start)

    assert [line.visit.case.case_id for line in board.lines] == [
        "EARLY",
        "LATE",
        "URGENT",
        "NEAR",
        "LEFT-OVER",
        "FAR",
        "NOWHERE",
    ]
    effects = {line.visit.case.case_id: line.decision.effect for line in board.lines}
    assert effects["NEAR"] == "ack"
    assert effects["NOWHERE"] == "block"
    assert (board.day, board.open_count, board.recorded_count) == (TODAY, 7, 0)


def test_without_a_start_the_first_visit_begins_the_chain(store: Store) -> None:
    imported(store, a_case(case_id="A", lat=1.0, lon=1.0), a_case(case_id="B", lat=2.0, lon=2.0))

    lines = visits_today(store, TODAY, NOW, SETTINGS.changed(start_lat=2.0)).lines

    assert [line.visit.case.case_id for line in lines] == ["A", "B"]


def test_recorded_visits_come_last_and_are_counted(store: Store) -> None:
    imported(store, a_case(case_id="A"), a_case(case_id="B"))
    log_outcome(store, "A@2026-11-24", Outcome("DL"), NOW, SETTINGS)

    board = visits_today(store, TODAY, NOW, SETTINGS)

    assert [(line.visit.case.case_id, line.visit.outcome) for line in board.lines] == [
        ("B", ""),
        ("A", "DL"),
    ]
    assert (board.open_count, board.recorded_count) == (1, 1)


def test_asking_the_gate_writes_nothing(store: Store) -> None:
    imported(store)
    before = store.journal.head()

    assert check_visit(store, VISIT, NOW, SETTINGS).effect == "ack"
    assert check_visit(store, VISIT, NIGHT, SETTINGS).effect == "block"
    assert store.journal.head() == before


def test_the_ledger_opens_the_gate(store: Store) -> None:
    imported(store)
    called = NOW - timedelta(hours=2)
    contact = {
        "at": called.isoformat(),
        "kind": "call",
        "started_by": "collector",
        "result": "spoke_to_debtor",
        "party": "debtor",
    }
    log_entry(store, "CN-0001", "contact", contact, called, NOW)

    assert check_visit(store, VISIT, NOW, SETTINGS).effect == "allow"


def test_the_facts_name_the_team_and_the_length(store: Store) -> None:
    imported(store)

    three = SETTINGS.changed(team_size=3, visit_minutes=45)
    facts = start_visit(store, VISIT, "debtor", NOW, three).event.payload["facts"]

    assert facts["action"]["team"] == [{}, {}, {}]
    assert facts["action"]["minutes"] == 45
    assert facts["case"]["dpd"] == 31
    assert facts["place"] == {"kind": "home", "zones": ["Asia/Shanghai", "Asia/Urumqi"]}


def test_a_started_visit_keeps_the_decision_and_its_facts(store: Store) -> None:
    imported(store)

    step = start_visit(store, VISIT, "debtor", NOW, SETTINGS)

    assert step.visit.state == VisitState.STARTED
    assert (step.visit.party, step.visit.started_at) == ("debtor", NOW)
    assert step.decision is not None
    assert step.event.payload["decision"] == step.decision.document()
    again = decide(Facts.of(step.event.payload["facts"]), shipped_packs())
    assert again.document() == step.event.payload["decision"]


def test_a_blocked_visit_does_not_start(store: Store) -> None:
    imported(store)
    before = store.journal.head()

    with pytest.raises(VisitBlocked) as caught:
        start_visit(store, VISIT, "debtor", NIGHT, SETTINGS)

    assert (caught.value.code, caught.value.exit_code) == ("visit.blocked", 3)
    assert caught.value.decision.is_blocked
    assert store.visits.find(VISIT).state == VisitState.PLANNED  # type: ignore[union-attr]
    refused = next(store.journal.newest_first(after=before.seq))
    assert refused.type == events.DECISION_MADE
    assert refused.payload["decision"] == caught.value.decision.document()


def test_unknown_words_are_named(store: Store) -> None:
    imported(store)

    def start(party: str, *ticked: str) -> Callable[[], Any]:
        return lambda: start_visit(store, VISIT, party, NOW, SETTINGS, ticked)

    assert code_of(BadInput, start("dog")) == ("party.unknown", "party")
    assert code_of(BadInput, start("debtor", "rocket")) == ("ticked.unknown", "ticked")
    assert code_of(BadInput, lambda: visit_of(store, "X")) == ("visit.unknown", "visit")
    assert code_of(BadInput, lambda: check_visit(store, "X", NOW, SETTINGS))[0] == "visit.unknown"


def test_ticks_are_kept(store: Store) -> None:
    imported(store)
    second, first = sorted([item.id for item in load_checklist().items][:2], reverse=True)

    step = start_visit(store, VISIT, "debtor", NOW, SETTINGS, (second, first))

    assert step.event.payload["ticked"] == [first, second]


def test_a_visit_starts_and_finishes_once(store: Store) -> None:
    imported(store)

    assert code_of(Refused, lambda: finish_visit(store, VISIT, NOW)) == (
        "visit.not_begun",
        "visit",
    )
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)
    assert code_of(Refused, lambda: start_visit(store, VISIT, "debtor", NOW, SETTINGS)) == (
        "visit.begun",
        "visit",
    )
    left = NOW + timedelta(minutes=20)
    step = finish_visit(store, VISIT, left)
    assert (step.visit.state, step.visit.finished_at) == (VisitState.FINISHED, left)
    assert step.decision is None
    assert code_of(Refused, lambda: finish_visit(store, VISIT, left)) == (
        "visit.finished",
        "visit",
    )


def test_leaving_the_door_after_the_record_keeps_it_recorded(store: Store) -> None:
    imported(store)
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)
    log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)

    assert finish_visit(store, VISIT, NOW).visit.state == VisitState.RECORDED


def test_a_planned_visit_moves_and_comes_back(store: Store) -> None:
    imported(store, a_case(window_from=time(9), window_to=time(11)))

    step = move_visit(store, VISIT, TOMORROW, (time(14), time(15)), TODAY, NOW)

    assert (step.visit.day, window_of(step.visit)) == (TOMORROW, (time(14), time(15)))
    undo(store, step.event.event_id, NOW)
    back = visit_of(store, VISIT)
    assert (back.day, window_of(back)) == (TODAY, (time(9), time(11)))


def test_without_a_window_a_moved_visit_is_for_any_time(store: Store) -> None:
    imported(store, a_case(window_from=time(9), window_to=time(11)))

    assert window_of(move_visit(store, VISIT, TOMORROW, None, TODAY, NOW).visit) is None


def test_an_open_ended_window_survives_being_moved_back(store: Store) -> None:
    imported(store)
    call_back = Outcome("CB", details={"callback_at": "2026-11-26T15:30+08:00"})
    log_outcome(store, VISIT, call_back, NOW, SETTINGS)
    moved = move_visit(store, "CN-0001@2026-11-26", date(2026, 11, 27), None, TODAY, NOW)

    undo(store, moved.event.event_id, NOW)

    assert window_of(visit_of(store, "CN-0001@2026-11-26")) == (time(15, 30), None)


def test_what_has_begun_or_is_over_is_not_moved(store: Store) -> None:
    imported(store)

    def move(day: date) -> Callable[[], Any]:
        return lambda: move_visit(store, VISIT, day, None, TODAY, NOW)

    assert code_of(BadInput, move(TODAY - timedelta(days=1))) == ("date.past", "day")
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)
    assert code_of(Refused, move(TOMORROW)) == ("visit.begun", "visit")


def test_a_case_is_put_on_a_day(store: Store) -> None:
    imported(store, a_case(priority=2))

    step = plan_visit(store, "CN-0001", TOMORROW, TODAY, NOW)

    assert (step.visit.visit_id, step.visit.day, step.visit.priority) == (
        "CN-0001@2026-11-25",
        TOMORROW,
        2,
    )
    assert code_of(Refused, lambda: plan_visit(store, "CN-0001", TOMORROW, TODAY, NOW)) == (
        "visit.listed",
        "case",
    )
    past = TODAY - timedelta(days=1)
    assert code_of(BadInput, lambda: plan_visit(store, "CN-0001", past, TODAY, NOW)) == (
        "date.past",
        "day",
    )
    assert code_of(BadInput, lambda: plan_visit(store, "CN-9", TODAY, TODAY, NOW)) == (
        "case.unknown",
        "case",
    )


def test_a_visit_never_gets_the_id_of_another(store: Store) -> None:
    imported(store)
    log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)
    second = plan_visit(store, "CN-0001", TODAY, TODAY, NOW)
    log_outcome(store, second.visit.visit_id, Outcome("DL"), NOW, SETTINGS)
    third = plan_visit(store, "CN-0001", TODAY, TODAY, NOW)

    assert [second.visit.visit_id, third.visit.visit_id] == [f"{VISIT}.2", f"{VISIT}.3"]
    undo(store, third.event.event_id, NOW)
    assert plan_visit(store, "CN-0001", TODAY, TODAY, NOW).visit.visit_id == f"{VISIT}.3"


def test_a_visit_that_is_no_longer_needed_says_so(store: Store) -> None:
    imported(store)
    promise = Outcome(
        "PTP", promise_amount=Money(100, "CNY"), promise_date=TOMORROW, promise_method="counter"
    )
    log_outcome(store, VISIT, promise, NOW, SETTINGS)
    settle_promise(store, "CN-0001@2026-11-25", PromiseStatus.KEPT, NOW)

    with pytest.raises(Refused) as caught:
        start_visit(store, "CN-0001@2026-11-25", "debtor", NOW, SETTINGS)

    assert caught.value.details == {"state": "withdrawn"}


def test_the_place_decides_which_day_it_is() -> None:
    late = datetime(2026, 11, 24, 17, 0, tzinfo=NOW.tzinfo)

    assert place_day(a_case(), late) == TOMORROW
    assert place_day(a_case(country="US", region="NY"), late) == TODAY
    assert place_day(a_case(country="", region=""), late) == TODAY
    assert str(place_zone(a_case(country="", region="", zone="Asia/Urumqi"))) == "Asia/Urumqi"


def test_a_visit_is_listed_before_the_gate_is_asked(store: Store) -> None:
    imported(store, a_case())
    listed = visits_listed(store, TODAY, SETTINGS)
    asked = visits_today(store, TODAY, NOW, SETTINGS)

    assert [line.visit for line in listed.lines] == [line.visit for line in asked.lines]
    assert (listed.open_count, listed.recorded_count) == (1, 0)
    assert lines_open(listed, NOW, timedelta(hours=2)) == ()
    with pytest.raises(LookupError):
        assert listed.lines[0].decision


def test_what_may_go_now_and_what_opens_soon(store: Store) -> None:
    imported(store, a_case())
    early = NOW - timedelta(hours=3)
    board = visits_today(store, TODAY, early, SETTINGS)

    assert lines_open(board, early, timedelta(0)) == ()
    assert lines_open(board, early, timedelta(minutes=59)) == ()
    assert lines_open(board, early, timedelta(hours=1)) == board.lines


@pytest.mark.parametrize(
    ("window", "now", "is_shut"),
    [
        (time(21), NOW, False),
        (time(21, 59), NOW, True),
        (time(22), NOW, True),
        (time(22), NOW - timedelta(hours=4), True),
        (time(22), NOW + timedelta(hours=12), False),
        (time(7, 59), NOW, False),
        (time(7, 59), NOW - timedelta(hours=4), True),
        (None, NOW, False),
    ],
)
def test_a_planned_time_that_is_shut_is_seen_before_it_comes(
    store: Store, window: time | None, now: datetime, is_shut: bool
) -> None:
    imported(store, a_case(window_from=window))
    line = visits_today(store, TODAY, now, SETTINGS).lines[0]

    assert (line.at_window is not None) == is_shut


def test_what_is_shut_all_day_is_not_told_of_the_planned_time(store: Store) -> None:
    imported(store, a_case(country="", region="", window_from=time(22)))

    assert visits_today(store, TODAY, NOW, SETTINGS).lines[0].at_window is None


AT_WORK = {
    "uk.visit.place": {"country": "GB", "zone": "Europe/London"},
    "us.ma.work": {"country": "US", "region": "MA", "zone": "America/New_York"},
    "us.regf.workplace": {"country": "US", "region": "TX", "zone": "America/Chicago"},
    "au.work.last": {"country": "AU", "region": "NSW", "zone": "Australia/Sydney"},
}


@pytest.mark.parametrize("rule", AT_WORK)
def test_the_rules_of_a_workplace_speak_at_work_only(store: Store, rule: str) -> None:
    imported(store, a_case(role="third_party", **AT_WORK[rule]))
    flag = {"name": "no_work_contact", "since": "2026-11-20", "how": "written"}
    log_entry(store, "CN-0001", "flag", flag, NOW, NOW)

    def spoken(place: str = "") -> bool:
        decision = check_visit(store, VISIT, NOW, SETTINGS, place=place)
        return rule in [each.rule for each in decision.reasons]

    assert not spoken()
    assert spoken("work")
    move_visit(store, VISIT, TODAY, None, TODAY, NOW, SETTINGS, "work")
    assert spoken()
    assert not spoken("home")


def test_the_place_is_planned_moved_begun_and_given_back(store: Store) -> None:
    imported(store)
    planned = plan_visit(store, "CN-0001", TOMORROW, TODAY, NOW, SETTINGS, "hospital")
    assert planned.visit.place == "hospital"
    assert planned.event.payload["facts"]["place"]["kind"] == "hospital"

    moved = move_visit(store, VISIT, TODAY, None, TODAY, NOW, SETTINGS, "public")
    assert moved.event.payload["before"]["place"] == "home"
    back = move_visit(store, VISIT, TODAY, (time(9), None), TODAY, NOW, SETTINGS)
    assert back.visit.place == "public"
    step = start_visit(store, VISIT, "debtor", NOW, SETTINGS, place="work")
    assert step.visit.place == "work"
    assert step.event.payload["facts"]["place"]["kind"] == "work"
    assert replay_decisions(store, SETTINGS).is_same
    undo(store, step.event.event_id, NOW)
    assert visit_of(store, VISIT).place == "public"
    unknown = code_of(BadInput, lambda: check_visit(store, VISIT, NOW, SETTINGS, place="moon"))
    assert unknown == ("place.unknown", "place")


def test_the_place_of_a_visit_goes_into_the_ledger(store: Store) -> None:
    imported(store)
    start_visit(store, VISIT, "debtor", NOW, SETTINGS, place="other")
    log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)
    (entry,) = [e for e in store.ledger.of(["CN-0001"])["CN-0001"] if e.kind == "contact"]
    assert entry.document["place"] == "other"


def test_a_move_that_changes_nothing_is_not_written(store: Store) -> None:
    imported(store)
    with pytest.raises(BadInput) as caught:
        move_visit(store, VISIT, TODAY, None, TODAY, NOW, place="home")

    assert (caught.value.code, caught.value.field) == ("visit.unmoved", "day")
    assert next(store.journal.newest_first()).type != events.VISIT_MOVED
