"""What was typed and not yet recorded."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from fieldvisit.domain.events import instant_text
from fieldvisit.store.engine import Connection


class Drafts:
    """Drafts by name; each save is on the disk when it returns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, name: str, body: dict[str, Any], now: datetime) -> None:
        """Keep this body under that name, in place of the one before."""
        self._connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "body = excluded.body, changed_at = excluded.changed_at",
            (name, json.dumps(body, ensure_ascii=False), instant_text(now)),
        )

    def find(self, name: str) -> dict[str, Any] | None:
        """The body under that name, if there is one."""
        row = self._connection.execute("SELECT body FROM draft WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def of_step(self, step: str) -> dict[str, dict[str, Any]]:
        """The bodies of what was typed in that step of a visit, by the visit's id."""
        rows = self._connection.execute(
            "SELECT name, body FROM draft WHERE name LIKE ?", (f"% {step}",)
        )
        return {name.removesuffix(f" {step}"): json.loads(body) for name, body in rows}

    def names(self, beginning: str) -> list[str]:
        """Names that begin so, in order."""
        rows = self._connection.execute(
            "SELECT name FROM draft WHERE substr(name, 1, ?) = ? ORDER BY name",
            (len(beginning), beginning),
        )
        return [row[0] for row in rows]

    def drop(self, name: str) -> None:
        """Forget the draft; none is fine."""
        self._connection.execute("DELETE FROM draft WHERE name = ?", (name,))
