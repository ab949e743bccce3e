"""`fieldvisit rebuild`."""

from __future__ import annotations

import argparse
from typing import Any

from fieldvisit.wording import _, counted


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `rebuild`."""
    rebuild = verbs.add_parser("rebuild", help=_("make the tables again from the journal"))
    rebuild.add_argument(
        "--from-copy",
        action="store_true",
        help=_("make the whole store again from the journal's copy; the old one is set aside"),
    )
    rebuild.set_defaults(run=run, plain=plain)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Rebuild the tables, or the whole store when it is missing or asked for."""
    from fieldvisit.bootstrap import has_store, held, open_workplace, rescue
    from fieldvisit.paths import places

    home = getattr(arguments, "home", None)
    where = places(home)
    if arguments.from_copy or not has_store(where):
        where.make()
        with held(where):
            return {"events": rescue(where), "from_copy": True}
    with open_workplace(home) as workplace:
        from fieldvisit.services.checks import rebuild

        return {"events": rebuild(workplace.store), "from_copy": False}


def plain(document: dict[str, Any]) -> str:
    """What was made again."""
    made = counted(
        "The tables follow from {n} entry again.",
        "The tables follow from {n} entries again.",
        document["events"],
    )
    if document["from_copy"]:
        return f"{made}\n" + _("Drafts are lost; the old store was set aside, not deleted.")
    return made
