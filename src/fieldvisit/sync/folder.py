"""A folder as carrier of the journal: a shared one, or a USB stick.

Each bundle is written beside its name, brought to the disk, renamed, and read back. Nothing in the
folder is ever overwritten, and the folder itself is never made: a drive that is not connected must
not be mistaken for an empty one.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator
from os.path import expanduser, isdir
from pathlib import Path
from typing import Literal

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.sync.bundle import Bundle, StoredEntry, bundles, read_bundle

MARKER = ".fieldvisit-folder.json"
"""Tells one folder from another, and a folder from the empty place where a drive was."""

Handed = Literal["sent", "duplicate", "refused"]


class FolderCarrier:
    """One folder. Every method raises BadInput, in one sentence, for a folder that fails."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = Path(expanduser(folder))

    @property
    def path(self) -> str:
        """The folder's full path."""
        return str(self._folder.resolve())

    def recognise(self, *, used_before: bool) -> str:
        """The folder's id. A folder that is used for the first time gets one.

        One that was `used_before` and has lost its marker is refused: most likely its drive is
        not connected and the system shows the empty place.
        """
        if not isdir(self._folder):
            raise BadInput(
                N_("{field}: there is no such folder; connect the drive or choose another."),
                code="folder.missing",
                field="--folder",
            )
        marker = self._folder / MARKER
        try:
            if marker.exists():
                return str(json.loads(marker.read_text("utf-8"))["folder"])
            if used_before:
                raise BadInput(
                    N_(
                        "{field}: this folder was used before and is empty now; is the drive there?"
                    ),
                    code="folder.unmarked",
                    field="--folder",
                )
            folder_id = str(uuid.uuid4())
            _write(marker, json.dumps({"folder": folder_id, "form": 1}).encode())
            return folder_id
        except OSError as error:
            raise _not_writable() from error
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(
                N_("{field}: the file {name} in this folder is damaged; choose another folder."),
                code="folder.marker",
                field="--folder",
                name=MARKER,
            ) from error

    def bundles(
        self, device: str, previous: bytes, entries: Iterable[StoredEntry]
    ) -> Iterator[Bundle]:
        """The entries in portions that this carrier takes."""
        return bundles(device, previous, entries)

    def put(self, bundle: Bundle) -> Handed:
        """Write the bundle and read it back; one with the same entries that lies there already is
        as good, also when an earlier version of the program wrote it."""
        written = bundle.encode()
        path = self._folder / bundle.name
        try:
            if path.exists():
                return "duplicate" if _holds(path.read_bytes(), bundle) else "refused"
            path.parent.mkdir(exist_ok=True)
            _write(path, written)
            if path.read_bytes() != written:
                path.unlink()
                raise _not_writable()
        except OSError as error:
            raise _not_writable() from error
        return "sent"


def _holds(written: bytes, bundle: Bundle) -> bool:
    try:
        return read_bundle(written) == bundle
    except BadInput:
        return False


def _write(path: Path, content: bytes) -> None:
    """Whole under its name, or not at all; on the disk when this returns."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk, where the system lets folders be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_writable() -> BadInput:
    return BadInput(
        N_("{field}: the folder cannot be written, or is full; nothing was lost here."),
        code="folder.write",
        field="--folder",
    )
