"""The tables as SQLModel classes. They hold rows and check nothing: rules live in the domain.

Instants are text in UTC, days and clock times are the borrower's local text, money is whole minor
units, `document` and `facts` are JSON. `origin` names the event that made the row.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class Property(SQLModel, table=True):
    """Facts about the store itself: the device's id, how far the search index reaches."""

    name: str = Field(primary_key=True)
    value: str


class EventLog(SQLModel, table=True):
    """The journal."""

    __tablename__ = "event_log"

    seq: int = Field(primary_key=True)
    event_id: str = Field(unique=True)
    stored: bytes
    chain: bytes


class CaseList(SQLModel, table=True):
    """Cases; `number` is their place in the list and their row in the search index."""

    __tablename__ = "case_list"

    number: int = Field(primary_key=True)
    case_id: str = Field(unique=True)
    facts: str
    changed_seq: int


class VisitRow(SQLModel, table=True):
    """Visits."""

    __tablename__ = "visit"

    visit_id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case_list.case_id")
    day: str
    kind: str
    state: str
    window_from: str
    window_to: str
    priority: int
    party: str
    started_at: str
    finished_at: str
    recorded_on: str
    outcome: str
    promise_id: str
    origin: str
    place: str


class OutcomeRow(SQLModel, table=True):
    """What came of visits."""

    __tablename__ = "outcome"

    event_id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visit.visit_id")
    case_id: str = Field(foreign_key="case_list.case_id")
    code: str
    at: str
    day: str
    document: str


class PlanRow(SQLModel, table=True):
    """Agreed instalment plans and extensions."""

    __tablename__ = "plan"

    event_id: str = Field(primary_key=True)
    visit_id: str = Field(foreign_key="visit.visit_id")
    case_id: str = Field(foreign_key="case_list.case_id")
    kind: str
    approval: str
    day: str
    document: str


class PromiseRow(SQLModel, table=True):
    """Promises to pay: single ones, and the instalments of plans."""

    __tablename__ = "promise"

    promise_id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case_list.case_id")
    plan_id: str
    number: int
    amount: int
    currency: str
    due: str
    method: str
    status: str
    settled_by: str
    origin: str


class LedgerRow(SQLModel, table=True):
    """Contacts, consents, flags, and papers that exist."""

    __tablename__ = "ledger"

    entry_id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case_list.case_id")
    kind: str
    name: str
    at: str
    document: str
    ended_by: str
    origin: str


class DayCloseRow(SQLModel, table=True):
    """Sealed days."""

    __tablename__ = "day_close"

    event_id: str = Field(primary_key=True)
    day: str
    seq: int
    code: str
    document: str


class Draft(SQLModel, table=True):
    """What was typed and not yet recorded; local, not in the journal."""

    name: str = Field(primary_key=True)
    body: str
    changed_at: str


class HandoverRow(SQLModel, table=True):
    """How far each folder has got the journal; local, not in the journal."""

    __tablename__ = "handover"

    folder_id: str = Field(primary_key=True)
    path: str
    seq: int
    chain: bytes
    at: str
