"""Opening the screens from the command line, in a real terminal."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from terminal import Terminal, needs_pty

pytestmark = needs_pty


def opened(home: Path, *words: str, rows: int = 30) -> Terminal:
    surroundings = {"LANG": "en_GB.UTF-8", "LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}
    command = [sys.executable, "-m", "fieldvisit", "--home", str(home), *words]
    return Terminal(command, columns=110, rows=rows, environment=surroundings)


def ended(terminal: Terminal, unsent: str = "") -> int:
    """Quit, once that is shown of unsent records: a demo's are no reason to ask."""
    if unsent:
        terminal.wait_for(unsent)
    terminal.type("\x11")
    return terminal.wait_for_end()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (["--date", "2026-11-24"], "2026-11-24 Tue"),
        (["--now", "2026-12-01T10:00+00:00"], "2026-12-01 Tue"),
    ],
)
def test_the_demo_opens_on_its_day(tmp_path: Path, words: Sequence[str], day: str) -> None:
    with opened(tmp_path, "demo", *words) as terminal:
        terminal.wait_for(day)
        terminal.wait_for("DEMO")
        assert ended(terminal, " unsent") == 0
    assert list(tmp_path.iterdir()) == []


def test_the_demo_speaks_chinese(tmp_path: Path) -> None:
    with opened(tmp_path, "demo", "--lang", "zh-Hans", "--date", "2026-11-24") as terminal:
        terminal.wait_for("2026-11-24")
        assert ended(terminal, "未移交") == 0


def test_the_first_start_welcomes_and_the_next_does_not(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.wait_for("Welcome to fieldvisit.")
        terminal.type("2")
        terminal.wait_for("欢迎")
        terminal.type("6")
        terminal.wait_for(lambda it: "欢迎" not in it.text)
        assert ended(terminal) == 0
    with opened(tmp_path) as terminal:
        terminal.wait_for("今天")
        assert "欢迎" not in terminal.text
        assert ended(terminal) == 0


def test_the_welcome_leads_to_the_demo(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.wait_for("Look around with sample data")
        terminal.type("5")
        terminal.wait_for("DEMO")
        assert ended(terminal, " unsent") == 0


def test_a_real_store_keeps_the_laptops_clock(tmp_path: Path) -> None:
    with opened(tmp_path, "--now", "2026-11-24T10:00+08:00") as terminal:
        assert terminal.wait_for_end() == 3
        assert "--now: another clock works only in a demo or test store." in terminal.text
    assert not (tmp_path / "data" / "store.db").exists()


def test_a_long_import_says_how_far_it_is(tmp_path: Path) -> None:
    rows = "".join(f"X{number},Ann,1,1\n" for number in range(250))
    path = tmp_path / "cases.csv"
    path.write_text("case,borrower,amount_due,dpd\n" + rows, "utf-8")

    with opened(tmp_path / "home", "import", str(path), "--currency", "CNY") as terminal:
        assert terminal.wait_for_end() == 0
        assert b"read 200/" in terminal.output
        assert b"saved 200/250" in terminal.output
