"""What facts are made of: the case, the place, the action, and what happened before.

Instants are UTC; documents may carry any offset. Empty strings and None mean "not stated".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time
from typing import Any

from fieldvisit.domain.frozen import frozen


@frozen
class CaseFacts:
    """Whom and what it is about. `country` is ISO 3166 alpha-2; `dpd` counts whole days."""

    country: str = ""
    region: str = ""
    city: str = ""
    role: str = ""
    debt_type: str = ""
    lender_type: str = ""
    dpd: int | None = None
    debt: str = ""
    borrower: str = ""
    institution: str = ""
    agency: str = ""


@frozen
class Place:
    """Where the action happens. Several `zones`: it is one of them; none: not known."""

    kind: str = ""
    zones: tuple[str, ...] = ()


@frozen
class Member:
    """One collector of the team; `certificate` is the date it was issued."""

    id: str = ""
    certificate: date | None = None
    approved_until: date | None = None
    shows: tuple[str, ...] = ()


@frozen
class Payment:
    """Money handed over, as written (`amount` is a decimal string), and its receipt's fields.

    `fee` is what of it goes beyond the debt, `how` one of the ways in which an outcome is paid.
    """

    amount: str
    currency: str
    how: str = ""
    fee: str = ""
    receipt: Mapping[str, Any] = field(default_factory=dict)


@frozen
class Action:
    """What is about to be done at `at`; `minutes` is the planned length, 0 for a moment.

    `visit` is the id of the visit that it belongs to, `what` the kind of record that goes with
    `delete`, `since` the instant from which that record's time counts.
    """

    kind: str
    at: datetime
    minutes: int | None = None
    party: str = ""
    person: str = ""
    number: str = ""
    debts: tuple[str, ...] = ()
    team: tuple[Member, ...] = ()
    media: tuple[str, ...] = ()
    money: Payment | None = None
    text: str = ""
    purpose: str = ""
    visit: str = ""
    what: str = ""
    since: datetime | None = None


@frozen
class Happened:
    """One line of the contact ledger.

    `team` holds the ids of the collectors who were there, `place` is the kind of place where it
    happened.
    """

    at: datetime
    kind: str
    started_by: str = ""
    result: str = ""
    debts: tuple[str, ...] = ()
    party: str = ""
    person: str = ""
    number: str = ""
    institution: str = ""
    agency: str = ""
    team: tuple[str, ...] = ()
    place: str = ""


@frozen
class Consent:
    """A consent. `days`, `from_`, `to` narrow it to times of the borrower's week.

    `until` as a date lasts to the end of that date at the borrower's place, as an instant it ends
    there. Without `at` nobody knows when it was given, and it does not count.
    """

    name: str
    given_by: str = ""
    given_to: str = ""
    at: datetime | None = None
    until: date | datetime | None = None
    how: str = ""
    proof: str = ""
    days: tuple[str, ...] = ()
    from_: time | None = None
    to: time | None = None
    place: str = ""


@frozen
class Flag:
    """Something that protects the borrower or a third person. No `until`: no end."""

    name: str
    since: date | datetime | None = None
    until: date | datetime | None = None
    person: str = ""
    institution: str = ""
    debts: tuple[str, ...] = ()
    how: str = ""
    place: str = ""


@frozen
class Confirmation:
    """A rule that a person has read and confirmed: for which borrower and on which visit."""

    rule: str
    at: datetime
    by: str = ""
    borrower: str = ""
    visit: str = ""


@frozen
class Avoid:
    """What the borrower asked to be spared, in the borrower's own week."""

    place: str = ""
    days: tuple[str, ...] = ()
    from_: time | None = None
    to: time | None = None


@frozen
class ClockReading:
    """The laptop's clock, and the latest reading that the journal holds."""

    now: datetime | None = None
    last_seen: datetime | None = None
