"""The table of worked examples that the contract of `rules decide` promises, row by row."""

from __future__ import annotations

from typing import Any

import pytest
from gate_cases import LOS_ANGELES, NEW_YORK, SHANGHAI, decided, reason

HAS = {"validation_notice": "2026-07-01T12:00:00Z"}
HOME = {"us-regf": (LOS_ANGELES,), "us-ma": (NEW_YORK,), "id": ("Asia/Jakarta",)}
TWO = {"team": [{"id": "c1"}, {"id": "c2"}]}
CALL = {"kind": "call", "debts": ["D1"], "party": "debtor"}


def called(*times: str, result: str = "no_answer") -> list[dict[str, Any]]:
    return [
        {"at": at, "kind": "call", "started_by": "collector", "result": result, "debts": ["D1"]}
        for at in times
    ]


def visited(result: str, party: str) -> list[dict[str, Any]]:
    visit = {"at": "2026-07-01T18:00:00-04:00", "kind": "visit", "started_by": "collector"}
    return [{**visit, "result": result, "party": party, "debts": ["D1"]}]


SEVEN = called(
    "2026-07-10T09:00:00-07:00",
    "2026-07-10T17:00:00-07:00",
    "2026-07-11T09:00:00-07:00",
    "2026-07-12T09:00:00-07:00",
    "2026-07-13T09:00:00-07:00",
    "2026-07-13T17:00:00-07:00",
    "2026-07-14T09:00:00-07:00",
)
TALKED = called("2026-07-06T10:00:00-07:00", result="conversation")
REFUSED = [{"name": "third_party_refused", "person": "P7", "since": "2026-03-01"}]


@pytest.mark.parametrize(
    ("pack", "at", "more", "effect", "rule"),
    [
        ("us-regf", "2026-07-14T08:30:00-04:00", {}, "block", "us.regf.hours"),
        ("us-regf", "2026-07-14T23:30:00-04:00", {}, "allow", ""),
        ("us-regf", "2026-07-14T23:30:00-04:00", {"has": {}}, "allow", ""),
        ("us-regf", "2026-07-14T20:45:00-07:00", {"minutes": 30}, "block", "us.regf.hours"),
        (
            "us-regf",
            "2026-07-14T10:59:00-04:00",
            {"zones": (NEW_YORK, LOS_ANGELES)},
            "block",
            "us.regf.hours",
        ),
        (
            "us-regf",
            "2026-07-14T11:00:00-04:00",
            {"zones": (NEW_YORK, LOS_ANGELES)},
            "allow",
            "",
        ),
        ("cn-mainland", "2026-07-14T22:00:00+08:00", {"action": TWO}, "block", "cn.hours"),
        ("cn-mainland", "2026-07-14T08:00:00+08:00", {"action": TWO}, "allow", ""),
        (
            "cn-mainland",
            "2026-07-14T10:00:00+08:00",
            {"action": {"team": [{"id": "c1"}]}},
            "block",
            "cn.team",
        ),
        (
            "us-regf",
            "2026-07-14T18:00:00-07:00",
            {"action": CALL, "ledger": SEVEN},
            "block",
            "us.regf.calls.7in7",
        ),
        (
            "us-regf",
            "2026-07-12T10:00:00-07:00",
            {"action": CALL, "ledger": TALKED},
            "block",
            "us.regf.calls.hold",
        ),
        (
            "us-regf",
            "2026-07-13T10:00:00-07:00",
            {"action": CALL, "ledger": TALKED},
            "allow",
            "",
        ),
        (
            "us-ma",
            "2026-07-10T18:00:00-04:00",
            {"ledger": visited("nobody", "nobody")},
            "allow",
            "",
        ),
        (
            "us-ma",
            "2026-07-10T18:00:00-04:00",
            {"ledger": visited("spoke_to_other", "roommate")},
            "block",
            "us.ma.visit.cap",
        ),
        ("id", "2026-08-16T10:00:00+07:00", {}, "block", "id.hours"),
        ("id", "2026-08-17T10:00:00+07:00", {}, "block", "id.hours"),
        (
            "cn-mainland",
            "2036-07-14T10:00:00+08:00",
            {
                "action": {"kind": "message", "person": "P7", "party": "contact"},
                "flags": REFUSED,
            },
            "block",
            "cn.third_party",
        ),
    ],
)
def test_a_row_of_the_table(
    pack: str, at: str, more: dict[str, Any], effect: str, rule: str
) -> None:
    decision = decided(at, pack, **{"zones": HOME.get(pack, (SHANGHAI,)), "has": HAS, **more})
    assert decision.effect == effect
    assert (reason(decision, rule) is not None) == (rule != "")


def test_the_rows_tell_when_it_opens() -> None:
    early = decided("2026-07-14T08:30:00-04:00", "us-regf", zones=(LOS_ANGELES,), has=HAS)
    assert early.document()["opens_at"] == "2026-07-14T15:00:00Z"
    late = decided("2026-07-14T20:45:00-07:00", "us-regf", zones=(LOS_ANGELES,), minutes=30)
    first = late.document()["reasons"][0]
    assert first["latest_start"] == "2026-07-14T20:30:00-07:00"
