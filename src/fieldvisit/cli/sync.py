"""`fieldvisit sync`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, counted, listed

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `sync`."""
    sync = verbs.add_parser("sync", help=_("hand the log over to a folder or USB stick"))
    sync.add_argument("--folder", metavar="DIR", help=_("the folder; else the one in the settings"))
    sync.set_defaults(run=run, plain=plain, needs_store=True)


def run(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Hand over what the folder lacks."""
    from fieldvisit.services.sync import hand_over
    from fieldvisit.sync.folder import FolderCarrier

    folder = arguments.folder or workplace.settings.sync_folder
    if not folder:
        raise BadInput(
            N_("{field}: name the folder, or set it: fieldvisit config set sync_folder DIR"),
            code="sync.no_folder",
            field="--folder",
        )
    return asdict(hand_over(workplace.store, FolderCarrier(Path(folder)), workplace.clock()))


def plain(document: dict[str, Any]) -> str:
    """What was handed over, for people."""
    lines = [
        counted("{n} entry handed over", "{n} entries handed over", document["sent"]),
        counted("{n} entry unsent", "{n} entries unsent", document["unsent"]),
    ]
    if document["refused"]:
        lines.append(_("refused: {names}").format(names=listed(document["refused"])))
    return "\n".join(lines)
