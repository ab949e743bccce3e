"""What was handed over to which folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldvisit.domain.events import instant_of, instant_text
from fieldvisit.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Handover:
    """A folder, and the newest entry that was read back from it."""

    folder_id: str
    path: str
    seq: int
    chain: bytes
    at: datetime


class Handovers:
    """State of the carriers; local to this device and not part of the journal."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_folder(self, folder_id: str) -> Handover | None:
        """What that folder has got so far."""
        return self._one("WHERE folder_id = ?", folder_id)

    def of_path(self, path: str) -> Handover | None:
        """What was last handed over at that path, whatever lies there now."""
        return self._one("WHERE path = ? ORDER BY at DESC", path)

    def newest(self) -> Handover | None:
        """The handover that reaches furthest; everything behind its seq is unsent."""
        return self._one("WHERE seq >= ? ORDER BY seq DESC, at DESC", 0)

    def save(self, handover: Handover) -> None:
        """Remember what the folder has now."""
        self._connection.execute(
            "INSERT INTO handover VALUES (?, ?, ?, ?, ?) ON CONFLICT (folder_id) DO UPDATE SET "
            "path = excluded.path, seq = excluded.seq, chain = excluded.chain, at = excluded.at",
            (
                handover.folder_id,
                handover.path,
                handover.seq,
                handover.chain,
                instant_text(handover.at),
            ),
        )

    def _one(self, where: str, value: str | int) -> Handover | None:
        row = self._connection.execute(
            f"SELECT folder_id, path, seq, chain, at FROM handover {where} LIMIT 1", (value,)
        ).fetchone()
        return Handover(row[0], row[1], row[2], row[3], instant_of(row[4])) if row else None
