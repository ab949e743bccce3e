"""`stop`: no contact while something stands.

`while` names flags, or "no consent.x" for as long as that consent does not count. A flag stands
from `since` until its own end, or until the thing in `until` exists, provided that it came after
the flag; with `after_end` it goes on for so many dates after its end. `how` narrows it to flags
made in these ways ("written"), and `oral_for` lets one made only by word of mouth end after so
many dates. `place`, `who` and `not` narrow the contact that is stopped, and `allow` names purposes
for which it may still be made. Whom a flag concerns is said in `excuses.flags_named`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules import names
from fieldvisit.rules.closing import is_open, open_times, outside, reason_closed
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.excuses import excused_times, flag_time, flags_named, midnight
from fieldvisit.rules.explain import Phrase, day_there, what_clears
from fieldvisit.rules.intervals import EARLIEST, LATEST, Interval
from fieldvisit.rules.kind import Kind
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.parts import Flag
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.values import days_of
from fieldvisit.rules.zones import local_date

_NO = "no "
STATES = (*names.FLAGS, *(_NO + name for name in names.CONSENTS))
"""What `while` may name."""


@frozen
class Stop:
    """`oral_for` and `after_end` count dates."""

    states: tuple[str, ...]
    until: str = ""
    allow: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    oral_for: int | None = None
    after_end: int | None = None


def read(table: Table) -> Stop:
    """The fields of the kind; raises BadInput when nothing is named that stops."""
    stop = Stop(
        states=table.names("while", STATES),
        until=table.one_of("until", names.HAS, ""),
        allow=table.names("allow", names.PURPOSES),
        place=table.names("place", names.PLACES),
        who=table.names("who", names.PARTIES),
        not_=table.names("not", names.PARTIES),
        how=table.names("how", names.CONSENT_FORMS),
        oral_for=days_of(table, "oral_for"),
        after_end=days_of(table, "after_end"),
    )
    if not stop.states:
        raise table.wrong("while", N_("{file}, line {line}: {key} must name what stops contact."))
    return stop


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """A reason while one of the states stands and the contact is of the kind that it stops."""
    if is_open(opens, rule, scene):
        return None
    name, since, zone = _state_met(rule, scene)
    said, no_end = _said(name, since, zone, scene), _no_end(rule.own)
    return reason_closed(opens, rule, scene, said, zone, opens=no_end, clears=_clears(rule))


def opens(rule: Rule, scene: Scene, first: datetime, last: datetime) -> list[Interval]:
    """When none of the states stands, in any zone; always for contact that is not stopped."""
    stop: Stop = rule.own
    if not (_may_stand(stop, scene) and _is_stopped(stop, scene)):
        return [(EARLIEST, LATEST)]

    def closed(zone: str) -> Iterator[Interval]:
        for name in stop.states:
            yield from (stands for stands, _since in _times(stop, name, scene, zone, first, last))

    return open_times(rule, scene, closed, first, last)


def document(stop: Stop) -> dict[str, object]:
    """The fields as the file writes them."""
    fields: dict[str, object] = {
        "while": list(stop.states),
        "until": stop.until,
        "allow": list(stop.allow),
        "place": list(stop.place),
        "who": list(stop.who),
        "not": list(stop.not_),
        "how": list(stop.how),
        "oral_for": None if stop.oral_for is None else f"{stop.oral_for} days",
        "after_end": None if stop.after_end is None else f"{stop.after_end} days",
    }
    return {key: value for key, value in fields.items() if value}


def loosens(parent: Stop, child: Stop) -> str:
    """The key by which the child stops less than the parent."""
    less = {
        "while": not set(parent.states) <= set(child.states),
        "until": child.until not in ("", parent.until),
        "allow": not set(child.allow) <= set(parent.allow),
        "place": _narrows(parent.place, child.place),
        "who": _narrows(parent.who, child.who),
        "not": not set(child.not_) <= set(parent.not_),
        "how": _narrows(parent.how, child.how),
        "oral_for": child.oral_for is not None
        and (parent.oral_for is None or child.oral_for < parent.oral_for),
        "after_end": (child.after_end or 0) < (parent.after_end or 0),
    }
    return next((key for key, is_less in less.items() if is_less), "")


def _narrows(parent: tuple[str, ...], child: tuple[str, ...]) -> bool:
    return bool(child) and (not parent or not set(parent) <= set(child))


def _may_stand(stop: Stop, scene: Scene) -> bool:
    """Whether any state is there at all, at whatever time; most cases have no flag."""
    flags = {flag.name for flag in scene.facts.flags}
    return any(name in flags or name.startswith(_NO) for name in stop.states)


def _is_stopped(stop: Stop, scene: Scene) -> bool:
    """Whether the contact is of the kind that the rule stops; unstated, it is with the borrower."""
    action = scene.facts.action
    party = action.party or "debtor"
    if stop.place and scene.facts.place.kind not in stop.place:
        return False
    if party in stop.not_ or (stop.who and party not in stop.who):
        return False
    return (action.purpose or "collect") not in stop.allow


def _times(
    stop: Stop, name: str, scene: Scene, zone: str, first: datetime, last: datetime
) -> Iterator[tuple[Interval, datetime | None]]:
    """When that state stands by the clocks of the zone, and since when as far as it is known."""
    if name.startswith(_NO):
        given = excused_times((name.removeprefix(_NO),), scene, zone, first, last)
        yield from ((stretch, None) for stretch in outside(given))
        return
    for flag in flags_named((name,), scene):
        if not (stop.how and flag.how in names.CONSENT_FORMS and flag.how not in stop.how):
            start, end = _flag_stands(stop, flag, scene, zone)
            if start < end:
                yield (start, end), start if flag.since else None


def _flag_stands(stop: Stop, flag: Flag, scene: Scene, zone: str) -> Interval:
    start, end = flag_time(flag, zone)
    if stop.oral_for is not None and flag.how == "oral" and flag.since:
        end = min(end, midnight(local_date(start, zone) + timedelta(days=stop.oral_for), zone))
    if stop.after_end is not None and end < LATEST:
        end = _dates_later(end, stop.after_end, zone)
    done = scene.facts.has.get(stop.until) if stop.until else None
    return (start, min(end, done)) if done is not None and done >= start else (start, end)


def _dates_later(end: datetime, days: int, zone: str) -> datetime:
    """The end of the date that lies so many dates after the one on which something ended."""
    last = local_date(end - timedelta(microseconds=1), zone)
    return midnight(last + timedelta(days=days + 1), zone)


def _state_met(rule: Rule, scene: Scene) -> tuple[str, datetime | None, str]:
    """The state that stops now, since when, and the zone by whose clock it does."""
    stop: Stop = rule.own
    return next(
        (name, since, zone)
        for name in stop.states
        for zone in scene.date_zones
        for (start, end), since in _times(stop, name, scene, zone, scene.at, scene.at)
        if start <= scene.at < end
    )


def _said(name: str, since: datetime | None, zone: str, scene: Scene) -> Phrase:
    if name.startswith(_NO):
        thing = names.words_for(name.removeprefix(_NO))
        return Phrase(N_("No contact without: {thing}."), {"thing": thing})
    details: dict[str, object] = {"thing": names.words_for(name)}
    if since is None:
        return Phrase(N_("No contact while this stands: {thing}."), details)
    details["day"] = day_there(local_date(since, zone), local_date(scene.at, zone))
    return Phrase(N_("No contact while this stands: {thing}, since {day}."), details)


def _no_end(stop: Stop) -> Phrase | None:
    return None if stop.until else Phrase(N_("It has no end by time."))


def _clears(rule: Rule) -> Phrase | None:
    """What ends it, and for what contact may still be made."""
    stop: Stop = rule.own
    things = tuple(names.words_for(name) for name in (stop.until, *rule.unless) if name)
    allowed = tuple(names.PURPOSE_WORDS[purpose] for purpose in stop.allow)
    if not allowed:
        return what_clears([name for name in (stop.until, *rule.unless) if name])
    if not things:
        return Phrase(N_("Still allowed: {purposes}."), {"purposes": allowed})
    details = {"things": things, "purposes": allowed}
    return Phrase(N_("It would be cleared by: {things}. Still allowed: {purposes}."), details)


KIND = Kind(name="stop", read=read, document=document, speak=speak, loosens=loosens, opens=opens)
