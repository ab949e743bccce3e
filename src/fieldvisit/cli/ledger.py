"""`fieldvisit case contact|consent|flag|paper|avoid|end`: entries of a case's ledger by hand."""

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
    "started_by": "--by",
    "given_by": "--given-by",
    "days": "--day",
    "from": "--from",
    "to": "--to",
    "place": "--place",
    "how": "--how",
}

_MORE = ("person", "number", "institution", "agency", "given_to", "proof", "place", "until")
"""Options whose text goes into the entry as it is, where it has them."""

_LIMITS = ("until", "from", "to", "place")
"""Options that narrow an entry: an empty one is a slip, which must not make it hold for ever."""


def add_ledger_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what is below `case` for the ledger."""
    contact = _add_entry(actions, "contact", _("log a call, message or letter"))
    _add_contact(contact)
    consent = _add_entry(actions, "consent", _("log a consent that the borrower gave"))
    flag = _add_entry(actions, "flag", _("log a dispute, a lawyer, a death or another flag"))
    paper = _add_entry(actions, "paper", _("log a notice or another thing that exists now"))
    avoid = _add_entry(
        actions, "avoid", _("log a place or time that the borrower asks to be spared")
    )
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
    _add_consent(consent)
    _add_people(flag)
    for parser in (consent, avoid):
        _add_times(parser)
    for parser in (consent, flag, avoid):
        parser.add_argument("--place", metavar="P", help=_("such as home or work"))
    end = actions.add_parser("end", help=_("say that a consent or flag no longer stands"))
    end.add_argument("entry_id", metavar="ENTRY")
    end.add_argument("--reason", required=True, metavar="TEXT", help=_("why it ends"))
    end.add_argument("--by", default="", metavar="NAME", help=_("the supervisor, where one must"))
    called = {"reason": "--reason", "by": "--by"}
    end.set_defaults(run=run_end, plain=plain_entry, needs_store=True, called=called)


def _add_consent(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--given-by", default="debtor", metavar="P", help=_("who gave it: debtor, spouse"))
    add("--given-to", metavar="NAME", help=_("to whom it was given"))
    add("--proof", metavar="TEXT", help=_("what proves it: a letter, a recording"))


def _add_times(parser: argparse.ArgumentParser) -> None:
    days = _("Mon to Sun; for several days give it several times")
    parser.add_argument("--day", action="append", default=[], metavar="D", help=days)
    parser.add_argument("--from", dest="from_", metavar="HH:MM", help=_("from this time of day"))
    parser.add_argument("--to", metavar="HH:MM", help=_("to this time of day"))


def _add_people(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--person", metavar="TEXT", help=_("who it was, by a mark that names nobody"))
    add("--debt", action="append", default=[], metavar="D", help=_("a debt it was about"))
    add("--institution", metavar="NAME", help=_("the lender it concerns"))


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
    add("--number", metavar="N", help=_("the number that was called"))
    add("--agency", metavar="NAME", help=_("the firm that made it"))
    _add_people(parser)


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
    if kind == "has":
        return {"name": arguments.name}
    document: dict[str, Any] = {}
    if kind == "contact":
        document = {
            "at": at,
            "kind": arguments.kind,
            "started_by": arguments.by,
            "result": arguments.result,
            "party": arguments.party,
        }
    elif kind == "consent":
        document = {"name": arguments.name, "given_by": arguments.given_by, "at": at}
    elif kind == "flag":
        document = {"name": arguments.name, "since": at}
    return document | _stated(arguments)


def _stated(arguments: argparse.Namespace) -> dict[str, Any]:
    """What was said beside the kind of the entry; what was left out is left out."""
    given = vars(arguments)
    found = {name: given.get(name) for name in ("how", *_MORE)}
    found |= {"debts": given.get("debt"), "days": given.get("day")}
    found |= {"from": given.get("from_"), "to": given.get("to")}
    return {
        name: value
        for name, value in found.items()
        if value or (name in _LIMITS and value is not None)
    }


def run_end(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """End an entry of the ledger."""
    from fieldvisit.services.ledger import end_entry

    event = end_entry(
        workplace.store, arguments.entry_id, arguments.reason, workplace.clock(), arguments.by
    )
    return {"entry": arguments.entry_id, "event": {"id": event.event_id, "seq": event.seq}}


def plain_entry(document: dict[str, Any]) -> str:
    """Says that the entry is on the disk."""
    return _("Saved #{seq}").format(seq=document["event"]["seq"])
