"""What nothing catches: a report and one sentence, no traceback with its message."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SECRET = ("Zhang San", "110101199003077715")

IN_THE_MAIN_THREAD = "fail()"
IN_ANOTHER_THREAD = "thread = threading.Thread(target=fail); thread.start(); thread.join()"
AFTER_A_COMMAND = """
import sys, threading
from fieldvisit.__main__ import main

def fail():
    raise ValueError("cannot read Zhang San 110101199003077715")

assert main() == 0
"""


def ended(home: Path, *, code: str) -> subprocess.CompletedProcess[str]:
    """A process that runs a command, and then the code."""
    command = [sys.executable, "-c", AFTER_A_COMMAND + code, "locate", "--home", str(home)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("code", "exit_code"), [(IN_THE_MAIN_THREAD, 1), (IN_ANOTHER_THREAD, 0)], ids=["main", "other"]
)
def test_an_uncaught_error_leaves_a_report_and_a_sentence(
    tmp_path: Path, code: str, exit_code: int
) -> None:
    answer = ended(tmp_path, code=code)

    (report,) = (tmp_path / "state" / "crashes").iterdir()
    assert answer.returncode == exit_code
    assert len(answer.stderr.splitlines()) == 1
    assert str(report) in answer.stderr
    written = answer.stderr + report.read_text("utf-8")
    assert "builtins.ValueError" in written
    assert "Traceback" not in written
    assert not any(secret in written for secret in SECRET)


def test_a_home_of_nobody_is_a_folder_like_any_other(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fieldvisit", "locate", "--home", "~no-such-person/x"]
    answer = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path
    )

    assert (answer.returncode, answer.stderr) == (0, "")
    assert str(tmp_path / "~no-such-person" / "x") in answer.stdout
