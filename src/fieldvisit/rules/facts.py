"""The facts of one decision, as `rules decide` reads them; nothing else counts.

Instants are UTC here; documents may carry any offset. Empty strings and None mean "not stated".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from fieldvisit.domain.money import CURRENCIES
from fieldvisit.rules import names
from fieldvisit.rules.holidays import HolidayTable
from fieldvisit.rules.reading import (
    Reader,
    as_document,
    by_name,
    clock,
    day,
    day_or_instant,
    instant,
    label,
    many,
    note,
    one_of,
    one_or_many,
    record,
    text,
    whole,
)
from fieldvisit.rules.zones import country_code, zone_name


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where the action happens. Several `zones`: it is one of them; none: not known."""

    kind: str = ""
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One collector of the team; `certificate` is the date it was issued."""

    id: str = ""
    certificate: date | None = None
    approved_until: date | None = None
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Payment:
    """Money handed over, as written (`amount` is a decimal string), and its receipt's fields."""

    amount: str
    currency: str
    how: str = ""
    receipt: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Action:
    """What is about to be done at `at`; `minutes` is the planned length, 0 for a moment."""

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


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the contact ledger."""

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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Avoid:
    """What the borrower asked to be spared, in the borrower's own week."""

    place: str = ""
    days: tuple[str, ...] = ()
    from_: time | None = None
    to: time | None = None


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The laptop's clock, and the latest reading that the journal holds."""

    now: datetime | None = None
    last_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a decision may look at. `case` is None when the document has none."""

    action: Action
    id: str | int = ""
    packs: tuple[str, ...] = ()
    pack_dir: str = ""
    holidays: Mapping[str, HolidayTable] = field(default_factory=dict)
    case: CaseFacts | None = None
    place: Place = Place()
    ledger: tuple[Happened, ...] = ()
    consents: tuple[Consent, ...] = ()
    flags: tuple[Flag, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    has: Mapping[str, datetime] = field(default_factory=dict)
    clock: ClockReading = ClockReading()

    @classmethod
    def of(cls, document: Any, path: str = "") -> Facts:
        """The facts that a JSON object states; raises BadInput naming the key at fault.

        `path` stands before every key that an error names, for an object inside a list.
        """
        return _FACTS(document, path)

    def document(self) -> dict[str, Any]:
        """The facts as a JSON object; `Facts.of` reads it back to equal facts."""
        document: dict[str, Any] = as_document(self)
        if self.case is not None:
            document.setdefault("case", {})
        return document

    def at(self, moment: datetime) -> Facts:
        """The same facts for another moment of the action."""
        return replace(self, action=replace(self.action, at=moment))


def facts_from(document: Any) -> list[Facts]:
    """The facts of a list of objects, or of one object as a list of one."""
    if isinstance(document, list):
        return [Facts.of(each, f"[{number}]") for number, each in enumerate(document)]
    return [Facts.of(document)]


_DAYS = many(one_of(names.WEEKDAYS))
_TEXTS = many(text)

_CASE = record(
    CaseFacts,
    {
        "country": lambda value, path: country_code(text(value, path)),
        "role": one_of(("", *names.ROLES)),
        "dpd": whole(-36_500, 36_500),
        "region": text,
        "city": text,
        "debt_type": text,
        "lender_type": text,
        "debt": text,
        "borrower": text,
        "institution": text,
        "agency": text,
    },
)
_PLACE = record(Place, {"kind": one_of(names.PLACES), "zones": one_or_many(zone_name)})
_MEMBER = record(Member, {"id": text, "certificate": day, "approved_until": day, "shows": _TEXTS})
_PAYMENT = record(
    Payment,
    {
        "amount": text,
        "currency": one_of(CURRENCIES),
        "how": text,
        "receipt": by_name(
            lambda value, path: value if type(value) is bool else label(value, path)
        ),
    },
)
_ACTION = record(
    Action,
    {
        "kind": one_of(names.ACTIONS),
        "at": instant,
        "minutes": whole(0, 1440),
        "party": one_of(names.PARTIES),
        "person": text,
        "number": text,
        "debts": _TEXTS,
        "team": many(_MEMBER),
        "media": many(one_of(names.MEDIA)),
        "money": _PAYMENT,
        "text": note,
        "purpose": one_of(names.PURPOSES),
    },
)
_HAPPENED = record(
    Happened,
    {
        "at": instant,
        "kind": one_of(names.LEDGER_KINDS),
        "started_by": one_of(names.STARTERS),
        "result": one_of(names.RESULTS),
        "debts": _TEXTS,
        "party": one_of(names.PARTIES),
        "person": text,
        "number": text,
        "institution": text,
        "agency": text,
    },
)
_CONSENT = record(
    Consent,
    {
        "name": one_of(names.CONSENTS),
        "given_by": text,
        "given_to": text,
        "at": instant,
        "until": day_or_instant,
        "how": one_of(names.CONSENT_FORMS),
        "proof": text,
        "days": _DAYS,
        "from": clock,
        "to": clock,
        "place": one_of(names.PLACES),
    },
)
_FLAG = record(
    Flag,
    {
        "name": one_of(names.FLAGS),
        "since": day_or_instant,
        "until": day_or_instant,
        "person": text,
        "institution": text,
        "debts": _TEXTS,
        "how": text,
        "place": one_of(names.PLACES),
    },
)
_AVOID = record(Avoid, {"place": one_of(names.PLACES), "days": _DAYS, "from": clock, "to": clock})
_HOLIDAYS = record(HolidayTable, {"covers": many(whole(1970, 2199)), "days": many(day)})
_READERS: dict[str, Reader] = {
    "id": label,
    "packs": _TEXTS,
    "pack_dir": text,
    "holidays": by_name(_HOLIDAYS),
    "case": _CASE,
    "place": _PLACE,
    "action": _ACTION,
    "ledger": many(_HAPPENED),
    "consents": many(_CONSENT),
    "flags": many(_FLAG),
    "avoid": one_or_many(_AVOID),
    "has": by_name(instant, names.HAS),
    "clock": record(ClockReading, {"now": instant, "last_seen": instant}),
}
_FACTS = record(Facts, _READERS)


def check_part(key: str, value: Any) -> None:
    """Raise BadInput unless the value may stand under that top-level key ("consents", "has")."""
    _READERS[key](value, key)


def schema() -> dict[str, list[str]]:
    """Every closed list that facts and packs may use, by the key it belongs to."""
    return {
        "action.kind": list(names.ACTIONS),
        "action.purpose": list(names.PURPOSES),
        "action.media": list(names.MEDIA),
        "party": list(names.PARTIES),
        "place.kind": list(names.PLACES),
        "case.role": list(names.ROLES),
        "ledger.kind": list(names.LEDGER_KINDS),
        "ledger.started_by": list(names.STARTERS),
        "ledger.result": list(names.RESULTS),
        "consents.name": list(names.CONSENTS),
        "consents.how": list(names.CONSENT_FORMS),
        "flags.name": list(names.FLAGS),
        "has": list(names.HAS),
        "days": list(names.WEEKDAYS),
        "effect": list(names.EFFECTS),
        "mark": list(names.MARKS),
        "override": list(names.OVERRIDES),
        "debt_type": list(names.DEBT_TYPES),
        "lender_type": list(names.LENDER_TYPES),
    }
