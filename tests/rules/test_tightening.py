"""A house rule of any kind may ask for more than the law's, never for less; and is shown whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import loosened, pack_from, pack_text

from fieldvisit.rules.kinds import KINDS

PARTY = {
    "id": "a",
    "kind": "party",
    "effect": "block",
    "who": ["contact", "relative", "spouse"],
    "only_if": ["unreachable", "deceased"],
    "may": ["ask_location", "leave_note"],
    "never": ["amount"],
    "ask_max": 2,
    "stop_if": "third_party_refused",
}
TEAM = {
    "id": "a",
    "kind": "team",
    "effect": "block",
    "min": 2,
    "max": 3,
    "certificate": True,
    "certificate_max_age": "365 days",
    "approved_until": True,
    "same_person_max": 4,
    "shows": ["card", "letter"],
}
SAY = {
    "id": "a",
    "kind": "say",
    "effect": "ack",
    "first": ["name", "reason"],
    "later": ["name"],
    "show": ["card"],
    "after_identity": True,
}
RECORD = {
    "id": "a",
    "kind": "record",
    "effect": "block",
    "one_of": ["audio", "video"],
    "never": ["video_inside_home_without_consent"],
    "consent": "one",
}
BOTH = {**RECORD, "one_of": None, "all_of": ["audio", "video"]}
MONEY = {
    "id": "a",
    "kind": "money",
    "effect": "block",
    "cash": "receipt",
    "extra_fee": "forbidden",
    "receipt": ["number", "date"],
    "numbering": "preprinted_consecutive",
    "within": "before_leaving",
}
NOW = {**MONEY, "within": None}
KEEP = {
    "id": "a",
    "kind": "keep",
    "effect": "block",
    "what": ["visit", "call"],
    "at_least": "2 years",
    "at_most": "5 years",
    "from": "last_collection_activity",
}
ACK = {"id": "a", "kind": "ack", "effect": "ack", "prompt": {"en": "Be calm."}, "every": "day"}

SAME_OR_STRICTER: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (PARTY, {"who": ["contact", "relative", "spouse", "minor"]}),
    (PARTY, {"only_if": ["deceased"]}),
    ({**PARTY, "only_if": None}, {"only_if": ["deceased"]}),
    (PARTY, {"may": ["ask_location"]}),
    (PARTY, {"may": ["leave_note"], "ask_max": None}),
    (PARTY, {"never": ["amount", "overdue_days"]}),
    (PARTY, {"ask_max": 0}),
    ({**PARTY, "stop_if": None}, {"stop_if": "third_party_refused"}),
    (TEAM, {"min": 3}),
    (TEAM, {"max": 2}),
    (TEAM, {"certificate_max_age": "1 day"}),
    (TEAM, {"same_person_max": 0}),
    (TEAM, {"shows": ["letter", "card", "badge"]}),
    ({**TEAM, "max": None, "same_person_max": None}, {"max": 9, "same_person_max": 9}),
    (SAY, {"first": ["name", "reason", "agency"]}),
    (SAY, {"later": None}),
    ({**SAY, "after_identity": None}, {"after_identity": True}),
    (RECORD, {"one_of": ["audio"]}),
    (RECORD, {"one_of": None, "all_of": ["audio"]}),
    (RECORD, {"never": ["video_inside"]}),
    (RECORD, {"consent": "all"}),
    (BOTH, {}),
    (MONEY, {"cash": "forbidden", "receipt": None, "numbering": None, "within": None}),
    (MONEY, {"receipt": ["number", "date", "amount"]}),
    (MONEY, {"within": None}),
    (KEEP, {"what": ["visit", "call", "message"]}),
    (KEEP, {"at_least": "3 years"}),
    (KEEP, {"at_least": "25 months"}),
    (KEEP, {"at_most": "4 years"}),
    (KEEP, {"at_least": "800 days"}),
    ({**KEEP, "at_most": None}, {"at_most": "9 years"}),
    ({**KEEP, "from": "record"}, {"from": "last_collection_activity"}),
    (ACK, {"every": "visit"}),
    (ACK, {"prompt": {"en": "Be very calm."}}),
]
WEAKER: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (PARTY, {"who": ["contact", "relative"]}, "who"),
    (PARTY, {"not": ["spouse"]}, "who"),
    (PARTY, {"only_if": ["unreachable", "bankrupt"]}, "only_if"),
    (PARTY, {"only_if": None}, "only_if"),
    (PARTY, {"may": ["ask_location", "letter"]}, "may"),
    (PARTY, {"never": None}, "never"),
    (PARTY, {"ask_max": 3}, "ask_max"),
    (PARTY, {"ask_max": None}, "ask_max"),
    (PARTY, {"stop_if": None}, "stop_if"),
    (PARTY, {"stop_if": "cease"}, "stop_if"),
    (TEAM, {"min": 1}, "min"),
    (TEAM, {"min": None}, "min"),
    (TEAM, {"max": 4}, "max"),
    (TEAM, {"max": None}, "max"),
    (TEAM, {"certificate_max_age": "366 days"}, "certificate_max_age"),
    (TEAM, {"certificate_max_age": None}, "certificate_max_age"),
    (TEAM, {"certificate": None}, "certificate"),
    (TEAM, {"approved_until": None}, "approved_until"),
    (TEAM, {"same_person_max": 5}, "same_person_max"),
    (TEAM, {"same_person_max": None}, "same_person_max"),
    (TEAM, {"shows": ["card"]}, "shows"),
    (SAY, {"first": ["name"]}, "first"),
    (SAY, {"later": ["hello"]}, "later"),
    ({**SAY, "later": None}, {"later": ["name"]}, "later"),
    (SAY, {"show": None}, "show"),
    (SAY, {"after_identity": None}, "after_identity"),
    (RECORD, {"one_of": None}, "one_of"),
    ({**RECORD, "one_of": ["audio"]}, {"one_of": ["audio", "video"]}, "one_of"),
    ({**RECORD, "one_of": ["audio"]}, {"one_of": None, "all_of": ["video"]}, "one_of"),
    (BOTH, {"all_of": ["audio"]}, "all_of"),
    (RECORD, {"never": None}, "never"),
    (RECORD, {"consent": None}, "consent"),
    (MONEY, {"extra_fee": None}, "extra_fee"),
    (
        {**MONEY, "cash": "forbidden", "receipt": None, "numbering": None, "within": None},
        {"cash": "receipt"},
        "cash",
    ),
    (MONEY, {"receipt": ["number"]}, "receipt"),
    (MONEY, {"numbering": None}, "numbering"),
    (NOW, {"within": "before_leaving"}, "within"),
    (KEEP, {"what": ["visit"]}, "what"),
    (KEEP, {"at_least": "23 months"}, "at_least"),
    (KEEP, {"at_least": None}, "at_least"),
    (KEEP, {"at_least": "730 days"}, "at_least"),
    (KEEP, {"at_most": "61 months"}, "at_most"),
    (KEEP, {"at_most": None}, "at_most"),
    (KEEP, {"from": "record"}, "from"),
    (ACK, {"every": "case"}, "every"),
]


@pytest.mark.parametrize(("parent", "change"), SAME_OR_STRICTER)
def test_a_stricter_rule_is_taken(
    tmp_path: Path, parent: dict[str, Any], change: dict[str, Any]
) -> None:
    assert loosened(tmp_path, parent, change) == ""


@pytest.mark.parametrize(("parent", "change", "key"), WEAKER)
def test_a_weaker_rule_is_refused(
    tmp_path: Path, parent: dict[str, Any], change: dict[str, Any], key: str
) -> None:
    assert loosened(tmp_path, parent, change) == key


@pytest.mark.parametrize(
    "rule", [PARTY, TEAM, SAY, RECORD, BOTH, MONEY, NOW, KEEP, ACK, {**KEEP, "at_least": "9 days"}]
)
def test_a_rule_is_shown_as_it_may_be_written(tmp_path: Path, rule: dict[str, Any]) -> None:
    (read,) = pack_from(tmp_path, pack_text(rule)).rules
    written = KINDS[read.kind].document(read.own)
    heads = {key: rule[key] for key in ("id", "kind", "effect")}
    (again,) = pack_from(tmp_path, pack_text({**heads, **written})).rules
    assert again.own == read.own
