"""`fieldvisit plan`: what a plan would look like, and what was agreed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.offer import add_plan_arguments, asked_offer, offer_text
from fieldvisit.cli.printing import instant_option
from fieldvisit.domain.affordability import Limits
from fieldvisit.wording import _

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from fieldvisit.bootstrap import Workplace

_FIELDS = "debt currency kind parts every first down rate method to surplus from read_back pay_by"
_OPTIONS = {name: f"--{name.replace('_', '-')}" for name in _FIELDS.split()}
"""Which option holds a field of a plan."""


def add_commands(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Add `plan` with its own commands."""
    group = subparsers.add_parser("plan", help=_("work out and agree instalments or an extension"))
    commands = group.add_subparsers(metavar="COMMAND")
    preview = commands.add_parser("preview", help=_("show the schedule of a plan; saves nothing"))
    add_plan_arguments(preview)
    preview.set_defaults(run=preview_plan, plain=offer_text, called=_OPTIONS)
    agreed = commands.add_parser("agree", help=_("record what was agreed on a visit"))
    agreed.add_argument("visit", metavar="VISIT")
    add_plan_arguments(agreed)
    agreed.add_argument("--read-back", metavar="TEXT", help=_("the borrower's own summary of it"))
    agreed.add_argument("--pay-by", metavar="M", default="", help=_("How each payment is made"))
    agreed.set_defaults(run=agree, plain=agreed_text, needs_store=True, called=_OPTIONS)


def preview_plan(arguments: Namespace) -> dict[str, Any]:
    """The document of `plan preview`; raises BadInput that names the flag."""
    now = instant_option(getattr(arguments, "now", None), "--now") or datetime.now(UTC)
    return asked_offer(arguments, Limits(), now.astimezone().date()).document()


def agree(arguments: Namespace, workplace: Workplace) -> dict[str, Any]:
    """Record what was agreed; debt and currency are the case's own unless the flags say more."""
    from fieldvisit.services.named import visit_of
    from fieldvisit.services.place import place_zone
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
    saved = _("Saved #{seq}").format(seq=document["event"]["seq"])
    return f"{offer_text(document)}\n{saved}"
