"""Whether both files still say what was written into them. Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from fieldvisit.domain.events import Event
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import Problem
from fieldvisit.store.engine import Connection, DriverError, connect
from fieldvisit.store.journal import Head, Journal
from fieldvisit.store.migrate import migrate
from fieldvisit.store.opening import COPY_FILE, STORE_FILE, is_filled
from fieldvisit.store.projection import TABLES, project

CopyState = Literal["equal", "behind", "ahead", "missing"]
UNFIT = (DriverError, ValueError, KeyError, TypeError)
"""What reading rows raises when their bytes are not those that were written."""
_SCHEMA = "SELECT name, sql FROM sqlite_master ORDER BY name"
_ROWS = tuple(f"SELECT * FROM {table} ORDER BY 1" for table in TABLES)
_QUERIES = ("PRAGMA user_version", _SCHEMA, *_ROWS)


@frozen
class Verified:
    """What was found.

    `events` counts the entries that can be read and `head` is the newest chain value in
    hexadecimal. `broken_at` is the first entry that does not follow from the one before. `copy`
    is "behind" as well when its later part is damaged, and "missing" when it cannot be read or
    belongs to another journal. `pages` is SQLite's own check of both files.
    """

    events: int
    head: str
    broken_at: int | None
    copy: CopyState
    projections: Literal["equal", "differ"]
    pages: Literal["whole", "damaged"]

    @property
    def ok(self) -> bool:
        """Whether everything is as it should be."""
        found = (self.broken_at, self.copy, self.projections, self.pages)
        return found == (None, "equal", "equal", "whole")


@frozen
class Reading:
    """What a journal holds up to its first fault; `is_whole` when it has none."""

    device: str
    head: Head
    is_whole: bool


def verify_files(folder: Path, copy_folder: Path, key: bytes | None = None) -> Verified:
    """Read every entry of both files, and compare the tables with what the journal says.

    The files are taken as they are: what opening the store would repair is reported. Raises
    Problem for a store that a newer version wrote.
    """
    store_path, copy_path = folder / STORE_FILE, copy_folder / COPY_FILE
    with opened(store_path, key) as store, opened(copy_path, key) as copy:
        if store is not None:
            bring_up_to_date(store, store_path)
        found, copied = read_through(store), read_through(copy)
        whole = found is not None and found.is_whole
        follows = store is not None and whole and tables_follow(store)
        return Verified(
            events=found.head.seq if found else 0,
            head=found.head.chain.hex() if found else "",
            broken_at=None if whole else (found.head.seq if found else 0) + 1,
            copy=_compared(found, copied, copy),
            projections="equal" if follows else "differ",
            pages="whole" if pages_are_whole(store) and pages_are_whole(copy) else "damaged",
        )


@contextmanager
def opened(path: Path, key: bytes | None) -> Iterator[Connection | None]:
    """A connection to a file that is there; None when there is none or it cannot be read."""
    try:
        connection = connect(path, key=key) if is_filled(path) else None
    except Problem:
        connection = None
    try:
        yield connection
    finally:
        if connection is not None:
            connection.close()


def read_through(connection: Connection | None) -> Reading | None:
    """What the file holds; None when it holds no journal that can be read."""
    if connection is None:
        return None
    try:
        row = connection.execute("SELECT value FROM property WHERE name = 'device'").fetchone()
    except UNFIT:
        return None
    if row is None:
        return None
    head, is_whole = Journal(connection, str(row[0])).whole_part()
    return Reading(str(row[0]), head, is_whole)


def pages_are_whole(connection: Connection | None) -> bool:
    """SQLite's own check of the file's pages and indexes."""
    if connection is None:
        return False
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except UNFIT:
        return False


def tables_follow(connection: Connection) -> bool:
    """Whether every table is made as it should be and every row is just what the journal says.

    The search index is no part of it: it holds no more than a way to find rows.
    """
    fresh = connect(":memory:")
    try:
        migrate(fresh, Path(":memory:"))
        target = Journal(fresh, "")
        fresh.execute("BEGIN")
        for entry in Journal(connection, "").entries():
            target.append(entry)
            project(fresh, Event.decode(entry.stored))
        return all(_equal(fresh, connection, query) for query in _QUERIES)
    except UNFIT:
        return False
    finally:
        fresh.close()


def _equal(one: Connection, other: Connection, query: str) -> bool:
    return all(
        left == right for left, right in zip_longest(one.execute(query), other.execute(query))
    )


def bring_up_to_date(store: Connection, path: Path) -> None:
    """Let an older store take the steps that opening it would take."""
    try:
        if store.execute("PRAGMA user_version").fetchone()[0] > 0:
            migrate(store, path)
    except UNFIT:
        return


def _compared(found: Reading | None, copied: Reading | None, copy: Connection | None) -> CopyState:
    if copied is None or (found is not None and found.device != copied.device):
        return "missing"
    head = found.head if found is not None else Head(0, copied.head.chain)
    if not copied.is_whole or copied.head.seq < head.seq:
        return "behind"
    chain = Journal(copy, copied.device).chain_at(head.seq)
    if found is not None and chain != head.chain:
        return "missing"
    return "ahead" if copied.head.seq > head.seq else "equal"
