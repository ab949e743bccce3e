"""The sample data of the demo: what `content/demo` tells about each case, as journal events."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from fieldvisit.domain import events
from fieldvisit.domain.affordability import Limits, Offer, offer
from fieldvisit.domain.content import CONTENT
from fieldvisit.domain.events import NewEvent, instant_text
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.plan import extension, instalments
from fieldvisit.domain.promise import Promise
from fieldvisit.services.demo_scene import Scene, Told, planned_visit, stated_case

_OUTCOME_FIELDS = ("code", "cause", "how", "receipt", "note")
_DETAILS = ("identity_check", "approval", "best_time")
_CONSENT_FIELDS = ("name", "how", "from", "to")
_CONTACT_FIELDS = ("kind", "result", "party", "person")


def demo_events(language: str, day: date, now: datetime) -> list[NewEvent]:
    """The invented cases of that language and all that happened in them up to `now`.

    The same day and instant always give the same events. `day` is the date of the visits that
    are on today's list; `now` is an aware instant on it.
    """
    sample = _sample(language)
    cases = (
        Scene({**sample["portfolio"][told["portfolio"]], **told}, day, now)
        for told in sample["case"]
    )
    return [event for scene in cases for event in _story(scene)]


def demo_collector(language: str) -> dict[str, Any]:
    """Settings of the invented collector by name, ready for `Settings.changed`."""
    return dict(_sample(language)["collector"])


@cache
def _sample(language: str) -> Told:
    return tomllib.loads((CONTENT / "demo" / f"{language}.toml").read_text("utf-8"))


def _story(scene: Scene) -> Iterator[NewEvent]:
    told = scene.told
    yield _imported(scene)
    yield from _entries(scene)
    if outcome := told.get("outcome"):
        yield _started(scene, outcome, outcome["met"][0])
        yield _finished(scene, outcome)
        yield _outcome(scene, outcome)
    if plan := told.get("plan"):
        yield _agreed(scene, plan)
    for settled in told.get("settled", ()):
        yield _settled(scene, settled)
    if started := told.get("started"):
        yield _started(scene, started, started["party"])
    if "again" in told:
        yield NewEvent(events.VISIT_PLANNED, planned_visit(scene, told["again"]))


def _imported(scene: Scene) -> NewEvent:
    planned = planned_visit(scene, scene.told.get("visit", {}))
    return NewEvent(events.CASE_IMPORTED, {"case": stated_case(scene).document(), "visit": planned})


def _entries(scene: Scene) -> Iterator[NewEvent]:
    told = scene.told
    for contact in told.get("contacts", ()):
        yield _entry(scene, "contact", contact, _contact(scene, contact))
    for thing in told.get("has", ()):
        yield _entry(scene, "has", thing, {"name": thing["name"]})
    for consent in told.get("consents", ()):
        document = {name: consent[name] for name in _CONSENT_FIELDS if name in consent}
        yield _entry(scene, "consent", consent, {**document, "at": _at(scene, consent)})
    for flag in told.get("flags", ()):
        document = {name: flag[name] for name in ("name", "how", "person") if name in flag}
        yield _entry(scene, "flag", flag, {**document, "since": _at(scene, flag)})


def _contact(scene: Scene, told: Told) -> dict[str, Any]:
    return {
        "at": _at(scene, told),
        "started_by": told.get("started_by", "collector"),
        **{name: told[name] for name in _CONTACT_FIELDS if name in told},
    }


def _entry(scene: Scene, kind: str, told: Told, document: dict[str, Any]) -> NewEvent:
    entry = {
        "kind": kind,
        "name": told["kind"] if kind == "contact" else told["name"],
        "at": _at(scene, told),
        "document": document,
    }
    return NewEvent(events.ENTRY_LOGGED, {"case": scene.case_id, "entry": entry})


def _at(scene: Scene, told: Told) -> str:
    return instant_text(scene.instant(told))


def _step(scene: Scene, at: datetime) -> dict[str, Any]:
    return {"visit": scene.visit_id, "case": scene.case_id, "at": instant_text(at)}


def _started(scene: Scene, told: Told, party: str) -> NewEvent:
    step = _step(scene, scene.instant(told))
    return NewEvent(events.VISIT_STARTED, {**step, "party": party, "ticked": []})


def _finished(scene: Scene, told: Told) -> NewEvent:
    return NewEvent(events.VISIT_FINISHED, _step(scene, _end(scene, told)))


def _end(scene: Scene, told: Told) -> datetime:
    return scene.instant(told) + timedelta(minutes=told["minutes"])


def _outcome(scene: Scene, told: Told) -> NewEvent:
    promise = _promise(scene, told["promise"]) if "promise" in told else None
    outcome = Outcome(
        **{name: told[name] for name in _OUTCOME_FIELDS if name in told},
        met=tuple(told["met"]),
        money=scene.money(told["money"]) if "money" in told else None,
        promise_amount=promise.amount if promise else None,
        promise_date=promise.due if promise else None,
        promise_method=promise.method if promise else "",
        details=_details(scene, told),
    )
    payload = {
        **_step(scene, _end(scene, told)),
        "day": _day_of(scene, told).isoformat(),
        "outcome": outcome.document(),
        "entries": [_met(scene, told)],
    }
    if promise:
        payload["promises"] = [promise.document()]
    if call_back := told.get("call_back"):
        payload["visits"] = [_call_back(scene, call_back)]
    return NewEvent(events.OUTCOME_LOGGED, payload)


def _day_of(scene: Scene, told: Told) -> date:
    return scene.date(told.get("days", 0))


def _details(scene: Scene, told: Told) -> dict[str, str]:
    details = {name: told[name] for name in _DETAILS if name in told}
    if "new_end_date" in told:
        details["new_end_date"] = scene.date(told["new_end_date"]).isoformat()
    if call_back := told.get("call_back"):
        details["callback_at"] = scene.instant(call_back).isoformat(timespec="minutes")
    return details


def _met(scene: Scene, told: Told) -> dict[str, Any]:
    """The visit as a line of the contact ledger, dated to its beginning."""
    party = told["met"][0]
    document = {
        "at": _at(scene, told),
        "kind": "visit",
        "started_by": "collector",
        "result": "spoke_to_debtor" if party == "debtor" else "spoke_to_other",
        "party": party,
    }
    return {"kind": "contact", "name": "visit", "at": document["at"], "document": document}


def _promise(scene: Scene, told: Told) -> Promise:
    due = scene.date(told["days"])
    return Promise(
        promise_id=scene.visit_on(due),
        case_id=scene.case_id,
        amount=scene.money(told["amount"]),
        due=due,
        method=told["method"],
    )


def _call_back(scene: Scene, told: Told) -> dict[str, Any]:
    return {**planned_visit(scene, {"days": told["days"], "from": told["at"]}), "kind": "call_back"}


def _agreed(scene: Scene, told: Told) -> NewEvent:
    agreed = _offer(scene, told)
    promises = [
        Promise(
            promise_id=scene.visit_on(each.due),
            case_id=scene.case_id,
            amount=each.amount,
            due=each.due,
            method=told["method"],
            number=each.no,
        ).document()
        for each in agreed.schedule.instalments
    ]
    payload = {
        "visit": scene.visit_id,
        "case": scene.case_id,
        "day": agreed.schedule.start.isoformat(),
        "schedule": agreed.document(),
        "read_back": told["read_back"],
        "promises": promises,
    }
    return NewEvent(events.PLAN_AGREED, payload)


def _offer(scene: Scene, told: Told) -> Offer:
    debt = scene.money(scene.told["amount_due"])
    agreed = _day_of(scene, scene.told["outcome"])
    if told["kind"] == "extension":
        schedule = extension(debt, scene.date(told["to"]), start=agreed)
    else:
        schedule = instalments(
            debt, told["parts"], told["every"], scene.date(told["first"]), agreed=agreed
        )
    return offer(schedule, scene.money(told["surplus"]), Limits())


def _settled(scene: Scene, told: Told) -> NewEvent:
    payload = {
        "promise": scene.visit_on(scene.date(told["due"])),
        "case": scene.case_id,
        "status": told["status"],
        "day": scene.date(told["days"]).isoformat(),
    }
    return NewEvent(events.PROMISE_SETTLED, payload)
