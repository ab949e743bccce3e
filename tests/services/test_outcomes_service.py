"""What came of a visit: every code, what follows by itself, corrections."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builders import NOW, SETTINGS, TODAY, a_case, a_store, imported
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.affordability import Limits, offer
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import RECORD_HEALTH, Outcome, load_outcome_codes
from fieldvisit.domain.outcome_codes import Need, OutcomeCode
from fieldvisit.domain.plan import extension, instalments
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.domain.visit import VisitState
from fieldvisit.domain.wordlists.answers import Answer
from fieldvisit.domain.words import FLAGS, PARTIES
from fieldvisit.rules.decide import decide
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import shipped_packs
from fieldvisit.services.board import visits_today
from fieldvisit.services.cases import show_case
from fieldvisit.services.gate import check_visit
from fieldvisit.services.named import visit_of
from fieldvisit.services.outcomes import FollowUp, draft_name, log_outcome
from fieldvisit.services.plans import agree_plan
from fieldvisit.services.promises import settle_promise
from fieldvisit.services.undo import undo
from fieldvisit.services.visit_file import open_visit, save_draft
from fieldvisit.services.visits import plan_visit, start_visit
from fieldvisit.store.engine import DriverError
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
TOMORROW = TODAY + timedelta(days=1)
CODES = load_outcome_codes()
HUNDRED = Money(10000, "CNY")
PTP = Outcome(
    "PTP", promise_amount=HUNDRED, promise_date=date(2026, 12, 1), promise_method="transfer"
)
CB = Outcome("CB", details={"callback_at": "2026-11-26T15:30+08:00"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield imported(store)
    store.close()


def agree(store: Store, visit_id: str = VISIT) -> None:
    schedule = instalments(HUNDRED, 2, "month", date(2026, 12, 10), agreed=TODAY)
    agree_plan(store, visit_id, offer(schedule, None, Limits()), "two times fifty", NOW)


def whole(code: OutcomeCode) -> Outcome:
    """An outcome of that code that states all that it needs and may have."""
    outcome = Outcome(code.id)
    for need_id in (*code.needs, *code.may):
        outcome = _with(outcome, code, CODES.needs[need_id])
    return outcome


def _with(outcome: Outcome, code: OutcomeCode, need: Need) -> Outcome:
    values: dict[str, Any] = {
        "amount": {"money": HUNDRED},
        "promise_amount": {"promise_amount": HUNDRED},
        "promise_date": {"promise_date": TOMORROW},
        "receipt": {"receipt": "R-1"},
        "relation": {"met": ("relative",)},
        "consent": {"consents": {RECORD_HEALTH: True}},
        "schedule": {},
    }
    if need.id in values:
        return replace(outcome, **values[need.id])
    if need.kind == "reason":
        return replace(outcome, reason=code.reasons[0].id)
    if need.id in ("how", "promise_method"):
        chosen: dict[str, Any] = {need.id: need.options[0].id}
        return replace(outcome, **chosen)
    written = {
        "text": "as said",
        "date": "2027-01-31",
        "instant": "2026-11-26T10:00:00+08:00",
        "option": need.options[0].id if need.options else "",
    }
    return replace(outcome, details={**outcome.details, need.id: written[need.kind]})


@pytest.mark.parametrize("code", CODES.codes.values(), ids=lambda code: code.id)
@pytest.mark.parametrize("begun", [True, False])
def test_every_code_can_be_recorded(store: Store, code: OutcomeCode, *, begun: bool) -> None:
    if begun and code.visit != "forbidden":
        start_visit(store, VISIT, "debtor", NOW, SETTINGS)
    if "schedule" in code.needs:
        agree(store)

    logged = log_outcome(store, VISIT, whole(code), NOW, SETTINGS)

    assert (logged.visit.state, logged.visit.outcome) == (VisitState.RECORDED, code.id)
    assert logged.visit.recorded_on == TODAY
    assert logged.event.payload["outcome"]["code"] == code.id
    file = show_case(store, "CN-0001")
    assert Outcome.of(file.outcomes[0].document) == whole(code)
    contacts = [entry for entry in file.entries if entry.kind == "contact"]
    assert len(contacts) == ((begun and code.visit != "forbidden") or "visit" in code.counts)
    assert {entry.name for entry in file.entries if entry.kind == "flag"} == set(code.flags)
    check_visit(store, VISIT, NOW, SETTINGS)


@pytest.mark.parametrize("code", CODES.codes.values(), ids=lambda code: code.id)
def test_every_code_says_what_it_lacks(store: Store, code: OutcomeCode) -> None:
    before = store.journal.head()
    needs = [need for need in code.needs if CODES.needs[need].kind != "agreement"]
    if not code.needs:
        return

    with pytest.raises(BadInput) as caught:
        log_outcome(store, VISIT, Outcome(code.id), NOW, SETTINGS)

    assert caught.value.field == (needs[0] if needs else "code")
    assert store.journal.head() == before


def test_a_promise_comes_up_on_its_day_by_itself(store: Store) -> None:
    logged = log_outcome(store, VISIT, PTP, NOW, SETTINGS)

    assert logged.follow_up == FollowUp(date(2026, 12, 1), "promise")
    assert visits_today(store, date(2026, 11, 30), NOW, SETTINGS).open_count == 0
    line = visits_today(store, date(2026, 12, 1), NOW, SETTINGS).lines[0].visit
    assert (line.visit_id, line.kind) == ("CN-0001@2026-12-01", "follow_up")
    promise = store.promises.find(line.promise_id)
    assert promise is not None
    assert (promise.amount, promise.due, promise.status) == (
        HUNDRED,
        date(2026, 12, 1),
        PromiseStatus.PENDING,
    )


def test_a_call_back_comes_up_at_its_time(store: Store) -> None:
    logged = log_outcome(store, VISIT, CB, NOW, SETTINGS)

    assert logged.follow_up == FollowUp(date(2026, 11, 26), "call_back")
    there = visit_of(store, "CN-0001@2026-11-26")
    assert (there.kind, there.day, there.window_from) == (
        "call_back",
        date(2026, 11, 26),
        time(15, 30),
    )


def test_a_call_back_is_kept_on_the_borrowers_clock(store: Store) -> None:
    late = Outcome("CB", details={"callback_at": "2026-11-25T20:00:00Z"})
    log_outcome(store, VISIT, late, NOW, SETTINGS)

    assert visit_of(store, "CN-0001@2026-11-26").window_from == time(4, 0)


def test_nothing_follows_a_locked_door(store: Store) -> None:
    assert log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS).follow_up is None


def test_a_visit_never_started_is_recorded_with_what_the_gate_says(store: Store) -> None:
    night = NOW + timedelta(hours=13)

    payload = log_outcome(store, VISIT, Outcome("DL"), night, SETTINGS).event.payload

    assert payload["decision"]["effect"] == "block"
    assert decide(Facts.of(payload["facts"]), shipped_packs()).document() == payload["decision"]


def test_a_visit_never_started_is_recorded_where_it_was(store: Store) -> None:
    logged = log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS, place="work")

    assert logged.visit.place == "work"
    assert logged.event.payload["facts"]["place"]["kind"] == "work"
    assert logged.event.payload["entries"][0]["document"]["place"] == "work"


def test_a_correction_may_say_another_place_and_undoing_brings_the_first_back(
    store: Store,
) -> None:
    first = log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS, place="work")
    again = log_outcome(store, VISIT, Outcome("ERT"), NOW, SETTINGS, place="school")
    assert again.visit.place == "school"

    undo(store, again.event.event_id, NOW)
    assert visit_of(store, VISIT).place == "work"

    undo(store, first.event.event_id, NOW)
    assert (visit_of(store, VISIT).place, visit_of(store, VISIT).state) == ("home", "planned")


@pytest.mark.parametrize(("place", "code"), [("moon", "place.unknown"), ("work", "place.begun")])
def test_a_place_that_is_none_or_not_that_of_the_start_is_refused(
    store: Store, place: str, code: str
) -> None:
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)

    with pytest.raises(BadInput) as caught:
        log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS, place=place)
    assert caught.value.code == code

    assert (
        log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS, place="home").visit.place == "home"
    )


def test_a_started_visit_has_its_decision_already(store: Store) -> None:
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)

    assert "decision" not in log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS).event.payload


def test_what_was_not_visited_cannot_have_begun(store: Store) -> None:
    start_visit(store, VISIT, "debtor", NOW, SETTINGS)

    with pytest.raises(Refused) as caught:
        log_outcome(store, VISIT, Outcome("NV", reason="weather"), NOW, SETTINGS)

    assert caught.value.code == "outcome.started"


def test_a_telephone_call_about_a_death_is_no_visit(store: Store) -> None:
    log_outcome(store, VISIT, Outcome("DEC"), NOW, SETTINGS)

    assert [entry.kind for entry in show_case(store, "CN-0001").entries] == ["flag"]


@pytest.mark.parametrize(
    ("outcome", "result", "party"),
    [
        (Outcome("MET", details={"identity_check": "known"}), "spoke_to_debtor", "debtor"),
        (Outcome("MET3", met=("neighbour", "relative")), "spoke_to_other", "neighbour"),
        (Outcome("DL", met=("nobody",)), "nobody", "nobody"),
        (Outcome("DL"), "nobody", "nobody"),
        (Outcome("NAH", details={"best_time": "evenings"}), "spoke_to_other", "nobody"),
        (CB, "spoke_to_other", "nobody"),
        (replace(CB, met=("spouse", "debtor")), "spoke_to_debtor", "debtor"),
    ],
)
def test_the_ledger_says_who_was_met(
    store: Store, outcome: Outcome, result: str, party: str
) -> None:
    log_outcome(store, VISIT, outcome, NOW, SETTINGS)

    contact = show_case(store, "CN-0001").entries[0].document
    assert (contact["kind"], contact["result"], contact["party"]) == ("visit", result, party)


def test_flags_and_consents_reach_the_gate(store: Store) -> None:
    told = Outcome(
        "DL",
        flags=("dispute", "vulnerable"),
        consents={"consent.hours": True, "consent.call": False},
    )
    log_outcome(store, VISIT, told, NOW, SETTINGS)

    entries = show_case(store, "CN-0001").entries
    assert sorted((entry.kind, entry.name) for entry in entries) == [
        ("consent", "consent.hours"),
        ("contact", "visit"),
        ("flag", "dispute"),
        ("flag", "vulnerable"),
        ("unclosed", VISIT),
    ]
    facts = start_visit(
        store,
        plan_visit(store, "CN-0001", TODAY, TODAY, NOW).visit.visit_id,
        "debtor",
        NOW,
        SETTINGS,
    ).event.payload["facts"]
    assert [flag["name"] for flag in facts["flags"]] == ["dispute", "vulnerable"]
    assert [consent["name"] for consent in facts["consents"]] == ["consent.hours"]


def test_an_unknown_consent_is_named(store: Store) -> None:
    with pytest.raises(BadInput) as caught:
        log_outcome(store, VISIT, Outcome("DL", consents={"sure": True}), NOW, SETTINGS)

    assert (caught.value.code, caught.value.field) == ("consent.unknown", "consent")


@pytest.mark.parametrize("name", ["money", "promise_amount"])
def test_money_is_in_the_currency_of_the_case(store: Store, name: str) -> None:
    in_euros: dict[str, Any] = {name: Money(100, "EUR")}
    euros = replace(whole(CODES.codes["PPAY"]), **in_euros)

    with pytest.raises(BadInput) as caught:
        log_outcome(store, VISIT, euros, NOW, SETTINGS)

    assert caught.value.code == "currency.other"


def test_an_agreement_must_exist(store: Store) -> None:
    with pytest.raises(BadInput) as caught:
        log_outcome(store, VISIT, Outcome("PLAN"), NOW, SETTINGS)
    assert caught.value.code == "outcome.agreement"

    agree(store)
    assert log_outcome(store, VISIT, Outcome("PLAN"), NOW, SETTINGS).visit.outcome == "PLAN"


def test_an_agreement_of_another_kind_is_not_that_of_the_outcome(store: Store) -> None:
    longer = extension(HUNDRED, date(2026, 12, 24), start=TODAY)
    agree_plan(store, VISIT, offer(longer, None, Limits()), "on Christmas Eve", NOW)

    with pytest.raises(BadInput, match="another kind of plan was agreed") as caught:
        log_outcome(store, VISIT, Outcome("PLAN"), NOW, SETTINGS)

    assert caught.value.code == "outcome.other_plan"


def test_a_promise_of_more_than_the_whole_debt_is_not_taken(store: Store) -> None:
    whole_debt = a_case().amount_due
    more = replace(whole_debt, minor=whole_debt.minor + 1)

    for code in ("PTP", "PPAY"):
        with pytest.raises(BadInput) as caught:
            promised = replace(
                whole(CODES.codes[code]), promise_amount=more, promise_date=date(2026, 12, 1)
            )
            log_outcome(store, VISIT, promised, NOW, SETTINGS)
        assert (caught.value.code, caught.value.field) == ("promise.amount", "promise_amount")

    log_outcome(store, VISIT, replace(PTP, promise_amount=whole_debt), NOW, SETTINGS)


def test_the_draft_goes_with_the_record(store: Store) -> None:
    save_draft(store, VISIT, "record", {"note": "half"}, NOW)
    save_draft(store, VISIT, "talk", {"node": "door"}, NOW)

    with pytest.raises(BadInput):
        log_outcome(store, VISIT, Outcome("PTP"), NOW, SETTINGS)
    assert store.drafts.find(draft_name(VISIT, "record")) == {"note": "half"}

    log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)
    assert store.drafts.find(draft_name(VISIT, "record")) is None
    assert store.drafts.find(draft_name(VISIT, "talk")) == {"node": "door"}


def test_a_record_that_fails_keeps_the_draft(store: Store) -> None:
    save_draft(store, VISIT, "record", {"note": "half"}, NOW)
    store.connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON outcome BEGIN SELECT raise(ABORT, 'full'); END"
    )
    before = store.journal.head()

    with pytest.raises(DriverError, match="full"):
        log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)

    assert store.drafts.find(draft_name(VISIT, "record")) == {"note": "half"}
    assert store.journal.head() == before == store.copy.head()


def test_text_is_made_harmless(store: Store) -> None:
    said = Outcome(
        "PAID", money=HUNDRED, receipt="R\x1b[2J1", note="first\u202e\nsecond", how="transfer"
    )
    logged = log_outcome(store, VISIT, said, NOW, SETTINGS)

    stored = logged.event.payload["outcome"]
    assert (stored["receipt"], stored["note"]) == ("R[2J1", "first\nsecond")


def test_saving_the_same_form_twice_records_once(store: Store) -> None:
    first = log_outcome(store, VISIT, PTP, NOW, SETTINGS, event_id="form-1")
    again = log_outcome(store, VISIT, PTP, NOW, SETTINGS, event_id="form-1")

    assert again.event == first.event
    assert len(store.promises.of_case("CN-0001")) == 1


def test_a_second_outcome_corrects_the_first(store: Store) -> None:
    first = log_outcome(store, VISIT, PTP, NOW, SETTINGS)

    second = log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)

    assert second.event.supersedes == first.event.event_id
    file = show_case(store, "CN-0001")
    assert [each.code for each in file.outcomes] == ["DL"]
    assert (file.promises, len(file.visits)) == ((), 1)
    assert [each.kind for each in file.entries] == ["contact", "unclosed"]
    assert store.journal.find(first.event.event_id) == first.event


def test_a_correction_keeps_the_day_of_the_visit(store: Store) -> None:
    due_today = replace(PTP, promise_date=TODAY)
    log_outcome(store, VISIT, due_today, NOW, SETTINGS)
    later = NOW + timedelta(days=2)

    corrected = log_outcome(store, VISIT, replace(due_today, note="by bus"), later, SETTINGS)

    record = show_case(store, "CN-0001").outcomes[0]
    assert (record.day, record.at, corrected.visit.recorded_on) == (TODAY, NOW, TODAY)
    assert corrected.event.at == later


def test_an_outcome_whose_promise_is_settled_is_not_replaced(store: Store) -> None:
    log_outcome(store, VISIT, PTP, NOW, SETTINGS)
    settle_promise(store, "CN-0001@2026-12-01", PromiseStatus.KEPT, NOW)

    with pytest.raises(Refused) as caught:
        log_outcome(store, VISIT, Outcome("DL"), NOW, SETTINGS)

    assert caught.value.code == "promise.settled"


amounts = st.integers(1, a_case().amount_due.minor).map(lambda minor: Money(minor, "CNY"))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(  # noqa: DTZ001
    lambda each: each.replace(microsecond=0, tzinfo=NOW.tzinfo)
)
zones = st.sampled_from(["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])


@settings(max_examples=25)
@given(amount=amounts, at=instants, days=st.integers(0, 60), zone=zones)
def test_a_promise_of_any_day_and_amount_comes_up_then(
    tmp_path_factory: Any, amount: Money, at: datetime, days: int, zone: str
) -> None:
    store = imported(a_store(tmp_path_factory.mktemp("store")), a_case(zone=zone), now=at)
    try:
        today = at.astimezone(ZoneInfo(zone)).date()
        due = today + timedelta(days=days)
        said = replace(PTP, promise_amount=amount, promise_date=due)

        logged = log_outcome(store, VISIT, said, at, SETTINGS)

        assert logged.event.payload["day"] == today.isoformat()
        assert logged.follow_up == FollowUp(due, "promise")
        found = store.promises.pending(due)
        assert [(each.amount, each.due) for each in found] == [(amount, due)]
        planned = [each for each in store.visits.of_case("CN-0001") if each.promise_id]
        assert [(each.day, each.kind) for each in planned] == [(due, "follow_up")]
    finally:
        store.close()


@settings(max_examples=40)
@given(
    code=st.sampled_from(list(CODES.codes.values())),
    met=st.lists(st.sampled_from(PARTIES), unique=True, max_size=3),
    flags=st.lists(st.sampled_from(FLAGS), max_size=3),
    note=st.text(max_size=40),
)
def test_whatever_is_recorded_the_gate_can_still_read_the_ledger(
    tmp_path_factory: Any, code: OutcomeCode, met: list[str], flags: list[str], note: str
) -> None:
    store = imported(a_store(tmp_path_factory.mktemp("store")))
    try:
        said = replace(whole(code), met=tuple(met), flags=tuple(flags), note=note)
        try:
            log_outcome(store, VISIT, said, NOW, SETTINGS)
        except BadInput:
            assert store.visits.outcome_event(VISIT) == ""
        decision = check_visit(store, VISIT, NOW, SETTINGS)
        assert decision.effect in ("allow", "record", "warn", "ack", "block")
    finally:
        store.close()


def test_the_note_is_kept_as_typed_and_what_it_holds_is_recorded_beside_it(store: Store) -> None:
    note = "I told him: pay or else.\n  打 断 你的腿"
    answers = {"threat": Answer("collector", supervisor=True)}
    logged = log_outcome(store, VISIT, replace(PTP, note=note), NOW, SETTINGS, answers=answers)
    payload = logged.event.payload
    assert payload["outcome"]["note"] == note
    assert [(each["list"], note[each["start"] : each["end"]]) for each in payload["words"]] == [
        ("threat", "pay or else"),
        ("threat", "打 断 你的腿"),
    ]
    assert {(each["speaker"], each["supervisor"]) for each in payload["words"]} == {
        ("collector", True)
    }
    assert list(open_visit(store, VISIT, NOW, SETTINGS).words) == payload["words"]


def test_a_note_is_saved_whatever_stands_in_it(store: Store) -> None:
    logged = log_outcome(store, VISIT, replace(PTP, note="You deadbeat."), NOW, SETTINGS)
    assert [each["answered"] for each in logged.event.payload["words"]] == [False]
    assert open_visit(store, VISIT, NOW, SETTINGS).words


def test_an_answer_to_no_list_saves_nothing(store: Store) -> None:
    with pytest.raises(BadInput) as caught:
        log_outcome(store, VISIT, PTP, NOW, SETTINGS, answers={"odd": Answer()})
    assert caught.value.field == "said_by"
    assert open_visit(store, VISIT, NOW, SETTINGS).outcome is None
    assert open_visit(store, VISIT, NOW, SETTINGS).words == ()
