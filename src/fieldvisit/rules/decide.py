"""The gate: may this be done, at this time, in this place?

Reads nothing but its arguments, so that a stored decision can be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter

from fieldvisit.rules.conditions import applies_now, concerns
from fieldvisit.rules.decision import Decision, Reason, effect_of, strictest_first
from fieldvisit.rules.excuses import is_excused
from fieldvisit.rules.explain import opening
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.history import History
from fieldvisit.rules.holidays import HolidayTable, shipped_holidays
from fieldvisit.rules.intervals import EARLIEST, LATEST, Interval, common, next_in
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.pack import ALWAYS, Pack, Rule
from fieldvisit.rules.scene import Scene, scene_of
from fieldvisit.rules.select import holidays_short, select
from fieldvisit.rules.zones import local

__all__ = ["Decision", "Reason", "closes_at", "decide"]

_A_DAY = timedelta(days=1)


def decide(
    facts: Facts, packs: Sequence[Pack], holidays: Mapping[str, HolidayTable] | None = None
) -> Decision:
    """The decision by all packs that bind the case; the strictest rule that speaks wins.

    `holidays` are the tables to use, by default the shipped ones. Raises BadInput when the facts
    name a pack that is not among `packs`.
    """
    chosen, reasons = select(facts, packs)
    scenes = _scenes(facts, chosen, holidays)
    reasons += [short for scene in scenes if (short := holidays_short(scene))]
    spoken, duties = _answers(scenes)
    ordered = strictest_first([*reasons, *spoken])
    zone = _zone_to_show(ordered, scenes, facts)
    at = facts.action.at
    is_closed = any(reason.effect == "block" and reason.opens_at for reason in ordered)
    opens_at = next_in(_clocks(scenes), at) if is_closed else None
    return Decision(
        effect=effect_of(ordered),
        reasons=ordered,
        packs=tuple((pack.id, pack.sha256) for pack in chosen),
        local=local(at, zone) if zone else None,
        opens_at=opens_at,
        opens=opening(opens_at, at, zone) if opens_at else None,
        duties=tuple(duties),
        id=facts.id,
    )


def closes_at(
    facts: Facts, packs: Sequence[Pack], holidays: Mapping[str, HolidayTable] | None = None
) -> datetime | None:
    """Until when an action that goes on may last: the next instant at which time would block it.

    None when that is more than a day away, or when it is blocked already.
    """
    moment = replace(facts, action=replace(facts.action, minutes=0))
    chosen, _reasons = select(moment, packs)
    at = moment.action.at
    every: list[Interval] = [(EARLIEST, LATEST)]
    for ask in _clocks(_scenes(moment, chosen, holidays)):
        every = common(every, ask(at, at + _A_DAY))
    ends = (end for start, end in every if start <= at < end <= at + _A_DAY)
    return next(ends, None)


def _scenes(
    facts: Facts, packs: Sequence[Pack], holidays: Mapping[str, HolidayTable] | None
) -> list[Scene]:
    tables = shipped_holidays() if holidays is None else holidays
    history = History(facts.ledger)
    return [scene_of(facts, pack, tables, history) for pack in packs]


def _answers(scenes: Sequence[Scene]) -> tuple[list[Reason], list[Reason]]:
    """What the rules say, and what those that do not speak ask for while the action goes on."""
    spoken: list[Reason] = []
    duties: list[Reason] = []
    for scene in scenes:
        for rule in _asked(scene):
            kind = KINDS[rule.kind]
            if reason := kind.speak(rule, scene):
                spoken.append(reason)
            elif kind.reminds is not None and (duty := kind.reminds(rule, scene)):
                duties.append(duty)
    return spoken, duties


def _asked(scene: Scene) -> list[Rule]:
    """The rules that look at the action, without those that a consent or a thing excuses."""
    return [
        rule
        for rule in scene.pack.by_action[scene.facts.action.kind]
        if (rule.when is ALWAYS or applies_now(rule.when, scene))
        and not (rule.unless and is_excused(rule.unless, scene))
    ]


def _clocks(scenes: Sequence[Scene]) -> list[Callable[[datetime, datetime], list[Interval]]]:
    """For every rule about time that blocks: when it lets the action begin.

    First those that tell it for all time at once: where one of them stays shut, no other is asked.
    """
    found = [
        (kind.daily, partial(kind.opens, rule, scene))
        for scene in scenes
        for rule in scene.pack.by_action[scene.facts.action.kind]
        if rule.effect == "block"
        and (kind := KINDS[rule.kind]).opens is not None
        and (rule.when is ALWAYS or concerns(rule.when, scene))
    ]
    return [opens for _daily, opens in sorted(found, key=itemgetter(0))]


def _zone_to_show(reasons: Sequence[Reason], scenes: Sequence[Scene], facts: Facts) -> str:
    """The zone whose clock the decision names: that of the strictest rule that read one."""
    read = [reason.zone for reason in reasons if reason.zone]
    read += [zone for scene in scenes for zone in scene.zones[:1]]
    return next(iter([*read, *facts.place.zones]), "")
