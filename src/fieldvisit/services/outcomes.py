"""Recording what came of a visit, and correcting it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent, instant_of, instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.outcome import (
    RECORD_HEALTH,
    Outcome,
    OutcomeCode,
    check_outcome,
    check_visit_state,
    load_outcome_codes,
)
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.promise import Promise, check_promise
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.domain.visit import Visit
from fieldvisit.rules.decide import Decision
from fieldvisit.rules.names import CONSENTS
from fieldvisit.services.closing import NO_EVIDENCE, Evidence, decide_closing, unclosed_entry
from fieldvisit.services.gate import Gate
from fieldvisit.services.named import check_known, made_at, new_visit_id, visit_of
from fieldvisit.services.place import place_day, place_zone
from fieldvisit.services.promises import check_unsettled
from fieldvisit.services.team import team_of

if TYPE_CHECKING:
    from fieldvisit.domain.wordlists.answers import Answer
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store

NO_ANSWERS: Mapping[str, Answer] = {}


@frozen
class FollowUp:
    """What comes next by itself: `kind` is "promise" or "call_back"."""

    day: date
    kind: str


@frozen
class OutcomeLogged:
    """A recorded outcome and what follows from it.

    `closing` is what the rules say to closing the visit; None when nobody went there.
    """

    visit: Visit
    code: OutcomeCode
    event: Event
    follow_up: FollowUp | None
    closing: Decision | None = None


def log_outcome(
    store: Store,
    visit_id: str,
    outcome: Outcome,
    now: datetime,
    settings: Settings,
    *,
    event_id: str = "",
    evidence: Evidence = NO_EVIDENCE,
    answers: Mapping[str, Answer] = NO_ANSWERS,
    place: str = "",
) -> OutcomeLogged:
    """Record what came of a visit; a second outcome of the same visit corrects the first.

    A correction keeps the first one's day and instant. What happened can always be written down:
    a visit that was never started through the gate is recorded together with what the gate says
    now, and one whose closing lacks something, such as a recording, is kept as unclosed. The note
    is kept as it is written; what the word lists find in it is recorded beside it with `answers`,
    by the keys of its findings. `place` says where a visit was that was never started; one that
    was has its place from the start. Raises BadInput naming the field that the code asks for,
    Refused when "not visited" is said of a visit that was begun, or when a promise of the corrected
    outcome is settled.
    """
    planned = visit_of(store, visit_id)
    visit = _recorded_at(planned, place)
    code = load_outcome_codes().current(outcome.code)
    said = _safe(replace(outcome, code=code.id))
    check_outcome_of(visit, said, now, settings)
    _check_agreement(store, visit, code)
    before = store.visits.outcome_event(visit_id)
    corrected = store.journal.find(before) if before else None
    at = now
    if corrected is not None:
        check_unsettled(store, visit.case.case_id, corrected.event_id)
        at = instant_of(corrected.payload["at"])
    payload = {**_payload(store, visit, code, said, at), "words": _words_in(said, answers)}
    closing = None
    if _was_made(visit, code):
        gate = Gate(store, settings, now)
        if visit.started_at is None:
            payload |= {"place": visit.place, "place_before": planned.place}
            party = _party(code, said)
            payload |= gate.decide(visit, at, without=before, party=party).record()
        closed = decide_closing(gate, visit, now, evidence, said, before)
        closing = closed.decision
        payload["closing"] = {**closed.record(), "evidence": evidence.document()}
        payload["entries"] += [*evidence.entries(now), *unclosed_entry(visit, closed, now)]
    new = NewEvent(events.OUTCOME_LOGGED, payload, supersedes=before, event_id=event_id)
    event = store.record([new], now, forget=draft_name(visit_id, "record"))[0]
    return OutcomeLogged(visit_of(store, visit_id), code, event, _follow_up(payload), closing)


def _recorded_at(visit: Visit, place: str) -> Visit:
    """The visit at the place that the record states; raises BadInput when it began elsewhere."""
    stated = made_at(visit, place)
    if visit.started_at is not None and stated != visit:
        raise BadInput(
            N_("{field}: the visit was begun at another place, which stands; leave it out."),
            code="place.begun",
            field="place",
        )
    return stated


def check_outcome_of(visit: Visit, outcome: Outcome, now: datetime, settings: Settings) -> None:
    """Raise BadInput or Refused for what `log_outcome` would not take, without a look at files."""
    code = load_outcome_codes().current(outcome.code)
    today = visit.recorded_on or place_day(visit.case, now)
    check_outcome(outcome, code, today, promise_days=settings.promise_days)
    _check_money(visit, outcome)
    check_known("consent", outcome.consents, (RECORD_HEALTH, *CONSENTS))
    if visit.started_at is not None:
        check_visit_state(code, started=True)


def _words_in(outcome: Outcome, answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    """What the word lists find in the note; they are read only when there is one."""
    if not outcome.note.strip() and not answers:
        return []
    from fieldvisit.domain.wordlists.answers import check_answers
    from fieldvisit.domain.wordlists.findings import noted_words

    check_answers(answers)
    return noted_words(outcome, answers)


def draft_name(visit_id: str, step: str) -> str:
    """Under which name the draft of a visit's step is kept."""
    return f"{visit_id} {step}"


