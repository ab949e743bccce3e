"""Case lists lying about: the newest files to choose from, and completing a typed path.

Everything here may wait on a disk, so the screen calls it in a thread.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, takewhile
from pathlib import Path

from fieldvisit.domain.frozen import frozen

SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".json"})
_MOST_SHOWN = 50
_MOST_LOOKED_AT = 5000
"""Entries of one folder; a folder with more is looked through only so far."""


@frozen
class FoundFile:
    """A file that may be a case list. `changed_at` is an aware instant, `size` counts bytes."""

    path: Path
    size: int
    changed_at: datetime


def usual_folders() -> tuple[Path, ...]:
    """The current folder, the Desktop and Downloads, by whatever names the system has for them."""
    import platformdirs

    return (
        Path.cwd(),
        platformdirs.user_desktop_path(),
        platformdirs.user_downloads_path(),
    )


def newest_files(folders: Iterable[Path]) -> list[FoundFile]:
    """Files in these folders that may be case lists, the newest first; at most 50."""
    found: dict[Path, FoundFile] = {}
    for folder in folders:
        for entry in _entries(folder):
            if Path(entry.name).suffix.lower() in SUFFIXES and _is_file(entry):
                each = _found(entry)
                found[each.path] = each
    return sorted(found.values(), key=lambda each: each.changed_at, reverse=True)[:_MOST_SHOWN]


def completed(typed: str) -> str:
    """The typed path made longer as far as it is certain; the same text when nothing fits.

    A folder is completed with its separator at the end. `~` stays as it was typed.
    """
    matching = candidates(typed)
    if not matching:
        return typed
    first, last = os.path.normcase(matching[0]), os.path.normcase(matching[-1])
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return matching[0][: max(len(list(pairs)), len(typed))]


def candidates(typed: str) -> list[str]:
    """Whole paths that begin with what is typed: folders, and files that may be case lists."""
    head, name = os.path.split(typed)
    folder = Path(os.path.expanduser(head)) if head else Path()
    wanted = os.path.normcase(name)
    before = typed[: len(typed) - len(name)]
    found = (
        before + entry.name + (os.sep if is_folder else "")
        for entry in _entries(folder)
        if os.path.normcase(entry.name).startswith(wanted)
        and ((is_folder := _is_folder(entry)) or Path(entry.name).suffix.lower() in SUFFIXES)
    )
    return sorted(found, key=os.path.normcase)


def path_typed(typed: str) -> Path:
    """The path meant by typed or pasted text: without quotes around it, `~` being the home."""
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return Path(os.path.expanduser(text))


def short_path(path: Path, home: Path | None = None) -> str:
    """The path with the home folder written as ~."""
    try:
        return str(Path("~") / path.relative_to(home or Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def rejected_path(source: Path, taken: Sequence[Path] | None = None) -> Path:
    """Where the rejected rows go: FILE-rejected.csv beside the source, numbered when it is there.

    `taken` are paths to stay clear of; None looks at the disk.
    """
    for number in range(1, 1000):
        ending = "" if number == 1 else f"-{number}"
        path = source.with_name(f"{source.stem}-rejected{ending}.csv")
        if not (path.exists() if taken is None else path in taken):
            break
    return path


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The visible entries of the folder; none when it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, _MOST_LOOKED_AT):
                if not entry.name.startswith((".", "~$")):
                    yield entry
    except OSError:
        return


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _found(entry: os.DirEntry[str]) -> FoundFile:
    facts = entry.stat()
    return FoundFile(
        Path(entry.path).absolute(),
        facts.st_size,
        datetime.fromtimestamp(facts.st_mtime).astimezone(),
    )
