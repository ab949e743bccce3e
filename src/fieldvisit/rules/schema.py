"""The keys that each kind of rule takes, learnt from the readers themselves."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from fieldvisit.domain.content import Table, Texts
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.kind import Kind
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.names import ACTIONS

_FILLED = {"open": "08:00", "close": "20:00"}


def keys_by_kind() -> dict[str, list[str]]:
    """Every key of each kind as "kind.hours.open", with its closed list or an empty one."""
    return {f"kind.{name}.{key}": allowed for name in KINDS for key, allowed in _keys(KINDS[name])}


def _keys(kind: Kind) -> list[tuple[str, list[str]]]:
    actions = kind.actions if kind.channels == "on" else ACTIONS
    seen: dict[str, list[str]] = {kind.channels: list(actions)} if actions else {}
    asked = _Asked("", "", {"max": 1, "tries": 1}, {})
    asked.seen = seen
    with suppress(BadInput):  # what the keys contradict is found after all of them are asked for
        kind.read(asked)
    for key in asked.known:
        seen.setdefault(key, [])
    return sorted(seen.items())


class _Asked(Table):
    """A table that has every key, and remembers which were asked for and what they may be."""

    seen: dict[str, list[str]]

    def text(self, key: str, default: str | None = None) -> str:
        self.seen.setdefault(self.where(key), [])
        return default or _FILLED.get(key, "2 days")

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
