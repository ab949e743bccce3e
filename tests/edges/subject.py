"""The rule under test, and a day, place and case that it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldvisit.rules.decision import Decision
from fieldvisit.rules.names import CONSENTS, HAS, WEEKDAYS
from fieldvisit.rules.pack import Pack, Rule

Document = dict[str, Any]
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
NOON = 12 * 60
_A_TUESDAY = date(2026, 7, 14)


@dataclass(frozen=True)
class Edge:
    """Facts on one side of an edge, and whether the rule has to speak there."""

    name: str
    facts: Document
    speaks: bool


@dataclass(frozen=True)
class Subject:
    """A rule of a pack, read by the clock of one zone."""

    pack: Pack
    rule: Rule
    zone: str

    @property
    def day(self) -> date:
        """A day on which the rule is in force and asked."""
        when = self.rule.when
        day = max(_A_TUESDAY, self.pack.effective, when.since or _A_TUESDAY)
        while when.days and WEEKDAYS[day.weekday()] not in when.days:
            day += DAY
        return day

    def moment(self, day: date | None = None, minutes: int = NOON) -> datetime:
        """That many minutes after midnight by the clock on the wall."""
        midnight = datetime.combine(day or self.day, time.min, ZoneInfo(self.zone))
        return midnight + timedelta(minutes=minutes)

    def facts(self, at: datetime | None = None, **more: Any) -> Document:
        """Facts that the rule looks at; `action`, `case` and `place` are changed key by key."""
        when, own = self.rule.when, self.rule.own
        place = {"kind": (when.place or getattr(own, "place", ()) or ("home",))[0]}
        action = {
            "kind": self.rule.on[0],
            "at": text_of(at or self.moment()),
            "party": "debtor",
            "number": "N1",
            "visit": "V1",
        }
        flags = [{"name": name, "since": str(self.day - DAY)} for name in when.flags[:1]]
        return {
            "packs": [self.pack.id],
            "case": {**self._case(), **more.pop("case", {})},
            "place": {**place, "zones": [self.zone], **more.pop("place", {})},
            "action": {**action, **more.pop("action", {})},
            "flags": [*flags, *more.pop("flags", [])],
            **more,
        }

    @property
    def only_reminds(self) -> bool:
        """Whether the rule has a duty to tell and nothing to say to any action."""
        return (
            self.rule.kind == "record" and not self.rule.own.never and "visit" not in self.rule.on
        )

    def is_heard(self, decision: Decision) -> bool:
        """Whether the rule speaks in the decision."""
        return self.rule.id in {each.rule for each in decision.reasons}

    def _case(self) -> Document:
        when, applies = self.rule.when, self.pack.applies
        case: Document = {
            key: wanted[0]
            for key in ("country", "region", "city", "role", "debt_type", "lender_type")
            if (wanted := getattr(when, key, ()) or applies.get(key, ()))
        }
        dpd = 31 if when.dpd_up_to is None else when.dpd_up_to
        if when.dpd_over is not None:
            dpd = when.dpd_over + 1
        parties = {"debt": "D1", "borrower": "B1", "institution": "I1", "agency": "A1"}
        return {"country": "XX", "role": "third_party", **case, "dpd": dpd, **parties}


Make = Callable[[Subject], Iterable[Edge]]


def text_of(moment: datetime) -> str:
    """The instant as facts write it."""
    return moment.isoformat()


def granting(name: str, since: datetime) -> Document:
    """The facts in which that consent, thing or flag is there from `since` on."""
    if name in CONSENTS:
        consent = {"name": name, "at": text_of(since), "given_by": "debtor", "how": "written"}
        return {"consents": [consent]}
    if name in HAS:
        return {"has": {name: text_of(since)}}
    return {"flags": [{"name": name, "since": text_of(since)}]}


def joined(one: Document, other: Document) -> Document:
    """Both facts together: lists are added up, objects are merged."""
    whole = dict(one)
    for key, value in other.items():
        if isinstance(value, list):
            whole[key] = [*whole.get(key, []), *value]
        elif isinstance(value, dict):
            whole[key] = {**whole.get(key, {}), **value}
        else:
            whole[key] = value
    return whole
