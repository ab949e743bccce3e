"""What happened in a case or on a day, read through SQLModel."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from fieldvisit.domain.events import instant_of
from fieldvisit.domain.record import DayClose, OutcomeRecord, PlanRecord
from fieldvisit.store.engine import Connection, engine_over

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from fieldvisit.store.tables import OutcomeRow, PlanRow


class History:
    """Reading records. The first use loads SQLModel, so nothing on the way to the first screen
    comes here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _engine(self) -> Engine:
        return engine_over(self._connection)

    def _session(self) -> Session:
        from sqlmodel import Session

        return Session(self._engine)

    def outcomes_of_case(self, case_id: str) -> list[OutcomeRecord]:
        """The case's outcomes, oldest first; corrected and undone ones are left out."""
        from sqlmodel import select

        from fieldvisit.store.tables import OutcomeRow

        query = select(OutcomeRow).where(OutcomeRow.case_id == case_id)
        with self._session() as session:
            return [_outcome(row) for row in session.exec(query.order_by(OutcomeRow.at))]

    def outcomes_of_day(self, day: date) -> list[OutcomeRecord]:
        """The outcomes of that day, in the order of their instants."""
        from sqlmodel import select

        from fieldvisit.store.tables import OutcomeRow

        query = select(OutcomeRow).where(OutcomeRow.day == day.isoformat())
        with self._session() as session:
            return [_outcome(row) for row in session.exec(query.order_by(OutcomeRow.at))]

    def outcome_of_visit(self, visit_id: str) -> OutcomeRecord | None:
        """The outcome that stands for the visit."""
        from sqlmodel import select

        from fieldvisit.store.tables import OutcomeRow

        with self._session() as session:
            row = session.exec(select(OutcomeRow).where(OutcomeRow.visit_id == visit_id)).first()
            return _outcome(row) if row else None

    def plans_of_case(self, case_id: str) -> list[PlanRecord]:
        """The case's agreed plans, oldest first."""
        from sqlmodel import select

        from fieldvisit.store.tables import PlanRow

        query = select(PlanRow).where(PlanRow.case_id == case_id)
        with self._session() as session:
            return [_plan(row) for row in session.exec(query.order_by(PlanRow.event_id))]

    def plans_of_day(self, day: date) -> list[PlanRecord]:
        """The plans agreed that day."""
        from sqlmodel import select

        from fieldvisit.store.tables import PlanRow

        query = select(PlanRow).where(PlanRow.day == day.isoformat())
        with self._session() as session:
            return [_plan(row) for row in session.exec(query.order_by(PlanRow.event_id))]

    def day_closes(self, day: date) -> list[DayClose]:
        """The seals of that day, oldest first; more than one when work followed the first."""
        from sqlmodel import select

        from fieldvisit.store.tables import DayCloseRow

        query = select(DayCloseRow).where(DayCloseRow.day == day.isoformat())
        with self._session() as session:
            rows = session.exec(query.order_by(DayCloseRow.event_id)).all()
            return [
                DayClose(row.event_id, day, row.seq, row.code, json.loads(row.document))
                for row in rows
            ]


def _outcome(row: OutcomeRow) -> OutcomeRecord:
    return OutcomeRecord(
        event_id=row.event_id,
        visit_id=row.visit_id,
        case_id=row.case_id,
        code=row.code,
        at=instant_of(row.at),
        day=date.fromisoformat(row.day),
        document=json.loads(row.document),
    )


def _plan(row: PlanRow) -> PlanRecord:
    document = json.loads(row.document)
    return PlanRecord(
        event_id=row.event_id,
        visit_id=row.visit_id,
        case_id=row.case_id,
        kind=row.kind,
        approval=row.approval,
        day=date.fromisoformat(row.day),
        schedule=document["schedule"],
        read_back=document["read_back"],
    )
