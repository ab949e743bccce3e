"""What people say to the gate: rules read and confirmed, and rules a supervisor lets pass."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import NewEvent, instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.rules.overrides import Override, can_be_overridden
from fieldvisit.services.gate import Gated

if TYPE_CHECKING:
    from fieldvisit.domain.visit import Visit
    from fieldvisit.settings import Settings


@frozen
class Assent:
    """Rules by their ids: `confirmed` by the collector, `overridden` by the supervisor `by`.

    `reason` says why, for both.
    """

    confirmed: tuple[str, ...] = ()
    overridden: tuple[str, ...] = ()
    by: str = ""
    reason: str = ""


NO_ASSENT = Assent()


@frozen
class Assented:
    """A decision after what was said to it, and what the journal keeps of that.

    `events` write confirmations and overrides into the case's ledger.
    """

    gated: Gated
    events: tuple[NewEvent, ...]
    record: dict[str, Any]


def assented(
    gated: Gated, assent: Assent, visit: Visit, now: datetime, settings: Settings
) -> Assented:
    """The decision with the overrides put in.

    Raises BadInput for a rule that said nothing, without a name or a reason, and when collectors
    name themselves; Refused for a rule that nobody may override.
    """
    reason = safe_text(assent.reason).strip()
    by = safe_text(assent.by).strip()
    _check_confirmed(gated, assent.confirmed)
    if assent.overridden:
        _check_overridden(gated, assent.overridden, by, reason, settings)
    overrides = {rule: Override(by, reason) for rule in dict.fromkeys(assent.overridden)}
    after = gated.passing_over(overrides)
    asked = [each.rule for each in after.decision.reasons if each.effect == "ack"]
    confirmed = [rule for rule in dict.fromkeys(asked) if rule in assent.confirmed]
    record: dict[str, Any] = after.record()
    if asked:
        record["confirmed"] = [{"rule": rule, "reason": reason} for rule in confirmed]
        record["unconfirmed"] = [rule for rule in dict.fromkeys(asked) if rule not in confirmed]
    if overrides:
        record["overridden"] = [{"rule": rule, "by": by, "reason": reason} for rule in overrides]
    entries = [
        _entry(visit, "confirmed", rule, {"by": settings.collector or settings.badge}, now)
        for rule in confirmed
    ]
    entries += [
        _entry(visit, "override", rule, {"by": by, "reason": reason}, now) for rule in overrides
    ]
    return Assented(after, tuple(entries), record)


def overrides_in(record: dict[str, Any]) -> dict[str, Override]:
    """The overrides that a stored decision was made with."""
    return {
        each["rule"]: Override(each["by"], each["reason"]) for each in record.get("overridden", ())
    }


def _check_confirmed(gated: Gated, rules: Iterable[str]) -> None:
    spoken = {each.rule for each in gated.decision.reasons}
    for rule in rules:
        if rule not in spoken:
            raise _silent("confirm", rule)


def _check_overridden(
    gated: Gated, rules: Iterable[str], by: str, reason: str, settings: Settings
) -> None:
    if not by or not reason:
        raise BadInput(
            N_("{field}: an override needs the supervisor's name and a reason."),
            code="override.name" if not by else "override.reason",
            field="reason" if by else "by",
        )
    if by in (settings.collector, settings.badge):
        raise Refused(
            N_("{field}: nobody overrides a rule for themselves; name a supervisor."),
            code="override.self",
            field="by",
        )
    reasons = {each.rule: each for each in gated.decision.reasons}
    for rule in rules:
        if rule not in reasons:
            raise _silent("override", rule)
        if not can_be_overridden(reasons[rule]):
            raise Refused(
                N_("{field}: nobody may override {rule}."),
                code="override.forbidden",
                field="override",
                rule=rule,
            )


def _silent(field: str, rule: str) -> BadInput:
    return BadInput(
        N_("{field}: the rule {rule} has nothing to say here; see: fieldvisit visit check"),
        code=f"{field}.unknown",
        field=field,
        rule=safe_text(rule),
    )


def _entry(visit: Visit, kind: str, rule: str, more: dict[str, str], now: datetime) -> NewEvent:
    at = instant_text(now)
    about = {"rule": rule, "at": at, "borrower": visit.case.case_id, "visit": visit.visit_id}
    document = about | {name: value for name, value in more.items() if value}
    entry = {"kind": kind, "name": rule, "at": at, "document": document}
    return NewEvent(events.ENTRY_LOGGED, {"case": visit.case.case_id, "entry": entry})
