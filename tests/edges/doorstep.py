"""Edges of who goes, who is met and what is said: `party`, `team`, `say` and `ack`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edges.subject import DAY, Document, Edge, Subject, granting, joined, text_of
from fieldvisit.rules import names
from fieldvisit.rules.kinds.ack import Ack
from fieldvisit.rules.kinds.party import Party
from fieldvisit.rules.kinds.say import Say
from fieldvisit.rules.kinds.team import Team


def parties(subject: Subject) -> Iterator[Edge]:
    """Each person there is, what may be done with those meant, how often, and a refusal."""
    party: Party = subject.rule.own
    only_if = [{"name": name} for name in party.only_if[:1]]
    for each in names.PARTIES:
        facts = subject.facts(action={"kind": "visit", "party": each}, flags=only_if)
        met = each in party.who and not {"visit", "collect"} & set(party.may)
        yield Edge(f"visit to {each}", facts, speaks=met)
    who = party.who[0]
    for may in party.may:
        if may != "disclose":
            yield from _may(subject, party, _doing(may, who), may)
    yield from _disclosing(subject, party, only_if)
    if party.ask_max is not None:
        asked = {"at": text_of(subject.moment() - DAY), "kind": "ask_location", "party": who}
        for times in (party.ask_max - 1, party.ask_max):
            facts = subject.facts(
                action={"kind": "ask_location", "party": who}, ledger=[asked] * times, flags=only_if
            )
            yield Edge(f"asked {times} times before", facts, speaks=times >= party.ask_max)
    if party.stop_if:
        yield from _refused(subject, party, only_if)


def _doing(may: str, who: str) -> Document:
    if may in names.PURPOSES:
        return {"kind": "visit", "party": who, "purpose": may}
    return {"kind": may, "party": who}


def _may(subject: Subject, party: Party, action: Document, may: str) -> Iterator[Edge]:
    if not party.only_if:
        yield Edge(f"may {may}", subject.facts(action=action), speaks=False)
        return
    yield Edge(f"{may} without a reason", subject.facts(action=action), speaks=True)
    for name in party.only_if:
        facts = subject.facts(action=action, flags=[{"name": name}])
        yield Edge(f"{may} when {name}", facts, speaks=False)


def _disclosing(subject: Subject, party: Party, flags: list[Document]) -> Iterator[Edge]:
    telling = {"kind": "disclose", "party": party.who[0]}
    told = subject.facts(action=telling, flags=flags)
    looked_at = "disclose" in subject.rule.on
    yield Edge("telling", told, speaks=looked_at)
    consent = granting("consent.disclose", subject.moment() - DAY)
    agreed = looked_at and "disclose" not in party.may
    yield Edge("telling with consent", joined(told, consent), speaks=agreed)
    borrower = subject.facts(action={**telling, "party": "debtor"}, flags=flags)
    yield Edge("telling the borrower", borrower, speaks=False)


def _refused(subject: Subject, party: Party, flags: list[Document]) -> Iterator[Edge]:
    since = str(subject.day - 3000 * DAY)
    refusal = {"name": party.stop_if, "person": "P7", "since": since}
    for person, speaks in (("P7", True), ("P8", False)):
        action = {**_doing(party.may[0], party.who[0]), "person": person}
        facts = subject.facts(action=action, flags=[*flags, refusal])
        yield Edge(f"{person} years after the refusal of P7", facts, speaks)


def teams(subject: Subject) -> Iterator[Edge]:
    """One too few or too many, papers on their first and last day, and without them."""
    team: Team = subject.rule.own
    assert team.same_person_max is None, "same_person_max has no generator yet"
    for number in range(max(team.min or 1, team.max or 1) + 2):
        people = [_member(subject, team, f"c{each}") for each in range(number)]
        wrong = number < (team.min or 0) or (team.max is not None and number > team.max)
        wrong = wrong or (number == 0 and _asks_papers(team))
        yield Edge(f"{number} people", _going(subject, people), speaks=wrong)
    usual = [_member(subject, team, f"c{each}") for each in range(max(1, team.min or 0))]
    for name, change, speaks in _papers(subject, team):
        changed = [{**usual[0], **change}, *usual[1:]]
        yield Edge(name, _going(subject, changed), speaks)
    if team.min and team.min > 1:
        twice = _going(subject, [usual[0]] * team.min)
        yield Edge("one person named twice", twice, speaks=True)


def _asks_papers(team: Team) -> bool:
    return bool(team.certificate or team.approved_until or team.shows)


def _papers(subject: Subject, team: Team) -> Iterator[tuple[str, Document, bool]]:
    day, age = subject.day, team.certificate_max_age
    if team.certificate:
        yield "certificate of today", {"certificate": str(day)}, False
        yield "certificate of tomorrow", {"certificate": str(day + DAY)}, True
    if age is not None:
        yield "certificate as old as may be", {"certificate": str(day - age * DAY)}, False
        yield "certificate a day older", {"certificate": str(day - (age + 1) * DAY)}, True
    if team.approved_until:
        yield "last day of the approval", {"approved_until": str(day)}, False
        yield "approval ended yesterday", {"approved_until": str(day - DAY)}, True
    if team.shows:
        yield "nothing to show", {"shows": []}, True


def _member(subject: Subject, team: Team, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "certificate": str(subject.day - DAY),
        "approved_until": str(subject.day + DAY),
        "shows": [each["en"] for each in team.shows],
    }


def _going(subject: Subject, people: list[Document]) -> Document:
    return subject.facts(action={"kind": "visit", "team": people})


def sayings(subject: Subject) -> Iterator[Edge]:
    """Before the debt is spoken of, confirmed or not; silent at the visit itself."""
    say: Say = subject.rule.own
    known = granting("identity_confirmed", subject.moment() - DAY)
    telling = subject.facts(action={"kind": "disclose"})
    yield Edge("unconfirmed", joined(telling, known), speaks=True)
    confirmed = _confirmed(subject, visit="V1")
    yield Edge("confirmed", joined(joined(telling, known), confirmed), speaks=False)
    other = _confirmed(subject, visit="V2")
    yield Edge("confirmed on another visit", joined(joined(telling, known), other), speaks=True)
    yield Edge("not known who", telling, speaks=not say.after_identity)
    for channel in subject.rule.on:
        if channel != "disclose":
            yield Edge(channel, subject.facts(action={"kind": channel}), speaks=False)


def acks(subject: Subject) -> Iterator[Edge]:
    """Confirmed on this visit, day or case, and on the one before."""
    ack: Ack = subject.rule.own
    for channel in subject.rule.on:
        asked = subject.facts(action={"kind": channel})
        yield Edge(f"{channel} unconfirmed", asked, speaks=True)
        now = joined(asked, _confirmed(subject, visit="V1", borrower="B1"))
        yield Edge(f"{channel} confirmed", now, speaks=False)
    asked = subject.facts()
    other = {"visit": {"visit": "V2"}, "day": {}, "case": {"borrower": "B2"}}[ack.every]
    at = subject.moment() - (DAY if ack.every == "day" else 0 * DAY)
    elsewhere = joined(asked, _confirmed(subject, at=text_of(at), **other))
    yield Edge("confirmed for another", elsewhere, speaks=True)


def _confirmed(subject: Subject, **more: str) -> Document:
    return {"confirmed": [{"rule": subject.rule.id, "at": text_of(subject.moment()), **more}]}
