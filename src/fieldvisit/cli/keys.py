"""`fieldvisit keys`."""

from __future__ import annotations

import argparse
from typing import Any

from fieldvisit.cli.printing import aligned
from fieldvisit.wording import _


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `keys`."""
    keys = verbs.add_parser("keys", help=_("list every key and what it does"))
    keys.set_defaults(run=run, plain=plain)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Every command with the keys in use, and what is wrong with a person's own keys."""
    from fieldvisit.paths import places
    from fieldvisit.settings import load_settings
    from fieldvisit.tui.commands import commands_by_place, faults_of_keys, keys_of

    own = load_settings(places(getattr(arguments, "home", None)).settings).keys
    return {
        "commands": [
            {
                "id": command.id,
                "place": _(place),
                "keys": list(keys_of(command, own)),
                "name": _(command.name),
                "help": _(command.help),
            }
            for place, commands in commands_by_place().items()
            for command in commands
        ],
        "faults": faults_of_keys(own),
    }


def plain(document: dict[str, Any]) -> str:
    """The list for people, one block for each place."""
    blocks: list[str] = []
    for place in dict.fromkeys(each["place"] for each in document["commands"]):
        rows = [
            [" ".join(each["keys"]) or "-", each["name"], each["help"]]
            for each in document["commands"]
            if each["place"] == place
        ]
        blocks.append(f"{place}\n" + aligned([], rows))
    return "\n\n".join([*blocks, *document["faults"]])
