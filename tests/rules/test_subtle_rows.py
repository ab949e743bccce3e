"""Rows of the packs that are easily read wrongly, each on both sides."""

from __future__ import annotations

from typing import Any

import pytest
from gate_cases import LONDON, NEW_YORK, decided, reason

from fieldvisit.rules.load import shipped_packs

MANILA, TAIPEI, SYDNEY = "Asia/Manila", "Asia/Taipei", "Australia/Sydney"


def heard(at: str, pack: str, rule: str, zone: str, **more: Any) -> bool:
    """Whether that rule speaks, for a case of the country that the pack binds."""
    country = next(each for each in shipped_packs() if each.id == pack).applies["country"][0]
    case = {"country": country, "role": "third_party", **more.pop("case", {})}
    return reason(decided(at, pack, zones=(zone,), case=case, **more), rule) is not None


@pytest.mark.parametrize(
    ("lender", "debt", "dpd", "blocked", "asked"),
    [
        ("financing_company", "consumer_loan", 15, {"ph.sec.hours"}, set()),
        ("financing_company", "consumer_loan", 16, set(), {"ph.sec.hours.late"}),
        ("lending_company", "credit_card", 16, set(), {"ph.sec.hours.late"}),
        ("bank", "credit_card", 60, {"ph.bsp.hours"}, set()),
        ("bank", "credit_card", 61, set(), {"ph.bsp.hours.late"}),
        ("bank", "consumer_loan", 10, set(), set()),
        ("", "credit_card", 16, {"ph.bsp.hours"}, {"ph.sec.hours.late"}),
    ],
)
def test_night_hours_in_the_philippines_depend_on_days_past_due(
    lender: str, debt: str, dpd: int, blocked: set[str], asked: set[str]
) -> None:
    case = {"country": "PH", "role": "third_party", "debt_type": debt, "dpd": dpd}
    stated = {**case, "lender_type": lender} if lender else case
    for at, night in (("2026-07-14T21:59:59+08:00", False), ("2026-07-14T22:00:00+08:00", True)):
        decision = decided(at, "ph", zones=(MANILA,), case=stated)
        spoken = {each.rule: each.effect for each in decision.reasons if ".hours" in each.rule}
        expected = dict.fromkeys(blocked, "block") | dict.fromkeys(asked, "ack")
        assert spoken == (expected if night else {})


@pytest.mark.parametrize(
    ("at", "binds"),
    [("2026-08-31T12:00:00-04:00", False), ("2026-09-01T12:00:00-04:00", True)],
)
def test_new_york_city_begins_on_the_first_of_september(at: str, *, binds: bool) -> None:
    days = ("29", "30", "31")
    ledger = [
        {"at": f"2026-08-{day}T10:00:00-04:00", "kind": kind, "started_by": "collector"}
        for day, kind in zip(days, ("call", "message", "letter"), strict=True)
    ]
    assert heard(at, "us-nyc", "us.nyc.contact", NEW_YORK, ledger=ledger) is binds
    place = {"country": "US", "region": "NY", "city": "Brooklyn", "role": "first_party"}
    assert heard(at, "us-nyc", "us.nyc.contact", NEW_YORK, ledger=ledger, case=place) is binds


@pytest.mark.parametrize(
    ("result", "party", "counts"),
    [
        ("nobody", "nobody", False),
        ("spoke_to_debtor", "debtor", True),
        ("spoke_to_other", "roommate", True),
        ("", "", True),
    ],
)
@pytest.mark.parametrize("role", ["third_party", "first_party"])
def test_only_visits_with_somebody_at_the_door_count_in_massachusetts(
    role: str, result: str, party: str, *, counts: bool
) -> None:
    visit = {"at": "2026-06-15T18:00:00-04:00", "kind": "visit", "result": result, "party": party}
    ledger = [{key: value for key, value in visit.items() if value}]
    rule = "us.ma.visit.cap" + (".creditor" if role == "first_party" else "")
    case = {"role": role, "region": "MA"}
    for day, is_within in (("14", True), ("15", False)):
        at = f"2026-07-{day}T18:00:00-04:00"
        spoke = heard(at, "us-ma", rule, NEW_YORK, ledger=ledger, case=case)
        assert spoke is (counts and is_within)