def _safe(outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        note=safe_text(outcome.note, lines=True),
        receipt=safe_text(outcome.receipt).strip(),
        details={name: safe_text(text).strip() for name, text in outcome.details.items()},
    )


def _check_money(visit: Visit, outcome: Outcome) -> None:
    """Raise BadInput for money in another currency than the case's, or a promise of too much."""
    currency = visit.case.amount_due.currency
    for field, money in (("amount", outcome.money), ("promise_amount", outcome.promise_amount)):
        if money is not None and money.currency != currency:
            raise BadInput(
                N_("{field}: the case is kept in {currency}; write the amount in it."),
                code="currency.other",
                field=field,
                currency=currency,
            )
    if outcome.promise_amount is not None:
        check_promise(outcome.promise_amount, visit.case.whole_debt())


def _check_agreement(store: Store, visit: Visit, code: OutcomeCode) -> None:
    """Raise BadInput unless the visit has the agreement that the code stands for."""
    needs = load_outcome_codes().needs
    asked = {needs[need].plan for need in code.needs} - {""}
    if not asked:
        return
    agreed = store.journal.find(store.visits.plan_event(visit.visit_id))
    if agreed is None:
        raise BadInput(
            N_("{field}: this outcome needs an agreement; make it in the Agree step first."),
            code="outcome.agreement",
            field="code",
        )
    if agreed.payload["schedule"]["kind"] not in asked:
        raise BadInput(
            N_("{field}: another kind of plan was agreed; choose its outcome, or agree anew."),
            code="outcome.other_plan",
            field="code",
        )


def _payload(
    store: Store, visit: Visit, code: OutcomeCode, outcome: Outcome, at: datetime
) -> dict[str, Any]:
    case_id = visit.case.case_id
    payload: dict[str, Any] = {
        "visit": visit.visit_id,
        "case": case_id,
        "at": instant_text(at),
        "day": place_day(visit.case, at).isoformat(),
        "outcome": outcome.document(),
        "entries": list(_entries(visit, code, outcome, at, team_of(store, visit))),
    }
    if outcome.promise_amount is not None and outcome.promise_date is not None:
        promise = Promise(
            promise_id=new_visit_id(store, case_id, outcome.promise_date),
            case_id=case_id,
            amount=outcome.promise_amount,
            due=outcome.promise_date,
            method=outcome.promise_method,
        )
        payload["promises"] = [promise.document()]
    if call_back := outcome.details.get("callback_at"):
        payload["visits"] = [_call_back(store, visit, call_back)]
    return payload


def _entries(
    visit: Visit, code: OutcomeCode, outcome: Outcome, at: datetime, team: list[str]
) -> Iterator[dict[str, Any]]:
    if _was_made(visit, code):
        began = instant_text(visit.started_at or at)
        contact: dict[str, Any] = {
            "at": began,
            "kind": "visit",
            "started_by": "collector",
            "result": _result(code, outcome),
            "party": _party(code, outcome),
            "place": visit.place,
        }
        if team:
            contact["team"] = team
        yield {"kind": "contact", "name": "visit", "at": began, "document": contact}
    since = instant_text(at)
    for flag in dict.fromkeys((*code.flags, *outcome.flags)):
        document = {"name": flag, "since": since, "how": "oral"}
        yield {"kind": "flag", "name": flag, "at": since, "document": document}
    for name, given in outcome.consents.items():
        if given and name in CONSENTS:
            document = {"name": name, "given_by": "debtor", "at": since, "how": "oral"}
            yield {"kind": "consent", "name": name, "at": since, "document": document}


def _was_made(visit: Visit, code: OutcomeCode) -> bool:
    """Whether somebody went there: not every code means that."""
    return visit.started_at is not None or "visit" in code.counts


def _result(code: OutcomeCode, outcome: Outcome) -> str:
    party = _party(code, outcome)
    if party == "debtor":
        return "spoke_to_debtor"
    return "spoke_to_other" if party != "nobody" or "contact" in code.counts else "nobody"


def _party(code: OutcomeCode, outcome: Outcome) -> str:
    if "debtor" in outcome.met or ("right_party" in code.counts and not outcome.met):
        return "debtor"
    return outcome.met[0] if outcome.met else "nobody"


def _call_back(store: Store, visit: Visit, instant: str) -> dict[str, Any]:
    there = instant_of(instant).astimezone(place_zone(visit.case))
    return {
        "visit": new_visit_id(store, visit.case.case_id, there.date()),
        "case": visit.case.case_id,
        "day": there.date().isoformat(),
        "kind": "call_back",
        "window_from": f"{there:%H:%M}",
        "priority": visit.priority,
    }


def _follow_up(payload: dict[str, Any]) -> FollowUp | None:
    if payload.get("promises"):
        return FollowUp(date.fromisoformat(payload["promises"][0]["due"]), "promise")
    if payload.get("visits"):
        return FollowUp(date.fromisoformat(payload["visits"][0]["day"]), "call_back")
    return None
