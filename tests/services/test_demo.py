"""The sample data: complete, invented, the same in three languages, and fit for a real store."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fieldvisit.domain import events
from fieldvisit.domain.arrears import load_causes
from fieldvisit.domain.case import DEBT_TYPES, ROLES, Case
from fieldvisit.domain.content import CONTENT, LANGUAGES
from fieldvisit.domain.events import NewEvent, instant_of
from fieldvisit.domain.money import Money, checked_currency
from fieldvisit.domain.outcome import Outcome, check_outcome, load_outcome_codes
from fieldvisit.domain.plan import Schedule
from fieldvisit.domain.privacy import mask_if_certain, mask_numbers
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.domain.text import safe_text
from fieldvisit.domain.visit import Visit, VisitState
from fieldvisit.rules.facts import check_part
from fieldvisit.rules.names import LENDER_TYPES
from fieldvisit.rules.zones import zones_of
from fieldvisit.services.board import visits_today
from fieldvisit.services.demo import demo_collector, demo_events
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MONTH_END = date(2027, 3, 31)
SITUATIONS = {
    *("economic", "psychological", "information-gap", "illness"),
    *("due-29", "due-30", "due-31", "due-45", "due-59", "due-60"),
    *("window-later", "hours-over", "zone-unknown", "zone-west", "zone-far", "zone-several"),
    *("notice-missing", "notice-given", "no-contact", "incomplete"),
    *("promise-today", "promise-broken", "instalments", "instalment-today", "extension-pending"),
    *("dispute", "deceased", "vulnerable", "lawyer", "third-party-refused", "consent-hours"),
    *("third-party-met", "recorded", "started", "left-over", "call-back"),
}
NOBODYS_NUMBERS = re.compile(
    r"07700 900\d{3}|020 7946 0\d{3}|0113 496 0\d{3}"
    r"|\+1 \d{3} 555 01\d\d"
    r"|199 0000 \d{4}|0900-000-\d{3}|9000 0\d{3}"
)

every_language = pytest.mark.parametrize("language", LANGUAGES)


def sample(language: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / "demo" / f"{language}.toml").read_text("utf-8"))


def cases(language: str, day: date = DAY) -> dict[str, Case]:
    """The cases by the first of their situations, in the order of the file."""
    told = sample(language)["case"]
    imported = [
        Case.of(event.payload["case"])
        for event in demo_events(language, day, NOW)
        if event.type == events.CASE_IMPORTED
    ]
    return {each["situations"][0]: case for each, case in zip(told, imported, strict=True)}


def payloads(language: str, kind: str) -> list[dict[str, Any]]:
    return [event.payload for event in demo_events(language, DAY, NOW) if event.type == kind]


@pytest.fixture(params=LANGUAGES)
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """A store with the sample of one language, and the cases by situation."""
    store = Store.open(tmp_path)
    store.record(demo_events(request.param, DAY, NOW), NOW)
    yield store, cases(request.param)
    store.close()


def visits_by_case(store: Store) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in store.visits.of_day(DAY, 200):
        found.setdefault(visit.case.case_id, []).append(visit)
    return found


@every_language
def test_the_same_day_and_instant_give_the_same_events(language: str) -> None:
    assert demo_events(language, DAY, NOW) == demo_events(language, DAY, NOW)


@every_language
def test_everything_moves_with_the_day(language: str) -> None:
    def ages(day: date) -> list[int]:
        return [case.days_past_due(day) for case in cases(language, day).values()]

    assert ages(DAY) == ages(MONTH_END) == ages(date(2028, 2, 29))
    assert demo_events(language, DAY, NOW) != demo_events(language, MONTH_END, NOW)


@every_language
def test_two_dozen_cases_cover_every_situation(language: str) -> None:
    told = sample(language)["case"]
    assert 24 <= len(told) <= 26
    assert {name for each in told for name in each["situations"]} == SITUATIONS
    assert len({each["case_id"] for each in told}) == len(told)
    assert len({each["borrower"] for each in told}) == len(told)


def test_the_languages_show_the_same_situations_in_the_same_order() -> None:
    def told(language: str) -> list[Any]:
        return [(each["situations"], each["due"]) for each in sample(language)["case"]]

    assert told("en") == told("zh-Hans") == told("zh-Hant")


@every_language
def test_days_past_due_say_what_the_situation_says(language: str) -> None:
    for told in sample(language)["case"]:
        for situation in told["situations"]:
            if situation.startswith("due-"):
                assert situation == f"due-{told['due']}"
    assert all(29 <= case.days_past_due(DAY) <= 60 for case in cases(language).values())


@every_language
def test_every_case_is_valid_as_a_list_would_have_to_be(language: str) -> None:
    for situation, case in cases(language).items():
        assert Case.of(case.document()) == case
        assert case.case_id
        assert case.borrower
        assert case.phone
        assert case.note
        assert case.amount_due.minor > 0
        assert checked_currency(case.amount_due.currency) == case.amount_due.currency
        assert case.debt_type in DEBT_TYPES
        assert (case.role in ROLES and bool(case.country)) is (situation != "incomplete")
        assert case.lender_type in ("", *LENDER_TYPES)
        assert case.lat is None or -90 <= case.lat <= 90
        assert case.lon is None or -180 <= case.lon <= 180
        if case.zone:
            ZoneInfo(case.zone)


@every_language
def test_contract_facts_fit_together(language: str) -> None:
    for case in cases(language).values():
        if case.instalments_paid is None:
            continue
        assert case.instalments_total is None or case.instalments_paid < case.instalments_total
        assert case.contract_date is not None
        assert case.last_paid_on is not None
        assert case.contract_date <= case.last_paid_on < case.due_date
    first = next(iter(cases(language).values()))
    parts = (first.principal_due, first.interest_due, first.penalty_due)
    assert sum((part.minor for part in parts if part), 0) == first.amount_due.minor


@every_language
def test_names_are_hard_to_draw_but_safe(language: str) -> None:
    names = [case.borrower for case in cases(language).values()]
    assert any("[" in name and "]" in name for name in names)
    assert any("'" in name and "-" in name for name in names)
    if language != "en":
        assert any("𠮷" in name for name in names)
        assert any(len(name) == 4 and name[:2] in ("欧阳", "歐陽", "司徒") for name in names)


@every_language
def test_texts_are_safe_and_hold_no_character_of_unsure_width(language: str) -> None:
    text = (CONTENT / "demo" / f"{language}.toml").read_text("utf-8")
    assert safe_text(text, lines=True) == text
    assert not {each for each in text if unicodedata.east_asian_width(each) == "A"}


@every_language
def test_numbers_are_nobodys_and_need_no_mask(language: str) -> None:
    told = sample(language)
    numbers = [each["phone"] for each in told["case"]] + [told["collector"]["phone"]]
    assert not [number for number in numbers if not NOBODYS_NUMBERS.fullmatch(number)]
    assert len(set(numbers)) == len(numbers)
    for case in cases(language).values():
        for value in (value for value in case.document().values() if isinstance(value, str)):
            assert mask_numbers(value) == value
            assert mask_if_certain(value) == value


@every_language
def test_ledger_entries_use_only_words_that_the_rules_know(language: str) -> None:
    lists = {"contact": "ledger", "consent": "consents", "flag": "flags"}
    logged = [each["entry"] for each in payloads(language, events.ENTRY_LOGGED)]
    logged += [
        entry for each in payloads(language, events.OUTCOME_LOGGED) for entry in each["entries"]
    ]
    for entry in logged:
        if entry["kind"] == "has":
            check_part("has", {entry["name"]: entry["at"]})
        else:
            check_part(lists[entry["kind"]], [entry["document"]])
        assert instant_of(entry["at"]) <= NOW
    assert Counter(entry["kind"] for entry in logged).keys() == {*lists, "has"}


@every_language
def test_outcomes_state_what_their_codes_ask_for(language: str) -> None:
    codes = load_outcome_codes()
    for payload in payloads(language, events.OUTCOME_LOGGED):
        outcome = Outcome.of(payload["outcome"])
        assert outcome.document() == payload["outcome"]
        check_outcome(outcome, codes.current(outcome.code), date.fromisoformat(payload["day"]))
        assert instant_of(payload["at"]) <= NOW


@every_language
def test_causes_are_economic_psychological_and_about_information(language: str) -> None:
    causes = load_causes().causes
    groups = {
        causes[payload["outcome"]["cause"]].group
        for payload in payloads(language, events.OUTCOME_LOGGED)
        if "cause" in payload["outcome"]
    }
    assert groups == {"economic", "psychological", "information"}


@every_language
def test_most_borrowers_were_contacted_before_and_one_was_not(language: str) -> None:
    contacted = {
        payload["case"]
        for payload in payloads(language, events.ENTRY_LOGGED)
        if payload["entry"]["kind"] == "contact"
    }
    silent = [name for name, case in cases(language).items() if case.case_id not in contacted]
    assert silent == ["no-contact"]


@every_language
def test_the_agreed_schedules_pay_the_whole_debt(language: str) -> None:
    agreed = payloads(language, events.PLAN_AGREED)
    assert [each["schedule"]["kind"] for each in agreed] == ["instalments", "extension"]
    assert [each["schedule"]["approval"] for each in agreed] == ["not-needed", "pending"]
    by_id = {case.case_id: case for case in cases(language).values()}
    for payload in agreed:
        schedule = Schedule.of(payload["schedule"])
        assert schedule.total == by_id[payload["case"]].amount_due
        assert payload["schedule"]["affordable"]
        promised = [Money(each["minor"], each["currency"]) for each in payload["promises"]]
        assert promised == [each.amount for each in schedule.instalments]
        assert payload["read_back"]


def test_several_zones_and_none_are_among_them() -> None:
    for language in LANGUAGES:
        found = cases(language)

        def zones(case: Case) -> tuple[str, ...]:
            return zones_of(case.country, case.region, case.zone)

        assert len(zones(found["zone-several"])) == 2
        assert zones(found["zone-west"]) == ("America/Los_Angeles",)
        assert zones(found["zone-far"]) == ("Pacific/Honolulu",)
        assert zones(found["incomplete"]) == ()


def test_each_language_has_its_own_places() -> None:
    def countries(language: str) -> Counter[str]:
        return Counter(case.country for case in cases(language).values())

    assert countries("en").keys() == {"GB", "US", ""}
    assert countries("zh-Hans")["CN"] > 15
    hant = countries("zh-Hant")
    assert hant["TW"] + hant["HK"] > 15
    assert hant["HK"] >= 3
    assert hant["CN"] >= 3
    currencies = {case.amount_due.currency for case in cases("zh-Hant").values()}
    assert currencies == {"TWD", "HKD", "CNY", "GBP", "USD"}


@every_language
def test_the_collector_fits_the_settings(language: str) -> None:
    settings = Settings().changed(language=language, **demo_collector(language))
    assert settings.agency
    assert settings.start_lat is not None


def test_the_day_shows_every_state(filled: tuple[Store, dict[str, Case]]) -> None:
    store, found = filled
    visits = visits_by_case(store)

    def only(situation: str) -> Visit:
        (visit,) = visits[found[situation].case_id]
        return visit

    assert all(len(visits[case.case_id]) == 1 for case in found.values())
    assert only("recorded").state == VisitState.RECORDED
    assert only("recorded").outcome == "PPAY"
    assert only("started").state == VisitState.STARTED
    assert only("left-over").day == DAY - timedelta(days=1)
    assert only("call-back").kind == "call_back"
    assert only("call-back").window_from is not None
    assert only("promise-today").kind == only("instalments").kind == "follow_up"
    assert only("promise-today").day == only("instalments").day == DAY
    assert only("promise-broken").kind == "follow_up"
    assert only("extension-pending").kind == "visit"
    window = only("window-later").window_from
    assert window is not None
    assert window.hour > 17
    assert store.visits.count_of_day(DAY) == (len(found) - 1, 1)


def test_promises_stand_as_told(filled: tuple[Store, dict[str, Case]]) -> None:
    store, found = filled

    def statuses(situation: str) -> list[str]:
        return [each.status for each in store.promises.of_case(found[situation].case_id)]

    pending, kept = PromiseStatus.PENDING, PromiseStatus.KEPT
    assert statuses("promise-today") == [pending]
    assert statuses("promise-broken") == [PromiseStatus.BROKEN]
    assert statuses("instalments") == [kept, kept, pending, pending, pending, pending]
    assert statuses("extension-pending") == [pending]
    due_today = [each for each in store.promises.pending(DAY) if each.due == DAY]
    assert {each.case_id for each in due_today} == {
        found["promise-today"].case_id,
        found["instalments"].case_id,
    }


def test_flags_and_consents_reach_the_ledger(filled: tuple[Store, dict[str, Case]]) -> None:
    store, found = filled

    def named(situation: str, kind: str) -> list[str]:
        entries = store.ledger.of([found[situation].case_id])[found[situation].case_id]
        return [entry.name for entry in entries if entry.kind == kind]

    for flag in ("dispute", "deceased", "vulnerable", "lawyer"):
        assert named(flag, "flag") == [flag]
    assert named("third-party-refused", "flag") == ["third_party_refused"]
    assert named("consent-hours", "consent") == ["consent.hours"]
    assert named("notice-missing", "has") == []
    assert "visit_notice" in named("notice-given", "has")


def test_events_are_new_and_name_nothing_twice() -> None:
    for language in LANGUAGES:
        made = demo_events(language, DAY, NOW)
        assert all(isinstance(each, NewEvent) for each in made)
        promised = [
            promise["promise"] for each in made for promise in each.payload.get("promises", ())
        ]
        assert len(set(promised)) == len(promised)


@every_language
@pytest.mark.parametrize("day", [DAY, date(2026, 7, 14)], ids=["winter", "summer"])
def test_the_gate_has_something_to_say(language: str, day: date, tmp_path: Path) -> None:
    zone = {"en": "Europe/London", "zh-Hans": "Asia/Shanghai", "zh-Hant": "Asia/Taipei"}[language]
    now = datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo(zone))
    settings = Settings().changed(language=language, zone=zone, **demo_collector(language))
    store = Store.open(tmp_path)
    store.record(demo_events(language, day, now), now)
    board = visits_today(store, day, now, settings)
    store.close()
    by_case = {line.visit.case.case_id: line.decision for line in board.lines}
    verdicts = {name: by_case[case.case_id] for name, case in cases(language, day).items()}

    def rules(situation: str) -> set[str]:
        return {reason.rule for reason in verdicts[situation].reasons}

    assert {"allow", "ack", "block"} <= {each.effect for each in verdicts.values()}
    assert "practice.prior_contact" in rules("no-contact")
    assert "uk.visit.notice" in rules("notice-missing")
    assert "uk.visit.notice" not in rules("notice-given")
    assert rules("incomplete") == {"case.incomplete"}
    assert rules("hours-over") == rules("zone-several") == {"us.regf.hours"}
    assert ("us.regf.hours" in rules("zone-west")) is (language == "en")


def test_nothing_heavy_is_loaded_for_it() -> None:
    code = (
        "import sys, fieldvisit.services.demo\n"
        "heavy = {'babel', 'pypinyin', 'sqlmodel', 'sqlalchemy', 'openpyxl', 'textual'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
