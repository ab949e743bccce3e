"""At most so many contacts in any window of dates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import (
    CALL_LIMIT,
    KOLKATA,
    LONDON,
    LOS_ANGELES,
    NEW_YORK,
    VISIT_LIMIT,
    decided,
    happened,
    pack_from,
    pack_text,
)

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decision import Decision

SEVEN_CALLS = [
    happened(f"2026-07-{day}T{hour:02}:00:00-04:00", result="no_answer")
    for day, hour in ((10, 9), (10, 15), (11, 9), (12, 9), (13, 9), (13, 17), (14, 9))
]


def asked(
    folder: Path, rule: dict[str, Any], at: str, ledger: list[dict[str, Any]], **more: Any
) -> Decision:
    """The decision of that one rule; in New York unless `zones` says otherwise."""
    pack = pack_from(folder, pack_text(rule, clock=more.pop("clock", "")))
    kind = rule["on"][0]
    action = {"kind": kind, "party": "debtor", **more.pop("action", {})}
    zones = more.pop("zones", (NEW_YORK,))
    return decided(at, pack, zones=zones, ledger=ledger, action=action, **more)


@pytest.mark.parametrize(
    ("at", "effect", "opens_at"),
    [
        ("2026-07-14T18:00:00-04:00", "block", "2026-07-17 04:00:00+00:00"),
        ("2026-07-16T23:59:59-04:00", "block", "2026-07-17 04:00:00+00:00"),
        ("2026-07-17T00:00:00-04:00", "allow", None),
    ],
)
def test_seven_calls_in_any_seven_dates(
    tmp_path: Path, at: str, effect: str, opens_at: str | None
) -> None:
    decision = asked(tmp_path, CALL_LIMIT, at, SEVEN_CALLS)
    assert decision.effect == effect
    assert (decision.opens_at and str(decision.opens_at)) == opens_at


def test_it_says_how_many_since_when_and_when_it_opens(tmp_path: Path) -> None:
    decision = asked(tmp_path, CALL_LIMIT, "2026-07-14T18:00:00-04:00", SEVEN_CALLS)
    assert decision.reasons[0].sentences() == [
        "7 calls since Fri 10 Jul; at most 7 in any 7 days.",
        "Opens on Friday.",
    ]


def test_six_calls_leave_one(tmp_path: Path) -> None:
    for left_out in range(7):
        ledger = SEVEN_CALLS[:left_out] + SEVEN_CALLS[left_out + 1 :]
        assert asked(tmp_path, CALL_LIMIT, "2026-07-14T18:00:00-04:00", ledger).effect == "allow"


@pytest.mark.parametrize(
    ("change", "effect"),
    [
        ({}, "block"),
        ({"result": "not_connected"}, "allow"),
        ({"started_by": "borrower"}, "allow"),
        ({"kind": "visit"}, "allow"),
        ({"party": "spouse"}, "allow"),
        ({"party": "debtor"}, "block"),
        ({"debts": ["D2"]}, "allow"),
        ({"debts": ["D1", "D2"]}, "block"),
        ({"result": "conversation"}, "block"),
    ],
)
def test_only_what_the_filter_takes_is_counted(
    tmp_path: Path, change: dict[str, Any], effect: str
) -> None:
    ledger = [*SEVEN_CALLS[:-1], {**SEVEN_CALLS[-1], **change}]
    action = {"debts": ["D1"]}
    decision = asked(tmp_path, CALL_LIMIT, "2026-07-14T18:00:00-04:00", ledger, action=action)
    assert decision.effect == effect


def test_what_is_not_stated_counts(tmp_path: Path) -> None:
    ledger = [{"at": each["at"], "kind": "call"} for each in SEVEN_CALLS]
    assert asked(tmp_path, CALL_LIMIT, "2026-07-14T18:00:00-04:00", ledger).is_blocked


@pytest.mark.parametrize(
    ("given", "effect"),
    [("2026-07-14T08:59:00-04:00", "allow"), ("2026-07-14T09:01:00-04:00", "block")],
)
def test_a_call_with_consent_is_not_counted_unless_it_came_too_late(
    tmp_path: Path, given: str, effect: str
) -> None:
    consents = [{"name": "consent.call", "at": given, "given_by": "debtor", "until": "2026-07-14"}]
    at = "2026-07-15T18:00:00-04:00"
    assert asked(tmp_path, CALL_LIMIT, at, SEVEN_CALLS, consents=consents).effect == effect


def test_debts_of_one_action_are_counted_apart(tmp_path: Path) -> None:
    ledger = [
        {**each, "debts": ["D1" if number % 2 else "D2"]} for number, each in enumerate(SEVEN_CALLS)
    ]
    at, both = "2026-07-14T18:00:00-04:00", {"debts": ["D1", "D2"]}
    assert asked(tmp_path, CALL_LIMIT, at, ledger, action=both).effect == "allow"
    three = {**CALL_LIMIT, "max": 4}
    assert asked(tmp_path, three, at, ledger, action=both).is_blocked
    assert asked(tmp_path, three, at, ledger, action={"debts": ["D1"]}).effect == "allow"


@pytest.mark.parametrize(
    ("result", "at", "effect"),
    [
        ("nobody", "2026-07-10T12:00:00-04:00", "allow"),
        ("no_answer", "2026-07-10T12:00:00-04:00", "allow"),
        ("spoke_to_other", "2026-07-10T12:00:00-04:00", "block"),
        ("spoke_to_debtor", "2026-07-30T23:59:59-04:00", "block"),
        ("spoke_to_debtor", "2026-07-31T00:00:00-04:00", "allow"),
        ("conversation", "2026-07-10T12:00:00-04:00", "block"),
    ],
)
def test_visits_count_where_somebody_was_met(
    tmp_path: Path, result: str, at: str, effect: str
) -> None:
    ledger = [happened("2026-07-01T12:00:00-04:00", "visit", result=result)]
    assert asked(tmp_path, VISIT_LIMIT, at, ledger).effect == effect


def test_it_says_what_would_clear_it(tmp_path: Path) -> None:
    ledger = [happened("2026-07-01T12:00:00-04:00", "visit", result="spoke_to_other")]
    decision = asked(tmp_path, VISIT_LIMIT, "2026-07-10T12:00:00-04:00", ledger)
    assert decision.reasons[0].sentences() == [
        "1 visit since Wed 1 Jul; at most 1 in any 30 days.",
        "Opens on Fri 31 Jul.",
        "It would be cleared by: written consent to more visits.",
    ]


@pytest.mark.parametrize(
    ("per", "at", "effect"),
    [
        ("calendar week", "2026-07-12T23:59:59-04:00", "block"),
        ("calendar week", "2026-07-13T00:00:00-04:00", "allow"),
        ("7 days", "2026-07-13T00:00:00-04:00", "block"),
        ("7 days", "2026-07-16T23:59:59-04:00", "block"),
        ("7 days", "2026-07-17T00:00:00-04:00", "allow"),
        ("calendar month", "2026-07-31T23:59:59-04:00", "block"),
        ("calendar month", "2026-08-01T00:00:00-04:00", "allow"),
        ("1 day", "2026-07-10T23:59:59-04:00", "block"),
        ("1 day", "2026-07-11T00:00:00-04:00", "allow"),
    ],
)
def test_weeks_of_the_calendar_end_on_sunday_and_rolling_ones_do_not(
    tmp_path: Path, per: str, at: str, effect: str
) -> None:
    rule = {**CALL_LIMIT, "max": 1, "per": per}
    assert asked(tmp_path, rule, at, SEVEN_CALLS[:1]).effect == effect


@pytest.mark.parametrize(
    ("at", "effect"),
    [
        ("2026-07-09T08:59:59-04:00", "allow"),
        ("2026-07-09T09:00:00-04:00", "allow"),
        ("2026-07-09T09:00:01-04:00", "block"),
        ("2026-07-11T08:59:59-04:00", "block"),
        ("2026-07-11T09:00:00-04:00", "allow"),
    ],
)
def test_spans_of_hours_where_the_pack_counts_in_hours(
    tmp_path: Path, at: str, effect: str
) -> None:
    rule = {**CALL_LIMIT, "max": 1, "per": "1 day"}
    clock = 'count = "hours"'
    decision = asked(tmp_path, rule, at, SEVEN_CALLS[:1], clock=clock)
    assert decision.effect == effect
    if decision.is_blocked:
        assert "in any 24 hours." in decision.reasons[0].text


@pytest.mark.parametrize(
    ("call", "at", "zones", "effect"),
    [
        # 23:30 in Los Angeles is the next date in New York: the stricter of the two counts.
        ("2026-07-10T23:30:00-07:00", "2026-07-11T23:30:00-07:00", (LOS_ANGELES,), "allow"),
        ("2026-07-10T23:30:00-07:00", "2026-07-11T20:30:00-07:00", (NEW_YORK,), "block"),
        (
            "2026-07-10T23:30:00-07:00",
            "2026-07-11T20:30:00-07:00",
            (LOS_ANGELES, NEW_YORK),
            "block",
        ),
        # half-hour zone: 18:29 UTC is 23:59 in Kolkata
        ("2026-07-10T12:00:00Z", "2026-07-10T18:29:59Z", (KOLKATA,), "block"),
        ("2026-07-10T12:00:00Z", "2026-07-10T18:30:00Z", (KOLKATA,), "allow"),
        # the clocks go back on 25 October: that date has 25 hours
        ("2026-10-25T00:00:00+01:00", "2026-10-25T23:59:59+00:00", (LONDON,), "block"),
        ("2026-10-25T00:00:00+01:00", "2026-10-26T00:00:00+00:00", (LONDON,), "allow"),
        ("2026-03-29T00:00:00+00:00", "2026-03-29T23:59:59+01:00", (LONDON,), "block"),
        ("2026-03-29T00:00:00+00:00", "2026-03-30T00:00:00+01:00", (LONDON,), "allow"),
    ],
)
def test_dates_are_those_at_the_place(
    tmp_path: Path, call: str, at: str, zones: tuple[str, ...], effect: str
) -> None:
    rule = {**CALL_LIMIT, "max": 1, "per": "1 day"}
    assert asked(tmp_path, rule, at, [happened(call)], zones=zones).effect == effect


@pytest.mark.parametrize(
    ("by", "entry", "effect"),
    [
        ("number", {"number": "N2"}, "allow"),
        ("number", {"number": "N1"}, "block"),
        ("number", {}, "block"),
        ("place", {"place": "work"}, "allow"),
        ("place", {"place": "home"}, "block"),
        ("institution+borrower", {"institution": "bank B"}, "allow"),
        ("institution+borrower", {"institution": "bank A", "agency": "another"}, "block"),
        ("agency", {"institution": "bank A", "agency": "another"}, "allow"),
        ("person", {"person": "P2"}, "allow"),
        ("person", {"person": "P1", "party": "contact"}, "block"),
        ("borrower", {"person": "P2", "number": "N2"}, "block"),
    ],
)
def test_what_counts_together(tmp_path: Path, by: str, entry: dict[str, Any], effect: str) -> None:
    rule = {**CALL_LIMIT, "max": 1, "by": by}
    decision = asked(
        tmp_path,
        rule,
        "2026-07-10T18:00:00-04:00",
        [happened("2026-07-10T09:00:00-04:00", **entry)],
        action={"number": "N1", "person": "P1"},
        place={"kind": "home", "zones": [NEW_YORK]},
        case={"country": "US", "role": "third_party", "institution": "bank A", "agency": "own"},
    )
    assert decision.effect == effect


def test_none_at_all(tmp_path: Path) -> None:
    decision = asked(tmp_path, {**VISIT_LIMIT, "max": 0}, "2026-07-10T12:00:00-04:00", [])
    assert decision.is_blocked
    assert decision.opens_at is None
    assert decision.reasons[0].text == "At most 0 in any 30 days."


def test_all_channels_together(tmp_path: Path) -> None:
    rule = {**CALL_LIMIT, "on": ["visit", "call", "message"], "max": 3, "count": None}
    ledger = [
        happened("2026-07-13T09:00:00-04:00", "visit"),
        happened("2026-07-13T10:00:00-04:00", "message"),
        happened("2026-07-13T11:00:00-04:00", "letter"),
    ]
    at = "2026-07-14T12:00:00-04:00"
    assert asked(tmp_path, rule, at, ledger).effect == "allow"
    decision = asked(tmp_path, rule, at, [*ledger, happened("2026-07-14T09:00:00-04:00")])
    assert decision.reasons[0].text == "3 contacts since Mon 13 Jul; at most 3 in any 7 days."


def test_a_contact_planned_for_later_counts_as_well(tmp_path: Path) -> None:
    rule = {**CALL_LIMIT, "max": 1}
    ledger = [happened("2026-07-20T09:00:00-04:00")]
    assert asked(tmp_path, rule, "2026-07-13T23:59:59-04:00", ledger).effect == "allow"
    assert asked(tmp_path, rule, "2026-07-14T00:00:00-04:00", ledger).is_blocked


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"max": None}, "rule[1].max"),
        ({"max": "7"}, "rule[1].max"),
        ({"per": None}, "rule[1].per"),
        ({"per": "a week"}, "rule[1].per"),
        ({"by": "person,debt"}, "rule[1].by"),
        ({"count": {"outcome": ["talked"]}}, "rule[1].count.outcome"),
        ({"count": {"result": ["nobody"]}}, "rule[1].count.result"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**CALL_LIMIT, **change}))
    assert caught.value.field == field


def test_packs_that_differ_only_in_how_they_count_days_each_count_their_own(tmp_path: Path) -> None:
    rule = {**CALL_LIMIT, "max": 1, "per": "1 day"}
    packs = [
        pack_from(tmp_path, pack_text({**rule, "id": f"{count}.limit"}, name=count, clock=clock))
        for count, clock in (("dates", ""), ("spans", 'count = "hours"'))
    ]
    calls, action = SEVEN_CALLS[:1], {"kind": "call", "party": "debtor"}
    for order in (packs, packs[::-1]):
        decision = decided(
            "2026-07-11T08:59:59-04:00", *order, zones=(NEW_YORK,), ledger=calls, action=action
        )
        assert [reason.rule for reason in decision.reasons] == ["spans.limit"]
