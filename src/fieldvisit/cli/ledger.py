"""`fieldvisit case contact|consent|flag|paper|end`: entries of a case's ledger by hand."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import instant_option
from fieldvisit.domain.events import instant_text
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace

_ENTRY_OPTIONS = {
    "kind": "--kind",
    "result": "--result",
    "party": "--party",
    "name": "--name",
    "until": "--until",
    "at": "--at",
}


def add_ledger_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what is below `case` for the ledger."""
    contact = _add_entry(actions, "contact", _("log a call, message or letter"))
    _add_contact(contact)
    consent = _add_entry(actions, "consent", _("log a consent that the borrower gave"))
    flag = _add_entry(actions, "flag", _("log a dispute, a lawyer, a death or another flag"))
    paper = _add_entry(actions, "paper", _("log a notice or another thing that exists now"))
    for parser in (consent, flag, paper):
        name = _("see: fieldvisit rules schema")
        parser.add_argument("--name", required=True, metavar="NAME", help=name)
    for parser in (consent, flag):
        parser.add_argument(
            "--how",
            default="oral",
            choices=("written", "oral", "recorded"),
            help=_("in which form it was said"),
        )
        parser.add_argument("--until", metavar="D", help=_("the last day on which it counts"))
    end = actions.add_parser("end", help=_("say that a consent or flag no longer stands"))
    end.add_argument("entry_id", metavar="ENTRY")
    end.add_argument("--reason", required=True, metavar="TEXT", help=_("why it ends"))
    end.set_defaults(
        run=run_end, plain=plain_entry, needs_store=True, called={"reason": "--reason"}
    )


def _add_entry(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, sentence: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=sentence)
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--at", metavar="T", help=_("when it happened; now when left out"))
    parser.set_defaults(
        run=run_entry, plain=plain_entry, needs_store=True, entry=name, called=_ENTRY_OPTIONS
    )
    return parser


def _add_contact(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    kinds = ("call", "message", "letter", "visit")
    add("--kind", required=True, choices=kinds, help=_("what it was"))
    result = _("such as no_answer or spoke_to_debtor")
    add("--result", required=True, metavar="R", help=result)
    add("--party", default="debtor", metavar="P", help=_("who it was: debtor, spouse"))
    starters = ("collector", "borrower", "other")
    add("--by", default="collector", choices=starters, help=_("who began it"))


def run_entry(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Add an entry to the ledger."""
    from fieldvisit.services.ledger import log_entry

    now = workplace.clock()
    at = instant_option(arguments.at) or now
    kind = "has" if arguments.entry == "paper" else arguments.entry
    document = _entry_document(arguments, kind, instant_text(at))
    event = log_entry(workplace.store, arguments.case, kind, document, at, now)
    return {"case": arguments.case, "event": {"id": event.event_id, "seq": event.seq}}


def _entry_document(arguments: argparse.Namespace, kind: str, at: str) -> dict[str, Any]:
    if kind == "contact":
        return {
            "at": at,
            "kind": arguments.kind,
            "started_by": arguments.by,
            "result": arguments.result,
            "party": arguments.party,
        }
    if kind == "has":
        return {"name": arguments.name}
    when = {"consent": {"given_by": "debtor", "at": at}, "flag": {"since": at}}[kind]
    document = {"name": arguments.name, "how": arguments.how, **when}
    return document | ({"until": arguments.until} if arguments.until else {})


def run_end(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """End an entry of the ledger."""
    from fieldvisit.services.ledger import end_entry

    event = end_entry(workplace.store, arguments.entry_id, arguments.reason, workplace.clock())
    return {"entry": arguments.entry_id, "event": {"id": event.event_id, "seq": event.seq}}


def plain_entry(document: dict[str, Any]) -> str:
    """Says that the entry is on the disk."""
    return _("Saved #{seq}").format(seq=document["event"]["seq"])
