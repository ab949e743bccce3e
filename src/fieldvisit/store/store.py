"""The local store: a journal in two files, and the rows that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fieldvisit.domain.calendar import offset_text
from fieldvisit.domain.events import LARGEST, Event, NewEvent, chained
from fieldvisit.domain.problems import BadInput, Problem
from fieldvisit.domain.text import N_
from fieldvisit.store.cases import Cases
from fieldvisit.store.device_clock import boot_reading
from fieldvisit.store.drafts import Drafts
from fieldvisit.store.engine import Connection, DriverError, NotAsDeclared, undo
from fieldvisit.store.handovers import Handovers
from fieldvisit.store.journal import Entry, Head, Journal
from fieldvisit.store.ledger import Ledger
from fieldvisit.store.opening import OpenFiles, open_files
from fieldvisit.store.projection import project
from fieldvisit.store.promises import Promises
from fieldvisit.store.search import Search
from fieldvisit.store.visits import Visits

if TYPE_CHECKING:
    from fieldvisit.store.history import History


class Store:
    """Everything one device knows. Belongs to one thread at a time.

    Reading goes through the parts (`cases`, `visits`, ...); the one way to write is `record`.
    """

    def __init__(self, files: OpenFiles) -> None:
        self._files = files
        self.device = files.device
        self.cases = Cases(files.store)
        self.visits = Visits(files.store)
        self.ledger = Ledger(files.store)
        self.promises = Promises(files.store)
        self.drafts = Drafts(files.store)
        self.handovers = Handovers(files.store)
        self.search = Search(files.store)
        self.journal = Journal(files.store, files.device)
        self._copy = Journal(files.copy, files.device)

    @classmethod
    def open(
        cls, folder: Path, *, copy_folder: Path | None = None, key: bytes | None = None
    ) -> Store:
        """Open or make the store in `folder`; `copy_folder` may lie on another disk.

        What only one of the two files holds is brought over to the other. Raises Problem when
        they contradict each other, or the store was written by a newer version.
        """
        return cls(open_files(folder, copy_folder or folder, key))

    @cached_property
    def history(self) -> History:
        """What happened in a case; the first use loads SQLModel."""
        from fieldvisit.store.history import History

        return History(self._files.store)

    @property
    def connection(self) -> Connection:
        """The store's own connection, for checks that read whole tables."""
        return self._files.store

    @property
    def copy(self) -> Journal:
        """The journal's second file."""
        return self._copy

    def record(
        self,
        new: Iterable[NewEvent],
        now: datetime,
        *,
        forget: str = "",
        progress: Callable[[int], None] | None = None,
    ) -> list[Event]:
        """Write the events and their rows, whole or not at all; on return they are on the disk.

        The copy commits first, then the store. `forget` names a draft that the events replace;
        it goes in the same transaction. `progress` hears how many are written and may raise to
        call everything off. An event whose id is in the journal already is not written again.
        Raises Problem when the disk refuses, BadInput for an event too long to be handed over.
        """
        written: list[Event] = []
        with self._writing() as head:
            before = self.last_seen
            for each in new:
                there = self.journal.find(each.event_id) if each.event_id else None
                if there is None:
                    event, head = self._append(each, now, head)
                    written.append(event)
                else:
                    written.append(there)
                if progress is not None:
                    progress(len(written))
            if written:
                self._remember_clock(max(now, before or now))
            if forget:
                self.drafts.drop(forget)
        return written

    def _append(self, new: NewEvent, now: datetime, head: Head) -> tuple[Event, Head]:
        boot, boot_ms = boot_reading(self.device)
        event = Event(
            event_id=new.event_id or new_id(),
            device=self.device,
            seq=head.seq + 1,
            type=new.type,
            version=new.version,
            at=now.astimezone(UTC),
            offset=offset_text(now),
            boot=boot,
            boot_ms=boot_ms,
            supersedes=new.supersedes,
            payload=new.payload,
        )
        stored = _checked_length(event.encode())
        entry = Entry(event.seq, event.event_id, stored, chained(head.chain, stored))
        self._copy.append(entry)
        self.journal.append(entry)
        project(self._files.store, event)
        return event, Head(entry.seq, entry.chain)

    @property
    def last_seen(self) -> datetime | None:
        """The latest reading of the clock that the journal holds; a clock set back reads less."""
        row = self._files.store.execute(
            "SELECT value FROM property WHERE name = 'last_seen'"
        ).fetchone()
        if row:
            return datetime.fromisoformat(row[0])
        return max((event.at for event in self.journal.newest_first()), default=None)

    def _remember_clock(self, at: datetime) -> None:
        self._files.store.execute(
            "INSERT INTO property VALUES ('last_seen', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (at.astimezone(UTC).isoformat(),),
        )

    @contextmanager
    def _writing(self) -> Iterator[Head]:
        store, copy = self._files.store, self._files.copy
        copied = False
        head: Head | None = None
        try:
            copy.execute("BEGIN IMMEDIATE")
            store.execute("BEGIN IMMEDIATE")
            head = self.journal.head()
            self._copy.drop_after(head.seq)
            yield head
            copy.execute("COMMIT")
            copied = True
            store.execute("COMMIT")
        except BaseException as error:
            undo(store)
            undo(copy)
            if copied and head is not None:
                self._take_back_copy(head.seq)
            if isinstance(error, DriverError) and not isinstance(error, NotAsDeclared):
                raise _not_saved() from error
            raise

    def _take_back_copy(self, seq: int) -> None:
        """Forget what only the copy has got. Where the disk refuses even that, the next write
        does it first; the entries stay an unconfirmed tail until then."""
        with suppress(DriverError):
            self._copy.drop_after(seq)

    def mark(self, name: str) -> None:
        """Set a mark on this store for good, such as that it may use another clock."""
        self._files.store.execute("INSERT OR IGNORE INTO property VALUES (?, 'yes')", (name,))

    def is_marked(self, name: str) -> bool:
        """Whether the store carries that mark."""
        row = self._files.store.execute(
            "SELECT 1 FROM property WHERE name = ? AND value = 'yes'", (name,)
        ).fetchone()
        return row is not None

    def close(self) -> None:
        """Close both files."""
        self._files.store.close()
        self._files.copy.close()


def new_id() -> str:
    """A UUIDv7: unique, and ordered by the time it was made."""
    from uuid_utils import uuid7

    return str(uuid7())


def _checked_length(stored: bytes) -> bytes:
    if len(stored) > LARGEST:
        raise BadInput(
            N_("Not saved: the texts of this record are too long; shorten them."),
            code="record.long",
        )
    return stored


def _not_saved() -> Problem:
    return Problem(
        N_("Not saved: the disk refused the write. Free some space and save again."),
        code="store.write",
    )
