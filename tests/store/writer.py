"""A process that saves outcomes without end and says so after each; a test kills it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import NOW, an_outcome

from fieldvisit.store.store import Store


def main(folder: Path) -> None:
    """Correct the outcome of one visit again and again, saying each entry's place once saved."""
    store = Store.open(folder)
    visit = "CN-0001@2026-11-24"
    while True:
        before = store.visits.outcome_event(visit)
        new = an_outcome(visit)
        event = store.record([type(new)(new.type, new.payload, supersedes=before)], NOW)[0]
        print(event.seq, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
