"""The lock on the store: one holder at a time, and none once the holder has ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fieldvisit.lock import locked

HOLDER = """
import sys
from pathlib import Path
from fieldvisit.lock import locked
with locked(Path(sys.argv[1])) as is_ours:
    print(is_ours, flush=True)
    sys.stdin.read()
"""


def test_only_one_holds_it_and_the_next_gets_it_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path) as first, locked(path) as second:
        assert first
        assert not second
    with locked(path) as again:
        assert again


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    with locked(path) as is_ours:
        assert not is_ours

    holder.kill()
    holder.communicate()
    with locked(path) as is_ours:
        assert is_ours
