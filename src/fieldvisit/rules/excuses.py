"""Consents, things and flags: which of them count, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from fieldvisit.rules.intervals import EARLIEST, LATEST, Interval, clock_window, common, merged
from fieldvisit.rules.names import (
    CONSENTS,
    FLAGS_OF_OTHERS,
    HAS,
    WEEKDAYS,
    WITHDRAWS,
    WITHDRAWS_AT,
)
from fieldvisit.rules.parts import Consent, Flag
from fieldvisit.rules.scene import Scene
from fieldvisit.rules.zones import local_date, zone_info

_CANNOT_CONSENT = ("contact", "relative", "colleague", "neighbour", "roommate", "minor", "nobody")
"""Who may not say yes in the borrower's place, by whatever law."""

_DAY = timedelta(days=1)


def is_flagged(names: Collection[str], scene: Scene) -> bool:
    """Whether one of these flags stands when the action begins, in any zone of the place."""
    return any(
        start <= scene.at < end
        for flag in flags_named(names, scene)
        for start, end in (flag_time(flag, zone) for zone in scene.date_zones)
    )


def flags_named(names: Collection[str], scene: Scene) -> list[Flag]:
    """The flags of these names that concern the action, whenever they stand.

    A flag that names a third person concerns contact with that person only, one that names an
    institution, debts or a place concerns those. What the action does not state fits.
    """
    return [flag for flag in scene.facts.flags if flag.name in names and _concerns(flag, scene)]


def flag_time(flag: Flag, zone: str) -> Interval:
    """From when until when a flag stands; a date counts to its end at the borrower's place."""
    return _start(flag.since, zone), _end(flag.until, zone)


def _concerns(flag: Flag, scene: Scene) -> bool:
    facts = scene.facts
    stated = (
        (flag.institution, facts.case.institution if facts.case else ""),
        (flag.place, facts.place.kind),
    )
    if any(wanted and here and wanted != here for wanted, here in stated):
        return False
    debts = scene.debts
    if flag.debts and debts and not set(flag.debts) & set(debts):
        return False
    return _is_about(flag, scene)


def _is_about(flag: Flag, scene: Scene) -> bool:
    """Whether the flag is about the person whom the action is meant for."""
    action, case = scene.facts.action, scene.facts.case
    if action.person and flag.person == action.person:
        return True
    is_of_another = flag.person and not (case and flag.person == case.borrower)
    if not (is_of_another or flag.name in FLAGS_OF_OTHERS):
        return True
    return action.party not in ("", "debtor") and not (flag.person and action.person)


def is_excused(names: Collection[str], scene: Scene) -> bool:
    """Whether one of these counts for all of the action, in every zone that may be the place's."""
    return all(
        any(
            start <= scene.at and scene.at + scene.length <= end and scene.at < end
            for start, end in merged(excused_times(names, scene, zone, scene.at, scene.at))
        )
        for zone in scene.date_zones
    )


def excused_times(
    names: Iterable[str], scene: Scene, zone: str, first: datetime, last: datetime
) -> list[Interval]:
    """When any of these counts, between a day before `first` and a day after `last`.

    A consent counts from the instant it was given until it ends or is withdrawn, on its days and
    hours only. A thing counts from the instant it exists; a flag while it stands.
    """
    times: list[Interval] = []
    for name in names:
        if name in CONSENTS:
            for consent in scene.facts.consents:
                if _gives(consent, name, scene):
                    times += _consent_times(consent, scene, zone, first, last)
        elif name in HAS:
            if name in scene.facts.has:
                times.append((scene.facts.has[name], LATEST))
        else:
            times += [flag_time(flag, zone) for flag in flags_named((name,), scene)]
    return times


def _gives(consent: Consent, name: str, scene: Scene) -> bool:
    """Whether this consent is one of that name, given by somebody who may, for this place.

    A consent in writing also counts where less is asked, never the other way round.
    """
    base = name.removesuffix("_written")
    if consent.name.removesuffix("_written") != base:
        return False
    if name != base and consent.how != "written" and (consent.how or consent.name != name):
        return False
    if consent.place and consent.place != scene.facts.place.kind:
        return False
    if consent.given_by in _CANNOT_CONSENT or consent.given_by in scene.pack.third_parties:
        return False
    return consent.at is not None


def _consent_times(
    consent: Consent, scene: Scene, zone: str, first: datetime, last: datetime
) -> list[Interval]:
    assert consent.at is not None
    span = (consent.at, min(_consent_ends(consent, consent.at, scene, zone)))
    if span[0] >= span[1]:
        return []
    if not (consent.days or consent.from_ or consent.to):
        return [span]
    opens, closes = minutes_into(consent.from_, 0), minutes_into(consent.to, 1440)
    windows = [
        window
        for day in dates_between(first, last, zone)
        if not consent.days or WEEKDAYS[day.weekday()] in consent.days
        if (window := clock_window(zone, day, opens, closes))
    ]
    return common(merged(windows), [span])


def _consent_ends(consent: Consent, given: datetime, scene: Scene, zone: str) -> Iterator[datetime]:
    """Its own end, the end of the dates for which the pack lets it count, and every refusal since.

    A refusal ends what was agreed to before it for good, even when the refusal itself ends.
    """
    yield _end(consent.until, zone)
    days = scene.pack.consents_last.get(consent.name)
    if days is not None:
        yield midnight(local_date(given, zone) + days * _DAY, zone)
    here = scene.facts.place.kind
    refusals = [
        name
        for name, taken in WITHDRAWS.items()
        if consent.name in taken and WITHDRAWS_AT.get(name, here) == here
    ]
    for flag in flags_named(refusals, scene):
        since = _start(flag.since, zone)
        if given < since:
            yield since


@lru_cache(maxsize=1024)
def dates_between(first: datetime, last: datetime, zone: str) -> tuple[date, ...]:
    """The local dates from a day before `first` to a day after `last`."""
    start = local_date(first, zone) - _DAY
    return tuple(
        start + number * _DAY for number in range((local_date(last, zone) - start).days + 2)
    )


def minutes_into(reading: time | None, missing: int) -> int:
    """A clock reading in minutes after midnight; `missing` when there is none."""
    return missing if reading is None else reading.hour * 60 + reading.minute


def _start(since: date | datetime | None, zone: str) -> datetime:
    if since is None:
        return EARLIEST
    return since if isinstance(since, datetime) else midnight(since, zone)


def _end(until: date | datetime | None, zone: str) -> datetime:
    if until is None:
        return LATEST
    return until if isinstance(until, datetime) else midnight(until + _DAY, zone)


def midnight(day: date, zone: str) -> datetime:
    """When that date begins in the zone."""
    return datetime.combine(day, time.min, zone_info(zone)).astimezone(UTC)
