"""The case list: taking files in, finding a case, showing all that is known of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.case import Case, Rejection
from fieldvisit.domain.events import NewEvent
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import Stopped
from fieldvisit.domain.promise import Promise
from fieldvisit.domain.record import OutcomeRecord, PlanRecord
from fieldvisit.domain.text import half_width
from fieldvisit.domain.visit import Entry, Visit, VisitState
from fieldvisit.services.named import case_of, new_visit_id

if TYPE_CHECKING:
    from fieldvisit.exchange.read import CaseRow
    from fieldvisit.store.store import Store

Progress = Callable[[int, int], None]
"""Hears how much is done, and how much there is in all (0 when nobody knows)."""


def never() -> bool:
    """Nobody calls it off."""
    return False


def unheard(done: int, total: int) -> None:
    """Nobody listens."""


_PULSE = 100
"""Every so many rows a long job says how far it is and looks whether to go on."""

_SHOWN = 200


@frozen
class ImportPreview:
    """What a file would do, before anything is written. `rows` counts all that were read.

    `unchanged_first` are the first 200 of the unchanged, to be shown.
    """

    rows: int
    new: tuple[Case, ...]
    changed: tuple[Case, ...]
    unchanged: int
    rejected: tuple[CaseRow, ...]
    unchanged_first: tuple[Case, ...] = ()

    @property
    def rejections(self) -> tuple[Rejection, ...]:
        """Why each rejected row was not taken, in the order of the file."""
        return tuple(row.outcome for row in self.rejected if isinstance(row.outcome, Rejection))

    @property
    def lacking(self) -> dict[str, int]:
        """How many of the new and changed cases leave out something without which the gate blocks
        every visit: "country" or "role"."""
        cases = (*self.new, *self.changed)
        counts = {
            name: sum(not getattr(case, name) for case in cases) for name in ("country", "role")
        }
        return {name: count for name, count in counts.items() if count}


@frozen
class CaseFile:
    """Everything known of one case."""

    case: Case
    visits: tuple[Visit, ...]
    entries: tuple[Entry, ...]
    outcomes: tuple[OutcomeRecord, ...]
    plans: tuple[PlanRecord, ...]
    promises: tuple[Promise, ...]


@frozen
class Found:
    """A search result; `matched` names the field in which the text was found."""

    case: Case
    matched: str


def preview_import(
    store: Store,
    rows: Iterable[CaseRow],
    expected: int = 0,
    *,
    progress: Progress = unheard,
    cancelled: Callable[[], bool] = never,
) -> ImportPreview:
    """Compare the rows of a file with what is here; nothing is written.

    `expected` is about how many rows there are, for `progress`. Raises Stopped once `cancelled`
    says so.
    """
    new: list[Case] = []
    changed: list[Case] = []
    unchanged: list[Case] = []
    rejected: list[CaseRow] = []
    count = again = 0
    for count, row in enumerate(rows, 1):
        if isinstance(row.outcome, Rejection):
            rejected.append(row)
        elif row.same_as:
            again += 1
        else:
            there = store.cases.facts_of(row.outcome.case_id)
            if there is None:
                new.append(row.outcome)
            elif json.loads(there) == row.outcome.document():
                unchanged.append(row.outcome)
            else:
                changed.append(row.outcome)
        if count % _PULSE == 0:
            _go_on(cancelled)
            progress(count, expected)
    return ImportPreview(
        count,
        tuple(new),
        tuple(changed),
        len(unchanged) + again,
        tuple(rejected),
        tuple(unchanged[:_SHOWN]),
    )


def import_cases(
    store: Store,
    preview: ImportPreview,
    today: date,
    now: datetime,
    *,
    progress: Progress = unheard,
    cancelled: Callable[[], bool] = never,
) -> None:
    """Take in what the preview showed, in one transaction: all of it or nothing.

    A new case gets a visit on its visit date, else today. When the list names another date, window
    or priority than before, a planned visit follows it, and one that has begun stays as it is.
    What the collector logged is untouched.
    """
    changes = [*preview.new, *preview.changed]

    def watch(written: int) -> None:
        if written % _PULSE == 0:
            _go_on(cancelled)
            progress(written, len(changes))

    if changes:
        store.record(_imported(store, changes, today), now, progress=watch)


def _go_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Stopped


def _imported(store: Store, cases: Iterable[Case], today: date) -> Iterator[NewEvent]:
    for case in cases:
        known = store.cases.find(case.case_id)
        if known != case:
            payload: dict[str, Any] = {"case": case.document()}
            if visit := _visit_wanted(store, known, case, today):
                payload["visit"] = visit
            yield NewEvent(events.CASE_IMPORTED, payload)


def _visit_wanted(
    store: Store, known: Case | None, case: Case, today: date
) -> dict[str, Any] | None:
    """The visit that the case list asks for, None when it asks for nothing new.

    A list that says the same of the visit as before leaves it where the collector has put it.
    """
    if known is not None and _asked(known) == _asked(case):
        return None
    standing = None
    for visit in store.visits.of_case(case.case_id) if known else ():
        if visit.kind == "visit" and visit.is_open:
            if visit.state != VisitState.PLANNED:
                return None
            standing = standing or visit
    if standing is None and known is not None and case.visit_date in (None, known.visit_date):
        return None
    day = case.visit_date or (standing.day if standing else today)
    return {
        "visit": standing.visit_id if standing else new_visit_id(store, case.case_id, day),
        "case": case.case_id,
        "day": day.isoformat(),
        "window_from": f"{case.window_from:%H:%M}" if case.window_from else "",
        "window_to": f"{case.window_to:%H:%M}" if case.window_to else "",
        "priority": case.priority,
    }


def _asked(case: Case) -> tuple[date | time | int | None, ...]:
    return case.visit_date, case.window_from, case.window_to, case.priority


def index_cases(store: Store) -> None:
    """Bring the search index up to date; searching does so by itself when it must."""
    store.search.catch_up()


def index_some(store: Store) -> int:
    """Index the next few cases that wait for it; how many they were, 0 when none waits."""
    return store.search.index_next()


def list_cases(store: Store, after: int = 0, size: int = 200) -> tuple[list[Case], int]:
    """Cases in the order in which they came, and how many there are."""
    return store.cases.page(after, size), store.cases.count()


def search_cases(store: Store, typed: str, limit: int = 200) -> tuple[list[Found], int]:
    """Cases that match what was typed, and how many match in all.

    Names, pinyin and its initials, districts, addresses, accounts and case numbers match from
    the beginning of a word; digits also from the end of a phone, account or case number.
    """
    numbers, total = store.search.find(typed, limit)
    return [Found(case, _matched(case, typed)) for case in store.cases.by_number(numbers)], total


def _matched(case: Case, typed: str) -> str:
    wanted = half_width(typed).lower().strip()
    digits = "".join(each for each in wanted if each.isdigit())
    if any(word in half_width(case.borrower).lower() for word in wanted.split()):
        return "borrower"
    for name in ("case_id", "account", "district", "address", "city"):
        if wanted in half_width(getattr(case, name)).lower():
            return "case" if name == "case_id" else name
    phone = "".join(each for each in case.phone if each.isdigit())
    if digits and digits in phone:
        return "phone"
    return "pinyin" if not digits else "account"


def show_case(store: Store, case_id: str) -> CaseFile:
    """Everything known of a case; raises BadInput when it is unknown."""
    return CaseFile(
        case=case_of(store, case_id),
        visits=tuple(store.visits.of_case(case_id)),
        entries=tuple(store.ledger.of_case(case_id)),
        outcomes=tuple(store.history.outcomes_of_case(case_id)),
        plans=tuple(store.history.plans_of_case(case_id)),
        promises=tuple(store.promises.of_case(case_id)),
    )
