"""A quiet period after something that happened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import HOLD, LONDON, LOS_ANGELES, NEW_YORK, decided, happened, pack_from, pack_text

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decision import Decision

TALK = happened("2026-07-06T15:00:00-04:00", result="conversation")


def asked(
    folder: Path, at: str, *ledger: dict[str, Any], rule: dict[str, Any] = HOLD, **more: Any
) -> Decision:
    """The decision about a call, in New York unless `zones` says otherwise."""
    pack = pack_from(folder, pack_text(rule, clock=more.pop("clock", "")))
    action = {"kind": "call", "party": "debtor", **more.pop("action", {})}
    zones = more.pop("zones", (NEW_YORK,))
    return decided(at, pack, zones=zones, ledger=list(ledger), action=action, **more)


@pytest.mark.parametrize(
    ("first_day", "at", "effect"),
    [
        ("event", "2026-07-06T14:59:59-04:00", "allow"),
        ("event", "2026-07-06T15:00:00-04:00", "block"),
        ("event", "2026-07-12T12:00:00-04:00", "block"),
        ("event", "2026-07-12T23:59:59-04:00", "block"),
        ("event", "2026-07-13T00:00:00-04:00", "allow"),
        ("next", "2026-07-06T15:00:01-04:00", "block"),
        ("next", "2026-07-13T23:59:59-04:00", "block"),
        ("next", "2026-07-14T00:00:00-04:00", "allow"),
    ],
)
def test_seven_dates_of_quiet(tmp_path: Path, first_day: str, at: str, effect: str) -> None:
    rule = {**HOLD, "first_day": first_day}
    assert asked(tmp_path, at, TALK, rule=rule).effect == effect


def test_it_says_why_until_when_and_what_would_clear_it(tmp_path: Path) -> None:
    decision = asked(tmp_path, "2026-07-12T12:00:00-04:00", TALK)
    assert decision.reasons[0].sentences() == [
        "1 call on Mon 6 Jul; no contact of this kind for 7 days, that day included.",
        "Opens tomorrow.",
        "It would be cleared by: consent to be called.",
    ]
    assert str(decision.opens_at) == "2026-07-13 04:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "effect"),
    [
        ({"started_by": "borrower"}, "block"),
        ({"result": "no_answer"}, "allow"),
        ({"result": "spoke_to_debtor"}, "block"),
        ({"result": ""}, "block"),
        ({"kind": "visit"}, "allow"),
        ({"party": "spouse"}, "allow"),
        ({"debts": ["D2"]}, "allow"),
    ],
)
def test_which_event_brings_quiet(tmp_path: Path, change: dict[str, Any], effect: str) -> None:
    event = {key: value for key, value in {**TALK, **change}.items() if value}
    action = {"debts": ["D1"]}
    assert asked(tmp_path, "2026-07-08T12:00:00-04:00", event, action=action).effect == effect


@pytest.mark.parametrize(
    ("given", "effect"),
    [("2026-07-08T12:00:00-04:00", "allow"), ("2026-07-08T12:00:01-04:00", "block")],
)
def test_consent_lifts_it_from_the_instant_it_was_given(
    tmp_path: Path, given: str, effect: str
) -> None:
    consents = [{"name": "consent.call", "at": given, "given_by": "debtor"}]
    decision = asked(tmp_path, "2026-07-08T12:00:00-04:00", TALK, consents=consents)
    assert decision.effect == effect
    if decision.is_blocked:
        assert str(decision.opens_at) == "2026-07-08 16:00:01+00:00"


@pytest.mark.parametrize(
    ("at", "zones", "effect"),
    [
        ("2026-07-12T23:30:00-07:00", (LOS_ANGELES,), "block"),
        ("2026-07-12T23:30:00-07:00", (NEW_YORK,), "allow"),
        ("2026-07-12T23:30:00-07:00", (NEW_YORK, LOS_ANGELES), "block"),
        ("2026-07-13T00:00:00-07:00", (NEW_YORK, LOS_ANGELES), "allow"),
    ],
)
def test_it_is_over_when_it_is_over_in_every_zone(
    tmp_path: Path, at: str, zones: tuple[str, ...], effect: str
) -> None:
    assert asked(tmp_path, at, TALK, zones=zones).effect == effect


@pytest.mark.parametrize(
    ("at", "effect"),
    [("2026-07-13T14:59:59-04:00", "block"), ("2026-07-13T15:00:00-04:00", "allow")],
)
def test_hours_where_the_pack_counts_in_hours(tmp_path: Path, at: str, effect: str) -> None:
    decision = asked(tmp_path, at, TALK, clock='count = "hours"')
    assert decision.effect == effect


def test_dates_across_a_change_of_the_clocks(tmp_path: Path) -> None:
    event = happened("2026-10-24T12:00:00+01:00", result="conversation")
    rule = {**HOLD, "for": "2 days"}
    for at, effect in (
        ("2026-10-25T23:59:59+00:00", "block"),
        ("2026-10-26T00:00:00+00:00", "allow"),
    ):
        assert asked(tmp_path, at, event, rule=rule, zones=(LONDON,)).effect == effect


def test_the_longest_quiet_is_told(tmp_path: Path) -> None:
    later = happened("2026-07-08T09:00:00-04:00", result="conversation")
    decision = asked(tmp_path, "2026-07-09T12:00:00-04:00", TALK, later)
    assert decision.reasons[0].text.startswith("1 call on Wed 8 Jul;")
    assert str(decision.opens_at) == "2026-07-15 04:00:00+00:00"


def test_it_must_be_said_how_long(tmp_path: Path) -> None:
    for change in ({"for": None}, {"for": "90 minutes"}, {"for": "5h"}):
        with pytest.raises(BadInput) as caught:
            pack_from(tmp_path, pack_text({**HOLD, **change}))
        assert caught.value.field == "rule[1].for"


def test_on_days_for_which_it_is_not_made_it_is_silent(tmp_path: Path) -> None:
    rule = {**HOLD, "when": {"days": ["Mon", "Tue", "Wed", "Thu", "Fri"]}}
    friday = asked(tmp_path, "2026-07-10T12:00:00-04:00", TALK, rule=rule)
    saturday = asked(tmp_path, "2026-07-11T12:00:00-04:00", TALK, rule=rule)

    assert (friday.effect, str(friday.opens_at)) == ("block", "2026-07-11 04:00:00+00:00")
    assert saturday.effect == "allow"
