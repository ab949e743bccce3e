"""`fieldvisit day`: status and close."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import day_option
from fieldvisit.domain.events import instant_text
from fieldvisit.wording import _, counted, listed, money_text

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.services.days import DayStatus


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `day status|close`."""
    day = verbs.add_parser("day", help=_("show how the day stands, and close it"))
    actions = day.add_subparsers(metavar="ACTION")
    status = actions.add_parser("status", help=_("what is open, counts and totals"))
    status.set_defaults(run=run_status, plain=plain, needs_store=True)
    close = actions.add_parser("close", help=_("seal the day; open visits come up tomorrow"))
    close.set_defaults(run=run_close, plain=plain, needs_store=True)
    for action in (status, close):
        action.set_defaults(called={"day": "--date"})
        action.add_argument("--date", metavar="D", help=_("another day, YYYY-MM-DD"))


def run_status(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """How the day stands."""
    from fieldvisit.services.days import day_status

    day = day_option(arguments.date) or workplace.today()
    return status_document(day_status(workplace.store, day))


def run_close(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Seal the day."""
    from fieldvisit.services.days import close_day

    day = day_option(arguments.date) or workplace.today()
    status, event = close_day(workplace.store, day, workplace.clock())
    document = status_document(status)
    return document | {
        "event": {"id": event.event_id, "seq": event.seq},
        "code": event.payload["code"],
    }


def status_document(status: DayStatus) -> dict[str, Any]:
    """The day as documents show it."""
    return {
        "date": status.day.isoformat(),
        "visits": status.visits,
        "done": status.done,
        "open": list(status.open_visits),
        "outcomes": status.outcomes,
        "plans": status.plans,
        "totals": {
            "promised": [each.document() for each in status.promised],
            "collected": [each.document() for each in status.collected],
        },
        "unsent": status.unsent,
        "last_sync": instant_text(status.last_sync) if status.last_sync else None,
        "closed": status.closed is not None,
        "unclosed": list(status.unclosed),
    }


def plain(document: dict[str, Any]) -> str:
    """The day for people."""
    from fieldvisit.domain.money import Money

    def totals(name: str) -> str:
        return listed(money_text(Money.of(each)) for each in document["totals"][name]) or "-"

    lines = [
        document["date"],
        counted("{n} visit", "{n} visits", document["visits"]),
        _("recorded: {n}").format(n=document["done"]),
        _("open: {ids}").format(ids=listed(document["open"]) or "-"),
        _("promised: {sums}").format(sums=totals("promised")),
        _("collected: {sums}").format(sums=totals("collected")),
        counted("{n} entry unsent", "{n} entries unsent", document["unsent"]),
    ]
    if document["unclosed"]:
        ids = ", ".join(document["unclosed"])
        lines.append(_("not closed, a rule wants more: {ids}").format(ids=ids))
    if "code" in document:
        lines.append(_("The day is closed. Code to read out: {code}").format(code=document["code"]))
    return "\n".join(lines)
