"""Consents and facts that lift a rule: only in time, for this place, from one who may give them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import HOURS, LOS_ANGELES, NEW_YORK, decided, pack_from, pack_text, reason

NIGHT = "2026-07-14T22:00:00Z"
GIVEN = {"name": "consent.hours", "at": "2026-07-01T12:00:00Z", "given_by": "debtor"}


def effect(
    folder: Path,
    at: str = NIGHT,
    *,
    minutes: int = 0,
    unless: str = "consent.hours",
    zones: tuple[str, ...] = ("UTC",),
    kind: str = "home",
    consents: tuple[dict[str, Any], ...] = (),
    **more: Any,
) -> str:
    """What a window of 08:00 to 21:00 says that the named consent lifts."""
    pack = pack_from(folder, pack_text({**HOURS, "unless": [unless], "whole_visit": True}))
    place = {"kind": kind, "zones": list(zones)}
    return decided(at, pack, minutes=minutes, place=place, consents=list(consents), **more).effect


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "allow"),
        ({"at": NIGHT}, "allow"),
        ({"at": "2026-07-14T22:00:01Z"}, "block"),
        ({"at": None}, "block"),
        ({"until": "2026-07-14T22:00:01Z"}, "allow"),
        ({"until": NIGHT}, "block"),
        ({"until": "2026-07-14"}, "allow"),
        ({"until": "2026-07-13"}, "block"),
        ({"until": "2026-07-01T00:00:00Z"}, "block"),
        ({"days": ["Tue"]}, "allow"),
        ({"days": ["Mon"]}, "block"),
        ({"from": "22:00"}, "allow"),
        ({"from": "22:01"}, "block"),
        ({"to": "22:00"}, "block"),
        ({"to": "22:01"}, "allow"),
        ({"from": "21:30", "to": "02:00"}, "allow"),
        ({"from": "23:00", "to": "02:00"}, "block"),
        ({"place": "home"}, "allow"),
        ({"place": "work"}, "block"),
        ({"given_by": "P1"}, "allow"),
        ({"given_by": "spouse"}, "allow"),
        ({"given_by": "neighbour"}, "block"),
        ({"given_by": "minor"}, "block"),
        ({"name": "consent.call"}, "block"),
        ({"name": "consent.hours_written", "how": "written"}, "allow"),
    ],
)
def test_a_consent_counts_in_time_only(
    tmp_path: Path, change: dict[str, Any], expected: str
) -> None:
    consent = {key: value for key, value in {**GIVEN, **change}.items() if value is not None}
    assert effect(tmp_path, consents=(consent,)) == expected


@pytest.mark.parametrize(
    ("name", "how", "expected"),
    [
        ("consent.hours", "written", "allow"),
        ("consent.hours", "oral", "block"),
        ("consent.hours", None, "block"),
        ("consent.hours_written", None, "allow"),
        ("consent.hours_written", "oral", "block"),
        ("consent.hours_written", "recorded", "block"),
    ],
)
def test_what_must_be_in_writing_is_met_by_nothing_less(
    tmp_path: Path, name: str, how: str | None, expected: str
) -> None:
    consent = {**GIVEN, "name": name, **({"how": how} if how else {})}
    assert effect(tmp_path, consents=(consent,), unless="consent.hours_written") == expected


def test_a_window_that_crosses_midnight_reaches_the_next_morning(tmp_path: Path) -> None:
    consent = {**GIVEN, "days": ["Tue"], "from": "22:00", "to": "02:00"}
    assert effect(tmp_path, "2026-07-15T01:59:59Z", consents=(consent,)) == "allow"
    assert effect(tmp_path, "2026-07-15T02:00:00Z", consents=(consent,)) == "block"
    assert effect(tmp_path, "2026-07-14T01:00:00Z", consents=(consent,)) == "block"


def test_a_visit_may_lie_partly_in_the_window_and_partly_in_a_consent(tmp_path: Path) -> None:
    consent = {**GIVEN, "from": "21:00", "to": "21:30"}
    assert effect(tmp_path, "2026-07-14T20:45:00Z", minutes=45, consents=(consent,)) == "allow"
    assert effect(tmp_path, "2026-07-14T20:45:00Z", minutes=46, consents=(consent,)) == "block"


def test_a_consent_is_read_on_the_borrowers_clock(tmp_path: Path) -> None:
    consent = {**GIVEN, "days": ["Tue"], "from": "21:00", "to": "22:00"}
    at = "2026-07-15T04:30:00Z"  # Tuesday 21:30 in Los Angeles, Wednesday 00:30 in New York
    assert effect(tmp_path, at, zones=(LOS_ANGELES,), consents=(consent,)) == "allow"
    assert effect(tmp_path, at, zones=(LOS_ANGELES, NEW_YORK), consents=(consent,)) == "block"


def test_a_consent_opens_the_gate_later(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text({**HOURS, "unless": ["consent.hours"]}))
    consent = {**GIVEN, "from": "23:15", "to": "23:45"}
    decision = decided(NIGHT, pack, zones=("UTC",), consents=[consent])
    assert str(decision.opens_at) == "2026-07-14 23:15:00+00:00"


def test_things_and_flags_lift_a_rule_too(tmp_path: Path) -> None:
    offer = {"payment_offer": "2026-07-14T21:59:00Z"}
    assert effect(tmp_path, unless="payment_offer", has=offer) == "allow"
    assert effect(tmp_path, unless="payment_offer") == "block"
    late = {"payment_offer": "2026-07-14T22:00:01Z"}
    assert effect(tmp_path, unless="payment_offer", has=late) == "block"
    for flag, expected in (
        ({}, "allow"),
        ({"since": "2026-07-15"}, "block"),
        ({"since": "2026-07-14", "until": "2026-07-14"}, "allow"),
        ({"until": "2026-07-14T22:00:00Z"}, "block"),
    ):
        flags = [{"name": "complaint", **flag}]
        assert effect(tmp_path, unless="complaint", flags=flags) == expected
    assert effect(tmp_path, unless="complaint", flags=[{"name": "dispute"}]) == "block"


@pytest.mark.parametrize(
    ("consent", "flag", "expected"),
    [
        ("consent.visit", {"name": "refused_visit", "since": "2026-07-05T00:00:00Z"}, "block"),
        ("consent.visit", {"name": "refused_visit", "since": "2026-07-01T12:00:00Z"}, "allow"),
        ("consent.visit", {"name": "refused_visit", "since": "2026-06-01"}, "allow"),
        ("consent.visit", {"name": "refused_visit"}, "allow"),
        ("consent.visit", {"name": "cease", "since": "2026-07-05T00:00:00Z"}, "block"),
        ("consent.visit", {"name": "no_work_contact", "since": "2026-07-05T00:00:00Z"}, "allow"),
        ("consent.hours", {"name": "refused_visit", "since": "2026-07-05T00:00:00Z"}, "allow"),
        ("consent.hours", {"name": "cease", "since": "2026-07-05T00:00:00Z"}, "block"),
        ("consent.hours", {"name": "cease", "since": "2026-07-05", "until": "2026-07-06"}, "block"),
        ("consent.hours", {"name": "cease", "since": "2026-07-15T00:00:00Z"}, "allow"),
        ("consent.place", {"name": "no_work_contact", "since": "2026-07-05T00:00:00Z"}, "allow"),
    ],
)
def test_a_later_refusal_takes_a_consent_back(
    tmp_path: Path, consent: str, flag: dict[str, Any], expected: str
) -> None:
    given = {**GIVEN, "name": consent}
    assert effect(tmp_path, unless=consent, consents=(given,), flags=[flag]) == expected


def test_no_contact_at_work_takes_back_consent_to_be_seen_there(tmp_path: Path) -> None:
    given = {**GIVEN, "name": "consent.place", "place": "work"}
    asked: Any = {"unless": "consent.place", "kind": "work", "consents": (given,)}
    flag = {"name": "no_work_contact", "since": "2026-07-05T00:00:00Z"}
    assert effect(tmp_path, **asked) == "allow"
    assert effect(tmp_path, **asked, flags=[flag]) == "block"


def test_a_pack_may_let_a_consent_count_for_some_dates_only(tmp_path: Path) -> None:
    rule = {**HOURS, "unless": ["consent.hours"]}
    text = pack_text(rule) + '[consents_last]\n"consent.hours" = "7 days"\n'
    pack = pack_from(tmp_path, text)
    given = {**GIVEN, "at": "2026-07-01T23:59:00Z"}
    for at, expected in (("2026-07-07T23:59:59Z", "allow"), ("2026-07-08T00:00:00Z", "block")):
        assert decided(at, pack, zones=("UTC",), consents=[given]).effect == expected


def test_nobody_whom_a_pack_calls_a_third_party_consents_for_the_borrower() -> None:
    night, zones = "2026-07-14T21:30:00-04:00", (NEW_YORK,)
    for who, lifted in (("debtor", True), ("spouse", False), ("neighbour", False)):
        given = {**GIVEN, "given_by": who}
        asked: Any = {"zones": zones, "consents": [given]}
        spouse_is_other = reason(decided(night, "us-ma", **asked), "us.ma.visit.hours")
        assert (spouse_is_other is None) == lifted
        spouse_is_consumer = reason(decided(night, "us-regf", **asked), "us.regf.hours")
        assert (spouse_is_consumer is None) == (who != "neighbour")
