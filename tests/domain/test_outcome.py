import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.arrears import load_causes
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import (
    PROMISE_DAYS,
    RECORD_HEALTH,
    Outcome,
    check_outcome,
    load_outcome_codes,
)
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.words import FLAGS, PARTIES

TODAY = date(2026, 11, 24)
HUNDRED = Money(10000, "CNY")

PROMISE = Outcome(
    "PTP",
    cause="job_loss",
    met=("debtor",),
    promise_amount=HUNDRED,
    promise_date=TODAY,
    promise_method="transfer",
)
COMPLETE = {
    "MET": Outcome("MET", details={"identity_check": "document"}),
    "MET3": Outcome("MET3", met=("relative",)),
    "DL": Outcome("DL", met=("nobody",)),
    "NAH": Outcome("NAH", met=("roommate",), details={"best_time": "after six"}),
    "SHF": Outcome("SHF"),
    "NSP": Outcome("NSP", details={"address_check": "sign"}),
    "DEM": Outcome("DEM"),
    "ERT": Outcome("ERT"),
    "PAID": Outcome("PAID", money=HUNDRED, receipt="R1", how="transfer"),
    "PPAY": Outcome("PPAY", money=HUNDRED, receipt="R1"),
    "PTP": PROMISE,
    "PLAN": Outcome("PLAN"),
    "EXT": Outcome("EXT", details={"new_end_date": "2027-02-28", "approval": "pending"}),
    "HARD": Outcome("HARD", details={"affordability": "nothing left"}),
    "RTP": Outcome("RTP", reason="no_reason"),
    "ITP": Outcome("ITP", details={"evidence_note": "no income since May"}),
    "DISP": Outcome("DISP", details={"dispute": "the fee"}),
    "PCLM": Outcome("PCLM", details={"proof": "transfer shown"}),
    "CB": Outcome("CB", details={"callback_at": "2026-11-26T10:00+08:00"}),
    "SKIP": Outcome("SKIP", details={"attempts": "two calls"}),
    "DEC": Outcome("DEC"),
    "VUL": Outcome("VUL", consents={RECORD_HEALTH: True}, details={"adjustment": "letters"}),
    "REP": Outcome("REP", details={"representative": "a law firm"}),
    "CMP": Outcome("CMP", details={"complaint_channel": "the hotline"}),
    "SAFE": Outcome("SAFE", details={"incident_note": "a dog"}),
    "NV": Outcome("NV", reason="weather"),
}


def check(outcome: Outcome, **limits: int) -> None:
    check_outcome(outcome, load_outcome_codes().current(outcome.code), TODAY, **limits)


def fault(outcome: Outcome, **limits: int) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        check(outcome, **limits)
    assert caught.value.field in str(caught.value)
    return caught.value.field, caught.value.code


def without(outcome: Outcome, need: str) -> Outcome:
    emptied: dict[str, Any] = {
        "relation": {"met": ()},
        "consent": {"consents": {}},
        "amount": {"money": None},
        "receipt": {"receipt": ""},
        "reason": {"reason": ""},
        "promise_amount": {"promise_amount": None},
        "promise_date": {"promise_date": None},
        "promise_method": {"promise_method": ""},
    }
    return replace(outcome, **emptied.get(need, {"details": {**outcome.details, need: "  "}}))


@pytest.mark.parametrize("code", load_outcome_codes().codes)
def test_what_is_complete_passes(code: str) -> None:
    check(COMPLETE[code])


@pytest.mark.parametrize(
    ("code", "need"),
    [
        (code.id, need)
        for code in load_outcome_codes().codes.values()
        for need in code.needs
        if load_outcome_codes().needs[need].kind != "agreement"
    ],
)
def test_each_need_is_asked_for_by_name(code: str, need: str) -> None:
    assert fault(without(COMPLETE[code], need)) == (need, "outcome.needs")


@pytest.mark.parametrize("minor", [0, -1])
def test_amounts_are_more_than_zero(minor: int) -> None:
    nothing = Money(minor, "CNY")
    assert fault(replace(PROMISE, promise_amount=nothing)) == ("promise_amount", "amount.zero")
    assert fault(replace(COMPLETE["PPAY"], money=nothing)) == ("amount", "amount.zero")


def test_a_promise_lies_between_today_and_the_limit() -> None:
    last = TODAY + timedelta(days=PROMISE_DAYS)
    check(replace(PROMISE, promise_date=last))
    too_late = replace(PROMISE, promise_date=last + timedelta(days=1))
    assert fault(too_late) == ("promise_date", "promise.late")
    yesterday = replace(PROMISE, promise_date=TODAY - timedelta(days=1))
    assert fault(yesterday) == ("promise_date", "date.past")


def test_the_limit_of_a_promise_is_a_setting() -> None:
    tomorrow = replace(PROMISE, promise_date=TODAY + timedelta(days=1))
    check(tomorrow, promise_days=1)
    assert fault(tomorrow, promise_days=0) == ("promise_date", "promise.late")


