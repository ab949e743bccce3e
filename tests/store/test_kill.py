"""Saved means saved: a process is killed at random moments while it saves."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Timer

import pytest
from builders import a_store, imported

from fieldvisit.store.checks import verify_files
from fieldvisit.store.store import Store

WRITER = Path(__file__).with_name("writer.py")
KILL = signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL
"""Ends a process with no chance to tidy up; on Windows every signal does."""
KILLS = 50


@pytest.mark.parametrize("seed", range(4))
def test_every_outcome_that_was_said_to_be_saved_is_there(tmp_path: Path, seed: int) -> None:
    """Fifty kills for each seed, while the store opens and while it saves; after each, both files
    hold what was reported, and agree."""
    chance = random.Random(seed)
    store = imported(a_store(tmp_path))
    held = store.journal.head().seq
    store.close()
    with writers(tmp_path) as asking:
        for _kill in range(KILLS):
            reported = killed_at(chance.randrange(3), chance.uniform(0.0, 0.06), asking)
            store = Store.open(tmp_path)
            head, copied = store.journal.head(), store.copy.head()
            store.close()

            assert head == copied
            assert head.seq >= max([held, *reported])
            assert reported == list(range(held + 1, held + 1 + len(reported)))
            held = head.seq

    assert verify_files(tmp_path, tmp_path).ok


@contextmanager
def writers(folder: Path) -> Iterator[Popen[str]]:
    """A process that runs one writer after the other in that folder, one for each line sent."""
    command = [sys.executable, str(WRITER), str(folder)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as asking:
        yield asking


def killed_at(saved: int, seconds: float, asking: Popen[str]) -> list[int]:
    """What a writer reported before it was killed, that long after it had saved so many times."""
    assert asking.stdin is not None
    assert asking.stdout is not None
    asking.stdin.write("another\n")
    writer = int(asking.stdout.readline())
    reported = [int(asking.stdout.readline()) for _save in range(saved)]
    Timer(seconds, os.kill, (writer, KILL)).start()
    return [*reported, *map(int, iter(asking.stdout.readline, "ended\n"))]
