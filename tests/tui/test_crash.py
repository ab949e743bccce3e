"""Crash reports: types, files and lines, and no value."""

from __future__ import annotations

import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from tiny import NOON, Drawer, break_down

from fieldvisit.tui import crash

SECRET = ("Zhang San", "110101199003077715")


def failure() -> ValueError:
    try:
        break_down(Drawer())
    except ValueError as error:
        try:
            raise RuntimeError(f"while reading {SECRET[0]}") from error
        except RuntimeError as outer:
            try:
                raise ValueError(SECRET[1]) from outer
            except ValueError as outermost:
                return outermost
    raise AssertionError


def test_a_report_names_types_and_lines_and_no_value(tmp_path: Path) -> None:
    report = crash.write_report(failure(), tmp_path / "crashes", now=NOON)

    assert report is not None
    text = report.read_text("utf-8")
    assert "builtins.RuntimeError" in text
    assert "break_down" in text
    assert "2026-11-24T04:00:00+00:00" in text
    assert not any(secret in text for secret in SECRET)
    assert str(Path.home()) not in text
    assert str(tmp_path) not in text


def test_the_same_failure_has_the_same_name() -> None:
    assert crash.crash_id(failure()) == crash.crash_id(failure())
    assert crash.crash_id(failure()) != crash.crash_id(KeyError())


def test_the_sentence_names_the_report(tmp_path: Path) -> None:
    error = failure()
    report = crash.write_report(error, tmp_path, now=NOON)

    assert str(report) in crash.sentence(error, report)
    assert crash.crash_id(error) in crash.sentence(error, None)
    assert str(report) in crash.failure_sentence(error, report)
    assert "could not be written" in crash.failure_sentence(error, None)
    assert not any(secret in crash.sentence(error, report) for secret in SECRET)


def test_no_report_where_none_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert crash.write_report(failure(), tmp_path / "file", now=NOON) is None


def test_a_suppressed_context_is_left_out() -> None:
    def fail_alone() -> None:
        try:
            break_down(Drawer())
        except ValueError:
            raise KeyError from None

    with pytest.raises(KeyError) as caught:
        fail_alone()

    assert "ValueError" not in crash.report_text(caught.value, now=NOON)


@pytest.fixture
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)

    def clock() -> datetime:
        return NOON

    crash.keep_tracebacks_from_the_terminal(tmp_path, clock)
    return tmp_path


def test_an_uncaught_error_leaves_a_report_and_one_sentence(
    hooks: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    error = failure()
    sys.excepthook(type(error), error, error.__traceback__)

    (report,) = hooks.iterdir()
    assert report.name in capfd.readouterr().err


def test_an_error_in_a_thread_leaves_a_report_and_one_sentence(
    hooks: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=break_down, args=(Drawer(),))
    thread.start()
    thread.join()

    (report,) = hooks.iterdir()
    told = capfd.readouterr().err
    assert report.name in told
    assert not any(secret in told for secret in SECRET)


class _FailsAtItsEnd:
    def __del__(self) -> None:
        break_down(Drawer())


def test_an_error_nobody_can_catch_leaves_a_report(
    hooks: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _FailsAtItsEnd()

    assert len(list(hooks.iterdir())) == 1
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("hooks")
def test_an_interrupt_is_left_to_python(capfd: pytest.CaptureFixture[str]) -> None:
    interrupt = KeyboardInterrupt()
    sys.excepthook(KeyboardInterrupt, interrupt, None)

    assert "KeyboardInterrupt" in capfd.readouterr().err
