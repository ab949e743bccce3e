"""`fieldvisit promise`: list, keep, break."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import aligned, day_option, name_for_lists
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.wording import _, money_text

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `promise list|keep|break`."""
    promise = verbs.add_parser("promise", help=_("list promises and say what became of them"))
    actions = promise.add_subparsers(metavar="ACTION")
    listing = actions.add_parser("list", help=_("promises nobody has settled, by due date"))
    listing.add_argument("--through", metavar="D", help=_("leave out what falls due later"))
    listing.set_defaults(run=run_list, plain=plain_list, needs_store=True)
    keep = actions.add_parser("keep", help=_("the money came, whole or with --part in part"))
    keep.add_argument("--part", metavar="A", help=_("what came, when it was less than promised"))
    keep.set_defaults(
        run=run_keep, plain=plain_settled, needs_store=True, called={"amount": "--part"}
    )
    broken = actions.add_parser("break", help=_("the day is over and nothing came"))
    broken.set_defaults(run=run_break, plain=plain_settled, needs_store=True)
    for action in (keep, broken):
        action.add_argument("promise", metavar="PROMISE")


def run_list(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Pending promises."""
    from fieldvisit.services.promises import list_promises

    lines = list_promises(workplace.store, day_option(arguments.through, "--through"))
    return {
        "promises": [
            {
                "promise": line.promise.promise_id,
                "case": line.case.case_id,
                "borrower": line.case.borrower,
                "shown": name_for_lists(line.case.borrower, workplace.settings),
                "amount": line.promise.amount.document(),
                "due": line.promise.due.isoformat(),
                "plan": line.promise.plan_id or None,
                "number": line.promise.number,
                "status": str(line.promise.status),
            }
            for line in lines
        ]
    }


def run_keep(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Settle a promise as kept, or kept in part."""
    from fieldvisit.domain.money import parse_money
    from fieldvisit.services.promises import promise_of

    paid = None
    if arguments.part:
        promised = promise_of(workplace.store, arguments.promise).amount
        paid = parse_money(arguments.part, promised.currency, field="--part")
    status = PromiseStatus.PART if paid else PromiseStatus.KEPT
    return _settle(arguments, workplace, status, paid)


def run_break(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Settle a promise as broken."""
    return _settle(arguments, workplace, PromiseStatus.BROKEN, None)


def _settle(
    arguments: argparse.Namespace, workplace: Workplace, status: PromiseStatus, paid: Any
) -> dict[str, Any]:
    from fieldvisit.services.promises import settle_promise

    event = settle_promise(workplace.store, arguments.promise, status, workplace.clock(), paid=paid)
    return {
        "promise": arguments.promise,
        "status": str(status),
        "event": {"id": event.event_id, "seq": event.seq},
    }


def plain_list(document: dict[str, Any]) -> str:
    """Promises as a table."""
    from fieldvisit.domain.money import Money

    if not document["promises"]:
        return _("No promise is pending.")
    rows = [
        [each["promise"], each["shown"], each["due"], money_text(Money.of(each["amount"]))]
        for each in document["promises"]
    ]
    return aligned([_("promise"), _("borrower"), _("due"), _("amount")], rows)


def plain_settled(document: dict[str, Any]) -> str:
    """Says that it is on the disk."""
    return _("Saved #{seq}").format(seq=document["event"]["seq"])
