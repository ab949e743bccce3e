"""How long the gate takes: a day's list of visits, and one visit with a long history.

    python tests/bench/deciding.py

Prints milliseconds of processor time, the best and the median of the runs; facts are read from
their documents in every run, as the day's list does. The long history is decided by ten packs at
once, each with a rule of every kind that reads the ledger or the clock.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import NOW, SETTINGS, TODAY, a_store, imported, many_cases
from gate_cases import AVOID, CALL_LIMIT, HOLD, HOURS, NEED, STOP, VISIT_LIMIT, pack_from, pack_text

from fieldvisit.rules.decide import decide
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import shipped_packs
from fieldvisit.rules.pack import Pack
from fieldvisit.services.board import visits_today
from fieldvisit.services.contacts import Contact, ContactPreview, import_contacts

RUNS = 15
DAY = datetime(2026, 11, 24, tzinfo=UTC)
PLACES: tuple[tuple[str, str, list[str]], ...] = (
    ("CN", "", ["Asia/Shanghai", "Asia/Urumqi"]),
    ("GB", "", ["Europe/London"]),
    ("US", "CA", ["America/Los_Angeles"]),
    ("US", "", []),
)


def visit(number: int, entries: int) -> dict[str, Any]:
    """The facts of one visit: a place, a time of the day, and a ledger of that many contacts."""
    country, region, zones = PLACES[number % len(PLACES)]
    at = DAY + timedelta(minutes=7 * number)
    return {
        "case": {"country": country, "region": region, "role": "third_party", "dpd": 31},
        "place": {"kind": "home", "zones": zones},
        "action": {"kind": "visit", "at": at.isoformat(), "minutes": 30, "party": "debtor"},
        "ledger": [
            {
                "at": (at - timedelta(hours=3 * past)).isoformat(),
                "kind": "call",
                "started_by": "collector",
                "result": "no_answer",
            }
            for past in range(1, entries + 1)
        ],
        "has": {"visit_notice": (at - timedelta(hours=30)).isoformat()},
    }


def ten_packs() -> list[Pack]:
    """Ten packs of nine rules; the limits count over a month and let one contact more happen."""
    everyday = {"on": ["visit", "call"]}
    rules: list[dict[str, Any]] = [
        HOURS,
        {**AVOID, **everyday},
        {**CALL_LIMIT, **everyday, "max": 400, "per": "30 days"},
        {**VISIT_LIMIT, "id": "a.visits"},
        {**CALL_LIMIT, **everyday, "id": "a.week", "per": "calendar week", "max": 100},
        {**HOLD, **everyday, "after": {"channel": ["call"], "outcome": ["conversation"]}},
        {**NEED, "has": ["prior_contact"], "within": "30 days"},
        STOP,
        {**STOP, "id": "a.dispute", "while": ["dispute"], "until": "verification_sent"},
    ]
    with TemporaryDirectory() as folder:
        return [
            pack_from(Path(folder), pack_text(*rules, name=f"p{number}")) for number in range(10)
        ]


def long_visit(packs: Sequence[Pack]) -> dict[str, Any]:
    """A visit in a place with two possible zones, with all that the ten packs look at."""
    whole = visit(0, 1000)
    at = datetime.fromisoformat(whole["action"]["at"])
    return {
        **whole,
        "packs": [pack.id for pack in packs],
        "avoid": [{"days": ["Sat", "Sun"]}, {"from": "21:00", "to": "06:00"}],
        "flags": [{"name": "dispute", "since": (at - timedelta(days=9)).isoformat()}],
    }


def timed(name: str, visits: list[dict[str, Any]], packs: Sequence[Pack]) -> None:
    """Print how long it takes to read and decide them all."""
    took = []
    for _ in range(RUNS):
        start = process_time()
        effects = [decide(Facts.of(each), packs).effect for each in visits]
        took.append(1000 * (process_time() - start))
    shares = ", ".join(f"{effects.count(each)} {each}" for each in sorted(set(effects)))
    print(f"{name}: best {min(took):.1f} ms, median {median(took):.1f} ms ({shares})")


def timed_board() -> None:
    """Print how long Today takes as the screen asks for it: a store, 200 cases, 1,000 contacts."""
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        imported(store, *many_cases(200))
        contacts = [
            Contact(
                f"CN-{number % 200 + 1:04}",
                NOW - timedelta(hours=number),
                {
                    "at": (NOW - timedelta(hours=number)).isoformat(),
                    "kind": "call",
                    "started_by": "collector",
                    "result": "no_answer",
                },
            )
            for number in range(1, 1001)
        ]
        import_contacts(store, ContactPreview(1000, tuple(contacts), 0, ()), NOW)
        took = []
        for _ in range(RUNS):
            start = process_time()
            board = visits_today(store, TODAY, NOW, SETTINGS)
            took.append(1000 * (process_time() - start))
        store.close()
    print(
        f"Today, {len(board.lines)} visits of a store: best {min(took):.1f} ms, "
        f"median {median(took):.1f} ms"
    )


if __name__ == "__main__":
    timed_board()
    timed(
        "200 visits, 5 contacts each", [visit(number, 5) for number in range(200)], shipped_packs()
    )
    timed("one visit, 1,000 contacts", [visit(2, 1000)], shipped_packs())
    ten = ten_packs()
    timed("one visit, ten packs, 1,000 contacts", [long_visit(ten)], ten)