@pytest.mark.parametrize(
    ("outcome", "field", "code"),
    [
        (replace(PROMISE, cause="laziness"), "cause", "cause.unknown"),
        (replace(PROMISE, met=("debtor", "cat")), "met", "outcome.name"),
        (replace(PROMISE, flags=("odd",)), "flags", "outcome.name"),
        (replace(PROMISE, details={"odd": "x"}), "details", "outcome.name"),
        (replace(PROMISE, details={"receipt": "x"}), "details", "outcome.name"),
        (replace(PROMISE, promise_method="shells"), "promise_method", "outcome.name"),
        (replace(COMPLETE["RTP"], reason="weather"), "reason", "outcome.name"),
        (
            replace(COMPLETE["MET"], details={"identity_check": "x"}),
            "identity_check",
            "outcome.name",
        ),
        (replace(COMPLETE["DL"], met=("nobody", "minor")), "met", "outcome.met"),
        (replace(PROMISE, met=("spouse",)), "met", "outcome.met"),
        (replace(COMPLETE["MET3"], met=("debtor", "spouse")), "met", "outcome.met"),
        (replace(COMPLETE["DL"], promise_amount=HUNDRED), "promise_amount", "outcome.unused"),
        (replace(COMPLETE["MET3"], money=HUNDRED), "amount", "outcome.unused"),
        (replace(COMPLETE["DL"], reason="weather"), "reason", "outcome.unused"),
        (replace(PROMISE, details={"dispute": "x"}), "dispute", "outcome.unused"),
        (replace(COMPLETE["PPAY"], promise_date=TODAY), "promise_amount", "outcome.needs"),
        (replace(COMPLETE["PPAY"], promise_method="transfer"), "promise_amount", "outcome.needs"),
        (replace(COMPLETE["PPAY"], promise_amount=HUNDRED), "promise_date", "outcome.needs"),
    ],
)
def test_what_does_not_fit_is_refused(outcome: Outcome, field: str, code: str) -> None:
    assert fault(outcome) == (field, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tomorrow", "date.wrong"),
        ("2026-11-26T10:00", "date.wrong"),
        ("2026-11-23T23:59+08:00", "date.past"),
    ],
)
def test_an_agreed_time_is_an_instant_from_today_on(text: str, code: str) -> None:
    assert fault(Outcome("CB", details={"callback_at": text})) == ("callback_at", code)


@pytest.mark.parametrize(
    ("text", "code"), [("2027-02-30", "date.wrong"), ("2026-11-23", "date.past")]
)
def test_a_new_end_date_exists_and_is_not_past(text: str, code: str) -> None:
    outcome = Outcome("EXT", details={"new_end_date": text, "approval": "pending"})
    assert fault(outcome) == ("new_end_date", code)


def test_without_consent_only_the_adjustment_is_noted() -> None:
    refused = replace(COMPLETE["VUL"], consents={RECORD_HEALTH: False})
    check(refused)
    assert fault(replace(refused, note="is ill")) == ("note", "consent.refused")


def test_with_consent_a_note_may_be_written() -> None:
    check(replace(COMPLETE["VUL"], note="needs large print"))


amounts = st.builds(Money, st.integers(1, 10**12), st.sampled_from(["CNY", "JPY", "KWD"]))
words = st.text(max_size=40)
outcomes = st.builds(
    Outcome,
    code=st.sampled_from(list(load_outcome_codes().codes)),
    cause=st.sampled_from(["", *load_causes().causes]),
    met=st.lists(st.sampled_from(PARTIES), unique=True).map(tuple),
    money=st.none() | amounts,
    how=words,
    receipt=words,
    promise_amount=st.none() | amounts,
    promise_date=st.none() | st.dates(),
    promise_method=words,
    reason=words,
    note=words,
    details=st.dictionaries(st.sampled_from(list(load_outcome_codes().needs)), words),
    consents=st.dictionaries(words, st.booleans()),
    flags=st.lists(st.sampled_from(FLAGS), unique=True).map(tuple),
)


@given(outcomes)
def test_a_document_is_read_back_as_it_was(outcome: Outcome) -> None:
    document: dict[str, Any] = json.loads(json.dumps(outcome.document()))
    assert Outcome.of(document) == outcome


def problem_with(outcome: Outcome) -> BadInput | None:
    try:
        check(outcome)
    except BadInput as problem:
        return problem
    return None


@given(outcomes)
def test_any_outcome_is_either_complete_or_named_by_field(outcome: Outcome) -> None:
    problem = problem_with(outcome)
    assert problem is None or problem.field


def test_a_document_leaves_out_what_is_empty() -> None:
    assert Outcome("DL").document() == {"code": "DL"}


def test_a_refused_consent_is_kept_in_the_document() -> None:
    outcome = Outcome("VUL", consents={RECORD_HEALTH: False})
    assert outcome.document() == {"code": "VUL", "consents": {RECORD_HEALTH: False}}
