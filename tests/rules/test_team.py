"""How many collectors go, and what each of them must have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text, reason
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldvisit.domain.problems import BadInput

AT = "2026-07-14T10:00:00Z"
TEAM = {"id": "a.team", "kind": "team", "effect": "block", "on": ["visit"]}


def said(
    folder: Path, rule: dict[str, Any], team: list[dict[str, Any]], at: str = AT, **more: Any
) -> str:
    """What the rule says about that team, empty when nothing."""
    pack = pack_from(folder, pack_text({**TEAM, **rule}))
    zones = more.pop("zones", ("UTC",))
    decision = decided(at, pack, zones=zones, action={"team": team}, **more)
    spoken = reason(decision, "a.team")
    assert decision.effect == ("block" if spoken else "allow")
    return spoken.text if spoken else ""


def people(number: int) -> list[dict[str, Any]]:
    return [{"id": f"c{each}"} for each in range(number)]


@pytest.mark.parametrize(
    ("team", "is_blocked"),
    [
        ([], True),
        (people(1), True),
        (people(2), False),
        (people(3), False),
        (people(4), True),
        ([{"id": "c1"}, {"id": "c1"}], True),
        ([{}, {}], False),
        ([{}, {"id": "c1"}], False),
    ],
)
def test_between_two_and_three_people(
    tmp_path: Path, team: list[dict[str, Any]], is_blocked: bool
) -> None:
    assert bool(said(tmp_path, {"min": 2, "max": 3}, team)) == is_blocked


def test_a_team_of_one_is_told_what_is_missing(tmp_path: Path) -> None:
    assert said(tmp_path, {"min": 2}, people(1)) == "The team: 1 named, at least 2 needed."
    assert said(tmp_path, {"max": 2}, people(3)) == "The team: 3 named, at most 2."


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ids=st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6),
    least=st.integers(0, 4),
    more=st.integers(0, 3),
)
def test_people_are_counted_once_each(
    tmp_path: Path, ids: list[str], least: int, more: int
) -> None:
    text = said(tmp_path, {"min": least, "max": least + more}, [{"id": each} for each in ids])
    assert (text == "") == (least <= len(set(ids)) <= least + more)


@pytest.mark.parametrize(
    ("rule", "issued", "text"),
    [
        ({"certificate": True}, None, "c1 without a certificate"),
        ({"certificate": True}, "2026-07-15", "c1 without a certificate"),
        ({"certificate": True}, "2026-07-14", ""),
        ({"certificate": True}, "1999-01-01", ""),
        ({"certificate_max_age": "365 days"}, None, ""),
        (
            {"certificate_max_age": "9 days", "certificate": True},
            None,
            "c1 without a certificate",
        ),
        ({"certificate_max_age": "365 days"}, "2025-07-14", ""),
        ({"certificate_max_age": "365 days"}, "2025-07-13", "certificate of c1 too old"),
    ],
)
def test_certificates(tmp_path: Path, rule: dict[str, Any], issued: str | None, text: str) -> None:
    member = {"id": "c1", **({"certificate": issued} if issued else {})}
    expected = f"The team: {text}." if text else ""
    assert said(tmp_path, rule, [member]) == expected


@pytest.mark.parametrize(
    ("until", "at", "text"),
    [
        (None, AT, "c1 without a valid approval"),
        ("2026-07-13", AT, "c1 without a valid approval"),
        ("2026-07-14", AT, ""),
        ("2026-07-14", "2026-07-14T15:59:59Z", ""),
        ("2026-07-14", "2026-07-14T16:00:00Z", "c1 without a valid approval"),
    ],
)
def test_an_approval_counts_to_the_end_of_its_day_at_the_place(
    tmp_path: Path, until: str | None, at: str, text: str
) -> None:
    member = {"id": "c1", **({"approved_until": until} if until else {})}
    spoken = said(tmp_path, {"approved_until": True}, [member], at, zones=("Asia/Singapore",))
    assert spoken == (f"The team: {text}." if text else "")


def test_everybody_carries_what_is_shown(tmp_path: Path) -> None:
    card = {"en": "Staff card", "zh-Hans": "工作证", "zh-Hant": "工作證"}
    rule = {"shows": [card, "letter of authority"]}
    whole = {"id": "c1", "shows": ["staff card ", "Letter of authority"]}
    assert said(tmp_path, rule, [whole, {**whole, "id": "c2", "shows": ["工作证"]}]) == (
        "The team: c2 without letter of authority."
    )
    assert said(tmp_path, rule, [whole]) == ""
    assert said(tmp_path, rule, [{}]) == (
        "The team: a collector without Staff card, letter of authority."
    )


def visited(team: list[str], at: str = "2026-07-01T09:00:00Z", kind: str = "visit") -> Any:
    return {"at": at, "kind": kind, "team": team}


@pytest.mark.parametrize(
    ("ledger", "is_blocked"),
    [
        ([visited(["c1"])], False),
        ([visited(["c1"]), visited(["c1", "c2"])], True),
        ([visited(["c1"]), visited(["c2"])], False),
        ([visited(["c1"]), visited(["c1"], kind="call")], False),
        ([visited(["c1"]), visited(["c1"], at=AT)], False),
        ([visited([]), visited([])], False),
    ],
)
def test_the_same_collector_comes_only_so_often(
    tmp_path: Path, ledger: list[dict[str, Any]], is_blocked: bool
) -> None:
    text = said(tmp_path, {"same_person_max": 2}, [{"id": "c1"}, {}], ledger=ledger)
    assert text == ("The team: c1 was there before: 2, at most 2." if is_blocked else "")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, "min"),
        ({"min": 3, "max": 2}, "min"),
        ({"min": "2"}, "min"),
        ({"certificate": "yes"}, "certificate"),
        ({"certificate_max_age": "36h"}, "certificate_max_age"),
        ({"shows": "card"}, "shows"),
        ({"shows": [7]}, "shows"),
        ({"shows": [{"zh-Hans": "工作证"}]}, "shows"),
        ({"shows": [{"en": "card", "fr": "carte"}]}, "shows"),
        ({"on": ["call"], "min": 2}, "on"),
    ],
)
def test_faults_of_a_rule(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**TEAM, **change}))
    assert caught.value.field == f"rule[1].{key}"
