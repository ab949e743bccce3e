"""The facts of one decision, as `rules decide` reads them; nothing else counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.rules import names
from fieldvisit.rules.holidays import HolidayTable
from fieldvisit.rules.parts import (
    Action,
    Avoid,
    CaseFacts,
    ClockReading,
    Confirmation,
    Consent,
    Flag,
    Happened,
    Member,
    Payment,
    Place,
)
from fieldvisit.rules.reading import (
    Reader,
    as_document,
    by_name,
    clock,
    currency,
    day,
    day_or_instant,
    instant,
    label,
    many,
    note,
    one_of,
    one_or_many,
    record,
    remembered,
    text,
    whole,
)
from fieldvisit.rules.zones import country_code, zone_name


@frozen
class Facts:
    """Everything that a decision may look at. `case` is None when the document has none."""

    action: Action
    id: str | int = ""
    packs: tuple[str, ...] = ()
    pack_dir: str = ""
    holidays: Mapping[str, HolidayTable] = field(default_factory=dict)
    case: CaseFacts | None = None
    place: Place = field(default_factory=Place)
    ledger: tuple[Happened, ...] = ()
    consents: tuple[Consent, ...] = ()
    flags: tuple[Flag, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    has: Mapping[str, datetime] = field(default_factory=dict)
    confirmed: tuple[Confirmation, ...] = ()
    clock: ClockReading = field(default_factory=ClockReading)

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
        "currency": currency,
        "how": text,
        "fee": text,
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
        "visit": text,
        "what": one_of(names.RECORDS),
        "since": instant,
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
        "team": _TEXTS,
        "place": one_of(names.PLACES),
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
_CONFIRMATION = record(
    Confirmation, {"rule": text, "at": instant, "by": text, "borrower": text, "visit": text}
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
    "ledger": many(remembered(_HAPPENED)),
    "consents": many(_CONSENT),
    "flags": many(_FLAG),
    "avoid": one_or_many(_AVOID),
    "has": by_name(instant, names.HAS),
    "confirmed": many(_CONFIRMATION),
    "clock": record(ClockReading, {"now": instant, "last_seen": instant}),
}
_FACTS = record(Facts, _READERS)


def check_part(key: str, value: Any) -> None:
    """Raise BadInput unless the value may stand under that top-level key ("consents", "has")."""
    _READERS[key](value, key)
