"""Edges of what is counted in the contact ledger: `limit` and `hold`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from edges.subject import DAY, Document, Edge, Subject, text_of
from fieldvisit.rules import names
from fieldvisit.rules.counting import CONSENTED, TO_LAWYER, Count
from fieldvisit.rules.kinds.hold import Hold
from fieldvisit.rules.kinds.limit import Limit

_USUAL = {"visit": "spoke_to_debtor", "call": "conversation"}
_SPOKEN = {"conversation", "spoke_to_debtor", "spoke_to_other"}
"""Results that a filter may take for one another."""
_OTHER: dict[str, Document] = {
    "debt": {"debts": ["D2"]},
    "number": {"number": "N2"},
    "person": {"party": "spouse"},
    "institution": {"institution": "I2"},
    "place": {"place": "public"},
}
"""What makes a contact another one, for each part of `by`."""


def limits(subject: Subject) -> Iterator[Edge]:
    """One fewer than allowed and as many, at each end of the window, and what is not counted."""
    limit: Limit = subject.rule.own
    assert isinstance(limit.per, int), "calendar weeks and months have no generator yet"
    for channel in limit.count.channel or subject.rule.on:
        for days in {0, limit.per - 1}:
            full = [_contact(subject, limit.count, channel, days, n) for n in range(limit.max)]
            yield Edge(
                f"{channel} full, {days} days ago", _with(subject, full, channel), speaks=True
            )
            spare = _with(subject, full[1:], channel)
            yield Edge(f"{channel} one to spare, {days} days ago", spare, speaks=False)
        gone = [_contact(subject, limit.count, channel, limit.per, n) for n in range(limit.max)]
        yield Edge(f"{channel} out of the window", _with(subject, gone, channel), speaks=False)
        first = _contact(subject, limit.count, channel, limit.per - 1, 0)
        rest = [_contact(subject, limit.count, channel, 0, n) for n in range(limit.max)]
        spread = [first, *rest[1:]]
        yield Edge(f"{channel} spread out", _with(subject, spread, channel), speaks=True)
        for name, change in _not_counted(limit.count, limit.by):
            facts = _with(subject, [{**spread[0], **change}, *spread[1:]], channel)
            yield Edge(f"{channel} but one {name}", facts, speaks=False)
    if CONSENTED in limit.count.skip:
        yield _consented(subject, limit)


def _consented(subject: Subject, limit: Limit) -> Edge:
    calls = [_contact(subject, limit.count, "call", 0, n) for n in range(limit.max)]
    since = subject.moment() - DAY
    consent = {"name": "consent.call", "at": text_of(since), "given_by": "debtor"}
    facts = {**_with(subject, calls, "call"), "consents": [consent]}
    return Edge("calls that were consented to", facts, speaks=False)


def holds(subject: Subject) -> Iterator[Edge]:
    """The last quiet date and the first that is free; just before; and what starts no quiet."""
    hold: Hold = subject.rule.own
    channel = (hold.after.channel or subject.rule.on)[0]
    last = hold.days - 1 if hold.first_day == "event" else hold.days
    for days, speaks in ((0, True), (last, True), (last + 1, False)):
        event = _contact(subject, hold.after, channel, days, 0)
        yield Edge(f"{days} days ago", _with(subject, [event], subject.rule.on[0]), speaks)
    event = _contact(subject, hold.after, channel, 1, 0)
    for starter in names.STARTERS[:2]:
        facts = _with(subject, [{**event, "started_by": starter}], subject.rule.on[0])
        yield Edge(f"started by {starter}", facts, speaks=True)
    for name, change in _not_counted(hold.after, hold.by):
        facts = _with(subject, [{**event, **change}], subject.rule.on[0])
        yield Edge(f"after one {name}", facts, speaks=False)


def _with(subject: Subject, contacts: list[Document], channel: str) -> Document:
    return subject.facts(ledger=contacts, action={"kind": channel})


def _contact(subject: Subject, count: Count, channel: str, days: int, number: int) -> Document:
    """One that is counted, so many dates before the action; the first minute of the day is 1."""
    moment = subject.moment(subject.day - days * DAY, 1) + timedelta(minutes=number)
    kind = subject.facts()["place"]["kind"]
    return {
        "at": text_of(moment),
        "kind": channel,
        "started_by": (count.started_by or ("collector",))[0],
        "result": (count.outcome or (_USUAL.get(channel, "sent"),))[0],
        "party": (count.party or ("debtor",))[0],
        "place": kind if not count.place or kind in count.place else count.place[0],
        "debts": ["D1"],
        "number": "N1",
        "institution": "I1",
    }


def _not_counted(count: Count, by: tuple[str, ...]) -> Iterator[tuple[str, Document]]:
    """The nearest contacts that the filter leaves out, or that belong to something else."""
    skipped = [name for name in count.skip if name not in (CONSENTED, TO_LAWYER)]
    yield from ((name, {"result": name}) for name in skipped)
    if TO_LAWYER in count.skip:
        yield "to the lawyer", {"party": "lawyer"}
    for name, wanted, every in _lists(count):
        same = _SPOKEN if _SPOKEN & set(wanted) else set()
        others = [each for each in every if each not in same.union(wanted)]
        yield from ((f"{name} {each}", {name: each}) for each in others if wanted)
    yield from ((f"of another {part}", _OTHER[part]) for part in by if part in _OTHER)


def _lists(count: Count) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    yield "result", count.outcome, names.RESULTS
    yield "started_by", count.started_by, names.STARTERS
    yield "party", count.party, names.PARTIES
    yield "place", count.place, names.PLACES
