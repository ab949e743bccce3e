"""Search and the day's list with 100 and with 100,000 cases.

python tests/bench/search.py
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import NOW, SETTINGS, TODAY, a_case, a_store, imported

from fieldvisit.services.board import visits_today
from fieldvisit.services.cases import index_cases, search_cases
from fieldvisit.store.store import Store

FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗欧司"
GIVEN = "建国晓雯思敏志强丽娟海波春梅永平玉兰子涵雨桐浩然欣怡"
QUERIES = ("建国", "王", "wjg", "zhang", "8001", "CN-77", "欧阳")


def filled(folder: Path, count: int) -> Store:
    """A store with that many cases; forty visits are today's, the others lie ahead."""
    chance = random.Random(1)
    cases = [
        a_case(
            case_id=f"CN-{number}",
            borrower=chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN),
            phone=f"138{chance.randrange(10**8):08}",
            account=f"A{number:07}",
            visit_date=TODAY + timedelta(days=0 if number <= 40 else 1 + number % 300),
        )
        for number in range(1, count + 1)
    ]
    store = imported(a_store(folder), *cases)
    index_cases(store)
    return store


def median_ms(work: Callable[[], object], runs: int = 15) -> float:
    """The median time of that many runs, in milliseconds."""
    times = []
    for _run in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def main() -> None:
    """Measure both sizes and print."""
    with tempfile.TemporaryDirectory() as name:
        small, large = filled(Path(name) / "s", 100), filled(Path(name) / "l", 100_000)
        for query in QUERIES:
            times = [median_ms(partial(search_cases, store, query)) for store in (small, large)]
            match = search_cases(large, query)[1]
            print(
                f"search {query}: {times[0]:.1f} ms with 100, {times[1]:.1f} ms with 100,000 cases"
            )
            print(f"  {match} match (target 50 ms)")
        days = [
            median_ms(partial(visits_today, store, TODAY, NOW, SETTINGS))
            for store in (small, large)
        ]
        ratio = days[1] / days[0]
        print(f"today: {days[0]:.1f} ms and {days[1]:.1f} ms, ratio {ratio:.2f} (target 1.3)")


if __name__ == "__main__":
    main()
