"""What the journal says happened, one dataclass for each kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """A recorded outcome. `day` is the borrower's calendar day, `at` the instant in UTC."""

    event_id: str
    visit_id: str
    case_id: str
    code: str
    at: datetime
    day: date
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """An agreed plan; `schedule` is the document that `plan preview` prints."""

    event_id: str
    visit_id: str
    case_id: str
    kind: str
    approval: str
    day: date
    schedule: dict[str, Any]
    read_back: str


@dataclass(frozen=True, slots=True)
class DayClose:
    """A sealed day: the entry that seals it, and the code to read out."""

    event_id: str
    day: date
    seq: int
    code: str
    document: dict[str, Any]
