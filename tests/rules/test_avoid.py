"""Times and places that the borrower asked to be spared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import (
    AVOID,
    KOLKATA,
    LONDON,
    LOS_ANGELES,
    NEW_YORK,
    decided,
    pack_from,
    pack_text,
)

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decision import Decision


def asked(folder: Path, at: str, *wishes: dict[str, Any], **more: Any) -> Decision:
    """The decision about a visit at home in London unless stated otherwise."""
    pack = pack_from(folder, pack_text(AVOID))
    place = {"kind": "home", "zones": [LONDON], **more.pop("place", {})}
    return decided(at, pack, avoid=list(wishes), place=place, **more)


LUNCH = {"days": ["Tue", "Wed"], "from": "12:00", "to": "13:30"}


@pytest.mark.parametrize(
    ("at", "minutes", "effect"),
    [
        ("2026-07-14T11:59:59+01:00", 0, "allow"),
        ("2026-07-14T12:00:00+01:00", 0, "block"),
        ("2026-07-14T13:29:59+01:00", 0, "block"),
        ("2026-07-14T13:30:00+01:00", 0, "allow"),
        ("2026-07-14T11:30:00+01:00", 30, "allow"),
        ("2026-07-14T11:30:01+01:00", 30, "block"),
        ("2026-07-14T11:00:00+01:00", 180, "block"),
        ("2026-07-16T12:30:00+01:00", 30, "allow"),
    ],
)
def test_no_part_of_the_visit_falls_into_it(
    tmp_path: Path, at: str, minutes: int, effect: str
) -> None:
    assert asked(tmp_path, at, LUNCH, minutes=minutes).effect == effect


def test_it_says_when_it_is_over(tmp_path: Path) -> None:
    decision = asked(tmp_path, "2026-07-14T11:45:00+01:00", LUNCH, minutes=30)
    said = (
        "11:45 in London, until 12:15; the borrower asked for no contact "
        "on Tuesday, Wednesday, from 12:00 to 13:30."
    )
    assert decision.reasons[0].sentences() == [
        said,
        "Opens today at 13:30.",
        "It would be cleared by: consent to other hours.",
    ]
    assert str(decision.opens_at) == "2026-07-14 12:30:00+00:00"


@pytest.mark.parametrize(
    ("at", "effect"),
    [
        ("2026-07-14T21:59:59+01:00", "allow"),
        ("2026-07-14T22:00:00+01:00", "block"),
        ("2026-07-15T06:59:59+01:00", "block"),
        ("2026-07-15T07:00:00+01:00", "allow"),
        ("2026-07-15T23:00:00+01:00", "allow"),
    ],
)
def test_a_night_runs_on_into_the_next_date(tmp_path: Path, at: str, effect: str) -> None:
    night = {"days": ["Tue"], "from": "22:00", "to": "07:00"}
    assert asked(tmp_path, at, night).effect == effect


@pytest.mark.parametrize(
    ("wish", "at", "effect"),
    [
        ({"days": ["Sat"]}, "2026-07-18T00:00:00+01:00", "block"),
        ({"days": ["Sat"]}, "2026-07-17T23:59:59+01:00", "allow"),
        ({"days": ["Sat"]}, "2026-07-19T00:00:00+01:00", "allow"),
        ({"from": "18:00"}, "2026-07-18T23:59:59+01:00", "block"),
        ({"from": "18:00"}, "2026-07-18T17:59:59+01:00", "allow"),
        ({"to": "10:00"}, "2026-07-18T09:59:59+01:00", "block"),
        ({"to": "10:00"}, "2026-07-18T10:00:00+01:00", "allow"),
        # the clocks go back at 02:00 on 25 October: 01:30 comes twice, and both are spared
        ({"from": "01:00", "to": "02:00"}, "2026-10-25T01:30:00+01:00", "block"),
        ({"from": "01:00", "to": "02:00"}, "2026-10-25T01:30:00+00:00", "block"),
        ({"from": "01:00", "to": "02:00"}, "2026-10-25T02:00:00+00:00", "allow"),
    ],
)
def test_what_is_left_out_is_not_narrowed(
    tmp_path: Path, wish: dict[str, Any], at: str, effect: str
) -> None:
    assert asked(tmp_path, at, wish).effect == effect


@pytest.mark.parametrize(
    ("wish", "kind", "effect"),
    [
        ({"place": "work"}, "work", "block"),
        ({"place": "work"}, "home", "allow"),
        ({"place": "home"}, "home", "block"),
        ({"place": "home"}, "", "block"),
        ({"place": "work"}, "", "allow"),
        ({"place": "work", "from": "09:00", "to": "10:00"}, "work", "allow"),
    ],
)
def test_a_place_alone_is_closed_at_all_times(
    tmp_path: Path, wish: dict[str, Any], kind: str, effect: str
) -> None:
    place: dict[str, Any] = {"kind": kind} if kind else {}
    pack = pack_from(tmp_path, pack_text(AVOID))
    place["zones"] = [LONDON]
    decision = decided("2026-07-18T12:00:00+01:00", pack, avoid=[wish], place=place)
    assert decision.effect == effect
    assert decision.opens_at is None


@pytest.mark.parametrize(
    ("at", "zones", "effect"),
    [
        ("2026-07-14T12:30:00-04:00", [NEW_YORK], "block"),
        ("2026-07-14T12:30:00-04:00", [LOS_ANGELES], "allow"),
        ("2026-07-14T12:30:00-04:00", [LOS_ANGELES, NEW_YORK], "block"),
        ("2026-07-14T15:30:00-04:00", [LOS_ANGELES, NEW_YORK], "block"),
        ("2026-07-14T06:29:59Z", [KOLKATA], "allow"),
        ("2026-07-14T06:30:00Z", [KOLKATA], "block"),
    ],
)
def test_in_every_zone_that_may_be_the_borrowers(
    tmp_path: Path, at: str, zones: list[str], effect: str
) -> None:
    assert asked(tmp_path, at, LUNCH, place={"zones": zones}).effect == effect


def test_consent_for_the_hour_lifts_it(tmp_path: Path) -> None:
    consent = {"name": "consent.hours", "given_by": "debtor", "from": "12:00", "to": "12:30"}
    at = "2026-07-14T12:10:00+01:00"
    for given, minutes, effect in (
        ("2026-07-14T12:00:00+01:00", 20, "allow"),
        ("2026-07-14T12:00:00+01:00", 21, "block"),
        ("2026-07-14T12:10:01+01:00", 10, "block"),
    ):
        consents = [{**consent, "at": given}]
        decision = asked(tmp_path, at, LUNCH, minutes=minutes, consents=consents)
        assert decision.effect == effect


def test_a_wish_without_any_detail_closes_everything(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text(AVOID))
    decision = decided("2026-07-14T12:00:00Z", pack, zones=("UTC",), avoid=[{}])
    assert decision.reasons[0].text == "12:00 in UTC; the borrower asked for no contact at all."


def test_only_the_list_of_wishes_may_be_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**AVOID, "from": "the.neighbour"}))
    assert caught.value.field == "rule[1].from"
