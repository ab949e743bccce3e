"""Steps bring a store to the newest form, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import SQLModel

from fieldvisit.domain.problems import Problem
from fieldvisit.store import tables  # noqa: F401, declares the tables
from fieldvisit.store.engine import DriverError, connect
from fieldvisit.store.migrate import migrate, steps

KINDS = {"INTEGER": "INTEGER", "VARCHAR": "TEXT", "BLOB": "BLOB"}
FIRST = (1, "CREATE TABLE one (a TEXT);\nINSERT INTO one VALUES ('kept');\n")
SECOND = (2, "CREATE TABLE two (b TEXT);\n")
BROKEN = (2, "CREATE TABLE two (b TEXT);\nINSERT INTO nowhere VALUES (1);\n")


def version(path: Path) -> int:
    """The version that the file states."""
    connection = connect(path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return int(found)


def test_a_step_that_fails_leaves_the_version_before(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = connect(path)
    migrate(connection, path, [FIRST])

    with pytest.raises(DriverError):
        migrate(connection, path, [FIRST, BROKEN])
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    connection.close()

    assert (version(path), names) == (1, ["one"])


def test_a_file_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = connect(path)
    migrate(connection, path, [FIRST])
    migrate(connection, path, [FIRST, SECOND])
    connection.close()

    assert (version(path), version(tmp_path / "store.db.before-2")) == (2, 1)


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = connect(path)
    migrate(connection, path, [FIRST, SECOND])

    with pytest.raises(Problem, match="newer fieldvisit"):
        migrate(connection, path, [FIRST])
    connection.close()

    assert version(path) == 2


def test_the_steps_make_just_the_tables_that_sqlmodel_declares(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = connect(path)
    migrate(connection, path, steps())
    for table in SQLModel.metadata.tables.values():
        info = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        made = [(row[1], row[2], bool(row[3]), bool(row[5])) for row in info]
        declared = [
            (each.name, KINDS[str(each.type.compile())], not each.nullable, each.primary_key)
            for each in table.columns
        ]

        assert made == declared, table.name
    connection.close()
