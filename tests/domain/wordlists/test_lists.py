"""The lists as files: all nineteen, strictly read, with the levels of the handbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldvisit.domain.content import CONTENT
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.proofreading import proofread
from fieldvisit.domain.wordlists.families import word_families
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
        (HEAD + GROUP.replace("(a|b|)", "{odd}"), "group[1].english names a family that is not"),
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


FAMILIES = {"kin": ("mother", "mother in law"), "you": ("你", "你们")}


@pytest.mark.parametrize(
    ("phrase", "text", "end"),
    [
        ("break (your|his) leg~", "break your legs", 15),
        ("break (your|his) leg~", "break her legs", -1),
        ("(a |)call-out fee", "a call out fee", 14),
        ("(a |)call-out fee", "call out fees", -1),
        ("pay .. or else", "pay it by noon or else", 22),
        ("pay .. or else", "pay a b c d or else", -1),
        ("pay .. or else", "pay, or else", -1),
        ("kill", "killer", -1),
        ("kill", "kill's", 4),
        ("(we (all |)|i )wait", "we all wait", 11),
        ("(we (all |)|i )wait", "we wait", 7),
        ("# years old", "12 years old", 12),
        ("your {kin} pays", "your mother in law pays", 23),
        ("your {kin} pays", "your aunt pays", -1),
        ("打断(你|)(的|)腿", "打断腿", 3),
        ("打断{you}的腿", "打断你们的腿", 6),
        ("让你..好看", "让你全家人都好看", 8),
        ("让你..好看", "让你走，好看", -1),
        ("让你..好看", "让你一二三四五六七好看", -1),
        ("查水表$", "查水表。", 3),
        ("查水表$", "查水表的人", -1),
        ("等#天", "等十五天", 4),
        ("跟他妈...还", "跟他妈说，儿子的债她还", 11),
        ("跟他妈...还", "跟他妈说，不用她还", -1),
        ("跟他妈...还", "跟他妈说。他还", -1),
        ("told ... to pay", "told his mother, twice, to pay", 30),
        ("told ... to pay", "told his mother not to pay", -1),
        ("call her ... until", "call herself until", -1),
    ],
)
def test_the_signs_of_a_phrase(phrase: str, text: str, end: int) -> None:
    read = Phrase(phrase, FAMILIES)
    assert read.fault() == ""
    assert read.end_in(text, 0) == end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("快递到了", 0, 4), ("你好，快递到了", 3, 7), ("他说快递到了", 2, -1), ("see 快递到了", 4, 8)],
)
def test_a_phrase_can_be_bound_to_the_beginning_of_a_clause(
    text: str, start: int, end: int
) -> None:
    assert Phrase("^快递到了").end_in(text, start) == end


@pytest.mark.parametrize("phrase", ["a(b", "a)b", "a|b", "(a))", ")a("])
def test_brackets_must_match(phrase: str) -> None:
    assert Phrase(phrase).fault() == "brackets"


def test_a_family_must_be_known() -> None:
    assert Phrase("your {kim}", FAMILIES).fault() == "family"


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_families_may_hold_those_above_them(language: str) -> None:
    families = word_families(language)
    assert set(families["child"]) | set(families["elder"]) == set(families["kin"])
    assert set(families["kin"]) <= set(families["others"])
    assert all(all(words) for words in families.values())


def test_a_family_that_is_not_above_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "families").mkdir()
    (tmp_path / "families" / "odd.toml").write_text('one = "a|{two}"\ntwo = "b"\n', "utf-8")
    monkeypatch.setattr("fieldvisit.domain.wordlists.families.CONTENT", tmp_path)
    with pytest.raises(BadInput, match="one names a family that is not known"):
        word_families("odd")
