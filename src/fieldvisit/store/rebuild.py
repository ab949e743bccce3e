"""The tables made again from the journal, and a damaged file made again from the other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fieldvisit.domain.events import Event
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import N_
from fieldvisit.store.checks import (
    UNFIT,
    Reading,
    bring_up_to_date,
    opened,
    pages_are_whole,
    read_through,
    tables_follow,
)
from fieldvisit.store.engine import Connection, connect, transaction
from fieldvisit.store.journal import Journal
from fieldvisit.store.migrate import migrate
from fieldvisit.store.opening import COPY_FILE, STORE_FILE, open_files
from fieldvisit.store.projection import forget_everything, project


@frozen
class Rebuilt:
    """How many entries the tables follow from now, and the files that were set aside.

    When `is_new`, the store was made anew: drafts and the record of what was handed over are
    lost with the old one.
    """

    events: int
    is_new: bool
    set_aside: tuple[str, ...]


def rebuild_files(
    folder: Path, copy_folder: Path, now: datetime, key: bytes | None = None
) -> Rebuilt:
    """Make the tables again from the journal; nothing that anybody wrote is deleted.

    A file whose journal is damaged or missing is set aside as `NAME.broken-INSTANT` and made anew
    from the other. Raises Problem, and changes nothing, when neither is whole or both are but
    contradict each other.
    """
    store_path, copy_path = folder / STORE_FILE, copy_folder / COPY_FILE
    with opened(store_path, key) as store, opened(copy_path, key) as copy:
        if store is not None:
            bring_up_to_date(store, store_path)
        found, copied = read_through(store), read_through(copy)
        store_is_whole = found is not None and found.is_whole
        copy_is_whole = copied is not None and copied.is_whole
        _check_sources(found, copied, store, copy)
        is_new = not (store is not None and store_is_whole and _projected_in_place(store))
        if is_new:
            anew = _made_anew(store_path, store if store_is_whole else copy, key)
    aside: list[str] = []
    if is_new:
        aside += _set_aside(store_path, now)
        anew.replace(store_path)
    if not copy_is_whole:
        aside += _set_aside(copy_path, now)
    return Rebuilt(_agreed_length(folder, copy_folder, key), is_new, tuple(aside))


def project_again(store: Connection) -> None:
    """Empty the projected tables and fill them from the journal, in one transaction."""
    with transaction(store):
        forget_everything(store)
        for entry in Journal(store, "").entries():
            project(store, Event.decode(entry.stored))


def _check_sources(
    found: Reading | None,
    copied: Reading | None,
    store: Connection | None,
    copy: Connection | None,
) -> None:
    whole = [each for each in (found, copied) if each is not None and each.is_whole]
    if not whole:
        raise Problem(
            N_("Neither the store nor its copy is whole; nothing was changed. Keep both files."),
            code="rebuild.no_source",
        )
    if len(whole) == 2:
        shared = min(each.head.seq for each in whole)
        journals = (Journal(store, whole[0].device), Journal(copy, whole[1].device))
        if journals[0].chain_at(shared) != journals[1].chain_at(shared):
            raise Problem(
                N_("{field} belongs to another store; nothing was changed. Move it away."),
                code="rebuild.contradiction",
                field=COPY_FILE,
            )


def _projected_in_place(store: Connection) -> bool:
    if not pages_are_whole(store):
        return False
    try:
        project_again(store)
    except UNFIT:
        return False
    return tables_follow(store)


def _made_anew(path: Path, source: Connection, key: bytes | None) -> Path:
    """A new store beside the old one, with every entry of the source."""
    anew = path.with_name(path.name + ".anew")
    anew.unlink(missing_ok=True)
    device = source.execute("SELECT value FROM property WHERE name = 'device'").fetchone()[0]
    store = connect(anew, key=key)
    try:
        migrate(store, anew)
        target = Journal(store, device)
        with transaction(store):
            store.execute("INSERT INTO property VALUES ('device', ?)", (device,))
            for entry in Journal(source, device).entries():
                target.append(entry)
                project(store, Event.decode(entry.stored))
    finally:
        store.close()
    return anew


def _set_aside(path: Path, now: datetime) -> list[str]:
    if not path.exists():
        return []
    name = f"{path.name}.broken-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside, number = path.with_name(name), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{name}-{number}")
    path.rename(aside)
    return [aside.name]


def _agreed_length(folder: Path, copy_folder: Path, key: bytes | None) -> int:
    """Open both files as every run does, which brings over what one of them lacks."""
    files = open_files(folder, copy_folder, key)
    try:
        return Journal(files.store, files.device).head().seq
    finally:
        files.store.close()
        files.copy.close()
