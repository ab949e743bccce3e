"""The tables made again from the journal, and compared with it."""

from __future__ import annotations

from pathlib import Path

from fieldvisit.domain.events import Event
from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import N_
from fieldvisit.store.engine import Connection, DriverError, connect
from fieldvisit.store.journal import Journal
from fieldvisit.store.migrate import migrate
from fieldvisit.store.opening import COPY_FILE, STORE_FILE
from fieldvisit.store.projection import TABLES, forget_everything, project


def project_again(connection: Connection, journal: Journal) -> int:
    """Empty the tables and fill them from the journal, in one transaction; how many events."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        forget_everything(connection)
        count = 0
        for entry in journal.entries():
            project(connection, Event.decode(entry.stored))
            count += 1
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return count


def tables_follow(connection: Connection, journal: Journal) -> bool:
    """Whether every row is just what the journal says, byte for byte."""
    fresh = connect(":memory:")
    try:
        migrate(fresh, Path(":memory:"))
        fresh.execute("BEGIN")
        target = Journal(fresh, "")
        for entry in journal.entries():
            target.append(entry)
            project(fresh, Event.decode(entry.stored))
        return all(_rows(fresh, table) == _rows(connection, table) for table in TABLES)
    finally:
        fresh.close()


def _rows(connection: Connection, table: str) -> list[tuple[object, ...]]:
    key = connection.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk").fetchone()
    return list(connection.execute(f"SELECT * FROM {table} ORDER BY {key[0]}"))


def rescue_from_copy(folder: Path, copy_folder: Path) -> int:
    """Make the store anew from the journal's copy; returns how many entries were rescued.

    The store that was there is set aside as `store.db.set-aside`, never deleted. Drafts and the
    record of what was handed over are lost with it. Raises Problem when the copy is damaged too.
    """
    copy = connect(copy_folder / COPY_FILE)
    try:
        device = _device_of(copy)
        source = Journal(copy, device)
        if source.first_break() is not None:
            raise _no_copy()
        _set_aside(folder / STORE_FILE)
        store = connect(folder / STORE_FILE)
        try:
            migrate(store, folder / STORE_FILE)
            return _fill(store, source, device)
        finally:
            store.close()
    finally:
        copy.close()


def _fill(store: Connection, source: Journal, device: str) -> int:
    target = Journal(store, device)
    count = 0
    store.execute("BEGIN IMMEDIATE")
    store.execute("INSERT INTO property VALUES ('device', ?)", (device,))
    for entry in source.entries():
        target.append(entry)
        project(store, Event.decode(entry.stored))
        count += 1
    store.execute("COMMIT")
    return count


def _device_of(copy: Connection) -> str:
    try:
        row = copy.execute("SELECT value FROM property WHERE name = 'device'").fetchone()
    except DriverError as error:
        raise _no_copy() from error
    if row is None:
        raise _no_copy()
    return str(row[0])


def _set_aside(path: Path) -> None:
    aside = path.with_name(path.name + ".set-aside")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.set-aside-{number}")
    if path.exists():
        path.rename(aside)


def _no_copy() -> Problem:
    return Problem(
        N_("{field} is missing or damaged; nothing can be made again from it."),
        code="copy.damaged",
        field=COPY_FILE,
    )
