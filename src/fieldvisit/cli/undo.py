"""`fieldvisit undo`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.problems import Refused
from fieldvisit.domain.text import N_
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `undo`."""
    undo = verbs.add_parser("undo", help=_("take back the last record that is still unsent"))
    undo.add_argument("event", nargs="?", metavar="EVENT", help=_("another record's id"))
    undo.set_defaults(run=run, plain=plain, needs_store=True)


def run(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Take back one record."""
    from fieldvisit.services.undo import last_undoable, undo

    event_id = arguments.event
    if event_id is None:
        last = last_undoable(workplace.store)
        if last is None:
            raise Refused(N_("There is nothing to take back."), code="undo.nothing")
        event_id = last.event_id
    event = undo(workplace.store, event_id, workplace.clock())
    return {
        "undone": {"id": event_id, "type": event.payload["reversed"]},
        "event": {"id": event.event_id, "seq": event.seq},
    }


def plain(document: dict[str, Any]) -> str:
    """Says that it is taken back."""
    return _("Taken back. Saved #{seq}").format(seq=document["event"]["seq"])
