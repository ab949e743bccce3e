"""The keys of each kind, as `rules schema` prints them."""

from __future__ import annotations

import tomllib

from fieldvisit.domain.content import CONTENT
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.schema import keys_by_kind, keys_of_parts

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


def test_every_key_of_the_shipped_packs_is_told() -> None:
    told = keys_of_parts()
    for path in (CONTENT / "packs").glob("*.toml"):
        pack = tomllib.loads(path.read_text("utf-8"))
        used = {f"pack.{key}" for key in pack["pack"].keys() - {"applies"}}
        used |= {f"pack.applies.{key}" for key in pack["pack"].get("applies", {})}
        for name in ("clock", "consents_last"):
            used |= {f"{name}.{key}" for key in pack.get(name, {})}
        for rule in pack["rule"]:
            used |= {f"rule.{key}" for key in rule.keys() & (COMMON - {"when"})}
            used |= {f"rule.when.{key}" for key in rule.get("when", {})}
        assert used <= told.keys(), path.name


def test_words_that_stand_beside_spans_and_zones_are_told() -> None:
    told = keys_by_kind() | keys_of_parts()
    assert told["kind.limit.per"] == ["calendar week", "calendar month"]
    assert told["kind.limit.by"] == told["kind.hold.by"]
    assert "debt" in told["kind.hold.by"]
    assert (told["clock.zone"], told["clock.count"]) == (["borrower"], ["calendar", "hours"])
    assert not [key for key in told if key.startswith("rule.open")]
