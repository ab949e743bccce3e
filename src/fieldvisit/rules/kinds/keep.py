"""`keep`: how long records are kept.

The rule looks at deleting (`delete`); `what` of the action is the kind of record and `since` the
instant from which its time counts. With `from = "last_collection_activity"` the latest entry of the
case's ledger counts when it is later. `at_least` forbids deleting too early: the last day kept is
that many years, months or days after the first, by the calendar (29 February leads to the 28th),
and deleting is allowed from the next day on. `at_most` forbids nothing; an allowed deletion is told
the day by which the record has to go. A record whose time nobody stated is kept. Days are those of
the place; where it may be in several zones, the one that keeps longer.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from fieldvisit.domain.calendar import add_months
from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.zones import local_date

_FROM = ("record", "last_collection_activity")
_AGE = re.compile(r"([1-9]\d{0,3}) (day|month|year)s?")


@frozen
class Age:
    """Calendar months (12 for each year) or days; one of the two is 0."""

    months: int = 0
    days: int = 0

    def after(self, start: date) -> date:
        """The day that lies so long after the start."""
        return add_months(start, self.months) + timedelta(days=self.days)

    def __str__(self) -> str:
        if self.months % 12 == 0 and self.months:
            return f"{self.months // 12} years"
        return f"{self.months} months" if self.months else f"{self.days} days"


@frozen
class Keep:
    """`what` are kinds of record; `start` says from when the time counts (`from` in a file)."""

    what: tuple[str, ...]
    at_least: Age | None = None
    at_most: Age | None = None
    start: str = "record"


def read(table: Table) -> Keep:
    """The fields of the kind; raises BadInput when no time is set, or the two contradict."""
    keep = Keep(
        what=table.names("what", names.RECORDS),
        at_least=_age_of(table, "at_least"),
        at_most=_age_of(table, "at_most"),
        start=table.one_of("from", _FROM, "record"),
    )
    if not keep.what:
        raise table.wrong("what", N_("{file}, line {line}: {key} must name what is kept."))
    if keep.at_least is None and keep.at_most is None:
        raise table.wrong("at_least", N_("{file}, line {line}: {key} or at_most is missing."))
    if keep.at_least and keep.at_most and _is_longer(keep.at_least, keep.at_most):
        raise table.wrong("at_least", N_("{file}, line {line}: {key} must not be above at_most."))
    return keep


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason when the record has to be kept for longer."""
    keep: Keep = rule.own
    what = scene.facts.action.what
    if keep.at_least is None or (what and what not in keep.what):
        return None
    begun = _begun(keep, scene)
    if begun is None:
        clears = Phrase(N_("State from which day its time counts."))
        return reason_of(
            rule, scene, Phrase(N_("It is not known since when it is kept.")), clears=clears
        )
    last = max(_days_after(begun, keep.at_least, scene))
    if min(local_date(scene.at, zone) for zone in scene.date_zones) > last:
        return None
    said = Phrase(N_("To be kept until {date}."), {"date": last.isoformat()})
    return reason_of(rule, scene, said)


def reminds(rule: Rule, scene: Scene) -> Reason | None:
    """The day by which the record has to go, where the rule sets one."""
    keep: Keep = rule.own
    what, begun = scene.facts.action.what, _begun(keep, scene)
    if keep.at_most is None or begun is None or (what and what not in keep.what):
        return None
    last = min(_days_after(begun, keep.at_most, scene))
    said = Phrase(N_("To be deleted by {date}."), {"date": last.isoformat()})
    return reason_of(rule, scene, said)


def document(keep: Keep) -> dict[str, object]:
    """The fields as the file writes them."""
    fields: dict[str, object] = {"what": list(keep.what)}
    fields |= {key: str(age) for key in ("at_least", "at_most") if (age := getattr(keep, key))}
    return {**fields, "from": keep.start}


def loosens(parent: Keep, child: Keep) -> str:
    """The key by which the child lets a record go earlier, or stay longer."""
    less = {
        "what": not set(parent.what) <= set(child.what),
        "at_least": parent.at_least is not None
        and (child.at_least is None or _is_longer(parent.at_least, child.at_least)),
        "at_most": parent.at_most is not None
        and (child.at_most is None or _is_longer(child.at_most, parent.at_most)),
        "from": _FROM.index(child.start) < _FROM.index(parent.start),
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _begun(keep: Keep, scene: Scene) -> datetime | None:
    since = scene.facts.action.since
    if keep.start == "record":
        return since
    activity = [each.at for each in scene.facts.ledger if each.at <= scene.at]
    return max([*activity, *([since] if since else [])], default=None)


def _days_after(begun: datetime, age: Age, scene: Scene) -> list[date]:
    return [age.after(local_date(begun, zone)) for zone in scene.date_zones]


def _is_longer(one: Age, other: Age) -> bool:
    """Whether one may last longer than the other, wherever in the calendar it begins."""
    if one.days == other.days:
        return one.months > other.months
    return one.months * 31 + one.days > other.months * 28 + other.days


def _age_of(table: Table, key: str) -> Age | None:
    written = table.text(key, "")
    if not written:
        return None
    read = _AGE.fullmatch(written)
    if read is None:
        phrase = N_('{file}, line {line}: {key} must be a time such as "2 years" or "6 months".')
        raise table.wrong(key, phrase)
    number = int(read[1])
    if read[2] == "day":
        return Age(days=number)
    return Age(months=number * (12 if read[2] == "year" else 1))


KIND = Kind(
    name="keep",
    read=read,
    speak=speak,
    reminds=reminds,
    loosens=loosens,
    document=document,
    actions=(),
    beyond=("delete",),
)
