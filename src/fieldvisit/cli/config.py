"""`fieldvisit config`: list, set, init."""

from __future__ import annotations

import argparse
import re
from dataclasses import asdict
from typing import Any

from fieldvisit.cli.printing import aligned
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `config list|set|init`."""
    config = verbs.add_parser("config", help=_("show and change settings"))
    actions = config.add_subparsers(metavar="ACTION")
    listing = actions.add_parser("list", help=_("every setting with its value"))
    listing.set_defaults(run=run_list, plain=plain_list)
    change = actions.add_parser("set", help=_("change one setting"))
    change.add_argument("name", metavar="NAME", help=_("see: fieldvisit config list"))
    change.add_argument("value", metavar="VALUE", help=_("the new value"))
    change.set_defaults(run=run_set, plain=plain_list)
    init = actions.add_parser("init", help=_("make the store and its folders"))
    init.add_argument(
        "--test-clock",
        action="store_true",
        help=_("a test store, which may use another clock"),
    )
    init.set_defaults(run=run_init, plain=plain_list)


def run_list(arguments: argparse.Namespace) -> dict[str, Any]:
    """Every setting."""
    from fieldvisit.paths import places
    from fieldvisit.settings import load_settings

    return asdict(load_settings(places(getattr(arguments, "home", None)).settings))


def run_set(arguments: argparse.Namespace) -> dict[str, Any]:
    """Change one setting in the file."""
    from fieldvisit.paths import places
    from fieldvisit.settings import load_settings, save_settings

    where = places(getattr(arguments, "home", None))
    settings = load_settings(where.settings)
    name, value = arguments.name, arguments.value
    changed = settings.changed(**{name: _typed(getattr(settings, name, ""), name, value)})
    save_settings(where.settings, changed)
    return {name: getattr(changed, name)}


def run_init(arguments: argparse.Namespace) -> dict[str, Any]:
    """Make the store; a test store carries a mark for good."""
    from fieldvisit.bootstrap import TEST_CLOCK, open_workplace

    with open_workplace(getattr(arguments, "home", None)) as workplace:
        if arguments.test_clock:
            if workplace.store.journal.head().seq:
                raise BadInput(
                    N_("{field}: this store holds records already; choose an empty --home."),
                    code="clock.late",
                    field="--test-clock",
                )
            workplace.store.mark(TEST_CLOCK)
        return {
            "store": str(workplace.places.data),
            "test_clock": workplace.store.is_marked(TEST_CLOCK),
        }


def _typed(standing: object, name: str, text: str) -> object:
    """The value in the type that the setting has; a number stays text when it is none."""
    if name in ("start_lat", "start_lon"):
        is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)
        return float(text) if is_number else text or None
    if isinstance(standing, bool):
        return {"yes": True, "true": True, "no": False, "false": False}.get(text.lower(), text)
    if isinstance(standing, int) and text.isdecimal():
        return int(text)
    return text


def plain_list(document: dict[str, Any]) -> str:
    """Settings for people."""
    rows = [
        [name, str(value) if value not in ("", None) else "-"] for name, value in document.items()
    ]
    return aligned([], rows)
