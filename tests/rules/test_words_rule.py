"""The kind `words`: what of a message, a letter or a note makes it speak."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text, reason

from fieldvisit import wording
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.kinds.words import Words, loosens

AT = "2026-07-14T10:00:00Z"
SAID = {
    "id": "a.said",
    "kind": "words",
    "effect": "block",
    "lists": ["threat", "arrest"],
    "look_in": ["script", "message", "template"],
}
NOTED = {
    "id": "a.noted",
    "kind": "words",
    "effect": "warn",
    "lists": ["threat", "insult", "sensitive_data"],
    "look_in": ["note"],
}


def effect(tmp_path: Path, rule: dict[str, Any], kind: str, text: str) -> str:
    pack = pack_from(tmp_path, pack_text(rule))
    return decided(AT, pack, action={"kind": kind, "text": text}, zones=("UTC",)).effect


@pytest.mark.parametrize("kind", ["message", "letter", "leave_note"])
def test_what_is_sent_must_not_hold_the_words(kind: str, tmp_path: Path) -> None:
    assert effect(tmp_path, SAID, kind, "You will be arrested tomorrow.") == "block"
    assert effect(tmp_path, SAID, kind, "请速还款，否则明天就打断你的腿") == "block"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("message", "Please call me about a private matter."),
        ("message", "Nobody is arrested for a debt."),
        ("message", "You deadbeat."),
        ("message", ""),
        ("visit", "You will be arrested tomorrow."),
    ],
)
def test_other_texts_are_let_through(kind: str, text: str, tmp_path: Path) -> None:
    assert effect(tmp_path, SAID, kind, text) == "allow"


@pytest.mark.parametrize("kind", ["visit", "call", "close_visit"])
def test_a_note_is_looked_at_and_not_stopped(kind: str, tmp_path: Path) -> None:
    assert effect(tmp_path, NOTED, kind, "I told him: you deadbeat.") == "warn"
    assert effect(tmp_path, NOTED, kind, "Borrower called us thieves: you thief!") == "allow"
    assert effect(tmp_path, NOTED, "message", "You deadbeat.") == "allow"


def test_the_reason_names_the_list_and_the_words_in_any_language(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text(NOTED))
    text = "I shouted you deadbeat. ID 110101199003070214."
    decision = decided(AT, pack, action={"kind": "visit", "text": text}, zones=("UTC",))
    spoken = reason(decision, "a.noted")
    assert spoken is not None
    assert spoken.text == (
        "Found in the text: insult (deadbeat), sensitive data (**************0214)."
    )
    wording.use_language("zh-Hans")
    try:
        assert "侮辱" in spoken.sentences(wording._)[0]
    finally:
        wording.use_language("en")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"lists": []}, "rule[1].lists must name at least one"),
        ({"lists": ["odd"]}, "rule[1].lists must be one of these"),
        ({"look_in": []}, "rule[1].look_in must name at least one"),
        ({"look_in": ["diary"]}, "rule[1].look_in must be one of these"),
    ],
)
def test_a_wrong_rule_is_named(change: dict[str, Any], what: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text(SAID | change))
    assert what in str(caught.value)


def test_a_house_rule_may_add_lists_and_places_and_drop_none() -> None:
    parent = Words(("threat", "arrest"), ("message",))
    assert loosens(parent, Words(("arrest", "threat", "insult"), ("message", "note"))) == ""
    assert loosens(parent, Words(("threat",), ("message",))) == "lists"
    assert loosens(parent, Words(("threat", "arrest"), ("note",))) == "look_in"
