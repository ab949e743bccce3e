"""What the journal says happened, one dataclass for each kind of record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from fieldvisit.domain.frozen import frozen


@frozen
class OutcomeRecord:
    """A recorded outcome. `day` is the borrower's calendar day, `at` the instant in UTC."""

    event_id: str
    visit_id: str
    case_id: str
    code: str
    at: datetime
    day: date
    document: dict[str, Any]


@frozen
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


@frozen
class DayClose:
    """A sealed day: the entry that seals it, and the code to read out."""

    event_id: str
    day: date
    seq: int
    code: str
    document: dict[str, Any]
