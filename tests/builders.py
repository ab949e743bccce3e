"""Domain objects and stores for tests: sensible defaults, changed where a test says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fieldvisit.domain import events
from fieldvisit.domain.case import Case
from fieldvisit.domain.events import NewEvent
from fieldvisit.domain.money import Money
from fieldvisit.domain.promise import Promise
from fieldvisit.domain.visit import Visit
from fieldvisit.services.cases import ImportPreview, import_cases
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Ten in the morning in Shanghai."""
SETTINGS = Settings(zone="Asia/Shanghai", agency="Fair Steps")


def a_case(**changes: Any) -> Case:
    """A Shanghai borrower a month behind."""
    case = Case(
        case_id="CN-0001",
        borrower="欧阳晓雯",
        amount_due=Money(123450, "CNY"),
        due_date=date(2026, 10, 24),
        phone="13800138000",
        address="南京东路1号",
        district="黄浦区",
        region="SH",
        country="CN",
        account="6222-0001",
        role="third_party",
    )
    return replace(case, **changes)


def many_cases(count: int) -> list[Case]:
    """Cases CN-0001 and on, which differ in number, name, phone and account."""
    return [
        a_case(
            case_id=f"CN-{number:04}",
            borrower=f"张{chr(0x4E00 + number)}",
            phone=str(13_800_000_000 + number),
            account=f"6222-{number:04}",
        )
        for number in range(1, count + 1)
    ]


def a_visit(**changes: Any) -> Visit:
    """A planned visit to that borrower, today."""
    visit = Visit(visit_id="CN-0001@2026-11-24", case=a_case(), day=TODAY)
    return replace(visit, **changes)


def a_promise(**changes: Any) -> Promise:
    """A promise of 500 yuan for next week."""
    promise = Promise(
        promise_id="CN-0001@2026-12-01",
        case_id="CN-0001",
        amount=Money(50000, "CNY"),
        due=date(2026, 12, 1),
        method="transfer",
    )
    return replace(promise, **changes)


def a_store(folder: Path) -> Store:
    """An empty store in that folder, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    return Store.open(folder)


def imported(store: Store, *cases: Case, today: date = TODAY, now: datetime = NOW) -> Store:
    """The store with these cases taken in, each with a visit; without any, one case."""
    taken = cases or (a_case(),)
    preview = ImportPreview(len(taken), new=taken, changed=(), unchanged=0, rejected=())
    import_cases(store, preview, today, now)
    return store


def case_imported(case: Case | None = None, day: date = TODAY) -> NewEvent:
    """The event that brings a case and its visit."""
    case = case or a_case()
    visit = {"visit": f"{case.case_id}@{day}", "case": case.case_id, "day": day.isoformat()}
    return NewEvent(events.CASE_IMPORTED, {"case": case.document(), "visit": visit})


def an_outcome(visit_id: str, code: str = "promise", **changes: Any) -> NewEvent:
    """The event that says what came of a visit of the borrower in its id."""
    payload = {
        "visit": visit_id,
        "case": visit_id.split("@")[0],
        "at": "2026-11-24T02:30:00Z",
        "day": TODAY.isoformat(),
        "outcome": {"code": code, "note": "said she will pay"},
    }
    return NewEvent(events.OUTCOME_LOGGED, payload | changes)


def rows_of(store: Store, table: str) -> list[str]:
    """Every row of a table as text, in the order of its key."""
    found = store.connection.execute(f"SELECT * FROM {table} ORDER BY 1")
    return [json.dumps([_plain(value) for value in row], ensure_ascii=False) for row in found]


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


class Stop(Exception):
    """Raised by a test in the middle of work."""


def stopping_after(count: int) -> Callable[[int], None]:
    """A `progress` that raises Stop once that many are done."""

    def progress(done: int) -> None:
        if done >= count:
            raise Stop

    return progress
