"""Numbered steps bring a store to the newest form; each runs whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlcipher3 import dbapi2

from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import N_
from fieldvisit.store.engine import Connection, transaction

_STEPS = Path(__file__).parent / "migrations"


def steps() -> list[tuple[int, str]]:
    """The shipped steps as (number, SQL), rising from 1 without a gap."""
    files = sorted(_STEPS.glob("*.sql"))
    return [(int(file.name[:4]), file.read_text("utf-8")) for file in files]


def migrate(
    connection: Connection, path: Path, known: Sequence[tuple[int, str]] | None = None
) -> None:
    """Run the steps that the file lacks.

    A file with content is copied first, to `NAME.before-N` beside it. Raises Problem when the
    file was written by a newer fieldvisit; then nothing is touched.
    """
    known = steps() if known is None else known
    newest = known[-1][0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > newest:
        raise Problem(
            N_("{field} was written by a newer fieldvisit; install that version to open it."),
            code="store.newer",
            field=path.name,
        )
    if 0 < version < newest:
        _copy(path, path.with_name(f"{path.name}.before-{version + 1}"))
    for number, script in known:
        if number > version:
            _run(connection, number, script)


def _run(connection: Connection, number: int, script: str) -> None:
    with transaction(connection):
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if dbapi2.complete_statement(statement):
            yield statement
            statement = ""


def _copy(path: Path, beside: Path) -> None:
    part = beside.with_name(beside.name + ".part")
    with path.open("rb") as source, part.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    part.replace(beside)
