"""Things that must exist before an action, long enough before, or by a date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import (
    LONDON,
    NEED,
    NEW_YORK,
    SHANGHAI,
    decided,
    facts,
    happened,
    pack_from,
    pack_text,
    reason,
)

from fieldvisit.rules.decide import decide
from fieldvisit.rules.decision import Decision
from fieldvisit.rules.load import shipped_packs

AT = "2026-07-14T09:00:00+01:00"


def uk(at: str = AT, **more: Any) -> Decision:
    has = {"forbearance_considered": "2026-07-01T09:00:00Z", **more.pop("has", {})}
    return decided(at, "uk", place={"zones": [LONDON], **more.pop("place", {})}, has=has, **more)


@pytest.mark.parametrize(
    ("noticed", "effect", "opens_at"),
    [
        ("2026-07-13T09:00:00+01:00", "allow", None),
        ("2026-07-13T09:00:01+01:00", "block", "2026-07-14 08:00:01+00:00"),
        ("2026-07-14T08:59:59+01:00", "block", "2026-07-15 07:59:59+00:00"),
        ("2026-07-14T09:00:01+01:00", "block", None),
    ],
)
def test_notice_lies_a_day_before_the_visit(
    noticed: str, effect: str, opens_at: str | None
) -> None:
    decision = uk(has={"visit_notice": noticed})
    assert decision.effect == effect
    assert (decision.opens_at and str(decision.opens_at)) == opens_at


def test_a_missing_notice_says_what_to_do() -> None:
    spoken = reason(uk(), "uk.visit.notice")
    assert spoken is not None
    assert spoken.sentences() == [
        "Missing before the visit: notice of the visit with date, time and purpose.",
        "Record it; 24 hours later it may go ahead.",
    ]
    assert spoken.document()["clears"] == "Record it; 24 hours later it may go ahead."
    assert (spoken.override, spoken.opens_at) == ("supervisor", None)


def test_too_short_a_notice_says_when_it_opens() -> None:
    spoken = reason(uk(has={"visit_notice": "2026-07-13T12:30:00+01:00"}), "uk.visit.notice")
    assert spoken is not None
    assert spoken.sentences() == [
        "Less than 24 hours before the visit: notice of the visit with date, time and purpose.",
        "Opens today at 12:30.",
    ]


def test_hours_and_lead_open_together(tmp_path: Path) -> None:
    hours = {"id": "h", "kind": "hours", "effect": "block", "open": "08:00", "close": "20:00"}
    need = {**NEED, "has": ["visit_notice"], "lead": "24h"}
    pack = pack_from(tmp_path, pack_text(hours, need))
    has = {"visit_notice": "2026-07-13T21:00:00Z"}
    decision = decided("2026-07-14T07:00:00Z", pack, zones=("UTC",), has=has)
    assert str(decision.opens_at) == "2026-07-15 08:00:00+00:00"
    missing = decided("2026-07-14T07:00:00Z", pack, zones=("UTC",))
    assert str(missing.opens_at) == "2026-07-14 08:00:00+00:00"


NOTICE = {"visit_notice": "2026-07-01T09:00:00Z"}


@pytest.mark.parametrize(
    ("kind", "consents", "effect"),
    [
        ("home", [], "allow"),
        ("work", [], "block"),
        ("hospital", [], "block"),
        ("work", [{"name": "consent.place", "at": "2026-07-01T09:00:00Z"}], "allow"),
        ("work", [{"name": "consent.place", "at": "2026-07-14T09:00:00Z"}], "block"),
        ("work", [{"name": "consent.place", "at": AT, "place": "hospital"}], "block"),
    ],
)
def test_work_and_hospital_need_consent(
    kind: str, consents: list[dict[str, Any]], effect: str
) -> None:
    assert uk(place={"kind": kind}, consents=consents, has=NOTICE).effect == effect


@pytest.mark.parametrize(
    ("flag", "effect"),
    [
        ({"name": "dispute"}, "block"),
        ({"name": "deadlock"}, "block"),
        ({"name": "complaint"}, "allow"),
        ({"name": "dispute", "since": "2026-07-15"}, "allow"),
        ({"name": "dispute", "since": "2026-07-14"}, "block"),
        ({"name": "dispute", "until": "2026-07-13"}, "allow"),
        ({"name": "dispute", "until": "2026-07-14"}, "block"),
    ],
)
def test_disputed_debts_need_agreement_to_the_visit(flag: dict[str, Any], effect: str) -> None:
    assert uk(flags=[flag], has=NOTICE).effect == effect
    agreed = [{"name": "consent.visit", "at": "2026-07-10T09:00:00Z"}]
    visit = {"purpose": "answer_query"}  # collecting itself is suspended by a dispute
    assert uk(flags=[flag], has=NOTICE, action=visit).effect == effect
    assert uk(flags=[flag], has=NOTICE, consents=agreed, action=visit).effect == "allow"


def test_entering_a_home_needs_consent_on_record() -> None:
    enter = {"kind": "enter_home"}
    at = "2026-07-14T12:00:00+08:00"
    blocked = decided(at, "cn-mainland", zones=(SHANGHAI,), action=enter)
    assert blocked.reasons[0].text == "Missing before entering the home: consent to enter the home."
    consent = {"name": "consent.enter_home", "at": at, "given_by": "debtor", "how": "oral"}
    asked = {"zones": (SHANGHAI,), "action": enter}
    assert decided(at, "cn-mainland", consents=[consent], **asked).effect == "allow"
    child = {**consent, "given_by": "minor"}
    assert decided(at, "cn-mainland", consents=[child], **asked).is_blocked


def test_a_court_order_opens_the_door_in_the_united_kingdom() -> None:
    order = [{"name": "court.permission", "at": "2026-07-01T09:00:00Z"}]
    assert uk(action={"kind": "enter_home"}).is_blocked
    assert uk(action={"kind": "enter_home"}, consents=order).effect == "allow"


@pytest.mark.parametrize(
    ("at", "effect", "text"),
    [
        ("2026-07-14T12:00:00-04:00", "allow", "Due by Wed 15 Jul: validation notice."),
        ("2026-07-15T20:59:00-04:00", "allow", "Due by Wed 15 Jul: validation notice."),
        ("2026-07-16T08:00:00-04:00", "ack", "It was due by Wed 15 Jul: validation notice."),
    ],
)
def test_the_validation_notice_may_follow_within_five_days(at: str, effect: str, text: str) -> None:
    call = {
        "at": "2026-07-10T23:30:00-04:00",
        "kind": "call",
        "started_by": "collector",
        "result": "conversation",
    }
    decision = decided(at, "us-regf", zones=(NEW_YORK,), ledger=[call])
    assert decision.effect == effect
    assert text in [each.text for each in (*decision.reasons, *decision.duties)]
    sent = {"validation_notice": at}
    after = decided(at, "us-regf", zones=(NEW_YORK,), ledger=[call], has=sent)
    assert after.effect == "allow"
    assert "us.regf.validation" not in [each.rule for each in after.duties]


@pytest.mark.parametrize(
    ("entry", "due"),
    [
        ({"kind": "call", "result": "no_answer"}, "Sun 19 Jul"),
        ({"kind": "visit", "result": "nobody"}, "Sun 19 Jul"),
        ({"kind": "visit", "result": "conversation"}, "Wed 15 Jul"),
        ({"kind": "letter", "result": "sent"}, "Wed 15 Jul"),
    ],
)
def test_the_five_days_run_from_the_first_contact(entry: dict[str, Any], due: str) -> None:
    ledger = [{"at": "2026-07-10T12:00:00-04:00", **entry}]
    decision = decided("2026-07-14T12:00:00-04:00", "us-regf", zones=(NEW_YORK,), ledger=ledger)
    assert f"Due by {due}" in "".join(each.text for each in decision.duties)


def contacted(entry: dict[str, Any], has: dict[str, str]) -> str:
    ledger = [{"kind": "call", "started_by": "collector", **entry}] if entry else []
    place = {"zones": ["UTC"]}
    at = "2026-07-14T12:00:00Z"
    asked = facts(at, packs=["practice"], place=place, ledger=ledger, has=has)
    spoken = reason(decide(asked, shipped_packs()), "practice.prior_contact")
    return spoken.effect if spoken else "quiet"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({}, "ack"),
        ({"at": "2026-07-10T12:00:00Z"}, "quiet"),
        ({"at": "2026-07-10T12:00:00Z", "result": "conversation"}, "quiet"),
        ({"at": "2026-07-10T12:00:00Z", "started_by": "borrower"}, "quiet"),
        ({"at": "2026-07-10T12:00:00Z", "started_by": "other"}, "ack"),
        ({"at": "2026-07-10T12:00:00Z", "result": "no_answer"}, "ack"),
        ({"at": "2026-07-10T12:00:00Z", "result": "spoke_to_other"}, "ack"),
        ({"at": "2026-07-10T12:00:00Z", "party": "neighbour"}, "ack"),
        ({"at": "2026-07-10T12:00:00Z", "party": "debtor"}, "quiet"),
        ({"at": "2026-07-10T12:00:00Z", "kind": "visit"}, "ack"),
        ({"at": "2026-07-10T12:00:00Z", "kind": "message", "result": "sent"}, "quiet"),
        ({"at": "2026-06-14T00:00:00Z"}, "quiet"),
        ({"at": "2026-06-13T23:59:59Z"}, "ack"),
        ({"at": "2026-07-14T12:00:01Z"}, "ack"),
    ],
)
def test_the_borrower_is_reached_before_the_visit(entry: dict[str, Any], expected: str) -> None:
    assert contacted(entry, {}) == expected


def test_prior_contact_may_be_noted_instead() -> None:
    assert contacted({}, {"prior_contact": "2026-07-01T00:00:00Z"}) == "quiet"
    assert contacted({}, {"prior_contact": "2026-05-01T00:00:00Z"}) == "ack"


def test_days_may_be_counted_in_hours(tmp_path: Path) -> None:
    need = {**NEED, "has": ["prior_contact"], "within": "1 day"}
    calendar = pack_from(tmp_path, pack_text(need))
    exact = pack_from(tmp_path, pack_text(need, name="b", clock='count = "hours"'))
    ledger = [{"at": "2026-07-13T08:00:00Z", "kind": "call"}]
    asked: dict[str, Any] = {"zones": ("UTC",), "ledger": ledger}
    assert decided("2026-07-14T23:00:00Z", calendar, **asked).effect == "allow"
    assert decided("2026-07-14T23:00:00Z", exact, **asked).effect == "block"
    assert decided("2026-07-14T08:00:00Z", exact, **asked).effect == "allow"


def test_contact_without_a_limit_of_days(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text({**NEED, "has": ["prior_contact"], "lead": "2h"}))
    ledger = [{"at": "2020-07-13T08:00:00Z", "kind": "call"}]
    assert decided("2026-07-14T23:00:00Z", pack, ledger=ledger).effect == "allow"
    just_now = [{"at": "2026-07-14T22:00:00Z", "kind": "call"}]
    decision = decided("2026-07-14T23:00:00Z", pack, ledger=just_now)
    assert str(decision.opens_at) == "2026-07-15 00:00:00+00:00"


def test_a_lead_counts_from_the_consent_too(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text({**NEED, "has": ["consent.visit"], "lead": "2h"}))
    for given, effect in (("2026-07-14T21:00:00Z", "allow"), ("2026-07-14T21:00:01Z", "block")):
        consents = [{"name": "consent.visit", "at": given}]
        decision = decided("2026-07-14T23:00:00Z", pack, zones=("UTC",), consents=consents)
        assert decision.effect == effect


def test_a_consent_must_last_for_the_whole_action(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text({**NEED, "has": ["consent.visit"]}))
    given = {"name": "consent.visit", "at": "2026-07-14T10:00:00Z"}
    for until, effect in (("2026-07-14T12:30:00Z", "allow"), ("2026-07-14T12:29:59Z", "block")):
        consents = [{**given, "until": until}]
        asked: dict[str, Any] = {"zones": ("UTC",), "minutes": 30, "consents": consents}
        assert decided("2026-07-14T12:00:00Z", pack, **asked).effect == effect


def test_an_excuse_makes_a_need_silent(tmp_path: Path) -> None:
    need = {**NEED, "has": ["visit_notice"], "lead": "24h", "unless": ["consent.visit"]}
    pack = pack_from(tmp_path, pack_text(need))
    consents = [{"name": "consent.visit", "at": "2026-07-14T12:00:00Z"}]
    asked: dict[str, Any] = {"zones": ("UTC",), "consents": consents}
    assert decided("2026-07-14T12:00:00Z", pack, **asked).effect == "allow"
    assert decided("2026-07-14T11:59:59Z", pack, **asked).effect == "block"


@pytest.mark.parametrize(
    ("when", "case", "speaks"),
    [
        ({"dpd_over": 15}, {"dpd": 16}, True),
        ({"dpd_over": 15}, {"dpd": 15}, False),
        ({"dpd_up_to": 15}, {"dpd": 15}, True),
        ({"dpd_up_to": 15}, {"dpd": 16}, False),
        ({"dpd_up_to": 15}, {}, True),
        ({"role": ["debt_buyer"]}, {"role": "debt_buyer"}, True),
        ({"role": ["debt_buyer"]}, {"role": "first_party"}, False),
        ({"role": ["debt_buyer"]}, None, True),
        ({"debt_type": ["credit_card"]}, {"debt_type": "medical"}, False),
        ({"lender_type": ["bank"]}, {"lender_type": "insurer"}, False),
        ({"lender_type": ["bank"]}, {"lender_type": "bank"}, True),
        ({"days": ["Tue"]}, {}, True),
        ({"days": ["Wed"]}, {}, False),
    ],
)
def test_tests_before_a_rule(
    tmp_path: Path, when: dict[str, Any], case: dict[str, Any] | None, speaks: bool
) -> None:
    pack = pack_from(tmp_path, pack_text({**NEED, "has": ["visit_notice"], "when": when}))
    more = {} if case is None else {"case": {"country": "XX", "role": "third_party", **case}}
    decision = decided("2026-07-14T12:00:00Z", pack, zones=("UTC",), **more)
    assert (reason(decision, "a.need") is not None) == speaks


def test_a_weekday_that_is_not_certain_counts(tmp_path: Path) -> None:
    need = {**NEED, "has": ["visit_notice"], "when": {"days": ["Tue"]}}
    pack = pack_from(tmp_path, pack_text(need))
    at = "2026-07-15T03:30:00Z"  # Tuesday in New York, Wednesday in London
    assert decided(at, pack, zones=(LONDON,)).effect == "allow"
    assert decided(at, pack, zones=(LONDON, NEW_YORK)).effect == "block"
    assert decided(at, pack).effect == "block"


def tried(*days: int, **more: Any) -> list[dict[str, Any]]:
    """A try to call on each of these dates of July; later keys say what was different."""
    entry = {"result": "no_answer", "party": "debtor", **more}
    return [happened(f"2026-07-{day:02}T09:00:00+01:00", **entry) for day in days]


TRIES = {**NEED, "has": ["prior_tries"], "tries": 3, "within": "10 days"}


@pytest.mark.parametrize(
    ("ledger", "effect"),
    [
        (tried(10, 11, 12), "allow"),
        (tried(4, 5, 6), "allow"),
        (tried(3, 5, 6), "block"),
        (tried(11, 12), "block"),
        (tried(12, 13, 14), "allow"),
        (tried(12, 13, 15), "block"),
        (tried(10, 11, 12, started_by="borrower"), "block"),
        (tried(10, 11, 12, party="neighbour"), "block"),
        ([*tried(10, 11), *tried(12, kind="letter", result="sent")], "allow"),
    ],
)
def test_tries_to_reach_the_borrower_come_first(
    tmp_path: Path, ledger: list[dict[str, Any]], effect: str
) -> None:
    pack = pack_from(tmp_path, pack_text(TRIES))
    assert decided(AT, pack, zones=(LONDON,), ledger=ledger).effect == effect


def test_it_says_how_many_tries_are_missing(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text(TRIES))
    decision = decided(AT, pack, zones=(LONDON,), ledger=tried(12))
    assert decision.reasons[0].text == (
        "Missing before the visit, in the last 10 days: tries to reach the borrower (1 of 3)."
    )
    noted = {"prior_tries": "2026-07-10T09:00:00Z"}
    assert decided(AT, pack, zones=(LONDON,), has=noted).effect == "allow"


@pytest.mark.parametrize(
    ("results", "effect"),
    [
        (("nobody", "nobody"), "allow"),
        (("spoke_to_debtor", "nobody", "nobody"), "allow"),
        (("nobody", "spoke_to_debtor", "nobody"), "block"),
        (("nobody", "nobody", "spoke_to_debtor"), "block"),
        (("nobody",), "block"),
        (("nobody", ""), "block"),
    ],
)
def test_the_latest_tries_in_a_row(tmp_path: Path, results: tuple[str, ...], effect: str) -> None:
    count = {"channel": ["visit"], "outcome": ["nobody"]}
    rule = {**NEED, "has": ["prior_tries"], "tries": 2, "in_a_row": True, "count": count}
    pack = pack_from(tmp_path, pack_text(rule))
    visits = [
        {key: value for key, value in visit.items() if value}
        for day, result in enumerate(results, start=1)
        for visit in tried(day, kind="visit", result=result)
    ]
    calls = tried(8, result="conversation")
    assert decided(AT, pack, zones=(LONDON,), ledger=[*visits, *calls]).effect == effect


def test_tries_bring_the_lead_with_them(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text({**TRIES, "tries": 2, "lead": "24h"}))
    decision = decided(AT, pack, zones=(LONDON,), ledger=tried(10, 14))
    assert str(decision.opens_at) == "2026-07-15 08:00:00+00:00"


@pytest.mark.parametrize(
    ("noticed", "effect"),
    [
        ("2026-07-04T00:00:00+01:00", "allow"),
        ("2026-07-03T23:59:59+01:00", "block"),
    ],
)
def test_a_notice_may_be_too_old(tmp_path: Path, noticed: str, effect: str) -> None:
    rule = {**NEED, "has": ["visit_notice"], "within": "10 days"}
    pack = pack_from(tmp_path, pack_text(rule))
    decision = decided(AT, pack, zones=(LONDON,), has={"visit_notice": noticed})
    assert decision.effect == effect
