"""What is typed is on the disk, whatever ends the program."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from terminal import Terminal, needs_pty

from fieldvisit.cli.main import run
from fieldvisit.store.engine import DriverError, connect

NOW = "2026-11-24T10:00:00+08:00"
HEAD = "case,borrower,amount_due,currency,due_date,country,role"
ROW = f"{HEAD}\nA1,王小明,1200.00,CNY,2026-10-24,CN,first_party\n"
NOTE = "王先生说下周发工资"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A test store with one visit today."""
    case_list = tmp_path / "list.csv"
    case_list.write_text(ROW, "utf-8")
    for words in (
        ["config", "init", "--test-clock"],
        ["config", "set", "zone", "Asia/Shanghai"],
        ["import", str(case_list), "--now", NOW],
    ):
        assert run([*words, "--home", str(tmp_path / "home")]) == 0
    return tmp_path / "home"


def program(home: Path) -> Terminal:
    """The screens in a terminal."""
    command = [
        sys.executable,
        "-m",
        "fieldvisit",
        "--home",
        str(home),
        "--now",
        NOW,
        "--lang",
        "en",
    ]
    return Terminal(command)


def to_the_note(terminal: Terminal) -> None:
    """Open the visit's Record step and go to its note."""
    terminal.wait_for("confirm first")
    terminal.type("\r")
    terminal.wait_for("[1 Prepare]")
    terminal.type("]")
    terminal.wait_for("[2 Talk]")
    terminal.type("]")
    terminal.wait_for("[3 Record]")
    terminal.wait_for("Enter opens the list")


def draft(home: Path) -> str:
    """The draft as it lies on the disk now."""
    try:
        connection = connect(home / "data" / "store.db")
        rows = connection.execute("SELECT body FROM draft").fetchall()
        connection.close()
    except DriverError:
        return ""
    return " ".join(row[0] for row in rows)


@needs_pty
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGHUP])
def test_a_note_survives_the_end_of_the_program(home: Path, ending: signal.Signals) -> None:
    """`kill -9` and a terminal that closes: the next start shows the note."""
    with program(home) as terminal:
        to_the_note(terminal)
        terminal.type("\t")
        terminal.wait_for("why the account fell behind")
        terminal.type("\t")
        terminal.wait_for("kept as you write it")
        terminal.type(NOTE)
        terminal.wait_for(NOTE)
        terminal.wait_for(lambda _terminal: NOTE in draft(home))
        terminal.process.send_signal(ending)
        terminal.process.wait(20)

    with program(home) as terminal:
        to_the_note(terminal)
        terminal.wait_for(NOTE)
