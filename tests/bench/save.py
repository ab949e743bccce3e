"""One saved outcome beside two raw commits with the same settings.

python tests/bench/save.py [RUNS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import NOW, SETTINGS, a_store, imported, many_cases

from fieldvisit.domain.outcome import Outcome
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.store.engine import Connection, connect


def raw_commit(connection: Connection) -> None:
    """One row, one commit."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO row (body) VALUES (?)", ("x" * 600,))
    connection.execute("COMMIT")


def raw_file(path: Path) -> Connection:
    """A file with the store's own settings and one table."""
    connection = connect(path)
    connection.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, body TEXT)")
    return connection


def main(runs: int) -> None:
    """Measure in turns and print."""
    saved: list[float] = []
    raw: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = imported(a_store(folder / "store"), *many_cases(runs + 5))
        files = [raw_file(folder / "one.db"), raw_file(folder / "two.db")]
        for number in range(1, runs + 6):
            visit = f"CN-{number:04}@2026-11-24"
            began = time.perf_counter()
            log_outcome(store, visit, Outcome("DL", note="nobody opened"), NOW, SETTINGS)
            middle = time.perf_counter()
            for each in files:
                raw_commit(each)
            if number > 5:
                saved.append(middle - began)
                raw.append(time.perf_counter() - middle)
    ours, floor = statistics.median(saved), statistics.median(raw)
    print(f"one saved outcome: {ours * 1000:.2f} ms   two raw commits: {floor * 1000:.2f} ms")
    print(f"ratio: {ours / floor:.2f} (target 2.0), medians of {runs} runs each")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
