"""`fieldvisit plan agree`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace


def agree(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Record what was agreed; debt and currency are the case's own unless the flags say more."""
    from fieldvisit.cli.plan import asked_offer
    from fieldvisit.domain.affordability import Limits
    from fieldvisit.services.gate import place_zone
    from fieldvisit.services.named import visit_of
    from fieldvisit.services.plans import agree_plan

    due = visit_of(workplace.store, arguments.visit).case
    arguments.debt = arguments.debt or due.amount_due.plain
    arguments.currency = arguments.currency or due.amount_due.currency
    now = workplace.clock()
    offer = asked_offer(arguments, Limits(), now.astimezone(place_zone(due)).date())
    agreed = agree_plan(
        workplace.store,
        arguments.visit,
        offer,
        arguments.read_back or "",
        now,
        method=arguments.pay_by,
    )
    event = {"id": agreed.event.event_id, "seq": agreed.event.seq}
    return offer.document() | {"visit": arguments.visit, "event": event}


def agreed_text(document: dict[str, Any]) -> str:
    """The schedule for people, and that it is on the disk."""
    from fieldvisit.cli.plan import offer_text

    saved = _("Saved #{seq}").format(seq=document["event"]["seq"])
    return f"{offer_text(document)}\n{saved}"
