"""Saved means saved: a process is killed at random moments while it saves."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builders import a_store, imported

from fieldvisit.store.checks import verify_files
from fieldvisit.store.store import Store

WRITER = Path(__file__).with_name("writer.py")
KILLS = 50


@pytest.mark.parametrize("seed", range(4))
def test_every_outcome_that_was_said_to_be_saved_is_there(tmp_path: Path, seed: int) -> None:
    """Fifty kills for each seed; after each, both files hold what was reported, and agree."""
    chance = random.Random(seed)
    store = imported(a_store(tmp_path))
    store.close()
    for _kill in range(KILLS):
        reported = killed_after(tmp_path, chance.uniform(0.0, 0.06))
        store = Store.open(tmp_path)
        head, copied = store.journal.head(), store.copy.head()

        assert head == copied
        assert head.seq >= reported

        store.close()

    assert verify_files(tmp_path, tmp_path).ok


def killed_after(folder: Path, seconds: float) -> int:
    """The newest entry that a writer reported before it was killed that long after its first."""
    writer = subprocess.Popen(
        [sys.executable, str(WRITER), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    first = writer.stdout.readline()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        pass
    writer.kill()
    said = [first, *writer.stdout.read().split("\n")]
    writer.stdout.close()
    writer.wait()
    whole = [int(line) for line in said[:-1] if line.strip()]
    return max(whole, default=0)
