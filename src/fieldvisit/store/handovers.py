"""What was handed over to which folder."""

from __future__ import annotations

from datetime import datetime

from fieldvisit.domain.events import instant_of, instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.store.engine import Connection


@frozen
class Handover:
    """The newest entry that a folder has, and when it got it."""

    seq: int
    at: datetime


class Handovers:
    """State of the carriers; local to this device and not part of the journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_known(self, path: str) -> bool:
        """Whether something was handed over at that path before, whatever lies there now."""
        row = self._connection.execute(
            "SELECT 1 FROM handover WHERE path = ? LIMIT 1", (path,)
        ).fetchone()
        return row is not None

    def reached(self, folder_id: str) -> tuple[int, bytes] | None:
        """The newest entry that the folder has, and the chain value after it."""
        row = self._connection.execute(
            "SELECT seq, chain FROM handover WHERE folder_id = ?", (folder_id,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def newest(self) -> Handover | None:
        """The handover that reaches furthest; everything behind its seq is unsent."""
        row = self._connection.execute(
            "SELECT seq, at FROM handover ORDER BY seq DESC, at DESC LIMIT 1"
        ).fetchone()
        return Handover(row[0], instant_of(row[1])) if row else None

    def save(self, folder_id: str, path: str, seq: int, chain: bytes, now: datetime) -> None:
        """Remember what the folder has now; on the disk when this returns."""
        self._connection.execute(
            "INSERT INTO handover VALUES (?, ?, ?, ?, ?) ON CONFLICT (folder_id) DO UPDATE SET "
            "path = excluded.path, seq = excluded.seq, chain = excluded.chain, at = excluded.at",
            (folder_id, path, seq, chain, instant_text(now)),
        )
