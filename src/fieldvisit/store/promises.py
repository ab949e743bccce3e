"""Promises as stored."""

from __future__ import annotations

from datetime import date
from typing import Any

from fieldvisit.domain.money import Money
from fieldvisit.domain.promise import Promise
from fieldvisit.store.engine import Connection

_COLUMNS = "promise_id, case_id, amount, currency, due, method, origin, plan_id, number, status"


class Promises:
    """Reading promises."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, promise_id: str) -> Promise | None:
        """The promise with that id, if it is here."""
        found = self._where("promise_id = ?", promise_id)
        return found[0] if found else None

    def of_case(self, case_id: str) -> list[Promise]:
        """Every promise made in a case, by due date."""
        return self._where("case_id = ?", case_id)

    def pending(self, through: date) -> list[Promise]:
        """Promises nobody has settled, due on that day or earlier."""
        return self._where("status = 'pending' AND due <= ?", through.isoformat())

    def _where(self, condition: str, value: str) -> list[Promise]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM promise WHERE {condition} ORDER BY due, promise_id", (value,)
        )
        return [_promise(row) for row in rows]


def _promise(row: tuple[Any, ...]) -> Promise:
    return Promise(
        promise_id=row[0],
        case_id=row[1],
        amount=Money(row[2], row[3]),
        due=date.fromisoformat(row[4]),
        method=row[5],
        origin=row[6],
        plan_id=row[7],
        number=row[8],
        status=row[9],
    )