def test_a_request_by_word_of_mouth_not_to_come_to_work_holds_ten_days() -> None:
    asked = {"name": "no_work_contact", "since": "2026-07-01", "how": "oral"}
    work = {"kind": "work"}
    for flag, at, speaks in (
        (asked, "2026-07-10T12:00:00-04:00", True),
        (asked, "2026-07-11T12:00:00-04:00", False),
        ({**asked, "how": "written"}, "2026-10-11T12:00:00-04:00", True),
    ):
        place = {**work, "zones": [NEW_YORK]}
        case = {"role": "third_party", "region": "MA"}
        spoke = heard(
            at, "us-ma", "us.ma.work.oral", NEW_YORK, flags=[flag], place=place, case=case
        )
        assert spoke is speaks


@pytest.mark.parametrize(
    ("at", "speaks"),
    [
        ("2026-08-15T10:00:00+07:00", False),  # a Saturday
        ("2026-08-16T10:00:00+07:00", True),  # a Sunday
        ("2026-08-17T10:00:00+07:00", True),  # Independence Day, a Monday
        ("2026-08-18T07:59:59+07:00", True),
        ("2026-08-18T08:00:00+07:00", False),
        ("2026-12-24T10:00:00+07:00", False),  # joint leave
        ("2027-03-10T10:00:00+07:00", True),  # the moon decides
    ],
)
def test_days_in_indonesia(at: str, *, speaks: bool) -> None:
    assert heard(at, "id", "id.hours", "Asia/Jakarta") is speaks


def test_other_hours_in_indonesia_are_agreed_in_writing() -> None:
    sunday = "2026-08-16T10:00:00+07:00"
    consent = {"name": "consent.hours", "at": "2026-08-01T10:00:00+07:00"}
    for how, speaks in (("oral", True), ("written", False)):
        consents = [{**consent, "how": how}]
        assert heard(sunday, "id", "id.hours", "Asia/Jakarta", consents=consents) is speaks


@pytest.mark.parametrize(
    ("purpose", "speaks"),
    [
        ("collect", True),
        ("arrange_visit", True),
        ("verify", True),
        ("answer_query", False),
        ("notify", False),
        ("other_debt", False),
    ],
)
def test_what_breathing_space_still_allows(purpose: str, *, speaks: bool) -> None:
    flags = [{"name": "moratorium", "since": "2026-06-01", "until": "2026-07-30"}]
    action = {"kind": "message", "purpose": purpose}
    for at, stands in (("2026-07-30T23:59:59+01:00", True), ("2026-07-31T00:00:00+01:00", False)):
        spoke = heard(at, "uk", "uk.breathing", LONDON, flags=flags, action=action)
        assert spoke is (speaks and stands)
    adviser = {**action, "party": "adviser"}
    at = "2026-07-14T12:00:00+01:00"
    assert not heard(at, "uk", "uk.breathing", LONDON, flags=flags, action=adviser)


def test_a_crisis_goes_on_for_thirty_days_after_the_treatment() -> None:
    flags = [{"name": "crisis", "since": "2026-05-01", "until": "2026-06-30"}]
    for at, speaks in (("2026-07-30T12:00:00+01:00", True), ("2026-07-31T12:00:00+01:00", False)):
        assert heard(at, "uk", "uk.crisis", LONDON, flags=flags) is speaks


def test_a_visit_is_the_last_resort_in_australia() -> None:
    at = "2026-07-14T12:00:00+10:00"
    call = {"at": "2026-07-10T12:00:00+10:00", "kind": "call", "result": "no_answer"}
    assert heard(at, "au", "au.visit.last", SYDNEY)
    assert not heard(at, "au", "au.visit.last", SYDNEY, ledger=[call])
    assert heard(at, "au", "au.visit.last", SYDNEY, ledger=[{**call, "kind": "visit"}])
    refused = [{"name": "refused_visit", "since": "2026-07-11"}]
    assert heard(at, "au", "au.visit.refused", SYDNEY, ledger=[call], flags=refused)


