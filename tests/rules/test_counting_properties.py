"""Limits and quiet periods against a count by hand, for any ledger, zone and instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from gate_cases import KOLKATA, LONDON, LOS_ANGELES, NEW_YORK
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.rules.counting import Count
from fieldvisit.rules.decide import decide
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.kinds.avoid import Avoids
from fieldvisit.rules.kinds.hold import Hold
from fieldvisit.rules.kinds.limit import Limit
from fieldvisit.rules.kinds.stop import Stop
from fieldvisit.rules.names import EFFECTS
from fieldvisit.rules.pack import Clock, Pack, Rule
from fieldvisit.rules.zones import local_date

ZONES = (NEW_YORK, LOS_ANGELES, LONDON, KOLKATA, "Asia/Urumqi", "Australia/Lord_Howe", "UTC")
START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
STRICTNESS = {effect: place for place, effect in enumerate([*EFFECTS, "allow"])}

INSTANTS = st.integers(0, 400 * 24 * 60).map(lambda minute: START + timedelta(minutes=minute))
NEAR = st.integers(-20 * 24 * 60, 3 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
PLACES = st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True)
PER = st.one_of(st.integers(1, 10), st.sampled_from(["calendar week", "calendar month"]))
LIMITS = st.builds(Limit, max=st.integers(0, 4), per=PER)
HOLDS = st.builds(Hold, days=st.integers(1, 9), first_day=st.sampled_from(["event", "next"]))
STOPS = st.builds(Stop, states=st.just(("cease",)), after_end=st.sampled_from([None, 3]))
OWNS = st.one_of(LIMITS, HOLDS, STOPS, st.just(Avoids("borrower.inconvenient")))
KINDS = {Limit: "limit", Hold: "hold", Stop: "stop", Avoids: "avoid"}


def pack_of(number: int, owns: list[Any], count: str = "calendar") -> Pack:
    """A pack with one blocking rule for each of these fields."""
    rules = tuple(
        Rule(f"r{place}", KINDS[type(own)], "block", "KNOWN", "a law", ("call",), own)
        for place, own in enumerate(owns)
    )
    return Pack(
        id=f"p{number}",
        title={"en": "P"},
        jurisdiction="XX",
        effective=date(2020, 1, 1),
        checked_on=date(2026, 1, 1),
        sha256="0" * 64,
        applies={},
        clock=Clock(count=count),
        rules=rules,
    )


def asked(at: datetime, zones: list[str], ledger: list[datetime], packs: list[Pack]) -> Facts:
    """A call that follows these calls, with a flag and a wish beside them."""
    return Facts.of(
        {
            "packs": [pack.id for pack in packs],
            "place": {"kind": "home", "zones": zones},
            "action": {"kind": "call", "at": at.isoformat(), "minutes": 20},
            "ledger": [{"at": each.isoformat(), "kind": "call"} for each in ledger],
            "flags": [{"name": "cease", "since": "2026-03-01", "until": "2026-03-20"}],
            "avoid": [{"days": ["Sun", "Wed"], "from": "11:30", "to": "07:00"}],
        }
    )


def windows(per: int | str, day: date) -> list[tuple[date, date]]:
    """Every window that contains the date, counted out one by one."""
    if isinstance(per, int):
        firsts = (day - back * DAY for back in range(per))
        return [(first, first + (per - 1) * DAY) for first in firsts]
    if per == "calendar week":
        monday = day
        while monday.weekday():
            monday -= DAY
        return [(monday, monday + 6 * DAY)]
    last = day
    while (last + DAY).month == day.month:
        last += DAY
    return [(day.replace(day=1), last)]


@settings(max_examples=150)
@given(at=INSTANTS, zones=PLACES, back=st.lists(NEAR, max_size=9), limit=LIMITS)
def test_a_limit_holds_for_every_window(
    at: datetime, zones: list[str], back: list[timedelta], limit: Limit
) -> None:
    ledger = [at + each for each in back]
    pack = pack_of(1, [limit])
    too_many = any(
        sum(first <= local_date(each, zone) <= last for each in ledger) + 1 > limit.max
        for zone in zones
        for first, last in windows(limit.per, local_date(at, zone))
    )
    assert decide(asked(at, zones, ledger, [pack]), [pack], {}).is_blocked == too_many


@settings(max_examples=100)
@given(at=INSTANTS, back=st.lists(NEAR, max_size=9), most=st.integers(1, 4), days=st.integers(1, 9))
def test_a_limit_in_hours_holds_for_every_window(
    at: datetime, back: list[timedelta], most: int, days: int
) -> None:
    ledger = [at + each for each in back]
    pack = pack_of(1, [Limit(most, days)], "hours")
    span = days * DAY
    begins = [each for each in (*ledger, at) if at - span < each <= at]
    begins += [each - span + timedelta(microseconds=1) for each in (*ledger, at)]
    too_many = any(
        sum(begin <= each < begin + span for each in ledger) + 1 > most
        for begin in begins
        if begin <= at < begin + span
    )
    assert decide(asked(at, ["UTC"], ledger, [pack]), [pack], {}).is_blocked == too_many


@settings(max_examples=100)
@given(at=INSTANTS, zones=PLACES, back=st.lists(NEAR, max_size=5), hold=HOLDS)
def test_quiet_lasts_its_dates_in_every_zone(
    at: datetime, zones: list[str], back: list[timedelta], hold: Hold
) -> None:
    ledger = [at + each for each in back]
    pack = pack_of(1, [hold])
    last = hold.days - 1 + (hold.first_day == "next")
    quiet = any(
        each <= at and (local_date(at, zone) - local_date(each, zone)).days <= last
        for zone in zones
        for each in ledger
    )
    assert decide(asked(at, zones, ledger, [pack]), [pack], {}).is_blocked == quiet


MANY = st.lists(st.lists(OWNS, min_size=1, max_size=3), min_size=2, max_size=3)


@settings(max_examples=100)
@given(at=INSTANTS, zones=PLACES, back=st.lists(NEAR, max_size=6), owns=MANY)
def test_a_further_pack_never_widens(
    at: datetime, zones: list[str], back: list[timedelta], owns: list[list[Any]]
) -> None:
    ledger = [at + each for each in back]
    packs = [pack_of(number, each) for number, each in enumerate(owns)]
    fewer = decide(asked(at, zones, ledger, packs[:-1]), packs, {})
    more = decide(asked(at, zones, ledger, packs), packs, {})
    assert STRICTNESS[more.effect] <= STRICTNESS[fewer.effect]
    if fewer.opens_at and more.opens_at:
        assert more.opens_at >= fewer.opens_at


@settings(max_examples=100)
@given(at=INSTANTS, zones=PLACES, back=st.lists(NEAR, max_size=6), owns=st.lists(OWNS, min_size=1))
def test_it_opens_when_it_says_and_not_a_second_before(
    at: datetime, zones: list[str], back: list[timedelta], owns: list[Any]
) -> None:
    pack = pack_of(1, owns[:3])
    facts = asked(at, zones, [at + each for each in back], [pack])
    decision = decide(facts, [pack], {})
    if decision.opens_at is None:
        return
    assert not decide(facts.at(decision.opens_at), [pack], {}).is_blocked
    assert decide(facts.at(decision.opens_at - timedelta(seconds=1)), [pack], {}).is_blocked
    for reason in decision.reasons:
        assert reason.opens_at is None or reason.opens_at <= decision.opens_at


@settings(max_examples=60)
@given(at=INSTANTS, zones=PLACES, back=st.lists(NEAR, max_size=6), owns=st.lists(OWNS, min_size=1))
def test_it_is_decided_again_from_the_stored_facts(
    at: datetime, zones: list[str], back: list[timedelta], owns: list[Any]
) -> None:
    pack = pack_of(1, owns[:3])
    facts = asked(at, zones, [at + each for each in back], [pack])
    again = Facts.of(facts.document())
    assert again == facts
    assert decide(again, [pack], {}).document() == decide(facts, [pack], {}).document()


def test_the_filter_is_read_as_everything_when_it_is_empty() -> None:
    assert Limit(1, 7).count == Hold(1).after == Count()
