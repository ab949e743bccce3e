"""A program in a real pseudo-terminal: type into it, read its screen, kill it."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte
import pytest

POSIX = sys.platform != "win32"
if POSIX:
    import fcntl
    import termios

needs_pty = pytest.mark.skipif(not POSIX, reason="pseudo-terminals need a POSIX system")

PATIENCE = 20.0
"""Seconds before a wait is given up; a passing test never waits that long."""

# pyte prints the end of sequences it does not know; none of these shows anything.
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[\?\d+\$p|\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\]22;[^\x07\x1b]*(?:\x07|\x1b\\)"
)
_CUT_SHORT = re.compile(rb"\x1b(?:\[[<>=?0-9;$]*|\][^\x07\x1b]*)?\Z")


def without_cut_end(output: bytes) -> bytes:
    """What was written, without a sequence at its end that has only been read in part."""
    return _CUT_SHORT.sub(b"", output)


class Terminal:
    """Use as a context manager; what is left of the program is killed at the end."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.output = b""
        """Everything the program has written so far."""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._unfed = b""
        self._master, slave = os.openpty()
        self._set_size(slave, columns, rows)
        surroundings = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONUNBUFFERED": "1",
            **(environment or {}),
        }
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            if name not in (environment or {}):
                surroundings.pop(name, None)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=surroundings,
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    @property
    def lines(self) -> list[str]:
        """The screen, one string for each row; a Chinese character stands once."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        rows = range(self._screen.lines)
        return ["".join(buffer[y][x].data for x in columns).rstrip() for y in rows]

    @property
    def text(self) -> str:
        """The screen as one string."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's own cursor, counted from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def type(self, typed: str | bytes) -> None:
        """Send keys or any other bytes, as a terminal would."""
        data = typed.encode() if isinstance(typed, str) else typed
        while data:
            _ready, writable, _failed = select.select([], [self._master], [], 0.1)
            self._read(0)
            if writable:
                data = data[os.write(self._master, data[:512]) :]

    def wait_for(self, wanted: str | Callable[[Terminal], bool]) -> Self:
        """Read until the screen shows that text, or the condition holds; fails after PATIENCE."""
        holds = (lambda self: wanted in self.text) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + PATIENCE
        while not holds(self):
            if not self._read(0.05) and self.process.poll() is not None and not self._read(0.05):
                pytest.fail(f"ended with {self.process.returncode} before {wanted!r}:\n{self.text}")
            if time.monotonic() > deadline:
                pytest.fail(f"no {wanted!r} after {PATIENCE} s:\n{self.text}")
        return self

    def wait_for_end(self) -> int:
        """Read until the program has ended; gives its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None or self._read(0.01):
            self._read(0.05)
            if time.monotonic() > deadline:
                pytest.fail(f"still running after {PATIENCE} s:\n{self.text}")
        assert self.process.returncode is not None
        return self.process.returncode

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, and tell the program."""
        self._set_size(self._master, columns, rows)
        self._screen.resize(rows, columns)
        self.process.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """Take the terminal away from the program."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def kill(self) -> None:
        """End the program at once, with no chance to tidy up."""
        self.process.kill()
        self.process.wait()

    def _read(self, seconds: float) -> bool:
        ready, _writable, _failed = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.output += data
        self._feed(data)
        return bool(data)

    def _feed(self, data: bytes) -> None:
        data = self._unfed + data
        cut = _CUT_SHORT.search(data)
        self._unfed = data[cut.start() :] if cut else b""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[: cut.start()] if cut else data))

    @staticmethod
    def _set_size(descriptor: int, columns: int, rows: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
