"""What is written when the program itself fails: types, files and lines, never a value."""

from __future__ import annotations

import hashlib
import platform
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath
from traceback import walk_tb
from types import TracebackType
from typing import TYPE_CHECKING

from fieldvisit.domain.text import N_
from fieldvisit.wording import _

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_SENTENCE = N_(
    "fieldvisit had to stop; everything saved is safe. Report {id} without personal data: {path}"
)
_SENTENCE_WITHOUT_FILE = N_("fieldvisit had to stop; everything saved is safe. Report {id}.")


def crash_id(error: BaseException) -> str:
    """A short name for this failure; the same failure at the same place has the same name."""
    return hashlib.sha256("\n".join(_trail(error)).encode()).hexdigest()[:8]


def report_text(error: BaseException, *, now: datetime) -> str:
    """The report: program, system, kinds of error, and the lines they passed through.

    Messages, arguments and local variables of an error can hold a borrower's data, and folders can
    hold the collector's name; none of them is written.
    """
    head = (
        f"fieldvisit {_version('fieldvisit')}, crash {crash_id(error)}",
        f"time {now.astimezone(UTC).isoformat(timespec='seconds')}",
        f"python {platform.python_version()}, textual {_version('textual')}",
        f"system {platform.system()} {platform.release()} {platform.machine()}",
    )
    return "\n".join([*head, "", *_trail(error), ""])


def write_report(error: BaseException, folder: Path, *, now: datetime) -> Path | None:
    """Write the report into the folder; None when that is not possible."""
    name = f"crash-{now.astimezone(UTC):%Y%m%dT%H%M%S}-{crash_id(error)}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / name).write_text(report_text(error, now=now), "utf-8")
    except OSError:
        return None
    return folder / name


def sentence(error: BaseException, report: Path | None) -> str:
    """What the person reads in place of a traceback."""
    if report is None:
        return _(_SENTENCE_WITHOUT_FILE).format(id=crash_id(error))
    return _(_SENTENCE).format(id=crash_id(error), path=report)


def failure_sentence(error: BaseException, report: Path | None) -> str:
    """What the person reads when the program goes on after a failure."""
    return _("That did not work; nothing was changed. Report {id}: {path}").format(
        id=crash_id(error), path=report or _("could not be written")
    )


def keep_tracebacks_from_the_terminal(folder: Path, clock: Callable[[], datetime]) -> None:
    """From now on every uncaught error of any thread leaves a report and one sentence instead.

    While screens are up the sentence is not printed: Textual has taken `sys.stderr` away.
    """

    def report(error: BaseException | None) -> None:
        if error is not None:
            written = write_report(error, folder, now=clock())
            print(sentence(error, written), file=sys.stderr)

    def on_uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            report(error)

    def on_uncaught_in_thread(failure: threading.ExceptHookArgs) -> None:
        report(failure.exc_value)

    def on_unraisable(failure: UnraisableHookArgs) -> None:
        if failure.exc_value is not None:
            write_report(failure.exc_value, folder, now=clock())

    sys.excepthook = on_uncaught
    threading.excepthook = on_uncaught_in_thread
    sys.unraisablehook = on_unraisable


def _trail(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame, line in walk_tb(cause.__traceback__):
            code = frame.f_code
            yield f"  {_place(code.co_filename)}:{line} {code.co_qualname}"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _place(filename: str) -> str:
    parts = PurePath(filename.replace("\\", "/")).parts
    for anchor in ("fieldvisit", "site-packages"):
        if anchor in parts:
            index = len(parts) - 1 - parts[::-1].index(anchor)
            return "/".join(parts[index:])
    return parts[-1] if parts else "?"


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