def test_calls_in_australia_begin_earlier_than_visits_on_weekdays_only() -> None:
    for day, channel, clock, blocked in (
        ("14", "call", "07:30:00", False),
        ("14", "call", "07:29:59", True),
        ("14", "visit", "08:59:59", True),
        ("14", "visit", "09:00:00", False),
        ("18", "call", "08:59:59", True),  # a Saturday
        ("18", "call", "09:00:00", False),
    ):
        at = f"2026-07-{day}T{clock}+10:00"
        decision = decided(at, "au", zones=(SYDNEY,), action={"kind": channel})
        hours = [each for each in decision.reasons if ".hours." in each.rule]
        assert bool(hours) is blocked


def test_taiwan_wants_sound_of_every_visit_and_no_money() -> None:
    at = "2026-07-14T12:00:00+08:00"
    closing = {"kind": "close_visit", "media": ["video_outside"]}
    recorded = {"recording": "2026-07-14T11:59:00+08:00"}
    assert heard(at, "tw", "tw.record", TAIPEI, action=closing, has=recorded)
    sound = {**closing, "media": ["audio"]}
    assert not heard(at, "tw", "tw.record", TAIPEI, action=sound, has=recorded)
    paying = {"kind": "take_money", "money": {"amount": "1", "currency": "TWD", "how": "cash"}}
    assert heard(at, "tw", "tw.money", TAIPEI, action=paying)
    for clock, speaks in (("06:59:59", True), ("07:00:00", False), ("22:00:00", True)):
        assert heard(f"2026-07-14T{clock}+08:00", "tw", "tw.hours", TAIPEI) is speaks


def test_two_absences_in_a_row_open_the_home_for_microfinance() -> None:
    at = "2026-07-14T12:00:00+05:30"
    absent = [
        {
            "at": f"2026-07-{day}T11:00:00+05:30",
            "kind": "visit",
            "started_by": "collector",
            "result": "nobody",
            "place": "other",
        }
        for day in ("06", "13")
    ]
    case = {"debt_type": "microfinance"}
    place = {"kind": "home", "zones": ["Asia/Kolkata"]}
    at_home = [absent[0], {**absent[1], "place": "home"}]
    somewhere = [{key: each[key] for key in each if key != "place"} for each in absent]
    for ledger, speaks in (
        (absent[:1], True),
        (absent, False),
        (at_home, True),
        (somewhere, False),
        (somewhere[:1], True),
    ):
        spoke = heard(
            at, "in", "in.mfi.place", "Asia/Kolkata", ledger=ledger, case=case, place=place
        )
        assert spoke is speaks


@pytest.mark.parametrize(
    ("debt_type", "rule"), [("", "in.hours"), ("consumer_loan", "in.hours"), ("microfinance", "")]
)
def test_a_loan_is_microfinance_only_where_that_is_stated(debt_type: str, rule: str) -> None:
    place = {"kind": "home", "zones": ["Asia/Kolkata"]}
    open_ = {"place": place, "case": {"debt_type": debt_type}}
    at = "2026-07-14T19:00:00+05:30"
    assert heard(at, "in", "in.hours", "Asia/Kolkata", **open_) is (rule == "in.hours")
    before = "2026-07-14T18:59:00+05:30"
    assert heard(before, "in", "in.mfi.hours", "Asia/Kolkata", **open_) is (rule == "")
    assert heard(before, "in", "in.mfi.place", "Asia/Kolkata", **open_) is (rule == "")


@pytest.mark.parametrize(
    ("role", "speaks"), [("third_party", True), ("debt_buyer", True), ("first_party", False)]
)
def test_regulation_f_does_not_bind_the_lenders_own_staff(role: str, *, speaks: bool) -> None:
    from gate_cases import facts

    from fieldvisit.rules.decide import decide

    case = {"country": "US", "role": role, "region": "NY"}
    at = "2026-07-14T05:00:00-04:00"
    decision = decide(facts(at, zones=(NEW_YORK,), case=case), shipped_packs())
    assert (reason(decision, "us.regf.hours") is not None) is speaks


def test_a_draft_never_blocks_and_says_so() -> None:
    drafts = [rule for pack in shipped_packs() for rule in pack.rules if rule.mark == "DRAFT"]
    unsure = [rule for pack in shipped_packs() for rule in pack.rules if rule.mark == "UNSURE"]
    assert drafts
    assert unsure
    assert {rule.effect for rule in (*drafts, *unsure)} <= {"warn", "record"}
    assert all("draft" in rule.source for rule in drafts)
