"""The keys of each kind, as `rules schema` prints them."""

from __future__ import annotations

import tomllib

from fieldvisit.domain.content import CONTENT
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.schema import keys_by_kind

COMMON = {"id", "kind", "effect", "source", "mark", "text", "when", "unless", "override"}


def test_every_key_of_the_shipped_rules_is_told() -> None:
    told = keys_by_kind()
    for path in (CONTENT / "packs").glob("*.toml"):
        for rule in tomllib.loads(path.read_text("utf-8"))["rule"]:
            for key in rule.keys() - COMMON:
                inner = rule[key] if key in ("count", "after") else {}
                names = [f"{key}.{each}" for each in inner] or [key]
                assert {f"kind.{rule['kind']}.{name}" for name in names} <= told.keys(), rule["id"]


def test_every_kind_has_keys_and_closed_lists_are_whole() -> None:
    told = keys_by_kind()
    assert {key.split(".")[1] for key in told} == set(KINDS)
    assert told["kind.hours.holidays"] == ["open", "closed"]
    assert {"kind.hold.for", "kind.limit.per", "kind.limit.by", "kind.need.tries"} <= told.keys()
