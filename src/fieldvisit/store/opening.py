"""Opening the two files, and making them agree."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from fieldvisit.domain.events import Event
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import N_
from fieldvisit.store.engine import Connection, DriverError, connect, transaction
from fieldvisit.store.journal import Journal, prepare_copy
from fieldvisit.store.migrate import migrate
from fieldvisit.store.projection import project

STORE_FILE = "store.db"
COPY_FILE = "journal.db"


@frozen
class OpenFiles:
    """Both files, open and of one mind."""

    store: Connection
    copy: Connection
    device: str


def open_files(folder: Path, copy_folder: Path, key: bytes | None) -> OpenFiles:
    """Open or make both files and bring over what one of them lacks; see `Store.open`."""
    _refuse_lone_copy(folder / STORE_FILE, copy_folder / COPY_FILE)
    with ExitStack() as opened:
        store = connect(folder / STORE_FILE, key=key)
        opened.callback(store.close)
        try:
            migrate(store, folder / STORE_FILE)
            device = _device_of(store)
            copy = connect(copy_folder / COPY_FILE, key=key)
            opened.callback(copy.close)
            prepare_copy(copy, device)
            files = OpenFiles(store, copy, device)
            _agree(files)
        except (DriverError, ValueError, KeyError) as error:
            raise Problem(
                N_("The disk is full, or a file of the store is damaged. Run: fieldvisit verify"),
                code="store.damaged",
            ) from error
        opened.pop_all()
    return files


def _refuse_lone_copy(store: Path, copy: Path) -> None:
    """A new store beside an old copy would start a second chain and orphan the first."""
    if is_filled(copy) and not is_filled(store):
        raise Problem(
            N_("{field} is missing, but its journal is there. Run: fieldvisit rebuild"),
            code="store.missing",
            field=STORE_FILE,
        )


def is_filled(path: Path) -> bool:
    """Whether there is a file with something in it."""
    return path.is_file() and path.stat().st_size > 0


def _device_of(store: Connection) -> str:
    from uuid_utils import uuid4

    store.execute("INSERT OR IGNORE INTO property VALUES ('device', ?)", (str(uuid4()),))
    row = store.execute("SELECT value FROM property WHERE name = 'device'").fetchone()
    return str(row[0])


def _agree(files: OpenFiles) -> None:
    store, copy = Journal(files.store, files.device), Journal(files.copy, files.device)
    store_head, copy_head = store.head(), copy.head()
    if not all(isinstance(head.seq, int) for head in (store_head, copy_head)):
        raise _contradiction()  # a damaged page can turn a number into text
    shared = min(store_head.seq, copy_head.seq)
    row = files.copy.execute("SELECT value FROM property WHERE name = 'device'").fetchone()
    if row[0] != files.device or store.chain_at(shared) != copy.chain_at(shared):
        raise _contradiction()
    if copy_head.seq > shared:
        _bring_over(copy, store, files.store, after=shared, project_rows=True)
    elif store_head.seq > shared:
        _bring_over(store, copy, files.copy, after=shared, project_rows=False)


def _contradiction() -> Problem:
    return Problem(
        N_("The store and its copy contradict each other. Run: fieldvisit verify"),
        code="store.contradiction",
    )


def _bring_over(
    source: Journal, target: Journal, connection: Connection, *, after: int, project_rows: bool
) -> None:
    with transaction(connection):
        for entry in source.entries(after):
            target.append(entry)
            if project_rows:
                project(connection, Event.decode(entry.stored))
