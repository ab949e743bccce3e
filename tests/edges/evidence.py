"""Edges of recordings, payments and retention: `record`, `money` and `keep`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from edges.subject import DAY, SECOND, Document, Edge, Subject, granting, joined, text_of
from fieldvisit.rules.kinds.keep import Keep
from fieldvisit.rules.kinds.money import Money
from fieldvisit.rules.kinds.record import Record
from fieldvisit.rules.zones import local_date


def recordings(subject: Subject) -> Iterator[Edge]:
    """Closing with and without, fresh and stale; each ban with and without its consent."""
    record: Record = subject.rule.own
    now = subject.moment()
    demands = bool(record.one_of or record.all_of) and "visit" in subject.rule.on
    closing = subject.facts(action={"kind": "close_visit"})
    yield Edge("closed without a recording", closing, speaks=demands)
    whole = joined(closing, {"action": {"media": ["audio", "video_outside"]}})
    yield Edge("closed with what was recorded", whole, speaks=False)
    for name in ("recording", "no_recording_reason"):
        given = joined(closing, granting(name, now - DAY))
        yield Edge(f"closed with {name}", given, speaks=False)
        stale = joined(closing, granting(name, now - DAY - SECOND))
        yield Edge(f"closed with an old {name}", stale, speaks=demands)
    for ban in record.never:
        media = "video_inside" if ban.startswith("video_inside") else ban
        filming = subject.facts(action={"kind": "record", "media": [media]})
        yield Edge(f"recording {media}", filming, speaks=True)
        if ban.endswith("_without_consent"):
            agreed = joined(filming, granting("consent.record_video", now - DAY))
            yield Edge(f"recording {media} by consent", agreed, speaks=False)
        sound = subject.facts(action={"kind": "record", "media": ["audio"]})
        yield Edge("recording audio", sound, speaks="audio" in record.never)
    if record.consent == "all":
        sound = subject.facts(action={"kind": "record", "media": ["audio"]})
        yield Edge("recording unasked", sound, speaks=True)
        agreed = joined(sound, granting("consent.record_audio", now - DAY))
        yield Edge("recording by consent", agreed, speaks=False)


def payments(subject: Subject) -> Iterator[Edge]:
    """Cash and transfer, a fee, and a receipt with each of its fields missing."""
    money: Money = subject.rule.own
    yield Edge("transfer", _paying(subject, how="transfer"), speaks=False)
    yield Edge("closed without money", subject.facts(action={"kind": "close_visit"}), speaks=False)
    if money.extra_fee:
        fee = _paying(subject, how="transfer", fee="0.01")
        yield Edge("with a fee", fee, speaks=True)
        yield Edge("without a fee", _paying(subject, how="transfer", fee="0"), speaks=False)
    yield Edge("cash", _paying(subject, how="cash"), speaks=money.cash == "forbidden")
    if money.cash == "receipt":
        yield from _receipts(subject, money)


def _receipts(subject: Subject, money: Money) -> Iterator[Edge]:
    whole = {name: "7" if name == "number" else "x" for name in money.receipt}
    leaving = "close_visit" if money.within else "take_money"
    yield Edge("whole receipt", _paying(subject, leaving, receipt=whole), speaks=False)
    yield Edge("no receipt", _paying(subject, leaving), speaks=True)
    half = {name: value for name, value in whole.items() if name != money.receipt[-1]}
    yield Edge("half a receipt", _paying(subject, receipt=half), speaks=True)
    for name in money.receipt:
        lacking = {key: value for key, value in whole.items() if key != name}
        yield Edge(f"without {name}", _paying(subject, leaving, receipt=lacking), speaks=True)
    if money.numbering:
        for previous, speaks in (("6", False), ("5", True), ("7", True)):
            receipt = {**whole, "previous": previous}
            facts = _paying(subject, leaving, receipt=receipt)
            yield Edge(f"number 7 after {previous}", facts, speaks)


def _paying(
    subject: Subject, kind: str = "take_money", how: str = "cash", **more: object
) -> Document:
    payment = {"amount": "200.00", "currency": "USD", "how": how, **more}
    return subject.facts(action={"kind": kind, "money": payment})


def keeping(subject: Subject) -> Iterator[Edge]:
    """The last day on which a record is kept and the first on which it may go."""
    keep: Keep = subject.rule.own
    assert keep.at_least is not None, "at_most alone has no edge in a decision"
    begun = subject.moment()
    last = keep.at_least.after(local_date(begun, subject.zone))
    for what in keep.what:
        for day, speaks in ((last, True), (last + DAY, False)):
            facts = _deleting(subject, subject.moment(day), what, begun)
            yield Edge(f"{what} on {day}", facts, speaks)
    free = _deleting(subject, subject.moment(last + DAY), keep.what[0], begun)
    activity = [{"at": text_of(subject.moment(last)), "kind": "call"}]
    counts = keep.start == "last_collection_activity"
    yield Edge("after a later call", {**free, "ledger": activity}, speaks=counts)
    unknown = subject.facts(subject.moment(last), action={"kind": "delete", "what": keep.what[0]})
    yield Edge("not known since when", unknown, speaks=True)


def _deleting(subject: Subject, at: datetime, what: str, begun: datetime) -> Document:
    action = {"kind": "delete", "what": what, "since": text_of(begun)}
    return subject.facts(at, action=action)
