"""The edges that every rule has alike: its `when` and its `unless`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from edges.subject import DAY, Document, Edge, Subject, granting, joined
from fieldvisit.rules import names
from fieldvisit.rules.pack import When


def conditions(subject: Subject, speaking: Document) -> Iterator[Edge]:
    """From facts on which the rule speaks: the nearest ones that it does not look at."""
    at = datetime.fromisoformat(speaking["action"]["at"])
    for name in subject.rule.unless:
        lasts = subject.pack.consents_last.get(name)
        granted = joined(speaking, granting(name, at - (lasts - 1 if lasts else 10) * DAY))
        yield Edge(f"unless {name}", granted, speaks=False)
        if lasts:
            over = joined(speaking, granting(name, at - lasts * DAY))
            yield Edge(f"unless {name}, {lasts} dates ago", over, speaks=True)
        if name in names.CONSENTS or name in names.HAS:
            late = joined(speaking, granting(name, at + DAY))
            yield Edge(f"unless {name}, too late", late, speaks=True)
    when = subject.rule.when
    yield from _days_past_due(when, speaking)
    for key in ("role", "debt_type", "lender_type"):
        yield from _other(key, getattr(when, key), speaking)
    for kind in set(names.PLACES) - set(when.place) if when.place else ():
        yield Edge(f"at {kind}", joined(speaking, {"place": {"kind": kind}}), speaks=False)
    if when.flags:
        others = [each for each in speaking["flags"] if each["name"] not in when.flags]
        yield Edge("no flag", {**speaking, "flags": others}, speaks=False)
    if when.since is not None:
        eve = joined(speaking, {"action": {"at": (at - DAY).isoformat()}})
        yield Edge("the day before", eve, speaks=False)


def _days_past_due(when: When, speaking: Document) -> Iterator[Edge]:
    for days, speaks in (
        (when.dpd_up_to, True),
        (None if when.dpd_up_to is None else when.dpd_up_to + 1, False),
        (when.dpd_over, False),
        (None if when.dpd_over is None else when.dpd_over + 1, True),
    ):
        if days is not None:
            facts = joined(speaking, {"case": {"dpd": days}})
            yield Edge(f"{days} days past due", facts, speaks=speaks)


def _other(key: str, wanted: tuple[str, ...], speaking: Document) -> Iterator[Edge]:
    every = {"role": names.ROLES, "debt_type": names.DEBT_TYPES, "lender_type": names.LENDER_TYPES}
    if wanted:
        for value in every[key]:
            facts = joined(speaking, {"case": {key: value}})
            yield Edge(f"{key} {value}", facts, speaks=value in wanted)
