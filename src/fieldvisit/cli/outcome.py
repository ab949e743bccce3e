"""`fieldvisit outcome`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.door import EVIDENCE_OPTIONS, add_evidence, evidence_of
from fieldvisit.cli.printing import day_option
from fieldvisit.domain.outcome import Outcome, load_outcome_codes
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.domain.money import Money
    from fieldvisit.domain.wordlists.answers import Answer


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `outcome`."""
    outcome = verbs.add_parser("outcome", help=_("record what came of a visit"))
    outcome.add_argument("visit", metavar="VISIT")
    outcome.add_argument("--code", required=True, metavar="CODE", help=_("such as PTP, MET, DL"))
    outcome.add_argument("--amount", metavar="A", help=_("money received, or promised with PTP"))
    promised = _("what is promised beside the money received")
    outcome.add_argument("--promised", metavar="A", help=promised)
    outcome.add_argument("--date", metavar="D", help=_("day of the promise"))
    outcome.add_argument("--method", default="", metavar="M", help=_("how it will be paid"))
    outcome.add_argument("--how", default="", metavar="H", help=_("how the money came"))
    outcome.add_argument("--receipt", default="", metavar="R", help=_("number of the receipt"))
    outcome.add_argument("--cause", default="", metavar="C", help=_("coded cause of the arrears"))
    outcome.add_argument("--met", action="append", default=[], metavar="P", help=_("who was met"))
    outcome.add_argument("--reason", default="", metavar="R", help=_("reason that the code asks"))
    where = _("where the visit was, when it was never started: home, work, school and so on")
    outcome.add_argument("--place", default="", metavar="P", help=where)
    outcome.add_argument("--note", default="", metavar="TEXT", help=_("kept as written"))
    outcome.add_argument(
        "--flag", action="append", default=[], metavar="NAME", help=_("such as dispute or lawyer")
    )
    outcome.add_argument(
        "--detail", action="append", default=[], metavar="NAME=TEXT", help=_("what the code asks")
    )
    outcome.add_argument(
        "--consent",
        action="append",
        default=[],
        metavar="NAME=yes|no",
        help=_("a consent that was asked for, and the answer"),
    )
    _add_answers(outcome)
    add_evidence(outcome)
    called = _options() | EVIDENCE_OPTIONS
    outcome.set_defaults(run=run, plain=plain, needs_store=True, called=called)


def _add_answers(outcome: argparse.ArgumentParser) -> None:
    """The answers to what the word lists find in the note."""
    outcome.add_argument(
        "--said-by",
        action="append",
        default=[],
        metavar="[LIST=]WHO",
        help=_("whose words the note holds: collector, borrower or other"),
    )
    outcome.add_argument(
        "--supervisor",
        action="append",
        default=[],
        metavar="LIST|all|none",
        help=_("which of the words found go to the supervisor"),
    )


def _options() -> dict[str, str]:
    """Which option holds a field of an outcome."""
    own = ("how", "receipt", "cause", "met", "reason", "note", "code", "consent", "place")
    others = {
        "amount": "--amount",
        "promise_amount": "--amount",
        "promise_date": "--date",
        "promise_method": "--method",
        "relation": "--met",
        "flags": "--flag",
        "said_by": "--said-by",
        "supervisor": "--supervisor",
        "details": "--detail",
    }
    details = {name: f"--detail {name}" for name in load_outcome_codes().needs}
    return details | {name: f"--{name}" for name in own} | others


def run(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Record the outcome."""
    from fieldvisit.services.named import visit_of
    from fieldvisit.services.outcomes import log_outcome

    visit = visit_of(workplace.store, arguments.visit)
    logged = log_outcome(
        workplace.store,
        arguments.visit,
        _outcome(arguments, visit.case.amount_due.currency),
        workplace.clock(),
        workplace.settings,
        evidence=evidence_of(arguments),
        answers=_answers(arguments.said_by, arguments.supervisor),
        place=arguments.place,
    )
    follow_up = logged.follow_up
    return {
        "visit": arguments.visit,
        "code": logged.code.id,
        "place": logged.visit.place,
        "event": {"id": logged.event.event_id, "seq": logged.event.seq},
        "words": logged.event.payload["words"],
        "follow_up": follow_up and {"date": follow_up.day.isoformat(), "kind": follow_up.kind},
        "closing": logged.closing.document(_) if logged.closing else None,
    }


def _outcome(arguments: argparse.Namespace, currency: str) -> Outcome:
    """The outcome that the options state; `--amount` alone is what a mere promise promises."""
    from fieldvisit.domain.money import parse_money

    code = load_outcome_codes().current(arguments.code)

    def money(text: str | None, option: str) -> Money | None:
        return parse_money(text, currency, field=option) if text else None

    amount, promised = money(arguments.amount, "--amount"), money(arguments.promised, "--promised")
    if "promise_amount" in code.needs and promised is None:
        amount, promised = None, amount
    else:
        arguments.called = {**arguments.called, "promise_amount": "--promised"}
    return Outcome(
        code=code.id,
        cause=arguments.cause,
        met=tuple(arguments.met),
        money=amount,
        how=arguments.how,
        receipt=arguments.receipt,
        promise_amount=promised,
        promise_date=day_option(arguments.date),
        promise_method=arguments.method,
        reason=arguments.reason,
        note=arguments.note,
        details=dict(_pairs(arguments.detail, "--detail")),
        consents=_consents(arguments.consent),
        flags=tuple(arguments.flag),
    )


def _answers(said_by: list[str], supervisor: list[str]) -> dict[str, Answer]:
    """The answers by list, "" for every list that has none of its own."""
    from fieldvisit.domain.wordlists.answers import Answer

    speakers = {name: who for name, _sign, who in (each.rpartition("=") for each in said_by)}
    lists = {"" if each in ("all", "none") else each for each in supervisor}
    wanted = None if not supervisor else "none" not in supervisor
    return {
        name: Answer(
            said_by=speakers.get(name, speakers.get("", "")),
            supervisor=wanted if name in lists or "" in lists else None,
        )
        for name in (*speakers, *lists)
    }


def _consents(words: list[str]) -> dict[str, bool]:
    answers = {"yes": True, "no": False}
    pairs = _pairs(words, "--consent")
    if any(answer not in answers for _name, answer in pairs):
        raise BadInput(
            N_("{field}: write NAME=yes or NAME=no."), code="consent.answer", field="--consent"
        )
    return {name: answers[answer] for name, answer in pairs}


def _pairs(words: list[str], option: str) -> list[tuple[str, str]]:
    pairs = []
    for word in words:
        name, sign, text = word.partition("=")
        if not sign:
            raise BadInput(N_("{field}: write NAME=TEXT."), code="option.pair", field=option)
        pairs.append((name, text))
    return pairs


def plain(document: dict[str, Any]) -> str:
    """Says that the outcome is on the disk, and what follows."""
    lines = [_("Saved #{seq}").format(seq=document["event"]["seq"])]
    if document["follow_up"]:
        day = document["follow_up"]["date"]
        lines.append(_("It comes up again on {day}.").format(day=day))
    closing = document["closing"]
    if closing and closing["effect"] == "block":
        lines += [each["text"] for each in closing["reasons"] if each["effect"] == "block"]
        close = f"fieldvisit visit close {document['visit']}"
        lines.append(_("The visit is not closed yet; see: {command} --help").format(command=close))
    return "\n".join(lines)
