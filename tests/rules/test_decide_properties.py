"""What holds for every decision: packs never widen, clocks of laptops do not count, replay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gate_cases import HOURS, KOLKATA, LONDON, LOS_ANGELES, NEW_YORK, pack_from, pack_text
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.rules import names
from fieldvisit.rules.decide import closes_at, decide
from fieldvisit.rules.facts import Facts, facts_from
from fieldvisit.rules.intervals import (
    TICK,
    clock_window,
    common,
    first_from,
    holds,
    merged,
    starts_for,
)
from fieldvisit.rules.load import shipped_packs
from fieldvisit.rules.names import EFFECTS
from fieldvisit.rules.pack import Clock, Pack, Rule
from fieldvisit.rules.zones import zone_info

STRICTNESS = {effect: place for place, effect in enumerate([*EFFECTS, "allow"])}
ZONES = (NEW_YORK, LOS_ANGELES, LONDON, KOLKATA, "Asia/Urumqi", "Australia/Lord_Howe", "UTC")
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC)
INSTANTS = st.integers(0, int((END - START).total_seconds())).map(
    lambda second: START + timedelta(seconds=second)
)


def hours_rule(number: int, opens: int, length: int, **more: Any) -> Rule:
    """A blocking window that opens at that minute of the day."""
    from fieldvisit.rules.kinds.hours import Hours

    own = Hours(opens, min(opens + length, 1440), **more)
    return Rule(f"r{number}", "hours", "block", "KNOWN", "a law", names.CHANNELS, own)


def pack_with(number: int, rules: list[Rule], zone: str = "borrower") -> Pack:
    """A pack of these rules."""
    return Pack(
        id=f"p{number}",
        title={"en": "P"},
        jurisdiction="XX",
        effective=date(2020, 1, 1),
        checked_on=START.date(),
        sha256="0" * 64,
        applies={},
        clock=Clock(zone=zone),
        rules=tuple(rules),
    )


RULES = st.builds(
    hours_rule,
    st.integers(0, 99),
    st.integers(0, 1380),
    st.integers(30, 1440),
    edges=st.sampled_from(["[)", "[]", "()", "(]"]),
    days=st.lists(st.sampled_from(names.WEEKDAYS), min_size=4, unique=True).map(tuple),
    whole_visit=st.booleans(),
)
PACKS = st.lists(
    st.builds(
        pack_with,
        st.just(0),
        st.lists(RULES, min_size=1, max_size=2),
        st.sampled_from(["borrower", "Asia/Shanghai"]),
    ),
    min_size=1,
    max_size=3,
).map(lambda packs: [_named(pack, number) for number, pack in enumerate(packs)])


def _named(pack: Pack, number: int) -> Pack:
    from dataclasses import replace

    return replace(pack, id=f"p{number}")


def asked(at: datetime, zones: list[str], minutes: int, packs: list[Pack]) -> Facts:
    """A visit under these packs."""
    return Facts.of(
        {
            "packs": [pack.id for pack in packs],
            "place": {"zones": zones},
            "action": {"kind": "visit", "at": at.isoformat(), "minutes": minutes},
        }
    )


VISITS = {
    "at": INSTANTS,
    "zones": st.lists(st.sampled_from(ZONES), min_size=1, max_size=3, unique=True),
    "minutes": st.sampled_from([0, 1, 30, 90]),
    "packs": PACKS,
}


@settings(max_examples=60)
@given(**VISITS)
def test_a_further_pack_never_widens(
    at: datetime, zones: list[str], minutes: int, packs: list[Pack]
) -> None:
    fewer = decide(asked(at, zones, minutes, packs[:1]), packs)
    more = decide(asked(at, zones, minutes, packs), packs)
    assert STRICTNESS[more.effect] <= STRICTNESS[fewer.effect]
    said = [each.rule for each in more.reasons]
    assert all(each.rule in said for each in fewer.reasons)
    if fewer.opens_at is not None and more.opens_at is not None:
        assert more.opens_at >= fewer.opens_at


@settings(max_examples=60)
@given(**VISITS)
def test_it_is_open_when_it_is_said_to_open_and_not_before(
    at: datetime, zones: list[str], minutes: int, packs: list[Pack]
) -> None:
    decision = decide(asked(at, zones, minutes, packs), packs)
    if decision.opens_at is None:
        return
    assert decision.opens_at > at
    assert not decide(asked(decision.opens_at, zones, minutes, packs), packs).is_blocked
    gap = decision.opens_at - at
    for part in (0.25, 0.5, 0.75):
        between = (at + gap * part).replace(microsecond=0)
        assert decide(asked(between, zones, minutes, packs), packs).is_blocked
    just_before = decision.opens_at - timedelta(seconds=1)
    assert just_before < at or decide(asked(just_before, zones, minutes, packs), packs).is_blocked


@settings(max_examples=60)
@given(**VISITS)
def test_more_zones_never_widen(
    at: datetime, zones: list[str], minutes: int, packs: list[Pack]
) -> None:
    alone = [decide(asked(at, [zone], minutes, packs), packs) for zone in zones]
    together = decide(asked(at, zones, minutes, packs), packs)
    assert together.is_blocked == any(each.is_blocked for each in alone)


@settings(max_examples=60)
@given(at=INSTANTS, zone=st.sampled_from(ZONES), rule=RULES)
def test_a_window_is_what_the_clock_on_the_wall_says(at: datetime, zone: str, rule: Rule) -> None:
    """Away from a change of the clocks, the wall clock alone decides."""
    there = at.astimezone(zone_info(zone))
    pack = pack_with(0, [rule])
    blocked = decide(asked(at, [zone], 0, [pack]), [pack]).is_blocked
    minute = there.hour * 60 + there.minute + there.second / 60
    own = rule.own
    after = minute > own.opens or (minute == own.opens and own.edges[0] == "[")
    before = minute < own.closes or (minute == own.closes and own.edges[1] == "]")
    offsets = {(there + timedelta(hours=hour)).utcoffset() for hour in (-26, 26)}
    if len(offsets) == 1 and minute:
        is_open = after and before and names.WEEKDAYS[there.weekday()] in own.days
        assert blocked == (not is_open)


@settings(max_examples=40)
@given(**VISITS)
def test_a_stored_decision_is_made_again_from_its_facts(
    at: datetime, zones: list[str], minutes: int, packs: list[Pack]
) -> None:
    facts = asked(at, zones, minutes, packs)
    first = decide(facts, packs).document()
    stored = json.loads(json.dumps(facts.document()))
    assert decide(Facts.of(stored), packs).document() == json.loads(json.dumps(first))


@settings(max_examples=40)
@given(**VISITS)
def test_a_running_visit_is_open_until_it_closes(
    at: datetime, zones: list[str], minutes: int, packs: list[Pack]
) -> None:
    facts = asked(at, zones, minutes, packs)
    end = closes_at(facts, packs, {})
    if end is not None:
        assert at < end <= at + timedelta(days=1)
        assert not decide(asked(at, zones, 0, packs), packs).is_blocked
        assert decide(asked(end, zones, 0, packs), packs).is_blocked
        assert not decide(asked(end - TICK, zones, 0, packs), packs).is_blocked


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program that prints its decisions on a hundred visits."""
    path = tmp_path_factory.mktemp("zones") / "decide.py"
    path.write_text(
        "import json, sys\n"
        "from fieldvisit.rules.decide import decide\n"
        "from fieldvisit.rules.facts import facts_from\n"
        "from fieldvisit.rules.load import shipped_packs\n"
        "every = facts_from(json.load(sys.stdin))\n"
        "print(json.dumps([decide(each, shipped_packs()).document() for each in every]))\n",
        "utf-8",
    )
    return path


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/Los_Angeles", "XYZ-14:30"])
def test_the_zone_of_the_laptop_does_not_count(script: Path, zone: str) -> None:
    cases = [
        {"country": country, "region": region, "role": "third_party"}
        for country, region in (("CN", ""), ("US", "CA"), ("US", ""), ("GB", ""))
    ]
    visits = [
        {
            "case": case,
            "action": {"kind": "visit", "at": f"2026-03-08T{hour:02}:30:00Z", "minutes": 30},
        }
        for case in cases
        for hour in range(24)
    ]
    answer = subprocess.run(
        [sys.executable, str(script)],
        input=json.dumps(visits),
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "TZ": zone},
    )
    here = [decide(each, shipped_packs()).document() for each in facts_from(visits)]
    assert json.loads(answer.stdout) == here


