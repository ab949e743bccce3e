"""A process that saves outcomes without end and says so after each; a test kills it.

Every line on its input asks for one such process, so that what they import is loaded once where
a process can be forked, and for each of them elsewhere. It says who writes, then the place of
each entry once it is saved, and `ENDED` when the writer is gone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import NOW, an_outcome

from fieldvisit.store.store import Store

ENDED = "ended"


def say(text: str) -> None:
    """One line on the output, whole or not at all."""
    os.write(sys.stdout.fileno(), f"{text}\n".encode())


def save_without_end(folder: Path) -> None:
    """Correct the outcome of one visit again and again, saying each entry's place once saved."""
    say(str(os.getpid()))
    store = Store.open(folder)
    visit = "CN-0001@2026-11-24"
    while True:
        before = store.visits.outcome_event(visit)
        new = an_outcome(visit)
        event = store.record([type(new)(new.type, new.payload, supersedes=before)], NOW)[0]
        say(str(event.seq))


def run_a_writer(folder: Path) -> None:
    """Start a process that saves without end, and wait until it is gone."""
    if not hasattr(os, "fork"):
        subprocess.run([sys.executable, __file__, str(folder), "at once"], check=False)
        return
    writer = os.fork()
    if writer == 0:
        save_without_end(folder)
    os.waitpid(writer, 0)


if __name__ == "__main__":
    home = Path(sys.argv[1])
    if len(sys.argv) > 2:
        save_without_end(home)
    for _asked in sys.stdin:
        run_a_writer(home)
        say(ENDED)
