"""The append-only list of events, in the store and in its copy."""

from __future__ import annotations

from collections.abc import Iterator

from fieldvisit.domain.events import Event, chained, genesis
from fieldvisit.domain.frozen import frozen
from fieldvisit.store.engine import Connection, DriverError

_LOG = """CREATE TABLE IF NOT EXISTS event_log (
    seq INTEGER NOT NULL PRIMARY KEY, event_id TEXT NOT NULL UNIQUE,
    stored BLOB NOT NULL, chain BLOB NOT NULL
)"""
_DEVICE = (
    "CREATE TABLE IF NOT EXISTS property (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"
)


@frozen
class Entry:
    """A stored event: its bytes as they were made, and the chain value after it."""

    seq: int
    event_id: str
    stored: bytes
    chain: bytes


@frozen
class Head:
    """The newest entry; seq 0 before the first."""

    seq: int
    chain: bytes


class Journal:
    """The events in one file. The caller owns the transaction."""

    def __init__(self, connection: Connection, device: str) -> None:
        self._connection = connection
        self._device = device

    def head(self) -> Head:
        """The newest entry's place and chain value."""
        row = self._connection.execute(
            "SELECT seq, chain FROM event_log ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return Head(row[0], row[1]) if row else Head(0, genesis(self._device))

    def genesis(self) -> bytes:
        """The chain value before the first entry."""
        return genesis(self._device)

    def append(self, entry: Entry) -> None:
        """Add the entry that follows the head."""
        self._connection.execute(
            "INSERT INTO event_log (seq, event_id, stored, chain) VALUES (?, ?, ?, ?)",
            (entry.seq, entry.event_id, entry.stored, entry.chain),
        )

    def drop_after(self, seq: int) -> None:
        """Forget entries that the store never confirmed; used on the copy alone."""
        self._connection.execute("DELETE FROM event_log WHERE seq > ?", (seq,))

    def find(self, event_id: str) -> Event | None:
        """The event with that id, if it is here."""
        row = self._connection.execute(
            "SELECT stored FROM event_log WHERE event_id = ?", (event_id,)
        ).fetchone()
        return Event.decode(row[0]) if row else None

    def chain_at(self, seq: int) -> bytes | None:
        """The chain value after that entry; None when it is not here."""
        if seq == 0:
            return genesis(self._device)
        row = self._connection.execute(
            "SELECT chain FROM event_log WHERE seq = ?", (seq,)
        ).fetchone()
        return row[0] if row else None

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Entries in order, from the one behind `after` on."""
        query = "SELECT seq, event_id, stored, chain FROM event_log WHERE seq > ? ORDER BY seq"
        for row in self._connection.execute(query, (after,)):
            yield Entry(*row)

    def newest_first(self, after: int = 0) -> Iterator[Event]:
        """Events from the head back to the one behind `after`."""
        rows = self._connection.execute(
            "SELECT stored FROM event_log WHERE seq > ? ORDER BY seq DESC", (after,)
        )
        for row in rows:
            yield Event.decode(row[0])

    def whole_part(self) -> tuple[Head, bool]:
        """The newest entry up to which each follows from the one before, and whether that is all
        there is."""
        head = Head(0, self.genesis())
        try:
            for entry in self.entries():
                if not _follows(head, entry):
                    return head, False
                head = Head(entry.seq, entry.chain)
        except (DriverError, ValueError):
            return head, False
        return head, True


def _follows(head: Head, entry: Entry) -> bool:
    """The chain is looked at first: bytes that it does not vouch for are not even read."""
    if entry.seq != head.seq + 1 or not isinstance(entry.stored, bytes):
        return False
    if entry.chain != chained(head.chain, entry.stored):
        return False
    try:
        event = Event.decode(entry.stored)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return False
    return (event.seq, event.event_id) == (entry.seq, entry.event_id)


def prepare_copy(connection: Connection, device: str) -> None:
    """Make the copy's tables; they hold the journal and the device's name, nothing else."""
    for statement in (_LOG, _DEVICE):
        connection.execute(statement)
    connection.execute("INSERT OR IGNORE INTO property VALUES ('device', ?)", (device,))
