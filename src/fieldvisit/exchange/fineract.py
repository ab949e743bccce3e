"""The collection sheet of Apache Fineract: JSON, one case for each loan that is due."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.exchange.files import kind_of
from fieldvisit.exchange.records import Record

MAPPING = {
    "case": "loanId",
    "borrower": "clientName",
    "amount_due": "totalDue",
    "currency": "currency.code",
    "due_date": "dueDate",
    "phone": "mobileNo",
    "account": "accountId",
    "product": "productShortName",
    "principal_due": "principalDue",
    "interest_due": "interestDue",
    "penalty_due": "chargesDue",
}
_MOST_BYTES = 256 << 20
_MOST_DIGITS = 30


@frozen
class CollectionSheet:
    """The loans of the sheet as rows; the row of a loan is its place in the file, from 1."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def format(self) -> str:
        return "fineract"

    @property
    def encoding(self) -> str:
        """Always UTF-8: JSON has no other."""
        return "utf-8"

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(MAPPING.values())

    @property
    def row_count_hint(self) -> int | None:
        return len(self.rows)

    def records(self) -> Iterator[Record]:
        """One record for each loan."""
        for number, cells in enumerate(self.rows, start=1):
            yield Record(number, cells)

    def first_records(self, count: int) -> list[Record]:
        """At most so many loans from the top."""
        return list(islice(self.records(), count))


def open_collection_sheet(path: Path, clients: Path | None = None) -> CollectionSheet:
    """The sheet, with names and phones from a file of clients where ids match.

    Amounts are taken digit for digit. Raises BadInput for JSON that is damaged, is another
    Fineract document, or has no loan.
    """
    sheet = _json_of(path)
    _check_is_sheet(sheet)
    due = _date_text(sheet["dueDate"])
    known = _clients_in(clients) if clients else {}
    rows = tuple(
        _row(loan, client, due, known)
        for client in _clients_of(sheet)
        for loan in _objects(client.get("loans"))
    )
    if not rows:
        raise BadInput(
            N_("This collection sheet has no loans; generate it for a day with repayments."),
            code="fineract.empty",
        )
    return CollectionSheet(rows)


def _json_of(path: Path) -> Any:
    if path.stat().st_size > _MOST_BYTES:
        raise BadInput(N_("This JSON file is too large for a case list."), code="file.large")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise BadInput(
            N_("This JSON file is cut or damaged; get the whole file again."),
            code="file.damaged",
        ) from problem


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _check_is_sheet(sheet: Any) -> None:
    if isinstance(sheet, dict) and "dueDate" in sheet and ({"clients", "groups"} & sheet.keys()):
        return
    if isinstance(sheet, dict) and "pageItems" in sheet:
        raise BadInput(
            N_("This is a list of clients; choose the collection sheet instead."),
            code="fineract.clients",
        )
    raise BadInput(
        N_("This JSON file is not a Fineract collection sheet; choose a generated one."),
        code="fineract.kind",
    )


def _objects(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _clients_of(sheet: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from _objects(sheet.get("clients"))
    for group in _objects(sheet.get("groups")):
        yield from _objects(group.get("clients"))


def _clients_in(path: Path) -> dict[int, tuple[str, str]]:
    """Client id -> display name and phone, from an answer of `GET /clients`."""
    try:
        pages = _json_of(path) if kind_of(path) == "json" else None
    except BadInput as problem:
        problem.field = "clients"
        raise
    items = pages.get("pageItems") if isinstance(pages, dict) else pages
    if not isinstance(items, list):
        raise BadInput(
            N_("The file of clients is not a Fineract list of clients."),
            code="fineract.clients",
            field="clients",
        )
    return {
        client["id"]: (_text(client.get("displayName")), _text(client.get("mobileNo")))
        for client in _objects(items)
        if isinstance(client.get("id"), int)
    }


def _row(
    loan: dict[str, Any],
    client: dict[str, Any],
    due: str,
    known: dict[int, tuple[str, str]],
) -> tuple[str, ...]:
    number = client.get("clientId")
    name, phone = known.get(number, ("", "")) if isinstance(number, int) else ("", "")
    currency = loan.get("currency")
    cells = {
        **{key: _text(loan.get(key)) for key in MAPPING.values()},
        "loanId": _text(loan.get("loanId")) or _text(loan.get("accountId")),
        "clientName": name or _text(client.get("clientName")),
        "currency.code": _text(currency.get("code")) if isinstance(currency, dict) else "",
        "dueDate": due,
        "mobileNo": phone,
    }
    return tuple(cells[key] for key in MAPPING.values())


def _text(value: Any) -> str:
    """Numbers in plain digits, text as it is, everything else as nothing."""
    if isinstance(value, Decimal):
        return format(value, "f") if abs(value.adjusted()) < _MOST_DIGITS else str(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _date_text(value: Any) -> str:
    """A date written as [year, month, day], or as text; what is neither is refused row by row."""
    if isinstance(value, list) and all(type(part) is int for part in value):
        return "-".join(f"{part:02}" for part in value)
    return _text(value)
