"""From when on packs and rules bind, by the date at the borrower's place."""

from __future__ import annotations

from pathlib import Path

import pytest
from gate_cases import HOURS, NEW_YORK, decided, pack_from, pack_text

NIGHT = {**HOURS, "open": "10:00", "close": "11:00"}


def rules_that_spoke(folder: Path, at: str, text: str, *zones: str) -> list[str]:
    decision = decided(at, pack_from(folder, text), zones=zones)
    return [each.rule for each in decision.reasons]


@pytest.mark.parametrize(
    ("at", "zones", "rules"),
    [
        ("2026-08-31T23:59:59-04:00", (NEW_YORK,), ["none.matches"]),
        ("2026-09-01T00:00:00-04:00", (NEW_YORK,), ["a.hours"]),
        ("2026-08-31T23:59:59-04:00", (NEW_YORK, "Europe/London"), ["a.hours"]),
        ("2026-08-31T23:59:59Z", (), ["none.matches"]),
    ],
)
def test_a_pack_does_not_bind_before_it_takes_effect(
    tmp_path: Path, at: str, zones: tuple[str, ...], rules: list[str]
) -> None:
    text = pack_text(NIGHT).replace("effective = 2020-01-01", "effective = 2026-09-01")
    assert rules_that_spoke(tmp_path, at, text, *zones) == rules


@pytest.mark.parametrize(
    ("at", "rules"),
    [
        ("2026-11-19T23:59:59+01:00", []),
        ("2026-11-20T00:00:00+01:00", ["a.young"]),
    ],
)
def test_a_rule_younger_than_its_pack_waits_for_its_date(
    tmp_path: Path, at: str, rules: list[str]
) -> None:
    young = {**NIGHT, "id": "a.young"}
    text = pack_text(young) + "[rule.when]\nsince = 2026-11-20\n"
    assert rules_that_spoke(tmp_path, at, text, "Europe/Berlin") == rules


def test_the_last_day_of_a_pack_is_that_of_the_place(tmp_path: Path) -> None:
    text = pack_text(HOURS, more="expires = 2026-07-14")
    evening = "2026-07-14T20:00:00-04:00"  # the 15th in UTC
    assert rules_that_spoke(tmp_path, evening, text, NEW_YORK) == []
    assert rules_that_spoke(tmp_path, "2026-07-15T08:00:00-04:00", text, NEW_YORK) == [
        "pack.expired"
    ]
