"""`fieldvisit case`: list, show, search, and entries of the ledger."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import aligned, instant_option
from fieldvisit.domain.events import instant_text
from fieldvisit.wording import _, counted, money_text

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.domain.case import Case
    from fieldvisit.services.cases import CaseFile

_PAGE = 200


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `case list|show|search|contact|consent|flag|paper|end`."""
    case = verbs.add_parser("case", help=_("list, show and search cases; add to a case's ledger"))
    actions = case.add_subparsers(metavar="ACTION", parser_class=type(case))
    listing = actions.add_parser("list", help=_("every case, in the order in which it came"))
    listing.add_argument("--after", type=int, default=0, metavar="N", help=_("skip the first N"))
    listing.set_defaults(run=run_list, plain=plain_found, needs_store=True)
    show = actions.add_parser("show", help=_("everything known of a case"))
    show.add_argument("case")
    show.set_defaults(run=run_show, plain=plain_show, needs_store=True)
    search = actions.add_parser(
        "search", help=_("find by name, pinyin, place, account, or the end of a number")
    )
    search.add_argument("text")
    search.set_defaults(run=run_search, plain=plain_found, needs_store=True)
    _add_ledger(actions)


def _add_ledger(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    contact = actions.add_parser("contact", help=_("log a call, message or letter"))
    contact.add_argument("case")
    contact.add_argument("--kind", required=True, choices=("call", "message", "letter", "visit"))
    contact.add_argument("--result", required=True, metavar="R")
    contact.add_argument("--party", default="debtor", metavar="P")
    contact.add_argument("--by", default="collector", choices=("collector", "borrower", "other"))
    for name, sentence in (
        ("consent", _("log a consent that the borrower gave")),
        ("flag", _("log a dispute, a lawyer, a death or another flag")),
        ("paper", _("log a notice or another thing that exists now")),
    ):
        parser = actions.add_parser(name, help=sentence)
        parser.add_argument("case")
        parser.add_argument("--name", required=True, metavar="NAME")
        if name != "paper":
            parser.add_argument("--how", default="oral", choices=("written", "oral", "recorded"))
            parser.add_argument("--until", metavar="D", help=_("the last day on which it counts"))
        parser.set_defaults(run=run_entry, plain=plain_entry, needs_store=True, entry=name)
        parser.add_argument("--at", metavar="T", help=_("when it happened; now when left out"))
    contact.add_argument("--at", metavar="T", help=_("when it happened; now when left out"))
    contact.set_defaults(run=run_entry, plain=plain_entry, needs_store=True, entry="contact")
    end = actions.add_parser("end", help=_("say that a consent or flag no longer stands"))
    end.add_argument("entry_id", metavar="ENTRY")
    end.add_argument("--reason", required=True)
    end.set_defaults(run=run_end, plain=plain_entry, needs_store=True)


def run_list(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """One page of the case list."""
    from fieldvisit.services.cases import list_cases

    cases, total = list_cases(workplace.store, arguments.after, _PAGE)
    return {"cases": [_short(case, "") for case in cases], "total": total}


def run_search(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """The cases that match."""
    from fieldvisit.services.cases import search_cases

    found, total = search_cases(workplace.store, arguments.text)
    return {
        "query": arguments.text,
        "cases": [_short(each.case, each.matched) for each in found],
        "total": total,
    }


def _short(case: Case, matched: str) -> dict[str, Any]:
    document = {
        "case": case.case_id,
        "borrower": case.borrower,
        "district": case.district,
        "amount": case.amount_due.document(),
    }
    return document | ({"matched": matched} if matched else {})


def run_show(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Everything known of the case."""
    from fieldvisit.services.cases import show_case

    return case_document(show_case(workplace.store, arguments.case), workplace)


def case_document(file: CaseFile, workplace: Workplace) -> dict[str, Any]:
    """A case as documents show it."""
    case = file.case

    def entries(kind: str) -> list[dict[str, Any]]:
        return [
            {"id": each.entry_id, "at": instant_text(each.at), **each.document}
            for each in file.entries
            if each.kind == kind
        ]

    return {
        "case": case.case_id,
        "borrower": case.borrower,
        "account": case.account,
        "amount": case.amount_due.document(),
        "dpd": case.days_past_due(workplace.today()),
        "facts": case.document(),
        "contacts": entries("contact"),
        "visits": [
            {"id": each.visit_id, "day": each.day.isoformat(), "state": str(each.state)}
            | ({"outcome": each.outcome} if each.outcome else {})
            for each in file.visits
        ],
        "outcomes": [
            {"visit": each.visit_id, "at": instant_text(each.at), **each.document}
            for each in file.outcomes
        ],
        "plans": [
            {"visit": each.visit_id, "day": each.day.isoformat(), **each.schedule}
            for each in file.plans
        ],
        "promises": [{**each.document(), "status": str(each.status)} for each in file.promises],
        "flags": entries("flag"),
        "consents": entries("consent"),
        "papers": [
            {"id": each.entry_id, "name": each.name, "at": instant_text(each.at)}
            for each in file.entries
            if each.kind == "has"
        ],
    }


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


def plain_found(document: dict[str, Any]) -> str:
    """Cases as a table, with their number."""
    from fieldvisit.domain.money import Money

    if not document["cases"]:
        return _("No case found.")
    rows = [
        [each["case"], each["borrower"], each["district"], money_text(Money.of(each["amount"]))]
        for each in document["cases"]
    ]
    total = counted("{n} case", "{n} cases", document["total"])
    return aligned([_("case"), _("borrower"), _("district"), _("amount")], rows) + f"\n{total}"


def plain_show(document: dict[str, Any]) -> str:
    """A case for people: facts first, then what happened."""
    lines = [aligned([], [[name, _as_text(value)] for name, value in document["facts"].items()])]
    for name, title in (
        ("visits", _("Visits")),
        ("contacts", _("Contacts")),
        ("outcomes", _("Outcomes")),
        ("promises", _("Promises")),
        ("flags", _("Flags")),
        ("consents", _("Consents")),
        ("papers", _("Papers")),
    ):
        if document[name]:
            lines.append(f"\n{title}")
            lines += [
                "  " + "  ".join(_as_text(value) for value in each.values())
                for each in document[name]
            ]
    return "\n".join(lines)


def _as_text(value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        return f"{value['amount']} {value['currency']}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
