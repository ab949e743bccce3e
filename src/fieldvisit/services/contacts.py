"""Contacts that were made before, taken from a list into the ledgers of their cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.case import Case, Rejection
from fieldvisit.domain.events import instant_text
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.rules.facts import check_part
from fieldvisit.services.ledger import entry_event
from fieldvisit.services.place import place_zone

if TYPE_CHECKING:
    from fieldvisit.exchange.contacts import ContactRow
    from fieldvisit.store.store import Store

_PAGE = 1000
_DIGITS = 7
"""So many digits at the end of a telephone number tell it from others."""


@frozen
class Contact:
    """One contact with the case it belongs to."""

    case_id: str
    at: datetime
    document: dict[str, Any]


@frozen
class ContactPreview:
    """What a list of contacts would add; nothing is written yet."""

    rows: int
    new: tuple[Contact, ...]
    unchanged: int
    rejections: tuple[Rejection, ...]


def preview_contacts(
    store: Store, rows: Iterable[ContactRow | Rejection], now: datetime
) -> ContactPreview:
    """Find the case of each contact, and which of them the ledger has already.

    A contact is the same when case, instant and everything else that is kept of it are.
    """
    cases = _Cases(store)
    new: list[Contact] = []
    rejections: list[Rejection] = []
    known: dict[str, list[dict[str, Any]]] = {}
    unchanged = 0
    for row in rows:
        if isinstance(row, Rejection):
            rejections.append(row)
            continue
        try:
            contact = _contact(cases.of(row), row, now)
        except BadInput as problem:
            details = {**problem.details, "field": problem.field}
            rejections.append(Rejection(row.row, problem.field, problem.phrase, details))
            continue
        there = known.setdefault(contact.case_id, _contacts_of(store, contact.case_id))
        if contact.document not in there:
            there.append(contact.document)
            new.append(contact)
        else:
            unchanged += 1
    rows_read = len(new) + unchanged + len(rejections)
    return ContactPreview(rows_read, tuple(new), unchanged, tuple(rejections))


def import_contacts(store: Store, preview: ContactPreview, now: datetime) -> None:
    """Write the new contacts into the ledgers, all or none."""
    if preview.new:
        store.record(
            (entry_event(each.case_id, "contact", each.document, each.at) for each in preview.new),
            now,
        )


def _contact(case: Case, row: ContactRow, now: datetime) -> Contact:
    at = row.at if row.at.tzinfo is not None else row.at.replace(tzinfo=place_zone(case))
    if at > now:
        raise BadInput(
            N_("{field}: this lies in the future; write when it happened."),
            code="date.future",
            field="at",
        )
    document = {"at": instant_text(at), **row.document}
    check_part("ledger", [document])
    return Contact(case.case_id, at.astimezone(UTC), document)


def _contacts_of(store: Store, case_id: str) -> list[dict[str, Any]]:
    entries = store.ledger.of_case(case_id)
    return [entry.document for entry in entries if entry.kind == "contact"]


class _Cases:
    """Which case a row belongs to: by its number, else by telephone or name when that is clear."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, row: ContactRow) -> Case:
        """The row's case; raises BadInput when there is none, or more than one."""
        if row.case:
            found = [case] if (case := self._store.cases.find(row.case)) else []
            field = "case"
        elif row.borrower:
            found, field = self._by_name.get(row.borrower, []), "borrower"
        else:
            found, field = self._by_number.get(_tail(row.number), []), "number"
        if len(found) == 1:
            return found[0]
        phrase = (
            N_("{field}: more than one case fits; add the case number.")
            if found
            else N_("{field}: there is no such case here; take the case list in first.")
        )
        raise BadInput(phrase, code="contact.case", field=field)

    @cached_property
    def _all(self) -> list[Case]:
        found: list[Case] = []
        while page := self._store.cases.page(len(found), _PAGE):
            found += page
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Case]]:
        return _grouped((case.borrower, case) for case in self._all)

    @cached_property
    def _by_number(self) -> dict[str, list[Case]]:
        return _grouped((_tail(case.phone), case) for case in self._all if _tail(case.phone))


def _tail(number: str) -> str:
    digits = "".join(each for each in number if each.isdigit())
    return digits[-_DIGITS:] if len(digits) >= _DIGITS else ""


def _grouped(pairs: Iterable[tuple[str, Case]]) -> dict[str, list[Case]]:
    groups: dict[str, list[Case]] = {}
    for key, case in pairs:
        groups.setdefault(key, []).append(case)
    return groups
