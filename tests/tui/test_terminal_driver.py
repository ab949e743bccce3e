"""The program in a real terminal: input methods, odd bytes, naughty data."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from naughty import assert_never_steered, naughty_strings
from terminal import PATIENCE, Terminal, needs_pty

pytestmark = needs_pty

TINY = Path(__file__).parents[1] / "tiny.py"


@contextmanager
def running(
    folder: Path, *, columns: int = 80, rows: int = 24, **options: object
) -> Iterator[Terminal]:
    command = [sys.executable, str(TINY), json.dumps({"folder": str(folder), **options})]
    with Terminal(command, columns=columns, rows=rows) as terminal:
        yield terminal


def test_kitty_keyboard_protocol_is_never_switched_on(tmp_path: Path) -> None:
    with running(tmp_path) as terminal:
        terminal.wait_for("欧阳晓雯").type("q")
        assert terminal.wait_for_end() == 0

    assert re.findall(rb"\x1b\[[<>=][0-9;]*u", terminal.output) == []


def test_text_of_an_input_method_arrives_whole(tmp_path: Path) -> None:
    with running(tmp_path, first="FormScreen") as terminal:
        terminal.wait_for("as in the contract").type("欧阳晓雯今天下午三点在家")

        terminal.wait_for("<欧阳晓雯今天下午三点在家>")


def test_a_mouse_report_of_the_old_form_does_not_deafen(tmp_path: Path) -> None:
    with running(tmp_path, first="FormScreen") as terminal:
        terminal.wait_for("as in the contract").type(b"\x1b[M\x20\xe4\xb8")
        terminal.type("abc")

        terminal.wait_for("<abc>")


def test_bytes_that_are_no_text_do_not_deafen(tmp_path: Path) -> None:
    with running(tmp_path, first="FormScreen") as terminal:
        terminal.wait_for("as in the contract").type(b"\xff\xfe\x80")
        terminal.type("abc")

        terminal.wait_for("abc>")


def test_a_terminal_that_is_gone_ends_the_program(tmp_path: Path) -> None:
    with running(tmp_path) as terminal:
        terminal.wait_for("欧阳晓雯").hang_up()

        assert terminal.process.wait(PATIENCE) == 0


def test_resizing_covers_and_uncovers_the_screen(tmp_path: Path) -> None:
    with running(tmp_path) as terminal:
        terminal.wait_for("欧阳晓雯").resize(50, 15)
        terminal.wait_for("60x20").resize(80, 24)
        terminal.wait_for("欧阳晓雯")


def test_a_crash_prints_one_sentence_and_no_value(tmp_path: Path) -> None:
    with running(tmp_path) as terminal:
        terminal.wait_for("欧阳晓雯").type("c")
        assert terminal.wait_for_end() == 1

    (report,) = (tmp_path / "crashes").iterdir()
    shown = terminal.output.rpartition(b"\x1b[?1004l")[2].decode()
    assert "fieldvisit had to stop" in shown
    assert len(shown.strip().splitlines()) <= 3
    for text in (shown, report.read_text("utf-8")):
        assert "110101199003077715" not in text
        assert "Zhang San" not in text
    assert "builtins.ValueError" in report.read_text("utf-8")


def shown_through(folder: Path, names: list[str]) -> bytes:
    """What is written when every name was once in sight."""
    last, page = len(names) - 1, 36
    with running(folder, rows=page + 4, names=names) as terminal:
        terminal.wait_for(f" {page} ")
        for row in range(page, last + page, page):
            terminal.type("\x1b[6~")
            terminal.wait_for(f">{min(row, last):>7} ")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    return terminal.output


def raw_through(folder: Path, names: list[str]) -> bytes:
    """What is written when Textual's own widgets showed every name."""
    with running(folder, rows=40, names=names, first="RawScreen") as terminal:
        terminal.wait_for("Raw #0")
        for row in range(1, len(names)):
            terminal.type("\x1b[B")
            terminal.wait_for(f"Raw #{row}")
        terminal.type("q")
        assert terminal.wait_for_end() == 0
    return terminal.output


def test_naughty_names_in_a_table_never_steer_the_terminal(tmp_path: Path) -> None:
    names = naughty_strings()
    plain = [f"name {number}" for number in range(len(names))]

    assert_never_steered(shown_through(tmp_path, names), shown_through(tmp_path, plain))


def test_naughty_names_in_other_widgets_never_steer_the_terminal(tmp_path: Path) -> None:
    names = [name for name in naughty_strings() if not name.isprintable() or "[" in name]
    plain = [f"name {number}" for number in range(len(names))]

    assert_never_steered(raw_through(tmp_path, names), raw_through(tmp_path, plain))
