"""`fieldvisit rebuild`."""

from __future__ import annotations

import argparse
from typing import Any

from fieldvisit.wording import _, counted, listed


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `rebuild`."""
    rebuild = verbs.add_parser("rebuild", help=_("make the tables again from the journal"))
    rebuild.set_defaults(run=run, plain=plain)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Rebuild the tables; a damaged or missing file is made anew from the other."""
    from fieldvisit.bootstrap import rebuild_store

    done = rebuild_store(getattr(arguments, "home", None))
    return {"events": done.events, "from_copy": done.is_new, "set_aside": list(done.set_aside)}


def plain(document: dict[str, Any]) -> str:
    """What was made again, and what became of the files that were damaged."""
    lines = [
        counted(
            "The tables follow from {n} entry again.",
            "The tables follow from {n} entries again.",
            document["events"],
        )
    ]
    if document["set_aside"]:
        names = listed(document["set_aside"])
        lines.append(_("Set aside, not deleted: {names}").format(names=names))
    if document["from_copy"]:
        lines.append(_("The store was made anew; drafts and what was handed over are lost."))
    return "\n".join(lines)