SPANS = st.lists(
    st.tuples(INSTANTS, st.integers(1, 90_000)).map(
        lambda pair: (pair[0], pair[0] + timedelta(minutes=pair[1]))
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(one=SPANS, other=SPANS, at=INSTANTS)
def test_sets_of_time(one: list[Any], other: list[Any], at: datetime) -> None:
    both = common(merged(one), merged(other))
    assert holds(both, at) == (holds(one, at) and holds(other, at))
    assert both == merged(both)
    assert holds(merged(one + other), at) == (holds(one, at) or holds(other, at))
    first = first_from(merged(one), at)
    assert first is None or (first >= at and holds(one, first))
    length = timedelta(minutes=45)
    fits = any(start <= at and at + length <= end for start, end in merged(one))
    assert holds(starts_for(merged(one), length), at) == fits


def test_an_interval_too_short_for_a_whole_second_has_no_first() -> None:
    at = datetime(2026, 7, 14, 8, 0, 0, 100, tzinfo=UTC)
    assert first_from([(at, at + TICK)], START) is None
    assert clock_window(NEW_YORK, datetime(2026, 3, 8, tzinfo=UTC).date(), 135, 165) is None


def test_the_order_of_packs_does_not_change_the_effect(tmp_path: Path) -> None:
    wide = pack_from(tmp_path, pack_text(HOURS, name="a"))
    narrow = pack_from(tmp_path, pack_text({**HOURS, "id": "b.hours", "close": "18:00"}, name="b"))
    at = datetime(2026, 7, 14, 19, tzinfo=UTC)
    one, other = [wide, narrow], [narrow, wide]
    first, second = (decide(asked(at, ["UTC"], 0, packs), packs) for packs in (one, other))
    assert first.effect == second.effect == "block"
    assert first.opens_at == second.opens_at
