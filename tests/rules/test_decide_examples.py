"""The worked examples of the rules that hours and needs can decide, and the answer's form."""

from __future__ import annotations

from typing import Any

import pytest
from gate_cases import (
    LONDON,
    LOS_ANGELES,
    NEW_YORK,
    SHANGHAI,
    decided,
    facts,
    pack_from,
    pack_text,
    reason,
)

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decide import closes_at, decide
from fieldvisit.rules.load import shipped_packs

HAS = {"validation_notice": "2026-07-01T12:00:00Z"}


@pytest.mark.parametrize(
    ("at", "zones", "minutes", "effect"),
    [
        ("2026-07-14T08:30:00-04:00", (LOS_ANGELES,), 0, "block"),
        ("2026-07-14T23:30:00-04:00", (LOS_ANGELES,), 0, "allow"),
        ("2026-07-14T20:45:00-07:00", (LOS_ANGELES,), 30, "block"),
        ("2026-07-14T20:30:00-07:00", (LOS_ANGELES,), 30, "allow"),
        ("2026-07-14T10:59:00-04:00", (NEW_YORK, LOS_ANGELES), 0, "block"),
        ("2026-07-14T11:00:00-04:00", (NEW_YORK, LOS_ANGELES), 0, "allow"),
    ],
)
def test_visits_under_regulation_f(
    at: str, zones: tuple[str, ...], minutes: int, effect: str
) -> None:
    assert decided(at, "us-regf", zones=zones, minutes=minutes, has=HAS).effect == effect


@pytest.mark.parametrize(
    ("at", "effect"),
    [("2026-07-14T22:00:00+08:00", "block"), ("2026-07-14T08:00:00+08:00", "allow")],
)
def test_visits_in_mainland_china(at: str, effect: str) -> None:
    team = [{"id": "c1"}, {"id": "c2"}]
    decision = decided(at, "cn-mainland", zones=(SHANGHAI,), action={"team": team})
    assert decision.effect == effect


def test_the_answer_has_the_promised_form() -> None:
    decision = decided("2026-07-14T08:30:00-04:00", "us-regf", zones=(LOS_ANGELES,), id="T01")
    pack = next(pack for pack in shipped_packs() if pack.id == "us-regf")
    document = decision.document()
    first = document["reasons"].pop()
    assert first.pop("opens") == "Opens today at 08:00."
    assert first == {
        "rule": "us.regf.hours",
        "pack": "us-regf",
        "effect": "block",
        "mark": "VERIFIED",
        "text": "05:30 in Los Angeles; visits from 08:00 to 21:00 there.",
        "source": "12 CFR 1006.6(b)(1)(i)",
        "opens_at": "2026-07-14T15:00:00Z",
        "override": "none",
    }
    assert document["reasons"] == []
    assert [duty["rule"] for duty in document.pop("duties")] == [
        "us.regf.validation",
        "us.regf.overshadow",
        "us.regf.say",
    ]
    del document["reasons"]
    assert document == {
        "id": "T01",
        "effect": "block",
        "packs": [{"id": "us-regf", "sha256": pack.sha256}],
        "local": "2026-07-14T05:30:00-07:00",
        "opens_at": "2026-07-14T15:00:00Z",
        "opens": "Opens today at 08:00.",
    }


def test_too_long_a_visit_is_told_its_last_start() -> None:
    decision = decided("2026-07-14T20:45:00-07:00", "us-regf", zones=(LOS_ANGELES,), minutes=30)
    document = decision.document()["reasons"][0]
    assert document["latest_start"] == "2026-07-14T20:30:00-07:00"
    assert document["text"] == (
        "20:45 in Los Angeles, until 21:15; visits from 08:00 to 21:00 there, last start 20:30."
    )
    assert document["opens"] == "Opens tomorrow at 08:00."


def test_a_case_without_country_or_role_is_blocked() -> None:
    for case in ({}, {"country": "US"}, {"role": "third_party"}):
        decision = decide(facts("2026-07-14T12:00:00Z", case=case), shipped_packs())
        assert [each.rule for each in decision.reasons] == ["case.incomplete"]
        assert decision.is_blocked
        assert decision.packs == ()
    assert decide(facts("2026-07-14T12:00:00Z"), shipped_packs()).is_blocked
    named = facts("2026-07-14T12:00:00Z", case={"country": "US"}, packs=["us-regf"])
    assert decide(named, shipped_packs()).is_blocked


