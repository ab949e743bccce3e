"""How long the gate takes: a day's list of visits, and one visit with a long history.

    python tests/bench/deciding.py

Prints milliseconds, the best and the median of the runs; facts are read from their documents in
every run, as the day's list does.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from fieldvisit.rules.decide import decide
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import shipped_packs

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


def timed(name: str, visits: list[dict[str, Any]]) -> None:
    """Print how long it takes to read and decide them all."""
    took = []
    for _ in range(RUNS):
        start = perf_counter()
        effects = [decide(Facts.of(each), shipped_packs()).effect for each in visits]
        took.append(1000 * (perf_counter() - start))
    shares = ", ".join(f"{effects.count(each)} {each}" for each in sorted(set(effects)))
    print(f"{name}: best {min(took):.1f} ms, median {median(took):.1f} ms ({shares})")


if __name__ == "__main__":
    timed("200 visits, 5 contacts each", [visit(number, 5) for number in range(200)])
    timed("one visit, 1,000 contacts", [visit(2, 1000)])
