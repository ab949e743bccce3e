"""What the driver reads from the terminal, and what it keeps from it."""

from __future__ import annotations

import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("the POSIX driver is tried here", allow_module_level=True)

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from fieldvisit.tui.driver import FieldDriver, TerminalDecoder, driver_class


def test_text_passes_even_when_a_character_is_cut_in_two() -> None:
    decoder = TerminalDecoder()
    data = "欧a".encode()

    assert decoder.decode(data[:2]) + decoder.decode(data[2:]) == "欧a"


@pytest.mark.parametrize("cut", [1, 4, 5, 6, 7])
def test_old_mouse_reports_go_even_when_they_are_cut_in_two(cut: int) -> None:
    decoder = TerminalDecoder()
    data = b"a\x1b[M\xff\x80 b"

    assert decoder.decode(data[:cut]) + decoder.decode(data[cut:]) == "ab"


@pytest.mark.parametrize("cut", [2, 3])
def test_a_report_cut_inside_its_first_signs_is_text_and_no_failure(cut: int) -> None:
    decoder = TerminalDecoder()
    data = b"a\x1b[M\xff\x80 b"

    assert (decoder.decode(data[:cut]) + decoder.decode(data[cut:])).endswith(" b")


def test_at_the_end_nothing_is_held_back() -> None:
    assert TerminalDecoder().decode(b"\x1b[M", final=True) == "\x1b[M"


def test_other_sequences_pass_at_once() -> None:
    decoder = TerminalDecoder()
    for sequence in (b"\x1b", b"\x1b[A", b"\x1b[<0;5;5M", b"\x1b[200~"):
        assert decoder.decode(sequence) == sequence.decode()


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert TerminalDecoder().decode(b"a\xffb") == "a\ufffdb"


def test_nothing_to_read_means_that_the_terminal_is_gone() -> None:
    with pytest.raises(OSError, match="hung up"):
        TerminalDecoder().decode(b"")


def test_the_driver_reads_through_the_decoder() -> None:
    assert driver_class() is FieldDriver
    decoder_of = vars(linux_driver)["getincrementaldecoder"]

    assert isinstance(decoder_of("utf-8")(), TerminalDecoder)


class _Writer:
    def __init__(self, *, alive: bool) -> None:
        self.alive = alive
        self.written: list[str] = []
        self.stopped = False

    def is_alive(self) -> bool:
        return self.alive

    def write(self, data: str) -> None:
        self.written.append(data)

    def stop(self) -> None:
        self.stopped = True


class _Loop:
    closed = False

    def __init__(self) -> None:
        self.called: list[Any] = []

    def is_closed(self) -> bool:
        return self.closed

    def call_soon_threadsafe(self, function: Any) -> None:
        self.called.append(function)


def driver_with(writer: _Writer, loop: _Loop) -> FieldDriver:
    driver = FieldDriver.__new__(FieldDriver)
    app = SimpleNamespace(exit="exit", log=SimpleNamespace(error=loop.called.append))
    vars(driver).update(_writer_thread=writer, _loop=loop, _app=app, exit_event=threading.Event())
    return driver


@pytest.mark.parametrize(
    ("data", "written"),
    [
        ("\x1b[>25u", ""),
        ("\x1b[<u\x1b[?1049l", "\x1b[?1049l"),
        ("a\x1b[=1;2ub", "ab"),
        ("\x1b[31munder\x1b[0m", "\x1b[31munder\x1b[0m"),
    ],
)
def test_the_kitty_protocol_is_never_switched(data: str, written: str) -> None:
    writer = _Writer(alive=True)
    driver_with(writer, _Loop()).write(data)

    assert writer.written == [written]


def test_writing_to_a_terminal_that_is_gone_ends_the_program() -> None:
    writer, loop = _Writer(alive=False), _Loop()
    driver = driver_with(writer, loop)
    driver.write("a")
    driver.close()

    assert writer.written == []
    assert not writer.stopped
    assert loop.called == ["exit"]
    loop.closed = True
    driver.write("b")
    assert loop.called == ["exit"]


def test_closing_stops_the_writer() -> None:
    writer = _Writer(alive=True)
    driver_with(writer, _Loop()).close()

    assert writer.stopped


def test_reading_goes_on_after_a_stumble(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = _Loop()
    driver = driver_with(_Writer(alive=True), loop)
    failures: list[Exception] = [ValueError("Zhang San"), OSError()]

    def read(_driver: LinuxDriver) -> None:
        raise failures.pop(0)

    monkeypatch.setattr(LinuxDriver, "run_input_thread", read)
    driver._run_input_thread()

    assert loop.called == ["input: ValueError", "exit"]
