"""What `rules show` prints of a rule is what a pack file could hold, whatever its kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from gate_cases import pack_from, pack_text

from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.load import shipped_packs
from fieldvisit.rules.pack import Rule

RULES = [pytest.param(rule, id=rule.id) for pack in shipped_packs() for rule in pack.rules]


@pytest.mark.parametrize("rule", RULES)
def test_the_fields_of_a_rule_read_back_as_the_same_rule(rule: Rule, tmp_path: Path) -> None:
    kind = KINDS[rule.kind]
    shown = {
        "id": "a.rule",
        "kind": rule.kind,
        "effect": rule.effect,
        **kind.named(rule.on),
        **kind.document(rule.own),
    }
    again = pack_from(tmp_path, pack_text(shown, more='holidays = "ID"')).rules[0]

    assert again.own == rule.own
    assert again.on == rule.on
