"""What the gate says by itself: a clock that was set back, a holiday table that ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import HOURS, decided, pack_from, pack_text, reason

AT = "2026-11-13T12:00:00Z"
TABLE = {"ID": {"covers": [2026], "days": ["2026-08-17"]}}


def asked(folder: Path, rule: dict[str, Any], **more: Any) -> Any:
    """The decision by a pack with that rule and the holiday table ID."""
    pack = pack_from(folder, pack_text(rule, more='holidays = "ID"'))
    return decided(AT, pack, zones=("UTC",), holidays=TABLE, **more)


@pytest.mark.parametrize(
    ("now", "effect"),
    [
        ("2026-11-13T12:00:00Z", "allow"),
        ("2026-11-13T11:59:59Z", "ack"),
        ("2026-11-13T20:00:00+08:00", "allow"),
        ("2027-01-01T00:00:00Z", "allow"),
    ],
)
def test_a_clock_earlier_than_the_journal_is_to_be_confirmed(
    tmp_path: Path, now: str, effect: str
) -> None:
    decision = asked(tmp_path, HOURS, clock={"now": now, "last_seen": AT})
    assert decision.effect == effect
    spoken = reason(decision, "clock.set_back")
    assert (spoken is not None) == (effect == "ack")
    if spoken:
        assert (
            "shows Fri 13 Nov, 11:59 in UTC, but the latest record is of Fri 13 Nov, 12:00"
            in spoken.text
        )
        assert spoken.sentences()[1] == "Set the clock of the computer right, then ask again."


def test_one_reading_alone_says_nothing(tmp_path: Path) -> None:
    for clock in ({"now": AT}, {"last_seen": AT}, {}):
        assert reason(asked(tmp_path, HOURS, clock=clock), "clock.set_back") is None


@pytest.mark.parametrize(
    ("now", "rule", "speaks"),
    [
        ("2026-11-01T12:00:00Z", {"holidays": "closed"}, False),
        ("2026-11-02T00:00:00Z", {"holidays": "closed"}, True),
        ("2026-11-02T00:00:00Z", {}, False),
        (None, {"holidays": "closed"}, False),
    ],
)
def test_a_holiday_table_in_use_must_reach_sixty_days_ahead(
    tmp_path: Path, now: str | None, rule: dict[str, Any], speaks: bool
) -> None:
    clock = {"now": now} if now else {}
    decision = asked(tmp_path, {**HOURS, **rule}, clock=clock)
    spoken = reason(decision, "holidays.short")
    assert (spoken is not None) == speaks
    assert decision.effect == ("warn" if speaks else "allow")
