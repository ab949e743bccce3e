"""What is typed in the Agree step, and where it comes from and goes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.affordability import Offer
from fieldvisit.domain.calendar import add_months
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.plan import METHODS, STEPS, Schedule
from fieldvisit.tui.outcome_form import Typed

if TYPE_CHECKING:
    from fieldvisit.domain.record import PlanRecord
    from fieldvisit.services.visit_file import VisitFile

OUTCOMES = {"instalments": "PLAN", "extension": "EXT"}
"""The outcome code that goes with an agreement."""


@frozen
class Agreeing:
    """The form as it stands, as texts; a draft holds the same.

    `chosen` is "instalments", "extension" or empty. Empty `parts` means: as many as are suggested.
    """

    income: str = ""
    costs: str = ""
    debts: str = ""
    parts: str = ""
    every: str = "month"
    first: str = ""
    down: str = ""
    rate: str = ""
    method: str = "annuity"
    to: str = ""
    to_rate: str = ""
    chosen: str = ""
    read_back: str = ""
    pay_by: str = ""

    def document(self) -> dict[str, str]:
        """The form as JSON values; `Agreeing.of` reads it back."""
        return asdict(self)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Agreeing:
        """The form that a draft holds; what is missing in it stands as in an empty form."""
        names = {each.name for each in fields(cls)}
        form = cls(**{name: str(text) for name, text in document.items() if name in names})
        every = form.every if form.every in STEPS else "month"
        method = form.method if form.method in METHODS else "annuity"
        chosen = form.chosen if form.chosen in OUTCOMES else ""
        return replace(form, every=every, method=method, chosen=chosen)


def first_proposal(today: date) -> Agreeing:
    """A first payment in a month; the extension reaches a month further."""
    return Agreeing(first=add_months(today, 1).isoformat(), to=add_months(today, 2).isoformat())


def form_before(file: VisitFile, today: date) -> Agreeing:
    """The draft, else what this visit has agreed already, else a first proposal."""
    if draft := file.drafts.get("agree"):
        return Agreeing.of(draft)
    plan = plan_of_visit(file)
    return _as_agreed(plan, file, today) if plan else first_proposal(today)


def plan_of_visit(file: VisitFile) -> PlanRecord | None:
    """The agreement of this visit that stands."""
    plans = [plan for plan in file.plans if plan.visit_id == file.visit.visit_id]
    return plans[-1] if plans else None


def _as_agreed(plan: PlanRecord, file: VisitFile, today: date) -> Agreeing:
    schedule = Schedule.of(plan.schedule)
    rate = f"{schedule.rate * 100:f}%" if schedule.rate else ""
    methods = [each.method for each in file.promises if each.plan_id == plan.event_id]
    form = replace(
        first_proposal(today),
        chosen=plan.kind,
        read_back=plan.read_back,
        pay_by=methods[0] if methods else "",
    )
    if schedule.kind == "extension":
        return replace(form, to=schedule.last_due.isoformat(), to_rate=rate)
    down = [each for each in schedule.instalments if each.no == 0]
    parts = [each for each in schedule.instalments if each.no]
    return replace(
        form,
        parts=str(len(parts)),
        every=str(schedule.every),
        first=parts[0].due.isoformat(),
        down=down[0].amount.plain if down else "",
        rate=rate,
        method=str(schedule.method),
    )


def record_after(file: VisitFile, agreed: Offer) -> dict[str, Any] | None:
    """The record's draft with the outcome of this agreement; None when it has a code already."""
    if file.outcome is not None:
        return None
    draft = file.drafts.get("record")
    talk = file.drafts.get("talk", {})
    typed = Typed.of(draft) if draft else Typed.of({**talk, "code": ""})
    if typed.code:
        return None
    values = dict(typed.values)
    if agreed.schedule.kind == "extension":
        values |= {
            "new_end_date": agreed.schedule.last_due.isoformat(),
            "approval": agreed.approval,
        }
    code = OUTCOMES[agreed.schedule.kind]
    return replace(typed, code=code, values=values).document()
