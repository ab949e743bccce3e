"""How soon the first useful screen of the demo appears, beside a bare Textual program.

    python tests/bench/start.py [RUNS]

Both run in real pseudo-terminals, one after the other in turns; the medians are printed.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import DataTable, Footer, Header, Input
class Bare(App):
    def compose(self):
        yield Header(); yield Input(); yield DataTable(); yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("time", "name", "district", "days", "amount", "gate", "state")
        rows = ([f"{n}", f"name {n}", "east", "30", "1.00", "ok", "x"] for n in range(40))
        table.add_rows(rows)
Bare().run()
"""


def seconds(command: list[str], wanted: str) -> float:
    """From the start of the process to the text on the screen."""
    began = time.perf_counter()
    with Terminal(command, environment={"LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for(wanted)
        return time.perf_counter() - began


def main(runs: int) -> None:
    """Measure in turns and print."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "bare.py"
        program.write_text(BARE, "utf-8")
        demo = [sys.executable, "-m", "fieldvisit", "demo", "--lang", "en", "--date", "2026-11-24"]
        times: dict[str, list[float]] = {"bare": [], "demo": []}
        for _run in range(runs):
            times["bare"].append(seconds([sys.executable, str(program)], "name 10"))
            times["demo"].append(seconds(demo, "promise due"))
    bare, shown = (statistics.median(times[name]) for name in ("bare", "demo"))
    print(f"bare Textual program: {bare:.3f} s   demo with its rows: {shown:.3f} s")
    print(f"ratio: {shown / bare:.2f} (target 1.35), medians of {runs} runs each")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
