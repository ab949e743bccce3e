"""What is typed in the Record step, as an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fieldvisit.domain.calendar import parse_date
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money, parse_money
from fieldvisit.domain.outcome import (
    RECORD_HEALTH,
    Outcome,
    OutcomeCode,
    load_outcome_codes,
)
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width
from fieldvisit.domain.wordlists.answers import Answer, answers_in

if TYPE_CHECKING:
    from fieldvisit.services.visit_file import VisitFile

_OWN_FIELDS = frozenset(
    "amount promise_amount promise_date promise_method how receipt reason consent".split()
)
"""Needs that an outcome holds in a field of its own; the others stand in its details."""


@frozen
class Typed:
    """The form as it stands: texts as typed, by the ids of the needs. A draft holds the same.

    `answers` are those to what the word lists find in the note, by the keys of the findings;
    `place` says where a visit was that was never started.
    """

    code: str = ""
    cause: str = ""
    met: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    note: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    place: str = ""

    def document(self) -> dict[str, Any]:
        """The form as JSON values; `Typed.of` reads it back."""
        return {
            "code": self.code,
            "cause": self.cause,
            "met": list(self.met),
            "values": dict(self.values),
            "flags": list(self.flags),
            "note": self.note,
            "answers": {key: each.document() for key, each in self.answers.items()},
            "place": self.place,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Typed:
        """The form that a draft holds."""
        return cls(
            code=document.get("code", ""),
            cause=document.get("cause", ""),
            met=tuple(document.get("met", ())),
            values=dict(document.get("values", {})),
            flags=tuple(document.get("flags", ())),
            note=document.get("note", ""),
            answers={key: Answer.of(each) for key, each in document.get("answers", {}).items()},
            place=document.get("place", ""),
        )


def typed_before(file: VisitFile) -> Typed:
    """The draft, else what stands recorded, else what the talk suggests."""
    if draft := file.drafts.get("record"):
        return Typed.of(draft)
    if file.outcome is not None:
        return replace(_typed_from_record(file.outcome.document), answers=answers_in(file.words))
    talk = file.drafts.get("talk", {})
    return Typed(
        code=talk.get("outcome", ""),
        cause=talk.get("cause", ""),
        met=tuple(talk.get("met", ())),
        flags=tuple(talk.get("flags", ())),
    )


def _typed_from_record(document: dict[str, Any]) -> Typed:
    values = {name: str(text) for name, text in document.get("details", {}).items()}
    for need, name in (("amount", "money"), ("promise_amount", "promise_amount")):
        if name in document:
            values[need] = document[name]["amount"]
    for name in ("how", "receipt", "promise_date", "promise_method", "reason"):
        if name in document:
            values[name] = document[name]
    return Typed(
        code=document["code"],
        cause=document.get("cause", ""),
        met=tuple(document.get("met", ())),
        values=values,
        flags=tuple(document.get("flags", ())),
        note=document.get("note", ""),
    )


def outcome_from(typed: Typed, currency: str, zone: ZoneInfo) -> Outcome:
    """The outcome that was typed; raises BadInput naming the field.

    Times are typed in the borrower's zone. Fields that the code neither needs nor allows are left
    out, so that a change of code leaves nothing behind.
    """
    if not typed.code:
        raise BadInput(
            N_("{field}: choose what came of the visit."), code="outcome.missing", field="code"
        )
    code = load_outcome_codes().current(typed.code)
    given = {
        name: text.strip()
        for name, text in typed.values.items()
        if name in (*code.needs, *code.may) and text.strip()
    }
    return Outcome(
        code=code.id,
        cause=typed.cause,
        met=typed.met,
        note=typed.note,
        flags=typed.flags,
        consents=_consents(code, given),
        details=_details(given, zone),
        money=_amount(given, "amount", currency),
        how=given.get("how", ""),
        receipt=given.get("receipt", ""),
        promise_amount=_amount(given, "promise_amount", currency),
        promise_date=_promise_date(given),
        promise_method=given.get("promise_method", ""),
        reason=given.get("reason", ""),
    )


def _amount(given: Mapping[str, str], need: str, currency: str) -> Money | None:
    return parse_money(given[need], currency, field=need) if need in given else None


def _promise_date(given: Mapping[str, str]) -> date | None:
    text = given.get("promise_date")
    return parse_date(text, field="promise_date") if text else None


def _consents(code: OutcomeCode, given: Mapping[str, str]) -> dict[str, bool]:
    if "consent" not in code.needs or "consent" not in given:
        return {}
    return {RECORD_HEALTH: given["consent"] == "yes"}


def _details(given: Mapping[str, str], zone: ZoneInfo) -> dict[str, str]:
    needs = load_outcome_codes().needs
    details = {}
    for name, text in given.items():
        if name not in _OWN_FIELDS:
            kind = needs[name].kind
            if kind == "instant":
                text = _instant(name, text, zone)
            elif kind == "date":
                text = parse_date(text, field=name).isoformat()
            details[name] = text
    return details


def _instant(name: str, text: str, zone: ZoneInfo) -> str:
    day, _blank, clock = half_width(text).strip().rpartition(" ")
    try:
        hour, minute = (int(part) for part in clock.split(":"))
        there = parse_date(day, field=name)
        return datetime(there.year, there.month, there.day, hour, minute, tzinfo=zone).isoformat()
    except ValueError:
        raise BadInput(
            N_("{field}: write the day and the time, such as 2026-11-26 10:00."),
            code="instant.wrong",
            field=name,
        ) from None
