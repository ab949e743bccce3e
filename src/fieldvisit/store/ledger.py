"""Contacts, consents, flags, papers and wishes of a case, as stored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from fieldvisit.domain.events import instant_of, instant_text
from fieldvisit.domain.visit import Entry
from fieldvisit.store.engine import Connection

_COLUMNS = "entry_id, case_id, kind, name, at, document"


class Ledger:
    """Reading the ledger."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, case_ids: Iterable[str]) -> dict[str, list[Entry]]:
        """What stands for each of these cases, oldest first; ended entries are left out."""
        found: dict[str, list[Entry]] = {case_id: [] for case_id in case_ids}
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM ledger "
            "WHERE case_id IN (SELECT value FROM json_each(?)) AND ended_by = '' "
            "ORDER BY case_id, at, entry_id",
            (json.dumps(list(found)),),
        )
        for row in rows:
            found[row[1]].append(_entry(row))
        return found

    def of_case(self, case_id: str) -> list[Entry]:
        """What stands for the case, oldest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM ledger WHERE case_id = ? AND ended_by = '' "
            "ORDER BY at, entry_id",
            (case_id,),
        )
        return [_entry(row) for row in rows]

    def unclosed(self) -> list[str]:
        """Ids of visits whose closing lacks something, the oldest first."""
        rows = self._connection.execute(
            "SELECT name FROM ledger WHERE kind = 'unclosed' AND ended_by = '' ORDER BY at, name"
        )
        return [row[0] for row in rows]

    def confirmed_since(self, since: datetime) -> list[Entry]:
        """Rules that were confirmed from that instant on, in any case, the oldest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM ledger "
            "WHERE kind = 'confirmed' AND ended_by = '' AND at >= ? ORDER BY at, entry_id",
            (instant_text(since),),
        )
        return [_entry(row) for row in rows]

    def find(self, entry_id: str) -> Entry | None:
        """The entry with that id, ended or not."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} FROM ledger WHERE entry_id = ?", (entry_id,)
        ).fetchone()
        return _entry(row) if row else None


def _entry(row: tuple[str, ...]) -> Entry:
    return Entry(row[0], row[1], row[2], row[3], instant_of(row[4]), json.loads(row[5]))
