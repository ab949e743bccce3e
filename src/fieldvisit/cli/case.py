"""`fieldvisit case`: list, show, search, and entries of the ledger."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.contacts import add_contacts
from fieldvisit.cli.ledger import add_ledger_actions
from fieldvisit.cli.printing import aligned, name_for_lists
from fieldvisit.domain.events import instant_text
from fieldvisit.domain.privacy import mask_phone
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, counted, listed, money_text

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.domain.case import Case
    from fieldvisit.services.cases import CaseFile

_PAGE = 200

_LISTS = {
    "flags": "flag",
    "consents": "consent",
    "avoid": "avoid",
    "confirmations": "confirmed",
    "overrides": "override",
    "unclosed": "unclosed",
}
"""Key of a case's document -> kind of the ledger's entries under it."""


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `case list|show|search|contact|contacts|consent|flag|paper|avoid|end`."""
    case = verbs.add_parser("case", help=_("list, show and search cases; add to a case's ledger"))
    actions = case.add_subparsers(metavar="ACTION")
    listing = actions.add_parser("list", help=_("every case, in the order in which it came"))
    listing.add_argument("--after", type=int, default=0, metavar="N", help=_("skip the first N"))
    listing.set_defaults(run=run_list, plain=plain_found, needs_store=True)
    show = actions.add_parser("show", help=_("everything known of a case"))
    show.add_argument("case", metavar="CASE")
    show.set_defaults(run=run_show, plain=plain_show, needs_store=True)
    search = actions.add_parser(
        "search", help=_("find by name, pinyin, place, account, or the end of a number")
    )
    search.add_argument("text", metavar="TEXT", help=_("what to look for"))
    search.set_defaults(run=run_search, plain=plain_found, needs_store=True)
    add_contacts(actions)
    add_ledger_actions(actions)


def run_list(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """One page of the case list."""
    from fieldvisit.services.cases import list_cases

    if arguments.after < 0:
        raise BadInput(
            N_("{field}: write a whole number, 0 or more."), code="after.wrong", field="--after"
        )
    cases, total = list_cases(workplace.store, arguments.after, _PAGE)
    return {"cases": [_short(case, "", workplace) for case in cases], "total": total}


def run_search(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """The cases that match."""
    from fieldvisit.services.cases import search_cases

    found, total = search_cases(workplace.store, arguments.text)
    return {
        "query": arguments.text,
        "cases": [_short(each.case, each.matched, workplace) for each in found],
        "total": total,
    }


def _short(case: Case, matched: str, workplace: Workplace) -> dict[str, Any]:
    document = {
        "case": case.case_id,
        "borrower": case.borrower,
        "shown": name_for_lists(case.borrower, workplace.settings),
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
        "phone_shown": mask_phone(case.phone) if workplace.settings.mask_phones else case.phone,
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
        **{name: entries(kind) for name, kind in _LISTS.items()},
        "papers": [
            {"id": each.entry_id, "name": each.name, "at": instant_text(each.at)}
            for each in file.entries
            if each.kind == "has"
        ],
    }


def plain_found(document: dict[str, Any]) -> str:
    """Cases as a table, with their number."""
    from fieldvisit.domain.money import Money

    if not document["cases"]:
        return _("No case found.")
    rows = [
        [each["case"], each["shown"], each["district"], money_text(Money.of(each["amount"]))]
        for each in document["cases"]
    ]
    total = counted("{n} case", "{n} cases", document["total"])
    return aligned([_("case"), _("borrower"), _("district"), _("amount")], rows) + f"\n{total}"


def plain_show(document: dict[str, Any]) -> str:
    """A case for people: facts first, then what happened."""
    facts = document["facts"] | {"phone": document["phone_shown"]}
    lines = [aligned([], [[name, _as_text(value)] for name, value in facts.items() if value])]
    for name, title in (
        ("visits", _("Visits")),
        ("contacts", _("Contacts")),
        ("outcomes", _("Outcomes")),
        ("promises", _("Promises")),
        ("flags", _("Flags")),
        ("consents", _("Consents")),
        ("papers", _("Papers")),
        ("avoid", _("To be spared")),
        ("overrides", _("Overrides")),
        ("unclosed", _("Not closed")),
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
        return listed(map(str, value))
    return str(value)
