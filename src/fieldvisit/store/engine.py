"""The one place where a database file is opened: driver, settings, and SQLAlchemy's engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import N_

if TYPE_CHECKING:
    from sqlalchemy import Engine

Connection = Any
"""A connection of the SQLCipher driver; it has the interface of the standard `sqlite3`."""

DriverError = dbapi2.Error
NotAsDeclared = dbapi2.IntegrityError
"""A row that breaks the tables' own rules: a fault of the program, not of the disk."""
SAFE_SQLITE = (3, 51, 3)
"""The first release without the corruption bug of sqlite.org/wal.html#walresetbug."""

_SETTINGS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA fullfsync = ON",
    "PRAGMA busy_timeout = 2000",
)


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite that the driver brings."""
    return tuple(dbapi2.sqlite_version_info)


def connect(path: Path | str, *, key: bytes | None = None) -> Connection:
    """An open connection in autocommit mode, every setting applied; transactions are explicit.

    `key` is a raw 32-byte SQLCipher key; None leaves the file plain. Raises Problem when the
    driver brings an SQLite with the corruption bug, or the file is no database of ours.
    """
    if sqlite_version() < SAFE_SQLITE:
        raise Problem(
            N_("The installed SQLite is too old to keep records safely; reinstall sqlcipher3."),
            code="sqlite.old",
        )
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except (dbapi2.DatabaseError, UnicodeDecodeError) as error:
        connection.close()
        raise Problem(
            N_("{field} is not a file that fieldvisit can open; nothing was changed."),
            code="store.unreadable",
            field=Path(path).name,
        ) from error
    return connection


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Everything inside, or nothing of it.

    SQLite ends a transaction by itself when the disk fails, so that there may be none to undo.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        undo(connection)
        raise


def undo(connection: Connection) -> None:
    """Give up the open transaction, if there is one."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def engine_over(connection: Connection) -> Engine:
    """SQLAlchemy's engine on a connection that is open already, for use on the same thread."""
    from sqlalchemy import StaticPool, create_engine

    return create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool
    )
