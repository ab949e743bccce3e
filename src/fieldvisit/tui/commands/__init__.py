"""What a person can do, one record for each thing: keys, footer, menus, palette and help read it.

The records of a screen stand in the module of this folder with the screen's name; they import no
widget, so that `fieldvisit keys` can list them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.tui.keys import split_keys, why_unreliable, writes_text
from fieldvisit.wording import _

MOST_IN_FOOTER = 6

MODULES = (
    "everywhere",
    "lists",
    "today",
    "visit",
    "prepare",
    "record",
    "talk",
    "doorstep",
    "agree",
    "cases",
    "case",
    "importing",
    "plans",
    "day",
)
"""The modules of this folder, in the order in which help and `fieldvisit keys` show them."""


def always_possible(_state: Any) -> str | None:
    """The `why_not` of a command that nothing can stand in the way of."""
    return None


@frozen
class Command:
    """One thing to do. `id` is "place.verb" and stays the same over releases.

    `name` (short: it stands in the footer) and `help` (one sentence) are msgids. `keys` is a
    comma-separated list, the key to be shown first. `digit` 1 to 9 puts the command into the
    action menu. `footer` is its rank there, 1 first; 0 keeps it out. The screen's, else the
    program's, method `action_VERB` does it, given `argument` when there is one; VERB is taken from
    the id unless `action` names another.
    `why_not` gets what the screen's `state_for_commands()` returns and answers with a translated
    sentence when the thing cannot be done now. `over_dialogs` lets it work while a dialog is open.
    """

    id: str
    name: str
    help: str
    keys: str = ""
    digit: int = 0
    footer: int = 0
    action: str = ""
    argument: str = ""
    why_not: Callable[[Any], str | None] = always_possible
    over_dialogs: bool = False

    @property
    def verb(self) -> str:
        """The name of the method that does it, without `action_`."""
        return self.action or self.id.partition(".")[2].replace("-", "_")

    @property
    def arguments(self) -> tuple[str, ...]:
        """What that method is given."""
        return (self.argument,) if self.argument else ()


def all_commands() -> tuple[Command, ...]:
    """Every command of the program, in the order of MODULES."""
    return tuple(command for commands in commands_by_place().values() for command in commands)


def commands_by_place() -> dict[str, tuple[Command, ...]]:
    """Every command under the msgid that names its place."""
    modules = (import_module(f"{__name__}.{name}") for name in MODULES)
    return {module.PLACE: module.COMMANDS for module in modules}


def keys_of(command: Command, user_keys: Mapping[str, str]) -> tuple[str, ...]:
    """The keys in use for this command, the one to be shown first."""
    return split_keys(user_keys.get(command.id) or command.keys)


def key_to_show(command: Command, user_keys: Mapping[str, str], *, typing: bool) -> str | None:
    """The first key that reaches the command now; while typing, letters and signs do not."""
    keys = keys_of(command, user_keys)
    return next((key for key in keys if not (typing and writes_text(key))), None)


def footer_commands(
    commands: Iterable[Command],
    why_not: Callable[[Command], str | None],
    user_keys: Mapping[str, str],
    *,
    typing: bool,
) -> Iterator[tuple[str, Command]]:
    """At most six commands that work now, each with its key, in the order of their rank."""
    ranked = sorted((c for c in commands if c.footer), key=lambda command: command.footer)
    shown = 0
    for command in ranked:
        key = key_to_show(command, user_keys, typing=typing)
        if key and why_not(command) is None and shown < MOST_IN_FOOTER:
            shown += 1
            yield key, command


def faults_of_keys(user_keys: Mapping[str, str]) -> list[str]:
    """What is wrong with a person's own keys, one translated sentence for each fault."""
    commands = {command.id: command for command in all_commands()}
    faults = [
        _("{command}: there is no such command; see: fieldvisit keys").format(command=name)
        for name in user_keys
        if name not in commands
    ]
    for name in user_keys:
        for key in split_keys(user_keys[name]):
            if reason := why_unreliable(key):
                faults.append(
                    _("{command}: the key {key} may not arrive: {reason}.").format(
                        command=name, key=key, reason=_(reason)
                    )
                )
    return faults + [
        _("{key} is set for more than one command in the same place.").format(key=key)
        for key in _doubled_keys(user_keys)
    ]


def _doubled_keys(user_keys: Mapping[str, str]) -> list[str]:
    doubled: set[str] = set()
    everywhere: Counter[str] = Counter()
    for number, commands in enumerate(commands_by_place().values()):
        here = Counter(key for command in commands for key in keys_of(command, user_keys))
        everywhere = everywhere if number else here
        both = here if number == 0 else here + everywhere
        doubled |= {key for key, times in both.items() if times > 1 and _is_own(key, user_keys)}
    return sorted(doubled)


def _is_own(key: str, user_keys: Mapping[str, str]) -> bool:
    return any(key in split_keys(keys) for keys in user_keys.values())
