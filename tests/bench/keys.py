"""From a key to the frame that shows what it did, with 100 and with 100,000 cases.

    python tests/bench/keys.py [RUNS]

The program itself runs in a pseudo-terminal on each store. On Today the key moves the cursor; on
the search it adds or takes away a letter. Medians, in turns.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import SETTINGS
from search import filled
from terminal import Terminal

from fieldvisit.bootstrap import TEST_CLOCK
from fieldvisit.paths import places
from fieldvisit.settings import save_settings

SIZES = (100, 100_000)


def home_of(root: Path, count: int) -> Path:
    """A home with a store of that many cases, forty of them to be visited today."""
    home = root / str(count)
    where = places(str(home))
    where.make()
    save_settings(where.settings, SETTINGS)
    store = filled(where.data, count)
    store.mark(TEST_CLOCK)
    store.close()
    return home


def opened(home: Path) -> Terminal:
    """The program on Today."""
    command = [sys.executable, "-m", "fieldvisit", "--home", str(home), "--lang", "en"]
    terminal = Terminal([*command, "--now", "2026-11-24T10:00+08:00"])
    return terminal.wait_for("40 open").wait_for("unsent").wait_for("confirm first")


def to_search(terminal: Terminal) -> None:
    """Over to all cases, with a search begun that fills the list in both stores."""
    terminal.type("3")
    terminal.wait_for(lambda it: " cases" in it.lines[2])
    terminal.type("/")
    terminal.wait_for("Ctrl+Q").type("CN-")
    terminal.wait_for(lambda it: "the first 60" in it.lines[2])


def milliseconds(terminal: Terminal, key: str, row: int) -> float:
    """From the key until that row of the screen is another."""
    before = terminal.lines[row]
    began = time.perf_counter()
    terminal.type(key)
    terminal.wait_for(lambda it: it.lines[row] != before)
    return (time.perf_counter() - began) * 1000


def compare(what: str, terminals: Sequence[Terminal], keys: str, row: int, runs: int) -> None:
    """Each key in turns in both, which change that row; prints both medians and their ratio."""
    times: list[list[float]] = [[], []]
    for run in range(runs):
        for each, terminal in zip(times, terminals, strict=True):
            each += [milliseconds(terminal, key, row) for key in keys.split()]
        if run == 0:
            times = [[], []]
    small, large = map(statistics.median, times)
    print(f"{what}: {small:.1f} ms with 100 and {large:.1f} ms with 100,000 cases")
    print(f"  ratio {large / small:.2f} (target 1.3)")


def main(runs: int) -> None:
    """Measure both screens and print."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        homes = [home_of(Path(name), count) for count in SIZES]
        terminals = [stack.enter_context(opened(home)) for home in homes]
        compare("key on Today", terminals, "\x1b[B \x1b[A", 4, runs)
        for terminal in terminals:
            to_search(terminal)
        compare("letter of a search", terminals, "1 \x7f", 2, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