def test_no_law_for_a_case_is_not_taken_for_permission() -> None:
    case = {"country": "NZ", "role": "third_party"}
    decision = decide(facts("2026-07-14T12:00:00Z", case=case), shipped_packs())
    assert decision.reasons[0].rule == "none.matches"
    assert decision.effect == "ack"
    assert [name for name, _ in decision.packs] == ["practice"]


@pytest.mark.parametrize(
    ("case", "packs"),
    [
        ({"country": "US", "role": "third_party"}, {"us-regf"}),
        ({"country": "us", "role": "debt_buyer", "debt_type": "medical"}, {"us-regf"}),
        ({"country": "US", "role": "first_party"}, set()),
        ({"country": "US", "role": "third_party", "debt_type": "business"}, set()),
        ({"country": "CN", "role": "first_party", "debt_type": "credit_card"}, {"cn-mainland"}),
        ({"country": "UK", "role": "first_party"}, {"uk"}),
    ],
)
def test_packs_are_chosen_by_the_case(case: dict[str, Any], packs: set[str]) -> None:
    decision = decide(facts("2026-07-14T12:00:00Z", case=case), shipped_packs())
    assert {name for name, _ in decision.packs} == packs | {"practice"}


def test_an_unknown_pack_is_named() -> None:
    with pytest.raises(BadInput) as caught:
        decide(facts("2026-07-14T12:00:00Z", packs=["us-regf", "us-reg"]), shipped_packs())
    assert caught.value.field == "packs[1]"


def test_the_region_narrows_the_zones_only_when_it_is_certain() -> None:
    case = {"country": "US", "role": "third_party"}
    at = "2026-07-14T12:00:00Z"  # 08:00 in New York, 07:00 in Chicago
    eastern = decide(facts(at, case={**case, "region": "NY"}), shipped_packs())
    assert reason(eastern, "us.regf.hours") is None
    split = decide(facts(at, case={**case, "region": "Florida"}), shipped_packs())
    assert reason(split, "us.regf.hours") is not None
    anywhere = decide(facts(at, case=case), shipped_packs())
    assert reason(anywhere, "us.regf.hours") is not None


def test_the_zone_shown_is_that_of_the_strictest_clock() -> None:
    decision = decided(
        "2026-07-14T08:30:00-04:00", "us-regf", zones=(NEW_YORK, LOS_ANGELES), has=HAS
    )
    assert decision.local is not None
    assert decision.local.isoformat() == "2026-07-14T05:30:00-07:00"
    assert decision.strictest is decision.reasons[0]
    quiet = decided("2026-07-14T12:30:00-04:00", "us-regf", zones=(NEW_YORK,), has=HAS)
    assert quiet.local is not None
    assert quiet.local.isoformat() == "2026-07-14T12:30:00-04:00"
    assert quiet.strictest is None


def test_opening_is_searched_over_all_rules_that_block(tmp_path: Any) -> None:
    morning = {"id": "a", "kind": "hours", "effect": "block", "open": "08:00", "close": "12:00"}
    late = {"id": "b", "kind": "hours", "effect": "block", "open": "11:00", "close": "20:00"}
    gentle = {"id": "c", "kind": "hours", "effect": "warn", "open": "11:30", "close": "12:00"}
    pack = pack_from(tmp_path, pack_text(morning, late, gentle))
    decision = decided("2026-07-14T06:00:00Z", pack, zones=("UTC",))
    assert [str(each.opens_at) for each in decision.reasons] == [
        "2026-07-14 08:00:00+00:00",
        "2026-07-14 11:00:00+00:00",
        "2026-07-14 11:30:00+00:00",
    ]
    assert str(decision.opens_at) == "2026-07-14 11:00:00+00:00"


def test_nothing_opens_when_nothing_blocks() -> None:
    decision = decided("2026-07-12T12:00:00+01:00", "uk", zones=(LONDON,))
    warned = reason(decision, "uk.time")
    assert warned is not None
    assert warned.opens_at is not None
    assert decision.opens_at is None


@pytest.mark.parametrize(
    ("at", "closes"),
    [
        ("2026-07-14T20:00:00-07:00", "2026-07-15 04:00:00+00:00"),
        ("2026-07-14T22:00:00-07:00", "None"),
    ],
)
def test_a_running_visit_knows_its_limit(at: str, closes: str) -> None:
    running = facts(at, packs=["us-regf"], zones=(LOS_ANGELES,), minutes=600)
    assert str(closes_at(running, shipped_packs(), {})) == closes


def test_a_visit_without_hours_has_no_limit(tmp_path: Any) -> None:
    pack = pack_from(tmp_path, pack_text())
    running = facts("2026-07-14T20:00:00Z", packs=["a"], zones=("UTC",))
    assert closes_at(running, [pack]) is None
