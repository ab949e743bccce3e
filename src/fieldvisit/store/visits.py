"""Visits as stored."""

from __future__ import annotations

import json
from datetime import date, time
from functools import lru_cache
from typing import Any

from fieldvisit.domain.case import Case
from fieldvisit.domain.events import instant_of
from fieldvisit.domain.visit import Visit, VisitState
from fieldvisit.store.engine import Connection

_COLUMNS = (
    "v.visit_id, c.facts, v.day, v.kind, v.state, v.window_from, v.window_to, v.priority, "
    "v.party, v.started_at, v.finished_at, v.recorded_on, v.outcome, v.promise_id, v.place"
)
_FROM = "FROM visit v JOIN case_list c USING (case_id)"
_OPEN = "v.state IN ('planned', 'started', 'finished')"


class Visits:
    """Reading visits with their cases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._case = lru_cache(maxsize=512)(_case)

    def find(self, visit_id: str) -> Visit | None:
        """The visit with that id, if it is here."""
        row = self._connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE v.visit_id = ?", (visit_id,)
        ).fetchone()
        return self._visit(row) if row else None

    def of_case(self, case_id: str) -> list[Visit]:
        """Every visit of a case, oldest first."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE v.case_id = ? ORDER BY v.day, v.visit_id", (case_id,)
        )
        return [self._visit(row) for row in rows]

    def of_day(self, day: date, limit: int) -> list[Visit]:
        """Open visits of that day or left over from earlier ones, then those recorded that day.

        Open ones come first by window and priority, at most `limit` in all.
        """
        found = self._rows(
            f"WHERE {_OPEN} AND v.day <= ? ORDER BY v.window_from = '', v.window_from, "
            "v.priority DESC, v.visit_id LIMIT ?",
            (day.isoformat(), limit),
        )
        if len(found) < limit:
            found += self._rows(
                "WHERE v.recorded_on = ? AND v.recorded_on != '' "
                "ORDER BY v.finished_at, v.visit_id LIMIT ?",
                (day.isoformat(), limit - len(found)),
            )
        return found

    def count_of_day(self, day: date) -> tuple[int, int]:
        """How many are open that day (left-overs included), and how many are recorded."""
        opened = self._connection.execute(
            f"SELECT count(*) FROM visit v WHERE {_OPEN} AND v.day <= ?", (day.isoformat(),)
        ).fetchone()[0]
        recorded = self._connection.execute(
            "SELECT count(*) FROM visit WHERE recorded_on = ? AND recorded_on != ''",
            (day.isoformat(),),
        ).fetchone()[0]
        return opened, recorded

    def open_ids(self, day: date) -> list[str]:
        """Ids of what is open that day, left-overs included."""
        rows = self._connection.execute(
            f"SELECT v.visit_id FROM visit v WHERE {_OPEN} AND v.day <= ? ORDER BY v.visit_id",
            (day.isoformat(),),
        )
        return [row[0] for row in rows]

    def begun(self) -> list[Visit]:
        """Visits that were begun and have no outcome yet, the earliest first."""
        return self._rows(
            "WHERE v.state IN ('started', 'finished') ORDER BY v.started_at, v.visit_id", ()
        )

    def outcome_event(self, visit_id: str) -> str:
        """Id of the entry that holds the visit's outcome; empty when there is none."""
        return self._event("outcome", visit_id)

    def plan_event(self, visit_id: str) -> str:
        """Id of the entry that holds what was agreed on the visit; empty when nothing was."""
        return self._event("plan", visit_id)

    def _event(self, table: str, visit_id: str) -> str:
        row = self._connection.execute(
            f"SELECT event_id FROM {table} WHERE visit_id = ?1 "
            "AND case_id = (SELECT case_id FROM visit WHERE visit_id = ?1)",
            (visit_id,),
        ).fetchone()
        return row[0] if row else ""

    def _rows(self, where: str, values: tuple[Any, ...]) -> list[Visit]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} {_FROM} {where}", values)
        return [self._visit(row) for row in rows]

    def _visit(self, row: tuple[Any, ...]) -> Visit:
        return Visit(
            visit_id=row[0],
            case=self._case(row[1]),
            day=date.fromisoformat(row[2]),
            kind=row[3],
            state=VisitState(row[4]),
            window_from=time.fromisoformat(row[5]) if row[5] else None,
            window_to=time.fromisoformat(row[6]) if row[6] else None,
            priority=row[7],
            party=row[8],
            started_at=instant_of(row[9]) if row[9] else None,
            finished_at=instant_of(row[10]) if row[10] else None,
            recorded_on=date.fromisoformat(row[11]) if row[11] else None,
            outcome=row[12],
            promise_id=row[13],
            place=row[14],
        )


def _case(facts: str) -> Case:
    """The case that a row's facts hold; a list of the day reads the same ones over and over."""
    return Case.of(json.loads(facts))
