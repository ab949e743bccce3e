"""Windows of the day: every edge of every shipped rule, days, holidays, places, zones."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gate_cases import (
    HOURS,
    KOLKATA,
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

from fieldvisit.rules.decide import decide
from fieldvisit.rules.decision import Decision
from fieldvisit.rules.names import WEEKDAYS
from fieldvisit.rules.pack import Pack
from fieldvisit.rules.zones import zone_info


def hours(folder: Path, clock: str = "", more: str = "", **change: Any) -> Pack:
    return pack_from(folder, pack_text({**HOURS, **change}, clock=clock, more=more))


def first(decision: Decision) -> str:
    """What the rule says, with its opening; empty when it is silent."""
    spoken = reason(decision, "a.hours")
    return " ".join(spoken.sentences()) if spoken else ""


@pytest.mark.parametrize(
    ("edges", "at", "is_open"),
    [
        ("[)", "08:00:00", True),
        ("()", "08:00:00", False),
        ("()", "08:00:00.000001", True),
        ("[)", "21:00:00", False),
        ("[]", "21:00:00", True),
        ("[]", "21:00:00.000001", False),
        ("(]", "08:00:00", False),
    ],
)
def test_edges_belong_or_not(tmp_path: Path, edges: str, at: str, is_open: bool) -> None:
    pack = hours(tmp_path, edges=edges)
    decision = decided(f"2026-07-14T{at}+00:00", pack, zones=("UTC",))
    assert (first(decision) == "") == is_open


def test_an_open_edge_opens_on_the_next_whole_second(tmp_path: Path) -> None:
    pack = hours(tmp_path, edges="()")
    decision = decided("2026-07-14T07:00:00Z", pack, zones=("UTC",))
    assert str(decision.opens_at) == "2026-07-14 08:00:01+00:00"


def test_a_closed_edge_does_not_lengthen_a_visit(tmp_path: Path) -> None:
    pack = hours(tmp_path, edges="[]", whole_visit=True)
    at_the_limit = decided("2026-07-14T20:30:00Z", pack, zones=("UTC",), minutes=30)
    beyond = decided("2026-07-14T20:30:00.000001Z", pack, zones=("UTC",), minutes=30)
    assert (first(at_the_limit) == "", first(beyond) == "") == (True, False)


def test_without_whole_visit_the_start_decides(tmp_path: Path) -> None:
    pack = hours(tmp_path)
    assert first(decided("2026-07-14T20:59:59Z", pack, zones=("UTC",), minutes=90)) == ""


def test_a_visit_longer_than_the_window_never_fits(tmp_path: Path) -> None:
    pack = hours(tmp_path, open="08:00", close="09:00", whole_visit=True)
    decision = decided("2026-07-14T08:00:00Z", pack, zones=("UTC",), minutes=61)
    spoken = reason(decision, "a.hours")
    assert spoken is not None
    assert (spoken.opens_at, spoken.latest_start, decision.opens_at) == (None, None, None)
    assert spoken.text == "08:00 in UTC, until 09:01; visits from 08:00 to 09:00 there."


def test_days_and_the_next_open_one(tmp_path: Path) -> None:
    pack = hours(tmp_path, days=["Mon", "Wed", "Sat"])
    on_tuesday = decided("2026-07-14T12:00:00Z", pack, zones=("UTC",))
    assert first(on_tuesday) == (
        "12:00 in UTC, Tuesday; visits on Monday, Wednesday, Saturday from 08:00 to 21:00 there. "
        "Opens tomorrow at 08:00."
    )
    after_saturday = decided("2026-07-18T21:00:00Z", pack, zones=("UTC",))
    assert first(after_saturday) == (
        "21:00 in UTC; visits from 08:00 to 21:00 there. Opens on Monday at 08:00."
    )


def test_whole_days_off_are_said_without_a_clock(tmp_path: Path) -> None:
    pack = hours(tmp_path, open="00:00", close="24:00", days=list(WEEKDAYS[:6]))
    decision = decided("2026-07-12T12:00:00Z", pack, zones=("UTC",))
    assert first(decision) == (
        "12:00 in UTC, Sunday; visits on Monday to Saturday only. Opens tomorrow."
    )


def test_a_rule_for_some_days_leaves_the_others_alone(tmp_path: Path) -> None:
    week = {**HOURS, "id": "a.week", "when": {"days": list(WEEKDAYS[:5])}, "open": "07:30"}
    weekend = {**HOURS, "id": "a.end", "when": {"days": ["Sat", "Sun"]}, "open": "09:00"}
    pack = pack_from(tmp_path, pack_text(week, weekend))
    assert decided("2026-07-17T07:30:00Z", pack, zones=("UTC",)).effect == "allow"
    assert decided("2026-07-18T08:59:00Z", pack, zones=("UTC",)).effect == "block"
    assert decided("2026-07-18T09:00:00Z", pack, zones=("UTC",)).effect == "allow"
    friday_night = decided("2026-07-17T22:00:00Z", pack, zones=("UTC",))
    assert [str(each.opens_at) for each in friday_night.reasons] == ["2026-07-18 00:00:00+00:00"]
    assert str(friday_night.opens_at) == "2026-07-18 09:00:00+00:00"


def test_a_rule_for_other_cases_does_not_delay_the_opening(tmp_path: Path) -> None:
    mine = {**HOURS, "when": {"dpd_over": 10}}
    others = {**HOURS, "id": "a.late", "when": {"dpd_up_to": 10}, "open": "12:00"}
    pack = pack_from(tmp_path, pack_text(mine, others))
    case = {"country": "XX", "role": "first_party", "dpd": 31}
    decision = decided("2026-07-14T06:00:00Z", pack, zones=("UTC",), case=case)
    assert str(decision.opens_at) == "2026-07-14 08:00:00+00:00"


INDONESIA = {"holidays": {"ID": {"covers": [2026], "days": ["2026-08-17"]}}}


def indonesian(folder: Path) -> Pack:
    return hours(
        folder,
        id="id.hours",
        close="20:00",
        days=list(WEEKDAYS[:6]),
        holidays="closed",
        unless=["consent.hours_written"],
        more='holidays = "ID"',
    )


@pytest.mark.parametrize(
    ("at", "effect", "words"),
    [
        ("2026-08-16T10:00:00+07:00", "block", "10:00 in Jakarta, Sunday; visits on"),
        ("2026-08-17T10:00:00+07:00", "block", "10:00 in Jakarta, a public holiday; visits on"),
        ("2026-08-18T10:00:00+07:00", "allow", ""),
        ("2026-12-31T19:59:00+07:00", "allow", ""),
        ("2027-01-01T10:00:00+07:00", "block", "the holiday table does not reach this date"),
        ("2025-12-31T10:00:00+07:00", "block", "the holiday table does not reach this date"),
    ],
)
def test_holidays_close(tmp_path: Path, at: str, effect: str, words: str) -> None:
    pack = indonesian(tmp_path)
    decision = decided(at, pack, zones=("Asia/Jakarta",), **INDONESIA)
    assert decision.effect == effect
    spoken = reason(decision, "id.hours")
    assert (spoken is None) == (words == "")
    assert words in (spoken.text if spoken else "")


def test_what_no_table_covers_stays_closed(tmp_path: Path) -> None:
    pack = indonesian(tmp_path)
    sunday = decided("2026-08-16T10:00:00+07:00", pack, zones=("Asia/Jakarta",), **INDONESIA)
    assert str(sunday.opens_at) == "2026-08-18 01:00:00+00:00"
    new_year = decided("2026-12-31T20:00:00+07:00", pack, zones=("Asia/Jakarta",), **INDONESIA)
    assert new_year.opens_at is None
    at = facts("2026-08-18T10:00:00+07:00", packs=[pack.id], zones=("Asia/Jakarta",))
    assert decide(at, [pack], {}).is_blocked


def test_a_window_may_be_for_one_kind_of_place(tmp_path: Path) -> None:
    pack = hours(tmp_path, place=["work"], open="09:00", close="17:00")
    evening = "2026-07-14T18:00:00Z"
    assert decided(evening, pack, place={"kind": "home", "zones": ["UTC"]}).effect == "allow"
    assert decided(evening, pack, place={"kind": "work", "zones": ["UTC"]}).effect == "block"
    with_law = pack_from(
        tmp_path,
        pack_text({**HOURS, "place": ["work"]}, {**HOURS, "id": "a.all", "close": "17:00"}),
    )
    at_home = decided(evening, with_law, place={"kind": "home", "zones": ["UTC"]})
    assert str(at_home.opens_at) == "2026-07-15 08:00:00+00:00"


def test_an_unknown_zone_blocks(tmp_path: Path) -> None:
    pack = hours(tmp_path)
    decision = decided("2026-07-14T12:00:00Z", pack)
    assert first(decision) == (
        "The borrower's time zone is not certain; visits from 08:00 to 21:00 there."
    )
    assert (decision.effect, decision.local, decision.opens_at) == ("block", None, None)


def test_whole_days_off_block_where_the_zone_is_unknown(tmp_path: Path) -> None:
    pack = hours(tmp_path, open="00:00", close="24:00", days=list(WEEKDAYS[:6]))
    decision = decided("2026-07-14T12:00:00Z", pack)
    assert first(decision) == (
        "The borrower's time zone is not certain, nor which day it is there."
    )
    assert (decision.effect, decision.opens_at) == ("block", None)


def test_a_pack_may_refuse_several_zones(tmp_path: Path) -> None:
    pack = hours(tmp_path, clock='unknown = "block"')
    assert decided("2026-07-14T19:00:00Z", pack, zones=(NEW_YORK, LOS_ANGELES)).is_blocked
    assert decided("2026-07-14T19:00:00Z", pack, zones=(NEW_YORK,)).effect == "allow"
    one = decided("2026-07-14T12:00:00Z", pack, case={"country": "HK", "role": "first_party"})
    assert one.effect == "allow"


def test_several_zones_open_when_the_last_one_does(tmp_path: Path) -> None:
    pack = hours(tmp_path)
    zones = (LOS_ANGELES, KOLKATA)
    decision = decided("2026-07-14T12:00:00Z", pack, zones=zones)
    # Los Angeles 08:00 is 15:00 UTC, Kolkata closes at 15:30 UTC.
    assert str(decision.opens_at) == "2026-07-14 15:00:00+00:00"
    whole = hours(tmp_path, whole_visit=True)
    assert decided("2026-07-14T15:00:00Z", whole, zones=zones, minutes=30).effect == "allow"
    # 31 minutes no longer fit there, but do when Kolkata opens: 19:30 in Los Angeles.
    longer = decided("2026-07-14T15:00:00Z", whole, zones=zones, minutes=31)
    assert str(longer.opens_at) == "2026-07-15 02:30:00+00:00"


def test_half_hour_zones(tmp_path: Path) -> None:
    pack = hours(tmp_path)
    assert decided("2026-07-14T02:29:59Z", pack, zones=(KOLKATA,)).is_blocked
    assert decided("2026-07-14T02:30:00Z", pack, zones=(KOLKATA,)).effect == "allow"
    assert decided("2026-07-14T02:14:59Z", pack, zones=("Asia/Kathmandu",)).is_blocked
    assert decided("2026-07-14T02:15:00Z", pack, zones=("Asia/Kathmandu",)).effect == "allow"


def test_the_law_of_one_zone_holds_for_the_whole_country() -> None:
    late = decided("2026-07-14T22:05:00+08:00", "cn-mainland", zones=("Asia/Urumqi",))
    assert late.reasons[0].text == (
        "22:05 in Urumqi by Beijing time; visits from 08:00 to 22:00 there."
    )
    assert late.local is not None
    assert late.local.isoformat() == "2026-07-14T22:05:00+08:00"
    home = decided("2026-07-14T22:05:00+08:00", "cn-mainland", zones=(SHANGHAI, "Asia/Urumqi"))
    assert home.reasons[0].text == "22:05 by Beijing time; visits from 08:00 to 22:00 there."


def test_another_fixed_zone_is_named_by_its_city(tmp_path: Path) -> None:
    pack = hours(tmp_path, clock=f'zone = "{LONDON}"')
    decision = decided("2026-07-14T21:00:00Z", pack, zones=("Europe/Isle_of_Man",))
    assert first(decision).startswith("22:00 in Isle of Man by London time;")


@pytest.mark.parametrize(
    ("zone", "at", "effect"),
    [
        # New York springs forward on 8 March 2026: 08:00 is 13:00 UTC before, 12:00 UTC after.
        (NEW_YORK, "2026-03-07T12:59:59Z", "block"),
        (NEW_YORK, "2026-03-07T13:00:00Z", "allow"),
        (NEW_YORK, "2026-03-08T11:59:59Z", "block"),
        (NEW_YORK, "2026-03-08T12:00:00Z", "allow"),
        # and falls back on 1 November 2026.
        (NEW_YORK, "2026-11-01T12:59:59Z", "block"),
        (NEW_YORK, "2026-11-01T13:00:00Z", "allow"),
        (NEW_YORK, "2026-11-02T01:59:59Z", "allow"),
        (NEW_YORK, "2026-11-02T02:00:00Z", "block"),
        # London on 29 March and 25 October 2026.
        (LONDON, "2026-03-29T06:59:59Z", "block"),
        (LONDON, "2026-03-29T07:00:00Z", "allow"),
        (LONDON, "2026-10-25T07:59:59Z", "block"),
        (LONDON, "2026-10-25T08:00:00Z", "allow"),
    ],
)
def test_windows_follow_the_change_of_the_clocks(
    tmp_path: Path, zone: str, at: str, effect: str
) -> None:
    assert decided(at, hours(tmp_path), zones=(zone,)).effect == effect


@pytest.mark.parametrize(
    ("zone", "at", "opens_at"),
    [
        (NEW_YORK, "2026-03-07T21:00:00-05:00", "2026-03-08 12:00:00+00:00"),
        (NEW_YORK, "2026-10-31T21:00:00-04:00", "2026-11-01 13:00:00+00:00"),
        (LONDON, "2026-03-28T21:00:00+00:00", "2026-03-29 07:00:00+00:00"),
        (LONDON, "2026-10-24T21:00:00+01:00", "2026-10-25 08:00:00+00:00"),
    ],
)
def test_opening_is_exact_over_the_change(
    tmp_path: Path, zone: str, at: str, opens_at: str
) -> None:
    assert str(decided(at, hours(tmp_path), zones=(zone,)).opens_at) == opens_at


@pytest.mark.parametrize(
    ("window", "at", "effect"),
    [
        # 02:30 does not exist on 8 March in New York: the window opens at the later reading.
        (("02:30", "08:00"), "2026-03-08T07:29:59Z", "block"),
        (("02:30", "08:00"), "2026-03-08T07:30:00Z", "allow"),
        # 01:30 exists twice on 1 November: it opens at the second and closes at the first.
        (("01:30", "08:00"), "2026-11-01T05:30:00Z", "block"),
        (("01:30", "08:00"), "2026-11-01T06:30:00Z", "allow"),
        (("00:30", "01:30"), "2026-11-01T05:29:59Z", "allow"),
        (("00:30", "01:30"), "2026-11-01T05:30:00Z", "block"),
        # Nothing is left of a window inside the hour that is skipped.
        (("02:15", "02:45"), "2026-03-08T07:15:00Z", "block"),
    ],
)
def test_windows_in_the_hour_of_the_change_are_read_strictly(
    tmp_path: Path, window: tuple[str, str], at: str, effect: str
) -> None:
    pack = hours(tmp_path, open=window[0], close=window[1])
    assert decided(at, pack, zones=(NEW_YORK,)).effect == effect


def test_a_visit_over_the_change_lasts_its_real_minutes(tmp_path: Path) -> None:
    pack = hours(tmp_path, open="00:00", close="03:00", whole_visit=True)
    # 00:00 to 03:00 on 8 March holds two real hours.
    assert decided("2026-03-08T05:00:00Z", pack, zones=(NEW_YORK,), minutes=120).effect == "allow"
    assert decided("2026-03-08T05:00:00Z", pack, zones=(NEW_YORK,), minutes=121).is_blocked


def test_a_visit_over_midnight_needs_both_days(tmp_path: Path) -> None:
    pack = hours(tmp_path, open="00:00", close="24:00", whole_visit=True, days=["Mon", "Tue"])
    assert decided("2026-07-13T23:30:00Z", pack, zones=("UTC",), minutes=60).effect == "allow"
    over = decided("2026-07-14T23:30:00Z", pack, zones=("UTC",), minutes=60)
    spoken = reason(over, "a.hours")
    assert spoken is not None
    assert str(spoken.latest_start) == "2026-07-14 23:00:00+00:00"


def test_zones_do_not_come_from_the_machine() -> None:
    assert zone_info(SHANGHAI).key == SHANGHAI
    assert datetime(2026, 7, 14, tzinfo=zone_info(NEW_YORK)).utcoffset() == timedelta(hours=-4)
