"""What came of one visit, and whether everything is stated that its code asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field, fields
from datetime import date, datetime, timedelta
from typing import Any

from fieldvisit.domain.arrears import check_cause
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome_codes import (
    Need,
    OutcomeCode,
    OutcomeCodes,
    check_visit_state,
    load_outcome_codes,
)
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import FLAGS, PARTIES

__all__ = [
    "PROMISE_DAYS",
    "RECORD_HEALTH",
    "Outcome",
    "OutcomeCode",
    "OutcomeCodes",
    "check_outcome",
    "check_visit_state",
    "load_outcome_codes",
]

PROMISE_DAYS = 60
"""A promise further away than this is a plan or an extension, not a promise."""
RECORD_HEALTH = "record_health"
"""The consent to write down health or similar: its answer decides what may be noted."""


@frozen
class Outcome:
    """One visit's outcome. Text is safe already.

    `met` holds party names. `money` was received, `how` and with which `receipt`. Needs that have
    no field of their own stand in `details` by their id: dates as YYYY-MM-DD, instants as ISO 8601
    with an offset. `consents` maps a consent's name to the answer given.
    """

    code: str
    cause: str = ""
    met: tuple[str, ...] = ()
    money: Money | None = None
    how: str = ""
    receipt: str = ""
    promise_amount: Money | None = None
    promise_date: date | None = None
    promise_method: str = ""
    reason: str = ""
    note: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    consents: Mapping[str, bool] = field(default_factory=dict)
    flags: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """The outcome as JSON values, empty fields left out; `Outcome.of` reads it back."""
        return {
            name: _as_json(value)
            for name in _NAMES
            if (value := getattr(self, name)) is not None and value not in ("", (), {})
        }

    @classmethod
    def of(cls, document: dict[str, Any]) -> Outcome:
        """The outcome a document holds; the inverse of `document`."""
        return cls(**{name: _from_json(name, value) for name, value in document.items()})


_NAMES = tuple(each.name for each in fields(Outcome))
_OWN_FIELDS = {"amount": "money"} | {
    name: name
    for name in ("how", "receipt", "promise_amount", "promise_date", "promise_method", "reason")
}


def _as_json(value: Any) -> Any:
    if isinstance(value, Money):
        return value.document()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _from_json(name: str, value: Any) -> Any:
    if name in ("money", "promise_amount"):
        return Money.of(value)
    if name == "promise_date":
        return date.fromisoformat(value)
    return tuple(value) if name in ("met", "flags") else value


def check_outcome(
    outcome: Outcome, code: OutcomeCode, today: date, *, promise_days: int = PROMISE_DAYS
) -> None:
    """Raise BadInput naming the first field that is missing or wrong, and what to do.

    `today` is the date at the borrower's place. Nothing is asked of needs that are made in the
    Agree step.
    """
    needs = load_outcome_codes().needs
    _check_names(outcome, needs)
    _check_met(outcome, code)
    for need_id in code.needs:
        if value_of(outcome, needs[need_id]) is None:
            raise _missing(needs[need_id])
    for need in needs.values():
        _check_belongs(outcome, code, need)
        _check_value(outcome, code, need, today)
    _check_promise_is_whole(outcome, needs)
    _check_promise_date(outcome, today, promise_days)
    _check_consent(outcome)


def value_of(outcome: Outcome, need: Need) -> Any:
    """What the outcome states for the need, None when nothing.

    A relation is the third persons met, a consent its answer; an agreement counts as stated.
    """
    if need.kind == "agreement":
        return True
    if need.kind == "relation":
        return [party for party in outcome.met if party not in ("debtor", "nobody")] or None
    if need.kind == "consent":
        return outcome.consents.get(RECORD_HEALTH)
    if need.id in _OWN_FIELDS:
        stated = getattr(outcome, _OWN_FIELDS[need.id])
        return (stated.strip() if isinstance(stated, str) else stated) or None
    return outcome.details.get(need.id, "").strip() or None


def _check_names(outcome: Outcome, needs: Mapping[str, Need]) -> None:
    check_cause(outcome.cause)
    _check_known("met", outcome.met, PARTIES)
    _check_known("flags", outcome.flags, FLAGS)
    _check_known("details", outcome.details, set(needs) - set(_OWN_FIELDS))


def _check_known(name: str, values: Collection[str], allowed: Collection[str]) -> None:
    for value in values:
        if value not in allowed:
            raise BadInput(
                N_("{field}: {value} is not known; use one of {allowed}."),
                code="outcome.name",
                field=name,
                value=value,
                allowed=", ".join(sorted(allowed)),
            )


def _check_met(outcome: Outcome, code: OutcomeCode) -> None:
    if "nobody" in outcome.met and len(outcome.met) > 1:
        raise _wrong_met(N_("{field}: nobody and somebody were both met; keep one of them."))
    if not outcome.met:
        return
    if "right_party" in code.counts and "debtor" not in outcome.met:
        raise _wrong_met(
            N_("{field}: this outcome means that the borrower was met; add the borrower.")
        )
    if "relation" in code.needs and "debtor" in outcome.met:
        raise _wrong_met(
            N_("{field}: the borrower was met; choose an outcome for the borrower instead.")
        )


def _wrong_met(phrase: str) -> BadInput:
    return BadInput(phrase, code="outcome.met", field="met")


def _missing(need: Need) -> BadInput:
    return BadInput(
        N_("{field}: this outcome needs it; fill it in."), code="outcome.needs", field=need.id
    )


def _check_belongs(outcome: Outcome, code: OutcomeCode, need: Need) -> None:
    if need.kind in ("agreement", "relation", "consent") or need.id in (*code.needs, *code.may):
        return
    if value_of(outcome, need) is not None:
        raise BadInput(
            N_("{field}: this does not belong to the outcome {outcome}; empty it."),
            code="outcome.unused",
            field=need.id,
            outcome=code.id,
        )


def _check_value(outcome: Outcome, code: OutcomeCode, need: Need, today: date) -> None:
    value = value_of(outcome, need)
    if value is None:
        return
    if need.kind == "money" and value.minor <= 0:
        raise BadInput(
            N_("{field}: the amount must be more than zero."), code="amount.zero", field=need.id
        )
    if need.kind == "option":
        _check_known(need.id, [value], [option.id for option in need.options])
    if need.kind == "reason":
        _check_known(need.id, [value], [reason.id for reason in code.reasons])
    if need.kind in ("date", "instant"):
        _check_not_past(need, value, today)


def _check_not_past(need: Need, value: date | str, today: date) -> None:
    day = value if isinstance(value, date) else _day_of(need, value)
    if day < today:
        raise BadInput(
            N_("{field}: the date has passed; use today or later."),
            code="date.past",
            field=need.id,
        )


def _day_of(need: Need, text: str) -> date:
    try:
        if need.kind == "date":
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise _not_a_time(need) from None
    if instant.utcoffset() is None:
        raise _not_a_time(need)
    return instant.date()


def _not_a_time(need: Need) -> BadInput:
    if need.kind == "date":
        phrase = N_("{field}: this is not a date that exists; write YYYY-MM-DD.")
    else:
        phrase = N_("{field}: write date, time and offset, such as 2026-11-24T10:00+08:00.")
    return BadInput(phrase, code="date.wrong", field=need.id)


def _check_promise_is_whole(outcome: Outcome, needs: Mapping[str, Need]) -> None:
    """A promise is an amount by a day: without one of them nothing would come up again."""
    if outcome.promise_amount is None and (outcome.promise_date or outcome.promise_method):
        raise _missing(needs["promise_amount"])
    if outcome.promise_amount is not None and outcome.promise_date is None:
        raise _missing(needs["promise_date"])


def _check_promise_date(outcome: Outcome, today: date, promise_days: int) -> None:
    due = outcome.promise_date
    if due is not None and due > today + timedelta(days=promise_days):
        raise BadInput(
            N_("{field}: more than {days} days away; agree instalments or an extension instead."),
            code="promise.late",
            field="promise_date",
            days=promise_days,
        )


def _check_consent(outcome: Outcome) -> None:
    if outcome.consents.get(RECORD_HEALTH) is False and outcome.note.strip():
        raise BadInput(
            N_("{field}: consent was refused; empty the note and state only the adjustment."),
            code="consent.refused",
            field="note",
        )
