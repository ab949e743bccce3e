"""Key bindings made of commands."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from fieldvisit.tui.commands import Command
from fieldvisit.tui.keys import split_keys, writes_text


def command_bindings(commands: Iterable[Command]) -> list[Binding]:
    """Bindings that go through `run_command`, which says why a thing cannot be done now."""
    return [
        _binding(command, ",".join(keys), f"run_command({command.id!r})", over=over)
        for command in commands
        for over, keys in _by_priority(command)
        if keys
    ]


def own_bindings(commands: Iterable[Command]) -> list[Binding]:
    """Bindings for a widget that does these commands itself."""
    return [_binding(command, command.keys, command.verb, over=False) for command in commands]


def _by_priority(command: Command) -> list[tuple[bool, list[str]]]:
    # A letter that works over dialogs would be taken away from their fields.
    keys = split_keys(command.keys)
    over = [key for key in keys if command.over_dialogs and not writes_text(key)]
    return [(True, over), (False, [key for key in keys if key not in over])]


def _binding(command: Command, keys: str, action: str, *, over: bool) -> Binding:
    # Without an id the key stays when a person sets his own: it is the way out of any dialog.
    return Binding(
        keys,
        action,
        command.name,
        show=False,
        priority=over,
        tooltip=command.help,
        id=None if over else command.id,
    )
