"""Rule packs in memory: what a pack is, whom it binds, and what each rule says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any

from fieldvisit.domain.content import Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.rules.names import ACTIONS

APPLIES = ("country", "region", "city", "role", "debt_type", "lender_type")
"""The keys of `[pack.applies]`; a case must match each one given."""


@frozen
class Clock:
    """How a pack reads time. `zone` is "borrower" or an IANA name that holds for everybody.

    `unknown` says what to do when the borrower may be in several zones, or none is known: "all"
    means every candidate must allow the action, "block" that none does. `count` says whether days
    are calendar dates at the borrower's place or spans of 24 hours. `stated` is whether the file
    names the zone.
    """

    zone: str = "borrower"
    unknown: str = "all"
    count: str = "calendar"
    stated: bool = False


@frozen
class When:
    """Tests that must all hold before a rule is asked; an empty one is not made.

    `dpd_over` and `dpd_up_to` compare days past due (over 15: 16 and more; up to 15: 15 and less).
    `since` is the first date, at the place, on which a rule younger than its pack is in force. The
    rest are lists: one of them must fit.
    """

    dpd_over: int | None = None
    dpd_up_to: int | None = None
    role: tuple[str, ...] = ()
    debt_type: tuple[str, ...] = ()
    lender_type: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    since: date | None = None


ALWAYS = When()
"""No test at all; most rules have it."""


@frozen
class Rule:
    """One rule. `on` are the kinds of action that it looks at, `own` the fields of its kind."""

    id: str
    kind: str
    effect: str
    mark: str
    source: str
    on: tuple[str, ...]
    own: Any
    text: Texts = field(default_factory=dict)
    when: When = ALWAYS
    unless: tuple[str, ...] = ()
    override: str = "none"


class _WorkedOut:
    """A class with slots that comes from this one has a place for its cached properties."""


@frozen
class Pack(_WorkedOut):
    """A pack as loaded. `sha256` is of the file's bytes; `stale_after` counts days.

    `consents_last` says for how many dates a consent of that name counts at most, the date on which
    it was given being the first.
    """

    id: str
    title: Texts
    jurisdiction: str
    effective: date
    checked_on: date
    sha256: str
    applies: Mapping[str, tuple[str, ...]]
    clock: Clock
    rules: tuple[Rule, ...]
    expires: date | None = None
    stale_after: int | None = None
    extends: tuple[str, ...] = ()
    holidays: str = ""
    consents_last: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def by_action(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that look at each kind of action, in the file's order."""
        return {
            action: tuple(rule for rule in self.rules if action in rule.on) for action in ACTIONS
        }

    @cached_property
    def third_parties(self) -> frozenset[str]:
        """Whom a rule of the pack calls so: they may not consent in the borrower's place."""
        parties = (rule.own for rule in self.rules if rule.kind == "party")
        return frozenset(who for party in parties for who in party.who)

    @cached_property
    def wanted(self) -> Mapping[str, frozenset[str]]:
        """What `applies` asks for, without upper and lower case."""
        return {
            key: frozenset(each.casefold() for each in values)
            for key, values in self.applies.items()
        }

    @cached_property
    def uses_holidays(self) -> bool:
        """Whether any rule asks if a date is a public holiday."""
        return any(getattr(rule.own, "holidays", "open") == "closed" for rule in self.rules)

    @cached_property
    def states_law(self) -> bool:
        """Whether any rule claims more than house policy."""
        return any(rule.mark != "POLICY" for rule in self.rules)


def ancestors(pack_id: str, known: Mapping[str, Pack]) -> set[str]:
    """The ids of all packs that this one extends, directly or through another."""
    found: set[str] = set()
    waiting = [pack_id]
    while waiting:
        pack = known.get(waiting.pop())
        new = set(pack.extends) - found if pack else set()
        found |= new
        waiting += new
    return found
