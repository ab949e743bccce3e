"""How soon the first useful screen appears, beside a bare Textual program.

    python tests/bench/start.py [RUNS]

The bare program, the demo, and the program on a filled store run in real pseudo-terminals, one
after the other in turns; the medians are printed. Everything is byte-compiled before, as it is
once installed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from terminal import Terminal

from fieldvisit.bootstrap import demo_settings, open_store
from fieldvisit.domain import events
from fieldvisit.domain.events import NewEvent
from fieldvisit.paths import places
from fieldvisit.services.demo import demo_events
from fieldvisit.settings import save_settings, today_in

BARE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header, Input
class Bare(App):
    def compose(self):
        yield Header(); yield Input(); yield DataTable(); yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("time", "name", "district", "days", "amount", "gate", "state")
        rows = ([f"{n}", f"name {n}", "east", "30", "1.00", "ok", "promise due"] for n in range(40))
        table.add_rows(rows)
Bare().run()
"""


def fill(home: Path) -> None:
    """A real store under that home, with the sample cases of today."""
    where, settings, now = places(str(home)), demo_settings("en"), datetime.now(UTC)
    where.make()
    save_settings(where.settings, settings)
    store = open_store(where, settings)
    store.record(_nobody_at_a_door(demo_events("en", today_in(settings, now), now)), now)
    store.close()


def _nobody_at_a_door(sample: list[NewEvent]) -> list[NewEvent]:
    """Without visits that go on: with one, the program opens covered and shows no rows."""
    left = {each.payload["visit"] for each in sample if each.type == events.VISIT_FINISHED}
    return [
        each
        for each in sample
        if each.type != events.VISIT_STARTED or each.payload["visit"] in left
    ]


def seconds(command: list[str], compiled: Path) -> float:
    """From the start of the process to the rows on the screen."""
    surroundings = {
        "LANG": "C.UTF-8",
        "PYTHONPYCACHEPREFIX": str(compiled),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    began = time.perf_counter()
    with Terminal(command, environment=surroundings) as terminal:
        terminal.wait_for("promise due")
        return time.perf_counter() - began


def main(runs: int) -> None:
    """Measure in turns and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = folder / "bare.py"
        bare.write_text(BARE, "utf-8")
        fill(folder / "home")
        program = [sys.executable, "-m", "fieldvisit", "--lang", "en"]
        commands = {
            "bare": [sys.executable, str(bare)],
            "demo": [*program, "demo", "--date", "2026-11-24"],
            "filled store": [*program, "--home", str(folder / "home")],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, command in commands.items():
                taken = seconds(command, folder / "compiled")
                if run:
                    times[name].append(taken)
    medians = {name: statistics.median(each) for name, each in times.items()}
    print(f"bare Textual program: {medians.pop('bare'):.3f} s, medians of {runs} runs each")
    for name, each in medians.items():
        ratio = statistics.median(
            one / floor for one, floor in zip(times[name], times["bare"], strict=True)
        )
        print(f"{name}: its rows after {each:.3f} s, ratio {ratio:.2f} (target 1.35)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
