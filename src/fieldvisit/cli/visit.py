"""`fieldvisit visit`: check, start, ask, finish, close, move, plan."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.assent import ASSENT_OPTIONS, add_assent, assent_of
from fieldvisit.cli.door import add_door_actions
from fieldvisit.cli.printing import instant_option
from fieldvisit.cli.steps import plain_decision, plain_step, step_document
from fieldvisit.domain.calendar import parse_date, parse_window
from fieldvisit.domain.events import instant_text
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace


_TEAM_OPTIONS = dict.fromkeys(("team", "certificate", "approved_until"), "--team")


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `visit check|start|ask|finish|close|move|plan`."""
    visit = verbs.add_parser("visit", help=_("check, start, finish, move or plan a visit"))
    actions = visit.add_subparsers(metavar="ACTION")
    check = actions.add_parser("check", help=_("ask the gate; nothing is written"))
    check.set_defaults(
        run=run_check,
        plain=plain_decision,
        needs_store=True,
        called={"place": "--place", **_TEAM_OPTIONS},
    )
    start = actions.add_parser("start", help=_("begin the visit if the gate lets it"))
    start.add_argument("--party", required=True, metavar="P", help=_("who opened: debtor, spouse"))
    start.add_argument(
        "--ticked", action="append", default=[], metavar="ITEM", help=_("an item of the checklist")
    )
    add_assent(start)
    options = {
        "party": "--party",
        "place": "--place",
        "ticked": "--ticked",
        **_TEAM_OPTIONS,
        **ASSENT_OPTIONS,
    }
    start.set_defaults(run=run_start, plain=plain_step, needs_store=True, called=options)
    add_door_actions(actions)
    finish = actions.add_parser("finish", help=_("note that you have left the door"))
    finish.set_defaults(run=run_finish, plain=plain_step, needs_store=True)
    move, plan = _add_move(actions), _add_plan(actions)
    for action in (check, start, finish, move):
        action.add_argument("visit", metavar="VISIT")
    for action in (check, start, move, plan):
        where = _("where the visit is: home, work, school, hospital, public or other")
        action.add_argument("--place", default="", metavar="P", help=where)
    for action in (check, start):
        _add_team(action)
        action.add_argument("--at", metavar="T", help=_("another instant, in test stores only"))


def _add_team(action: argparse.ArgumentParser) -> None:
    """Who goes, and what they show."""
    people = _(
        "who comes along: a name or number, the dates of the certificate and its end, what is shown"
    )
    line = "NAME[,DATE[,DATE[,THING]]]"
    action.add_argument("--team", action="append", metavar=line, help=people)
    things = _('what everybody shows at the door, such as "staff identity card"')
    action.add_argument("--shows", action="append", default=[], metavar="THING", help=things)


def _add_move(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    move = actions.add_parser("move", help=_("put a planned visit on another day"))
    move.add_argument("--to", required=True, metavar="D", help=_("the new day, YYYY-MM-DD"))
    move.add_argument(
        "--window",
        metavar="HH:MM-HH:MM",
        help=_("the new window, any for any time; else it stays as it is"),
    )
    called = {"day": "--to", "place": "--place"}
    move.set_defaults(run=run_move, plain=plain_step, needs_store=True, called=called)
    return move


def _add_plan(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    plan = actions.add_parser("plan", help=_("put a case on a day's list"))
    plan.add_argument("case", metavar="CASE")
    plan.add_argument("--on", required=True, metavar="D", help=_("the day, YYYY-MM-DD"))
    called = {"day": "--on", "place": "--place"}
    plan.set_defaults(run=run_plan, plain=plain_step, needs_store=True, called=called)
    return plan


def run_check(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """The gate's decision for now, or for the instant that `--at` names."""
    from fieldvisit.services.gate import check_visit, time_left

    at, settings, store = _instant(arguments, workplace), workplace.settings, workplace.store
    place = arguments.place
    decision = check_visit(
        store,
        arguments.visit,
        at,
        settings,
        now=workplace.clock(),
        companions=_companions(arguments.team),
        shows=_shown(arguments.shows),
        place=place,
    )
    closes = time_left(store, arguments.visit, at, settings, place)
    return {**decision.document(_), "closes_at": instant_text(closes) if closes else None}


def run_start(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Begin the visit."""
    from fieldvisit.services.visits import start_visit

    step = start_visit(
        workplace.store,
        arguments.visit,
        arguments.party,
        _instant(arguments, workplace),
        workplace.settings,
        tuple(arguments.ticked),
        companions=_companions(arguments.team),
        shows=_shown(arguments.shows),
        assent=assent_of(arguments),
        clock=workplace.clock(),
        place=arguments.place,
    )
    return step_document(step)


def _companions(words: list[str] | None) -> list[dict[str, Any]] | None:
    from fieldvisit.services.team import companion_in

    return None if words is None else [companion_in(word) for word in words if word]


def _shown(words: list[str]) -> list[str]:
    from fieldvisit.services.team import things_in

    return things_in(";".join(words))


def _instant(arguments: argparse.Namespace, workplace: Workplace) -> datetime:
    at = instant_option(arguments.at)
    if at is None:
        return workplace.clock()
    workplace.allow_other_clock("--at")
    return at


def run_finish(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Leave the door."""
    from fieldvisit.services.visits import finish_visit

    return step_document(finish_visit(workplace.store, arguments.visit, workplace.clock()))


def run_move(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Move the visit."""
    from fieldvisit.services.named import visit_of
    from fieldvisit.services.visits import move_visit, window_of

    day = parse_date(arguments.to, field="--to")
    if arguments.window is None:
        window = window_of(visit_of(workplace.store, arguments.visit))
    elif arguments.window == "any":
        window = None
    else:
        window = parse_window(arguments.window, field="--window")
    step = move_visit(
        workplace.store,
        arguments.visit,
        day,
        window,
        workplace.today(),
        workplace.clock(),
        workplace.settings,
        arguments.place,
    )
    return step_document(step)


def run_plan(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Plan a visit for a case."""
    from fieldvisit.services.visits import plan_visit

    day = parse_date(arguments.on, field="--on")
    step = plan_visit(
        workplace.store,
        arguments.case,
        day,
        workplace.today(),
        workplace.clock(),
        workplace.settings,
        arguments.place,
    )
    return step_document(step)
