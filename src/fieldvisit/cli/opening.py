"""Opening the screens: on the real store, or on sample data."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from typing import TYPE_CHECKING

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.tui.environment import hurry, prepare_environment
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.tui.office import Office
    from fieldvisit.tui.screens.welcome import WelcomeScreen


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `demo`."""
    sentence = _("open the program on sample data in a throw-away store")
    demo = verbs.add_parser("demo", help=sentence)
    demo.add_argument("--date", metavar="D", help=_("the day of the demo, YYYY-MM-DD"))
    demo.set_defaults(open_screen=open_demo)


def open_program(arguments: argparse.Namespace) -> int:
    """The screens on the real store; the first run is welcomed."""
    from fieldvisit import bootstrap
    from fieldvisit.paths import places
    from fieldvisit.settings import load_settings

    _need_terminal()
    where = places(getattr(arguments, "home", None))
    where.make()
    settings = load_settings(where.settings)
    with bootstrap.held(where):
        is_new = not bootstrap.has_store(where)
        clock = bootstrap.clock_for(where, settings, getattr(arguments, "now", None))
        open_store = partial(bootstrap.open_store, where, settings)
        office = bootstrap.office_on(open_store, clock, settings, where)
        code, wants_demo = _run(office, welcome=is_new)
    return open_demo(arguments) if wants_demo else code


def open_demo(arguments: argparse.Namespace) -> int:
    """The screens on sample data, in a store that is gone afterwards."""
    from fieldvisit import bootstrap
    from fieldvisit.cli.printing import day_option
    from fieldvisit.paths import places
    from fieldvisit.settings import today_in
    from fieldvisit.wording import language

    _need_terminal()
    spoken, now = language(), getattr(arguments, "now", None)
    settings = bootstrap.demo_settings(spoken)
    present = bootstrap.fixed_clock(now) if now else bootstrap.system_clock
    day = day_option(getattr(arguments, "date", None)) or today_in(settings, present())
    clock = present if now else bootstrap.demo_clock(spoken, day)
    with bootstrap.demo_folder() as folder:
        open_store = partial(bootstrap.open_demo_store, folder, spoken, day, clock())
        where = places(getattr(arguments, "home", None))
        office = bootstrap.office_on(open_store, clock, settings, where, demo=True)
        return _run(office, welcome=False)[0]


def _run(office: Office, *, welcome: bool) -> tuple[int, bool]:
    prepare_environment()
    hurry()
    office.store.start()
    from fieldvisit.tui.app import FieldvisitApp

    def greeting() -> WelcomeScreen:
        from fieldvisit.tui.screens.welcome import WelcomeScreen

        return WelcomeScreen()

    app = FieldvisitApp(office, welcome=greeting if welcome else None)
    app.run()
    return app.return_code or 0, app.wants_demo


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput(
            N_("The screens need a terminal; every step is also a command: fieldvisit --help"),
            code="terminal.none",
        )
