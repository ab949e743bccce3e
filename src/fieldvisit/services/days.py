"""The day as a whole: what is open, what came of it, and its seal."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from fieldvisit.domain import events
from fieldvisit.domain.events import Event, NewEvent, short_code
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import Money, total_by_currency
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.record import DayClose, OutcomeRecord, PlanRecord
from fieldvisit.domain.text import N_
from fieldvisit.services.sync import standing

if TYPE_CHECKING:
    from fieldvisit.store.store import Store

_AHEAD_OF_UTC = timedelta(hours=14)
"""The furthest that a place is ahead of UTC."""


@frozen
class DayStatus:
    """How the day stands.

    `open_visits` are ids, left-overs of earlier days included; `records` are the ids of the
    entries that hold the outcomes and plans. `promised` counts single promises
    and the payments of plans agreed that day; `collected` the money that outcomes name. `unclosed`
    are visits of any day whose closing lacks something, such as a recording. `closed`
    is the newest seal; None when outcomes or plans of the day came, changed or went after it.
    """

    day: date
    visits: int
    done: int
    open_visits: tuple[str, ...]
    outcomes: dict[str, int]
    plans: int
    promised: tuple[Money, ...]
    collected: tuple[Money, ...]
    unsent: int
    last_sync: datetime | None
    records: list[str]
    closed: DayClose | None
    unclosed: tuple[str, ...] = ()


def day_status(store: Store, day: date) -> DayStatus:
    """How that day stands now."""
    outcomes = store.history.outcomes_of_day(day)
    plans = store.history.plans_of_day(day)
    open_visits = tuple(store.visits.open_ids(day))
    records = sorted([each.event_id for each in outcomes] + [each.event_id for each in plans])
    stands = standing(store)
    return DayStatus(
        day=day,
        visits=len(open_visits) + len(outcomes),
        done=len(outcomes),
        open_visits=open_visits,
        outcomes=dict(sorted(Counter(each.code for each in outcomes).items())),
        plans=len(plans),
        promised=tuple(total_by_currency(_promised(outcomes, plans))),
        collected=tuple(total_by_currency(_collected(outcomes))),
        unsent=stands.unsent,
        last_sync=stands.last_sync,
        records=records,
        closed=_standing_seal(store, day, records),
        unclosed=tuple(store.ledger.unclosed()),
    )


def close_day(store: Store, day: date, now: datetime) -> tuple[DayStatus, Event]:
    """Seal the day: counts, totals, what stayed open, and the journal's chain value so far.

    The code to read out comes from that chain value. Open visits stay open and come up tomorrow.
    Raises Refused when the day's records are the sealed ones, BadInput for a day that nowhere on
    earth has come yet.
    """
    if day > (now + _AHEAD_OF_UTC).astimezone(UTC).date():
        raise BadInput(
            N_("{field}: this day has not come yet; close it when it is over."),
            code="day.future",
            field="day",
        )
    status = day_status(store, day)
    if status.closed is not None:
        raise Refused(
            N_("This day is closed and nothing was recorded since; its code is {seal}."),
            code="day.closed",
            field="day",
            seal=status.closed.code,
        )
    head = store.journal.head()
    payload: dict[str, Any] = {
        "day": day.isoformat(),
        "through": head.seq,
        "chain": head.chain.hex(),
        "code": short_code(head.chain),
        "visits": status.visits,
        "done": status.done,
        "open": list(status.open_visits),
        "outcomes": status.outcomes,
        "plans": status.plans,
        "records": status.records,
        "promised": [each.document() for each in status.promised],
        "collected": [each.document() for each in status.collected],
        "unclosed": list(status.unclosed),
    }
    event = store.record([NewEvent(events.DAY_CLOSED, payload)], now)[0]
    return day_status(store, day), event


def _promised(outcomes: list[OutcomeRecord], plans: list[PlanRecord]) -> list[Money]:
    single = [
        Money.of(each.document["promise_amount"])
        for each in outcomes
        if "promise_amount" in each.document
    ]
    return single + [
        Money.of({"amount": plan.schedule["total"], "currency": plan.schedule["currency"]})
        for plan in plans
    ]


def _collected(outcomes: list[OutcomeRecord]) -> list[Money]:
    return [Money.of(each.document["money"]) for each in outcomes if "money" in each.document]


def _standing_seal(store: Store, day: date, records: list[str]) -> DayClose | None:
    seals = store.history.day_closes(day)
    return seals[-1] if seals and seals[-1].document["records"] == records else None
