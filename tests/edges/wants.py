"""Edges of what must be there and what must not: `need` and `stop`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from edges.subject import DAY, SECOND, Document, Edge, Subject, granting, joined, text_of
from fieldvisit.rules import names
from fieldvisit.rules.kinds.need import Need
from fieldvisit.rules.kinds.stop import Stop

_LONG_AGO = 20 * DAY


def needs(subject: Subject) -> Iterator[Edge]:
    """With each thing missing, with all of them, and at the edges of lead, within and tries."""
    need: Need = subject.rule.own
    yield from _things(subject, need)
    if need.lead is not None:
        yield from _since(subject, need, (need.lead, False), (need.lead - SECOND, True))
    if need.within is not None:
        days = need.within * DAY
        yield from _since(subject, need, (days, False), (days + DAY, True))
    if need.later is not None:
        for ago, speaks in ((need.later, False), (need.later + 1, True)):
            since = subject.facts(**_first_met(subject, ago))
            yield Edge(f"still missing {ago} days after the first contact", since, speaks)
    if "prior_tries" in need.has:
        yield from _tried(subject, need)


def _since(subject: Subject, need: Need, *sides: tuple[timedelta, bool]) -> Iterator[Edge]:
    for ago, speaks in sides:
        facts = _having(subject, need.has, subject.moment() - ago, subject.rule.on[0])
        yield Edge(f"there since {ago}", facts, speaks)


def _things(subject: Subject, need: Need) -> Iterator[Edge]:
    now = subject.moment()
    overdue = _first_met(subject, (need.later or 0) + 1) if need.later is not None else {}
    for action in subject.rule.on:
        whole = _having(subject, need.has, now - _LONG_AGO, action)
        yield Edge(f"{action} with everything", whole, speaks=False)
        for name in need.has:
            rest = tuple(each for each in need.has if each != name)
            lacking = joined(_having(subject, rest, now - _LONG_AGO, action), overdue)
            yield Edge(f"{action} without {name}", lacking, speaks=True)
            early = joined(lacking, granting(name, now + SECOND))
            yield Edge(f"{action} before {name}", early, speaks=True)
            if name.endswith("_written"):
                oral = joined(lacking, granting(name, now - _LONG_AGO))
                oral["consents"][-1]["how"] = "oral"
                yield Edge(f"{action} with {name} by word of mouth", oral, speaks=True)


def _first_met(subject: Subject, days: int) -> Document:
    met = {"kind": "call", "started_by": "collector", "result": "conversation"}
    return {"ledger": [{**met, "at": text_of(subject.moment() - days * DAY)}]}


def _tried(subject: Subject, need: Need) -> Iterator[Edge]:
    """As many tries as needed and one fewer, a break between them, and what is no try."""
    now = subject.moment()
    channel = (need.count.channel or ("call",))[0]
    tries = [
        {
            "at": text_of(now - (2 * number + 2) * DAY),
            "kind": channel,
            "started_by": "collector",
            "result": (need.count.outcome or ("no_answer",))[0],
            "place": (need.count.place or ("home",))[0],
        }
        for number in range(need.tries)
    ]
    for name, ledger, speaks in (
        ("enough tries", tries, False),
        ("one try too few", tries[1:], True),
        ("the last try to come", [*tries[1:], {**tries[0], "at": text_of(now + DAY)}], True),
        ("begun by the borrower", [*tries[1:], {**tries[0], "started_by": "borrower"}], True),
    ):
        yield Edge(name, subject.facts(ledger=ledger), speaks)
    if need.in_a_row:
        met = {**tries[0], "at": text_of(now - 3 * DAY), "result": "spoke_to_debtor"}
        yield Edge("met between the tries", subject.facts(ledger=[*tries, met]), speaks=True)


def _having(subject: Subject, things: tuple[str, ...], since: datetime, action: str) -> Document:
    facts = subject.facts(action={"kind": action})
    for name in things:
        facts = joined(facts, granting(name, since))
    return facts


def stops(subject: Subject) -> Iterator[Edge]:
    """Each flag with its beginning and end, whom and what it stops, and what lifts it."""
    stop: Stop = subject.rule.own
    now, day = subject.moment(), subject.day
    for channel in subject.rule.on:
        yield Edge(f"{channel} without a flag", _flagged(subject, [], channel), speaks=False)
        for name in stop.states:
            yield Edge(
                f"{channel} {name}", _flagged(subject, [_flag(stop, name)], channel), speaks=True
            )
    name, channel = stop.states[0], subject.rule.on[0]
    since = _flag(stop, name, since=text_of(now + SECOND))
    yield Edge("flag too late", _flagged(subject, [since], channel), speaks=False)
    extra = stop.after_end or 0
    for days, speaks in ((extra, True), (extra + 1, False)):
        ended = _flag(stop, name, until=str(day - days * DAY))
        yield Edge(f"ended {days} days ago", _flagged(subject, [ended], channel), speaks)
    yield from _narrowed(subject, stop)
    yield from _ways(subject, stop)
    if stop.until:
        for days, speaks in ((3, True), (1, False)):
            flagged = _flagged(subject, [_flag(stop, name, since=str(day - 2 * DAY))], channel)
            done = {"has": {stop.until: text_of(now - days * DAY)}}
            yield Edge(f"{stop.until} {days} days ago", joined(flagged, done), speaks)


def _narrowed(subject: Subject, stop: Stop) -> Iterator[Edge]:
    flagged = _flagged(subject, [_flag(stop, stop.states[0])], subject.rule.on[0])
    for purpose in names.PURPOSES:
        facts = joined(flagged, {"action": {"purpose": purpose}})
        yield Edge(f"to {purpose}", facts, speaks=purpose not in stop.allow)
    for party in names.PARTIES:
        facts = joined(flagged, {"action": {"party": party}})
        met = party not in stop.not_ and (not stop.who or party in stop.who)
        yield Edge(f"with {party}", facts, speaks=met)
    for kind in names.PLACES if stop.place else ():
        facts = joined(flagged, {"place": {"kind": kind}})
        yield Edge(f"at {kind}", facts, speaks=kind in stop.place)


def _ways(subject: Subject, stop: Stop) -> Iterator[Edge]:
    channel = subject.rule.on[0]
    for how in names.CONSENT_FORMS if stop.how else ():
        flag = {"name": stop.states[0], "how": how}
        yield Edge(f"flag {how}", _flagged(subject, [flag], channel), speaks=how in stop.how)
    if stop.oral_for is not None:
        for days, speaks in ((stop.oral_for - 1, True), (stop.oral_for, False)):
            since = str(subject.day - days * DAY)
            oral = {"name": stop.states[0], "how": "oral", "since": since}
            yield Edge(f"said {days} days ago", _flagged(subject, [oral], channel), speaks)
            written = {**oral, "how": "written"}
            yield Edge(
                f"written {days} days ago", _flagged(subject, [written], channel), speaks=True
            )


def _flag(stop: Stop, name: str, **more: str) -> Document:
    how = {"how": stop.how[0]} if stop.how else {}
    return {"name": name, **how, **more}


def _flagged(subject: Subject, flags: list[Document], channel: str) -> Document:
    return subject.facts(flags=flags, action={"kind": channel})
