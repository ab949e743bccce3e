"""One row of a case list as a case, or as a rejection that says which column and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from fieldvisit.domain.case import DATE_FIELDS, DEBT_TYPES, MONEY_FIELDS, ROLES, Case, Rejection
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import checked_currency, parse_money
from fieldvisit.domain.privacy import mask_always
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, is_han
from fieldvisit.exchange.columns import Columns
from fieldvisit.exchange.fields import FIELDS, REQUIRED
from fieldvisit.exchange.headers import YUAN_OF_THE_PLACE, currency_of_unit
from fieldvisit.exchange.meanings import (
    debt_type_of,
    language_of,
    lender_type_of,
    priority_of,
    role_of,
)
from fieldvisit.exchange.places import country_code, degrees, zone_name
from fieldvisit.exchange.records import WHOLE_ROW, Record
from fieldvisit.exchange.values import (
    DateReading,
    due_date_of,
    is_nothing,
    read_case_number,
    read_count,
    read_date,
    read_label,
    read_number_text,
    read_text,
    read_window,
)

_YUAN_PLACES = frozenset({"TWD", "HKD", "MOP"})
_READ_ELSEWHERE = frozenset({"dpd", "window_from", "window_to", "currency"})
# NA is Namibia, and a note may say no more than "none".
_ALWAYS_MEANT = frozenset({"country", "note"})
_LABELS = frozenset({"district", "region", "city", "product", "lender"})
_REQUIRED_TEXTS = {"case": read_case_number, "borrower": read_text}
_NUMBER_TEXTS = frozenset({"account", "phone"})
_MEANINGS: dict[str, Callable[[str], Any]] = {
    "country": lambda text: country_code(text, field="country"),
    "zone": lambda text: zone_name(text, field="zone"),
    "lat": lambda text: degrees(text, 90, field="lat"),
    "lon": lambda text: degrees(text, 180, field="lon"),
    "role": lambda text: role_of(text, field="role"),
    "priority": lambda text: priority_of(text, field="priority"),
    "debt_type": debt_type_of,
    "lender_type": lambda text: lender_type_of(read_text(text, "lender_type")),
    "language": lambda text: language_of(read_text(text, "language")),
    "instalments_total": lambda text: read_count(text, "instalments_total"),
    "instalments_paid": lambda text: read_count(text, "instalments_paid"),
    "address": lambda text: read_text(text, "address"),
    "note": lambda text: read_text(text, "note", lines=True),
}


@frozen
class ImportDefaults:
    """What holds for every row whose file says nothing.

    `zone` is one that a person stated for this file, never the laptop's own: it decides at what
    hours a borrower may be visited. `date_order` is "dmy", "mdy" or empty (unclear dates
    are refused); `calendar` is "gregorian" or "roc" (years below 1000 count from 1912).
    """

    currency: str = ""
    country: str = ""
    zone: str = ""
    role: str = ""
    debt_type: str = "consumer_loan"
    lender: str = ""
    language: str = ""
    date_order: str = ""
    calendar: str = "gregorian"

    def __post_init__(self) -> None:
        if self.currency:
            checked_currency(self.currency)
        if self.country:
            country_code(self.country)
        if self.zone:
            zone_name(self.zone)
        for value, allowed, field in (
            (self.role, ("", *ROLES), "role"),
            (self.debt_type, DEBT_TYPES, "debt-type"),
            (self.date_order, ("", "dmy", "mdy"), "date-order"),
            (self.calendar, ("gregorian", "roc"), "calendar"),
        ):
            if value not in allowed:
                raise BadInput(
                    N_("{field}: write one of {names}."),
                    code="import.defaults",
                    field=field,
                    names=" ".join(filter(None, allowed)),
                )


class CaseReader:
    """Reads the rows of one file: which column is which, what holds by default, what day it is.

    `today` is the day of the import: days past due count back from it.
    """

    def __init__(
        self, columns: Columns, defaults: ImportDefaults, today: date, *, from_1904: bool = False
    ) -> None:
        self._columns = columns
        self._defaults = defaults
        self._today = today
        self._guarded = frozenset(
            name
            for name, places in columns.places.items()
            if any(columns.headings[place].guarded for place in places)
        )
        self._dates = {
            name: DateReading(
                self._stated_order(name) or defaults.date_order,
                defaults.calendar == "roc",
                from_1904,
            )
            for name in DATE_FIELDS
        }
        self._stated_currency = self._currency_of_headers()

    def read(self, record: Record) -> Case | Rejection:
        """The case of this row, or why there is none; never raises for what the row holds."""
        try:
            self._check_faults(record)
            return self._case(self._texts(record))
        except BadInput as problem:
            name = problem.field
            column = self._columns.header_of(name) if name else ""
            without = name in FIELDS and name not in self._columns.places
            details = {**problem.details, "field": FIELDS[name].label if without else column}
            return Rejection(record.row, column, problem.phrase, details)

    def _check_faults(self, record: Record) -> None:
        if not record.faults:
            return
        if WHOLE_ROW in record.faults:
            raise BadInput(record.faults[WHOLE_ROW], code="row")
        for name, places in self._columns.places.items():
            for place in places:
                if place in record.faults:
                    raise BadInput(record.faults[place], code="cell", field=name)

    def _texts(self, record: Record) -> dict[str, str]:
        """Field -> text of its cells, without the fields that have none."""
        cells, width = record.cells, len(record.cells)
        texts = {}
        for name, places in self._columns.places.items():
            if len(places) == 1:
                text = cells[places[0]] if places[0] < width else ""
            else:
                text = _joined([cells[place].strip() for place in places if place < width])
            if text and not text.isspace():
                texts[name] = text
        return texts

    def _case(self, texts: dict[str, str]) -> Case:
        currency = self._currency(texts)
        values: dict[str, Any] = {
            name: value
            for name, text in texts.items()
            if (value := self._value(name, text, currency)) is not None
        }
        values.pop("currency", None)
        self._fill_due_date(values, texts)
        for name in REQUIRED:
            if values.get(name, "") == "":
                by_days = name == "due_date" and name not in self._columns.places
                raise _missing("dpd" if by_days else name)
        if values["amount_due"].minor == 0:
            raise BadInput(
                N_("{field}: nothing is due; leave this row out."),
                code="amount.zero",
                field="amount_due",
            )
        self._fill_window(values, texts)
        _check_coordinates(values)
        values["case_id"] = values.pop("case")
        return Case(**self._with_defaults(values))

    def _value(self, name: str, text: str, currency: str) -> Any:
        """The value of the cell; None for one that says there is none or is read elsewhere."""
        if name in self._guarded:
            text = mask_always(text)
        if name in _REQUIRED_TEXTS:
            return _REQUIRED_TEXTS[name](text, name)
        if name in _READ_ELSEWHERE or (is_nothing(text) and name not in _ALWAYS_MEANT):
            return None
        if name in _LABELS:
            return read_label(text, name)
        if name in _NUMBER_TEXTS:
            return read_number_text(text, name)
        if name in MONEY_FIELDS:
            return parse_money(text, currency, field=name)
        if name in DATE_FIELDS:
            return read_date(text, name, self._dates[name])
        return _MEANINGS[name](text)

    def _fill_due_date(self, values: dict[str, Any], texts: Mapping[str, str]) -> None:
        days = texts.get("dpd", "")
        if "due_date" not in values and not is_nothing(days):
            values["due_date"] = due_date_of(days, self._today, "dpd")

    def _fill_window(self, values: dict[str, Any], texts: Mapping[str, str]) -> None:
        first, last = (
            "" if is_nothing(text := texts.get(name, "")) else text
            for name in ("window_from", "window_to")
        )
        if first or last:
            values["window_from"], values["window_to"] = read_window(
                first, last, "window_from", "window_to"
            )

    def _with_defaults(self, values: dict[str, Any]) -> dict[str, Any]:
        defaults = self._defaults
        if defaults.country:
            values.setdefault("country", country_code(defaults.country))
        if defaults.zone:
            values.setdefault("zone", zone_name(defaults.zone))
        for name in ("role", "debt_type", "lender", "language"):
            if getattr(defaults, name):
                values.setdefault(name, getattr(defaults, name))
        return values

    def _currency(self, texts: Mapping[str, str]) -> str:
        """The currency of the row: its own column, else the headers, else the default."""
        own = texts.get("currency", "")
        if not is_nothing(own):
            return currency_of_unit(own) or checked_currency(own, field="currency")
        if self._stated_currency:
            return self._stated_currency
        if not self._defaults.currency:
            raise _missing("currency")
        return checked_currency(self._defaults.currency)

    def _currency_of_headers(self) -> str:
        stated = {
            self._yuan(currency)
            for name in MONEY_FIELDS & self._columns.places.keys()
            for place in self._columns.places[name]
            if (currency := self._columns.headings[place].currency)
        }
        if len(stated) > 1:
            raise BadInput(
                N_("The headers state more than one currency; keep one currency in each file."),
                code="map.currencies",
            )
        return "".join(stated)

    def _yuan(self, currency: str) -> str:
        """A header in Traditional Chinese may call the money of Taiwan or Hong Kong 元 as well."""
        if currency != YUAN_OF_THE_PLACE:
            return currency
        asked = self._defaults.currency
        return asked if asked in _YUAN_PLACES else "CNY"

    def _stated_order(self, name: str) -> str:
        places = self._columns.places.get(name, ())
        return self._columns.headings[places[0]].order if places else ""


def _missing(name: str) -> BadInput:
    return BadInput(
        N_("{field}: this is required and the row does not have it."),
        code="row.missing",
        field=name,
    )


def _joined(parts: list[str]) -> str:
    """The parts one after the other, with a space unless both sides are Chinese."""
    text = ""
    for part in filter(None, parts):
        gap = " " if text and not (is_han(text[-1]) and is_han(part[0])) else ""
        text += gap + part
    return text


def _check_coordinates(values: dict[str, Any]) -> None:
    """Both or neither; 0 and 0, which lists write for unknown, count as neither."""
    lat, lon = values.get("lat"), values.get("lon")
    if lat == 0 and lon == 0:
        del values["lat"], values["lon"]
    elif (lat is None) != (lon is None):
        raise BadInput(
            N_("{field}: give both latitude and longitude, or neither."),
            code="coordinate.half",
            field="lat" if lat is None else "lon",
        )
