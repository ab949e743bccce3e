"""How right the words check is, and how long a long note takes it.

    python tests/bench/words.py

Prints the milliseconds of processor time for 10,000 characters, the first time (the lists are read
and their phrases made) and the median of the next; then how many harmless sentences raise an alarm
and how many violations are missed: of those that the lists were tuned on, of plain ones held out,
and of far ones held out, long and roundabout.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

from said import harmless, violations

from fieldvisit.domain.wordlists.check import check_words

LENGTH = 10_000
RUNS = 9


def show_alarms(name: str, part: str) -> None:
    """How many of the harmless sentences of a part raise an alarm."""
    innocent = list(harmless(part))
    alarms = sum(bool(each.alarms()) for each in innocent)
    print(f"{name}: {alarms} false alarms in {len(innocent)} harmless sentences")


def show_misses(name: str, part: str) -> None:
    """How many of the violations of a part are not found."""
    guilty = list(violations(part))
    missed = sum(not each.is_found() for each in guilty)
    print(f"{name}: {missed} of {len(guilty)} violations missed")


def milliseconds(text: str) -> float:
    """How long one check of the text keeps a processor busy."""
    start = process_time()
    check_words(text, "note")
    return (process_time() - start) * 1000


if __name__ == "__main__":
    sentences = [*(each.text for each in harmless()), *(each.text for each in violations())]
    note = " ".join(sentences * 2)[:LENGTH]
    first = milliseconds(note)
    again = [milliseconds(note) for _ in range(RUNS)]
    print(f"{LENGTH} characters: first {first:.0f} ms, then {median(again):.0f} ms")
    for name, part in (("tuned", ""), ("held out", "held")):
        show_alarms(name, part)
        show_misses(name, part)
    show_misses("held out, far", "far")
