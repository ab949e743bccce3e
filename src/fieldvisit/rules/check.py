"""Faults of a pack that do not stop it from loading but should be put right before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from fieldvisit.domain.proofreading import Finding, proofread
from fieldvisit.domain.text import N_
from fieldvisit.rules.holidays import HolidayTable
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.pack import Pack
from fieldvisit.rules.select import is_stale

_BETWEEN_PEOPLE = ("sentence.long",)
"""Findings about spoken sentences; a rule is read, not said at the door."""


def findings_of(pack: Pack, tables: Mapping[str, HolidayTable], today: date) -> list[Finding]:
    """What is wrong with texts, holidays and dates of the pack as of `today`."""
    findings = proofread(pack.title, "pack.title")
    for rule in pack.rules:
        if rule.text:
            findings += proofread(rule.text, f"{rule.id}.text")
        for texts in KINDS[rule.kind].texts(rule.own):
            findings += proofread(texts, f"{rule.id}.{rule.kind}")
    findings = [each for each in findings if each.code not in _BETWEEN_PEOPLE]
    return findings + _clock(pack) + _holidays(pack, tables, today) + _dates(pack, today)


def _clock(pack: Pack) -> list[Finding]:
    """Without a word the borrower's own clock is read: in Urumqi two hours behind the law's."""
    if pack.clock.stated:
        return []
    phrase = N_(
        "no [clock] says whose clock counts, so the borrower's own is read; "
        'write zone = "borrower", or the one zone that holds for all.'
    )
    return [Finding("clock.missing", "clock.zone", phrase)]


def _holidays(pack: Pack, tables: Mapping[str, HolidayTable], today: date) -> list[Finding]:
    if not pack.holidays:
        return []
    details: dict[str, object] = {"table": pack.holidays}
    table = tables.get(pack.holidays)
    if table is None:
        phrase = N_("there is no holiday table {table}; every day would count as closed.")
        return [Finding("holidays.missing", "pack.holidays", phrase, details)]
    if table.reaches(today):
        return []
    phrase = N_("the holiday table {table} does not reach 60 days ahead of today.")
    return [Finding("holidays.short", "pack.holidays", phrase, details)]


def _dates(pack: Pack, today: date) -> list[Finding]:
    if pack.expires is not None and today > pack.expires:
        phrase = N_("the pack has expired; the cases it binds are blocked.")
        return [Finding("pack.expired", "pack.expires", phrase)]
    if is_stale(pack, datetime.combine(today, time(12), UTC)):
        phrase = N_("nobody has compared the pack with its sources for too long.")
        return [Finding("pack.stale", "pack.checked_on", phrase)]
    return []
