"""How long records are kept: to the last day by the calendar, and not a day less."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text, reason
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldvisit.domain.calendar import add_months
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decision import Decision
from fieldvisit.rules.names import RECORDS

KEEP = {
    "id": "a.keep",
    "kind": "keep",
    "effect": "block",
    "what": ["visit", "recording"],
    "at_least": "2 years",
}


def deleted(
    folder: Path,
    at: str,
    since: str = "",
    what: str = "visit",
    *,
    rule: dict[str, Any] | None = None,
    zones: tuple[str, ...] = ("UTC",),
    **more: Any,
) -> Decision:
    pack = pack_from(folder, pack_text({**KEEP, **(rule or {})}))
    action = {"kind": "delete", "what": what, "since": since}
    stated = {key: value for key, value in action.items() if value}
    return decided(at, pack, zones=zones, action=stated, **more)


@pytest.mark.parametrize(
    ("age", "since", "last"),
    [
        ("2 years", "2024-07-14", "2026-07-14"),
        ("2 years", "2024-02-29", "2026-02-28"),
        ("4 years", "2024-02-29", "2028-02-29"),
        ("1 year", "2023-03-01", "2024-03-01"),
        ("6 months", "2026-08-31", "2027-02-28"),
        ("1 month", "2026-01-31", "2026-02-28"),
        ("30 days", "2026-07-14", "2026-08-13"),
        ("1 day", "2026-07-14", "2026-07-15"),
    ],
)
def test_the_last_day_is_kept(tmp_path: Path, age: str, since: str, last: str) -> None:
    began, rule = f"{since}T12:00:00Z", {"at_least": age}
    kept = deleted(tmp_path, f"{last}T23:59:59Z", began, rule=rule)
    spoken = reason(kept, "a.keep")
    assert spoken is not None
    assert spoken.text == f"To be kept until {last}."
    gone = date.fromisoformat(last) + timedelta(days=1)
    assert deleted(tmp_path, f"{gone}T00:00:00Z", began, rule=rule).effect == "allow"


def test_the_day_is_that_of_the_place(tmp_path: Path) -> None:
    at, began = "2026-07-14T16:00:00Z", "2024-07-14T12:00:00Z"
    assert deleted(tmp_path, at, began, zones=("Asia/Shanghai",)).effect == "allow"
    assert deleted(tmp_path, at, began, zones=("UTC",)).effect == "block"
    assert deleted(tmp_path, at, began, zones=("Asia/Shanghai", "UTC")).effect == "block"


@pytest.mark.parametrize("what", ["", *RECORDS])
def test_only_what_is_named_is_kept(tmp_path: Path, what: str) -> None:
    decision = deleted(tmp_path, "2026-07-14T12:00:00Z", "2026-07-01T12:00:00Z", what)
    assert (decision.effect == "block") == (what in ("", "visit", "recording"))


def test_what_states_no_day_is_kept(tmp_path: Path) -> None:
    spoken = reason(deleted(tmp_path, "2099-07-14T12:00:00Z"), "a.keep")
    assert spoken is not None
    assert spoken.sentences() == [
        "It is not known since when it is kept.",
        "State from which day its time counts.",
    ]


@pytest.mark.parametrize(
    ("since", "ledger", "last"),
    [
        ("", [], None),
        ("2023-07-14T12:00:00Z", [], "2025-07-14"),
        ("", ["2024-01-01T12:00:00Z"], "2026-01-01"),
        ("2023-07-14T12:00:00Z", ["2024-01-01T12:00:00Z", "2023-01-01T12:00:00Z"], "2026-01-01"),
        ("2024-07-14T12:00:00Z", ["2024-01-01T12:00:00Z"], "2026-07-14"),
        ("2023-07-14T12:00:00Z", ["2199-01-01T12:00:00Z"], "2025-07-14"),
    ],
)
def test_time_counts_from_the_last_activity(
    tmp_path: Path, since: str, ledger: list[str], last: str | None
) -> None:
    rule = {"from": "last_collection_activity"}
    entries = [{"at": at, "kind": "call"} for at in ledger]
    early = reason(
        deleted(tmp_path, "2024-08-01T12:00:00Z", since, rule=rule, ledger=entries), "a.keep"
    )
    assert early is not None
    assert early.text == (
        f"To be kept until {last}." if last else "It is not known since when it is kept."
    )


def test_what_has_to_go_is_told_its_day(tmp_path: Path) -> None:
    rule = {"at_most": "3 years"}
    allowed = deleted(tmp_path, "2027-01-01T00:00:00Z", "2024-02-29T12:00:00Z", rule=rule)
    assert allowed.effect == "allow"
    assert [each.text for each in allowed.duties] == ["To be deleted by 2027-02-28."]
    kept = deleted(tmp_path, "2026-01-01T00:00:00Z", "2024-02-29T12:00:00Z", rule=rule)
    assert kept.duties == ()
    only = {"at_least": None, "at_most": "1 month"}
    assert deleted(tmp_path, "2026-01-01T00:00:00Z", rule=only).effect == "allow"
    assert deleted(tmp_path, "2026-01-01T00:00:00Z", rule=only).duties == ()
    assert (
        deleted(tmp_path, "2026-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "call", rule=only).duties
        == ()
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.dates(date(2026, 1, 1), date(2050, 1, 1)),
    months=st.integers(1, 120),
    days=st.integers(0, 4_000),
)
def test_nothing_goes_before_its_time(tmp_path: Path, start: date, months: int, days: int) -> None:
    began = datetime(start.year, start.month, start.day, 12, tzinfo=UTC)
    at = began + timedelta(days=days)
    rule = {"at_least": f"{months} months"}
    decision = deleted(tmp_path, at.isoformat(), began.isoformat(), rule=rule)
    assert (decision.effect == "allow") == (at.date() > add_months(start, months))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"what": None}, "what"),
        ({"what": ["diary"]}, "what"),
        ({"at_least": None}, "at_least"),
        ({"at_least": "24h"}, "at_least"),
        ({"at_least": "0 days"}, "at_least"),
        ({"at_least": 2}, "at_least"),
        ({"at_most": "1 year"}, "at_least"),
        ({"from": "yesterday"}, "from"),
        ({"on": ["visit"]}, "on"),
    ],
)
def test_faults_of_a_rule(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**KEEP, **change}))
    assert caught.value.field == f"rule[1].{key}"
