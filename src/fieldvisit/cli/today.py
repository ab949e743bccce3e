"""`fieldvisit today`."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import aligned, day_option, name_for_lists
from fieldvisit.domain.events import instant_text
from fieldvisit.wording import _, money_text

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.services.board import VisitLine
    from fieldvisit.settings import Settings

OPENING = {"now": timedelta(0), "2h": timedelta(hours=2)}
"""What `--open` may say, and how far ahead it looks."""


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `today`."""
    today = verbs.add_parser("today", help=_("show the day's visits and whether they may go"))
    today.add_argument("--date", metavar="D", help=_("another day, YYYY-MM-DD"))
    opening = _("only what may be visited now, or within two hours too")
    today.add_argument("--open", choices=tuple(OPENING), help=opening)
    today.set_defaults(run=run, plain=plain, needs_store=True)


def run(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """The day's visits with their decisions."""
    from fieldvisit.services.board import lines_open, visits_today
    from fieldvisit.settings import zone_in

    day = day_option(arguments.date) or workplace.today()
    now = workplace.clock()
    board = visits_today(workplace.store, day, now, workplace.settings)
    lines = lines_open(board, now, OPENING[arguments.open]) if arguments.open else board.lines
    return {
        "date": day.isoformat(),
        "zone": zone_in(workplace.settings, now),
        "visits": [visit_document(line, day, workplace.settings) for line in lines],
        "open": board.open_count,
        "recorded": board.recorded_count,
    }


def visit_document(line: VisitLine, day: date, settings: Settings) -> dict[str, Any]:
    """One visit as documents show it; `shown` is the name as lists for people show it."""
    visit = line.visit
    window = None
    if visit.window_from:
        window = [
            f"{visit.window_from:%H:%M}",
            f"{visit.window_to:%H:%M}" if visit.window_to else "",
        ]
    return {
        "id": visit.visit_id,
        "case": visit.case.case_id,
        "borrower": visit.case.borrower,
        "shown": name_for_lists(visit.case.borrower, settings),
        "district": visit.case.district,
        "dpd": visit.case.days_past_due(day),
        "amount": visit.case.amount_due.document(),
        "window": window,
        "state": str(visit.state),
        "kind": visit.kind,
        "place": visit.place,
        "outcome": visit.outcome or None,
        "decision": line.decision.document(_),
        "may_from": instant_text(line.may_from) if line.may_from else None,
        "at_window": line.at_window.document(_) if line.at_window else None,
    }


def _gate(visit: dict[str, Any]) -> tuple[str, str]:
    """The gate's word, and when it opens; the planned time where that is shut."""
    from fieldvisit.rules.names import GATE_WORDS

    if visit["at_window"]:
        return _("not at {time}").format(time=visit["window"][0]), ""
    return _(GATE_WORDS[visit["decision"]["effect"]]), visit["decision"].get("opens", "")


def plain(document: dict[str, Any]) -> str:
    """The day's list for people; the last column says when the gate opens where it is shut."""
    from fieldvisit.domain.money import Money
    from fieldvisit.domain.visit import STATE_WORDS, VisitState

    if not document["visits"]:
        return _("No visits on this day. Take in a case list with: fieldvisit import FILE")
    rows = [
        [
            visit["id"],
            visit["shown"],
            visit["district"],
            str(visit["dpd"]),
            money_text(Money.of(visit["amount"])),
            "-".join(visit["window"] or []),
            _(STATE_WORDS[VisitState(visit["state"])]),
            *_gate(visit),
        ]
        for visit in document["visits"]
    ]
    heads = [
        _("visit"),
        _("borrower"),
        _("district"),
        _("days"),
        _("amount"),
        _("window"),
        _("state"),
        _("gate"),
        "",
    ]
    return aligned(heads, rows)
