"""The terminal driver: safe for input methods, and not deafened by what a terminal sends."""

from __future__ import annotations

import codecs
import re
import sys
from typing import TYPE_CHECKING

if sys.platform == "win32":
    from textual.drivers.windows_driver import WindowsDriver as SystemDriver
else:
    from textual.drivers.linux_driver import LinuxDriver as SystemDriver

if TYPE_CHECKING:
    from textual.driver import Driver

_KITTY_KEYS = re.compile(r"\x1b\[(?:>\d+|=\d+(?:;\d+)?|<\d*)u")
_X10_MOUSE = re.compile(rb"\x1b\[M[\x20-\xff]{3}", re.DOTALL)
_X10_MOUSE_CUT_SHORT = re.compile(rb"\x1b\[M[\x20-\xff]{0,2}\Z", re.DOTALL)


class TerminalDecoder:
    """UTF-8 from a terminal, that never raises.

    Drops the mouse reports of the old X10 form: a terminal that was re-attached sends them, their
    bytes are no UTF-8, and Textual's input thread dies of them (textual #6668). Other bytes that
    are no UTF-8 become U+FFFD.
    """

    def __init__(self) -> None:
        self._held_back = b""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text of these bytes; a report or character that is cut short waits for its rest.

        Raises OSError when there are none: the terminal has hung up.
        """
        if not data:
            raise ConnectionAbortedError("the terminal has hung up")
        data = _X10_MOUSE.sub(b"", self._held_back + data)
        self._held_back = b""
        if not final and (cut := _X10_MOUSE_CUT_SHORT.search(data)):
            self._held_back = data[cut.start() :]
            data = data[: cut.start()]
        return self._decoder.decode(data, final)


class FieldDriver(SystemDriver):
    """The system's driver without the Kitty keyboard protocol, that outlives bad input.

    When the terminal itself is gone the program ends; drafts are on disk by then.
    """

    def write(self, data: str) -> None:
        """Write to the terminal, without the sequences that switch the Kitty protocol on or off."""
        if self._terminal_is_gone():
            # Nobody empties the writer's queue any more; once full it would block for ever.
            self._end()
            return
        super().write(_KITTY_KEYS.sub("", data) if "u" in data and "\x1b[" in data else data)

    def close(self) -> None:
        """Stop the writing thread, if it still runs."""
        if not self._terminal_is_gone():
            super().close()

    def _terminal_is_gone(self) -> bool:
        return self._writer_thread is not None and not self._writer_thread.is_alive()

    def _end(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._app.exit)

    def _run_input_thread(self) -> None:
        # Textual shows a traceback and ends when reading fails; a parser that stumbled over one
        # sequence can read on after it. Windows reads elsewhere and never calls this.
        while not self.exit_event.is_set():
            try:
                self.run_input_thread()
            except OSError:
                self._end()
                return
            except Exception as error:
                self._app.log.error(f"input: {type(error).__name__}")


def driver_class() -> type[Driver]:
    """The driver for this system."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        # It is the one place where bytes become text, and it is not made to be replaced.
        vars(linux_driver)["getincrementaldecoder"] = lambda _encoding: TerminalDecoder
    return FieldDriver
