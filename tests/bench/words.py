"""How right the words check is, and how long a long note takes it.

    python tests/bench/words.py

Prints, for the sentences that the lists were tuned on and for those held out, how many harmless
ones raise an alarm and how many violations are missed; then the milliseconds for 10,000 characters
of them, the first time (the patterns are made) and the median of the next.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from said import harmless, violations

from fieldvisit.domain.wordlists.check import check_words

LENGTH = 10_000
RUNS = 9


def show_figures(part: str) -> None:
    """One line of figures for a part of the two sets."""
    innocent, guilty = list(harmless(part)), list(violations(part))
    alarms = sum(bool(each.alarms()) for each in innocent)
    missed = sum(not each.is_found() for each in guilty)
    print(
        f"{part or 'tuned'}: {alarms} false alarms in {len(innocent)} harmless sentences, "
        f"{missed} of {len(guilty)} violations missed"
    )


def milliseconds(text: str) -> float:
    """How long one check of the text takes."""
    start = perf_counter()
    check_words(text, "note")
    return (perf_counter() - start) * 1000


if __name__ == "__main__":
    sentences = [*(each.text for each in harmless()), *(each.text for each in violations())]
    note = " ".join(sentences * 2)[:LENGTH]
    first = milliseconds(note)
    again = [milliseconds(note) for _ in range(RUNS)]
    print(f"{LENGTH} characters: first {first:.0f} ms, then {median(again):.0f} ms")
    for part in ("", "held"):
        show_figures(part)
