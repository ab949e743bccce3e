"""One sample case as the file tells it, set on the day of the demo."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldvisit.domain.calendar import add_months
from fieldvisit.domain.case import MONEY_FIELDS, Case
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money

Told = dict[str, Any]

_STATED = (
    "case_id borrower phone address district region city country zone lat lon account product "
    "debt_type lender lender_type role instalments_total instalments_paid priority language note"
).split()


@frozen
class Scene:
    """One case as the file tells it, and the day and instant from which its times count."""

    told: Told
    day: date
    now: datetime

    @property
    def case_id(self) -> str:
        return str(self.told["case_id"])

    @property
    def visit_id(self) -> str:
        """The visit that the case list asked for."""
        return self.visit_on(self.date(self.told.get("visit", {}).get("days", 0)))

    def visit_on(self, day: date) -> str:
        return f"{self.case_id}@{day.isoformat()}"

    def date(self, days: int) -> date:
        return self.day + timedelta(days=days)

    def instant(self, told: Told) -> datetime:
        """`ago` counts minutes before now; `days` and `at` are the date and time at the place."""
        if "ago" in told:
            return self.now - timedelta(minutes=told["ago"])
        at = time.fromisoformat(told["at"])
        return datetime.combine(self.date(told["days"]), at, ZoneInfo(self.told["clock"]))

    def money(self, digits: str) -> Money:
        return Money.of_plain(digits, self.told["currency"])


def stated_case(scene: Scene) -> Case:
    """The case as the lender's list would state it on the day of the demo."""
    told = scene.told
    stated = {name: told[name] for name in _STATED if name in told}
    money: dict[str, Any] = {name: scene.money(told[name]) for name in MONEY_FIELDS if name in told}
    window = told.get("visit", {})
    return Case(
        **stated,
        **money,
        **_contract_facts(scene),
        due_date=scene.date(-told["due"]),
        visit_date=scene.date(window.get("days", 0)),
        window_from=_time(window.get("from")),
        window_to=_time(window.get("to")),
    )


def _contract_facts(scene: Scene) -> dict[str, Any]:
    """Dates that follow from the first unpaid instalment: each is a month after the one before."""
    told = scene.told
    paid = told.get("instalments_paid")
    if paid is None:
        return {}
    due = scene.date(-told["due"])
    return {
        "contract_date": add_months(due, -paid - 1),
        "last_paid_on": add_months(due, -1),
        "last_paid_amount": scene.money(told["instalment"]),
    }


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def planned_visit(scene: Scene, told: Told) -> dict[str, Any]:
    """A visit as events plan it; without `days` it is for the day of the demo."""
    day = scene.date(told.get("days", 0))
    return {
        "visit": scene.visit_on(day),
        "case": scene.case_id,
        "day": day.isoformat(),
        "window_from": told.get("from", ""),
        "window_to": told.get("to", ""),
        "priority": scene.told.get("priority", 0),
    }
