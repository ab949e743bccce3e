"""The keys that each kind of rule takes, learnt from the readers themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from typing import Any

from fieldvisit.domain.content import Table, Texts
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.kind import Kind
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.names import ACTIONS
from fieldvisit.rules.parse import PARTS, SCHEMA

_FILLED = {"open": "08:00", "close": "20:00"}
_SOME_DAY = date(2026, 1, 1)
_GIVEN = {"max": 1, "tries": 1, "schema": SCHEMA, "effective": _SOME_DAY, "checked_on": _SOME_DAY}
"""Values of keys that a reader does not go on without."""


def keys_by_kind() -> dict[str, list[str]]:
    """Every key of each kind as "kind.hours.open", with the words that it may be or an empty
    list."""
    return {f"kind.{name}.{key}": words for name in KINDS for key, words in _keys(KINDS[name])}


def keys_of_parts() -> dict[str, list[str]]:
    """Every key that packs and rules of all kinds have, as "clock.zone" and "rule.when.place"."""
    own = {f"rule.{key}" for key, _words in _keys(next(iter(KINDS.values())))}
    asked = {name: _asked(read, name) for name, read in PARTS.items()}
    return {key: words for part in asked.values() for key, words in part.items() if key not in own}


def _keys(kind: Kind) -> list[tuple[str, list[str]]]:
    actions = kind.actions if kind.channels == "on" else ACTIONS
    named = {kind.channels: list(actions)} if actions else {}
    return sorted((named | _asked(kind.read, "")).items())


def _asked(read: Callable[[Table], object], path: str) -> dict[str, list[str]]:
    """The keys that the reader asks for, in the order in which it does."""
    asked = _Asked("", path, _GIVEN, {})
    asked.seen = {}
    with suppress(BadInput):  # what the keys contradict is found after all of them are asked for
        read(asked)
    asked.tell_numbers()
    return asked.seen


class _Asked(Table):
    """A table that has every key, and remembers which were asked for and what they may be."""

    seen: dict[str, list[str]]

    def text(self, key: str, default: str | None = None, *, words: Collection[str] = ()) -> str:
        self.seen.setdefault(self.where(key), list(words))
        return default or _FILLED.get(key, "2 days")

    def close(self) -> None:
        self.tell_numbers()

    def tell_numbers(self) -> None:
        """Tell the keys that were looked up without a word about what they may be."""
        for key in sorted(self.known):
            self.seen.setdefault(self.where(key), [])

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        self.seen[self.where(key)] = list(allowed)
        return default or next(iter(allowed))

    def names(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        self.seen[self.where(key)] = list(allowed or ())
        return tuple(allowed or ())

    def yes(self, key: str, default: bool = False) -> bool:
        self.seen[self.where(key)] = ["true", "false"]
        return default

    def texts(self, key: str, *, required: bool = True) -> Texts:  # noqa: ARG002  as in Table
        self.seen.setdefault(self.where(key), [])
        return {"en": key}

    def table(self, key: str) -> Table:
        inner = _Asked(self.file, self.where(key), {}, self.lines)
        inner.seen = self.seen
        return inner

    def _value(self, key: str, default: Any = None) -> Any:
        self.seen.setdefault(self.where(key), [])
        return super()._value(key, default)
