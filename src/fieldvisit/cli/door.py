"""`fieldvisit visit ask|close`: what the rules say at the door, and when the visit is over."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.assent import ASSENT_OPTIONS, add_assent, assent_of
from fieldvisit.cli.steps import plain_answer, plain_step, step_document
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.services.closing import Evidence

EVIDENCE_OPTIONS = {
    "recorded": "--recorded",
    "reference": "--reference",
    "receipt_says": "--receipt-says",
}


def add_door_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `visit ask` and `visit close`."""
    ask = actions.add_parser("ask", help=_("ask the gate about something at the door"))
    ask.add_argument("visit", metavar="VISIT")
    kinds = _("enter_home, record, disclose, ask_location, leave_note or take_money")
    ask.add_argument("--kind", required=True, metavar="KIND", help=kinds)
    ask.add_argument("--party", default="", metavar="P", help=_("who is there: debtor, spouse"))
    media = _("audio, video_outside or video_inside; give it again for more")
    ask.add_argument("--media", action="append", default=[], metavar="M", help=media)
    ask.add_argument("--amount", metavar="A", help=_("the money to be taken"))
    ask.add_argument("--how", default="", metavar="H", help=_("how the money comes"))
    ask.add_argument("--receipt", default="", metavar="R", help=_("number of the receipt"))
    add_receipt(ask)
    add_assent(ask)
    called = {"kind": "--kind", "party": "--party", "amount": "--amount", **ASSENT_OPTIONS}
    called |= {"media[0]": "--media", "receipt_says": "--receipt-says"}
    ask.set_defaults(run=run_ask, plain=plain_answer, needs_store=True, called=called)
    close = actions.add_parser("close", help=_("close a recorded visit with what it lacked"))
    close.add_argument("visit", metavar="VISIT")
    add_evidence(close)
    close.set_defaults(
        run=run_close, plain=plain_step, needs_store=True, called=dict(EVIDENCE_OPTIONS)
    )


def add_evidence(parser: argparse.ArgumentParser) -> None:
    """Add `--recorded`, `--reference`, `--not-recorded` and `--receipt-says`."""
    add = parser.add_argument
    media = _("what was recorded: audio, video_outside or video_inside")
    add("--recorded", action="append", default=[], metavar="M", help=media)
    add("--reference", default="", metavar="TEXT", help=_("name or number of the recording"))
    add("--not-recorded", default="", metavar="TEXT", help=_("why there is no recording"))
    add_receipt(parser)


def add_receipt(parser: argparse.ArgumentParser) -> None:
    """Add `--receipt-says`."""
    says = _("what the receipt states, such as agency_name or amount=200; see: rules schema")
    parser.add_argument(
        "--receipt-says", action="append", default=[], metavar="NAME[=TEXT]", help=says
    )


def receipt_of(arguments: argparse.Namespace) -> dict[str, str | bool]:
    """What that option says: the text of each name, or True where only the name is given."""
    parts = (word.partition("=") for word in arguments.receipt_says)
    return {name: text if sign else True for name, sign, text in parts}


def evidence_of(arguments: argparse.Namespace) -> Evidence:
    """What those options say."""
    from fieldvisit.services.closing import Evidence

    return Evidence(
        media=tuple(arguments.recorded),
        reference=arguments.reference,
        reason=arguments.not_recorded,
        receipt=receipt_of(arguments),
    )


def run_ask(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Ask about one action; the answer is in the journal either way."""
    from fieldvisit.services.asking import ask_gate

    action: dict[str, Any] = {"media": arguments.media}
    if arguments.kind == "take_money":
        action["money"] = _money(arguments, workplace)
    step = ask_gate(
        workplace.store,
        arguments.visit,
        arguments.kind,
        workplace.clock(),
        workplace.settings,
        party=arguments.party,
        assent=assent_of(arguments),
        **action,
    )
    return step_document(step)


def _money(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    from fieldvisit.domain.money import parse_money
    from fieldvisit.services.closing import receipt_facts
    from fieldvisit.services.named import visit_of

    if not arguments.amount:
        raise BadInput(N_("{field}: say how much."), code="amount.missing", field="amount")
    currency = visit_of(workplace.store, arguments.visit).case.amount_due.currency
    money = parse_money(arguments.amount, currency, field="--amount")
    number = {"number": arguments.receipt} if arguments.receipt else {}
    receipt = receipt_facts({**number, **receipt_of(arguments)})
    stated = {"receipt": receipt} if receipt else {}
    return {**money.document(), "how": arguments.how, **stated}


def run_close(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Close the visit."""
    from fieldvisit.services.closing import close_visit

    evidence = evidence_of(arguments)
    step = close_visit(
        workplace.store, arguments.visit, evidence, workplace.clock(), workplace.settings
    )
    return step_document(step)
