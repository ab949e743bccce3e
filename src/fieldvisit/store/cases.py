"""Cases as stored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from fieldvisit.domain.case import Case
from fieldvisit.store.engine import Connection


class Cases:
    """Reading the case list."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, case_id: str) -> Case | None:
        """The case with that number, if it is here."""
        facts = self.facts_of(case_id)
        return Case.of(json.loads(facts)) if facts else None

    def facts_of(self, case_id: str) -> str | None:
        """The stored JSON of the case, if it is here; equal values are an equal case."""
        row = self._connection.execute(
            "SELECT facts FROM case_list WHERE case_id = ?", (case_id,)
        ).fetchone()
        return row[0] if row else None

    def count(self) -> int:
        """How many cases there are."""
        row = self._connection.execute("SELECT max(number) FROM case_list").fetchone()
        return row[0] or 0

    def page(self, after: int = 0, size: int = 200) -> list[Case]:
        """Cases in the order in which they came, `size` of them behind the `after` first."""
        rows = self._connection.execute(
            "SELECT facts FROM case_list WHERE number > ? ORDER BY number LIMIT ?", (after, size)
        )
        return [Case.of(json.loads(row[0])) for row in rows]

    def by_number(self, numbers: Iterable[int]) -> Iterator[Case]:
        """The cases with these row numbers, in the order asked."""
        for number in numbers:
            row = self._connection.execute(
                "SELECT facts FROM case_list WHERE number = ?", (number,)
            ).fetchone()
            if row:
                yield Case.of(json.loads(row[0]))
