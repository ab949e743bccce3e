"""The lists as files: all nineteen, strictly read, with the levels of the handbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldvisit.domain.content import CONTENT
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.proofreading import proofread
from fieldvisit.domain.wordlists.lists import load_list, word_lists
from fieldvisit.domain.wordlists.names import LISTS
from fieldvisit.domain.wordlists.phrase import Phrase

SPOKEN = dict.fromkeys(LISTS, ("block", "warn")) | {
    "judgement": ("warn", "info"),
    "stop_cue": ("", "ack"),
    "vulnerable_cue": ("", "ack"),
    "minor_cue": ("", "ack"),
}
FOR_THE_SUPERVISOR = {"soft_violence", "entry", "private_money", "vulnerable_cue"}

HEAD = """id = "threat"
title = { en = "a", zh-Hans = "a", zh-Hant = "a" }
why = { en = "a", zh-Hans = "a", zh-Hant = "a" }
source = "a law"
script = "block"
note = "warn"
"""
GROUP = "[[group]]\nenglish = '''\nbreak (a|b|) leg\n'''\n"


def test_every_list_has_its_levels_and_its_source() -> None:
    assert {path.stem for path in (CONTENT / "words").glob("*.toml")} == set(LISTS)
    for name, each in word_lists().items():
        assert each.id == name
        assert (each.script, each.note) == SPOKEN[name]
        assert each.supervisor == (name in FOR_THE_SUPERVISOR)
        assert each.source
        assert [str(fault) for fault in proofread(each.why, name)] == []
        assert [str(fault) for fault in proofread(each.title, name)] == []


def test_every_list_has_phrases_in_both_languages() -> None:
    for each in word_lists().values():
        phrases = [phrase for group in each.groups for phrase in group.phrases]
        assert any(phrase.is_han for phrase in phrases)
        assert any(not phrase.is_han for phrase in phrases)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (HEAD.replace("threat", "odd") + GROUP, "line 1: id must be one of these"),
        (HEAD.replace("block", "shout") + GROUP, "script must be one of these"),
        (HEAD + "level = 1\n" + GROUP, "line 7: level is not known here"),
        (HEAD + "[[group]]\n", "group[1].english must name at least one"),
        (HEAD + GROUP.replace("(a", "((a"), "group[1].english has brackets that do not match"),
        (HEAD + GROUP + "flag = 'odd'\n", "group[1].flag must be one of these"),
        (HEAD + GROUP + "met = 'odd'\n", "group[1].met must be one of these"),
        (HEAD + GROUP + "card = 'odd'\n", "group[1].card must be one of these"),
        (HEAD + GROUP + "dutch = 'x'\n", "group[1].dutch is not known here"),
        (HEAD.replace('source = "a law"\n', "") + GROUP, "source is missing"),
    ],
)
def test_a_wrong_list_is_named_with_line_and_key(text: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "threat.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        load_list(path)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("phrase", "text", "end"),
    [
        ("break (your|his) leg~", "break your legs", 15),
        ("break (your|his) leg~", "break her legs", -1),
        ("pay .. or else", "pay it by noon or else", 22),
        ("pay .. or else", "pay a b c d or else", -1),
        ("kill", "killer", -1),
        ("# years old", "12 years old", 12),
        ("打断(你|)(的|)腿", "打断腿", 3),
        ("让你..好看", "让你全家人都好看", 8),
        ("让你..好看", "让你走，好看", -1),
        ("查水表$", "查水表。", 3),
        ("查水表$", "查水表的人", -1),
    ],
)
def test_the_signs_of_a_phrase(phrase: str, text: str, end: int) -> None:
    assert Phrase.of(phrase).end_in(text, 0) == end


@pytest.mark.parametrize("phrase", ["a(b", "a)b", "a|b", "(a))"])
def test_brackets_must_match(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Phrase.of(phrase)
