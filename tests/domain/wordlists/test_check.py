"""What the words check finds, where, how loud, and whose words it takes them for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from said import Harmless, Violation, harmless, violations

from fieldvisit.domain.wordlists.check import Hit, check_words, is_blocked
from fieldvisit.domain.wordlists.lists import word_lists
from fieldvisit.domain.wordlists.names import LEVELS, LISTS

HELD_ALARMS = 6
HELD_MISSES = 48
FAR_MISSES = 412
"""How many of the held-out sentences go wrong; the lists are not tuned on them. May only fall."""


def found(text: str, kind: str = "note") -> list[tuple[str, str, str, str]]:
    return [(hit.list, hit.text, hit.level, hit.speaker) for hit in check_words(text, kind)]


def only(text: str, name: str, kind: str = "note") -> Hit:
    hits = [hit for hit in check_words(text, kind) if hit.list == name]
    assert len(hits) == 1, hits
    return hits[0]


def test_at_most_one_harmless_sentence_in_a_hundred_raises_an_alarm() -> None:
    innocent = list(harmless())
    alarms = [(each.text, each.alarms()) for each in innocent if each.alarms()]
    assert len(innocent) > 300
    assert len(alarms) * 100 <= len(innocent), alarms


def test_no_violation_is_missed() -> None:
    assert {each.list for each in violations()} == set(LISTS)
    assert [each for each in violations() if not each.is_found()] == []


def test_the_held_out_sentences_do_no_worse_than_was_measured() -> None:
    assert sum(bool(each.alarms()) for each in harmless("held")) <= HELD_ALARMS
    assert sum(not each.is_found() for each in violations("held")) <= HELD_MISSES
    assert sum(not each.is_found() for each in violations("far")) <= FAR_MISSES


def test_no_sentence_is_held_out_and_tuned_on_at_once() -> None:
    def texts(sentences: list[Harmless] | list[Violation]) -> set[str]:
        return {each.text for each in sentences}

    assert not texts(list(harmless())) & texts(list(harmless("held")))
    tuned = texts(list(violations()))
    assert not tuned & texts([*violations("held"), *violations("far")])


def full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


def spaced(text: str) -> str:
    """A space after every ideograph: 打 断 你."""
    return re.sub(r"([\u3400-\u9fff])", r"\1 ", text)


@pytest.mark.parametrize(
    "disguise",
    [
        str.upper,
        full_width,
        spaced,
        lambda text: text.replace("'", "\u2019").replace(" ", "  "),
        lambda text: "\u200b".join(text),
    ],
    ids=["upper case", "full width", "spaced", "typographic", "zero width"],
)
def test_a_disguise_hides_nothing(disguise: Callable[[str], str]) -> None:
    missed = [
        each
        for each in violations()
        if not Violation(disguise(each.text), each.kind, each.list).is_found()
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Pay or else.", ("threat", "Pay or else", "warn", "unknown")),
        ('He said: "You will regret this."', ("threat", "You will regret", "info", "borrower")),
        ("B: you will regret this", ("threat", "you will regret", "info", "borrower")),
        ("I told him: you will regret this", ("threat", "you will regret", "warn", "collector")),
        ("债务人说：“我要打断你的腿”", ("threat", "打断你的腿", "info", "borrower")),
        ("债务人：打断你的腿", ("threat", "打断你的腿", "info", "borrower")),
        ("我对他说：打断你的腿", ("threat", "打断你的腿", "warn", "collector")),
        ("他的邻居说：打断你的腿", ("threat", "打断你的腿", "info", "other")),
        ("His neighbour said you will regret this", ("threat", "you will regret", "info", "other")),
    ],
)
def test_a_note_says_whose_words_they_are(text: str, hit: tuple[str, ...]) -> None:
    assert hit in found(text)


def test_a_bare_quotation_is_taken_for_the_borrowers_but_not_for_sure() -> None:
    hit = only('"You will regret this."', "threat")
    assert (hit.speaker, hit.is_certain, hit.level) == ("borrower", False, "warn")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We did not tell your neighbours about it.", "publish"),
        ("没有告诉你邻居。", "publish"),
        ("未拍摄屋内情况。", "entry"),
        ("我們不會告訴你鄰居。", "publish"),
        ("打断你的腿是不允许的。", "threat"),
        ("We didnt tell your neighbours about it.", "publish"),
    ],
)
def test_what_is_denied_is_only_for_information(text: str, name: str) -> None:
    assert {hit.level for hit in check_words(text, "note") if hit.list == name} == {"info"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他要塞给我红包，我谢绝了。", "private_money"),
        ("她要把錢塞給我，我請她用合約上的帳戶繳。", "private_money"),
        ("She wanted to hand me the money, but I declined.", "private_money"),
        ("他问要不要找表哥借钱，我劝他别借。", "new_borrowing"),
    ],
)
def test_what_was_offered_and_declined_is_no_violation(text: str, name: str) -> None:
    assert {hit.level for hit in check_words(text, "note") if hit.list == name} <= {"info"}


def test_what_somebody_fears_of_us_is_his_and_what_we_did_then_is_ours() -> None:
    assert only("她担心我们告诉她单位。", "publish").speaker == "borrower"
    hits = check_words("He asked whether we would tell his boss.", "note", ["publish"])
    assert {hit.speaker for hit in hits} == {"borrower"}
    taken = only("他说没钱，我就把他的手机拿走抵债。", "entry")
    assert (taken.level, taken.speaker) == ("warn", "unknown")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我跟他妈妈说，儿子欠的钱她要负责。", "third_party_pressure"),
        ("I told his mother, in the kitchen, that she must pay.", "third_party_pressure"),
        ("唔還錢就斬死你。", "threat"),
        ("佢話要搵律師。", "stop_cue"),
    ],
)
def test_commas_and_cantonese_hide_nothing(text: str, name: str) -> None:
    assert any(hit.list == name and hit.level != "info" for hit in check_words(text, "note"))


def test_a_hit_ends_with_a_word() -> None:
    for hit in check_words("把钱塞给我，快点。还钱，不然打断你的腿！", "script"):
        assert hit.text == hit.text.strip("，。！ ")


def test_a_double_turn_is_no_denial() -> None:
    assert only("I did not leave; you will regret this", "threat").level == "warn"
    assert only("不还钱就打断你的腿", "threat").level == "warn"
    assert only("以为不会打断你的腿", "threat").level == "warn"
    assert only("再不处理就请警察来抓你", "arrest").level == "warn"


def test_a_life_in_danger_is_never_lowered() -> None:
    for text in ("He said he would not kill himself.", "他说没有想自杀。"):
        hit = only(text, "vulnerable_cue")
        assert (hit.level, hit.card, hit.flag) == ("ack", "crisis", "vulnerable")


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Talk to my lawyer.", {"flag": "lawyer"}),
        ("有事找我律师谈。", {"flag": "lawyer"}),
        ("請不要再聯絡我。", {"flag": "cease"}),
        ("Claims identity theft.", {"flag": "identity_theft"}),
        ("她懷孕六個月。", {"flag": "vulnerable"}),
        ("A 12-year-old answered.", {"met": "minor"}),
        ("家里只有小孩。", {"met": "minor"}),
    ],
)
def test_a_cue_leads_to_its_flag_or_person(text: str, leads: dict[str, str]) -> None:
    documents = [hit.document() for hit in check_words(text, "note") if hit.level == "ack"]
    assert any(leads.items() <= each.items() for each in documents), documents


def test_numbers_are_found_and_marked() -> None:
    text = "身份证号：110101199003070214，卡 4539 5787 6362 1486。"
    numbers = [hit for hit in check_words(text, "note") if hit.is_number]
    assert [hit.text for hit in numbers] == ["110101199003070214", "4539 5787 6362 1486"]
    assert all(text[hit.start : hit.end] == hit.text for hit in numbers)


def test_a_script_is_the_collectors_own_words() -> None:
    assert found("You will regret this", "script") == [
        ("threat", "You will regret", "block", "collector")
    ]
    assert is_blocked(check_words("You will regret this", "script"))
    assert not is_blocked(check_words("You will regret this", "note"))


def test_cues_are_not_asked_of_a_script() -> None:
    assert found("You can talk to my lawyer; are you pregnant?", "script") == []


def test_only_the_lists_that_are_asked_for_speak() -> None:
    text = "You deadbeat, you will regret this."
    assert {hit.list for hit in check_words(text, "note", ["insult"])} == {"insult"}


@given(st.text(max_size=400) | st.text("打断你的腿不没说：“”。，, 'a.tdon~1０", max_size=400))
@example("ǰ" * 50 + "打断你的腿")
@example("ﷺ打断你的腿ﷺ")
@example("e\u0301\u200b打断\u200d你的腿")
def test_every_hit_stands_in_the_text_as_it_was_typed(text: str) -> None:
    for kind in ("script", "note"):
        for hit in check_words(text, kind):
            assert 0 <= hit.start < hit.end <= len(text)
            assert text[hit.start : hit.end] == hit.text
            assert hit.level in LEVELS
            assert hit.source == word_lists()[hit.list].source


SENTENCES = [*(each.text for each in harmless()), *(each.text for each in violations())]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12), st.integers(0, 11))
def test_what_stands_around_a_sentence_hides_no_violation(around: list[str], place: int) -> None:
    for each in list(violations())[place::60]:
        lines = [*around[:place], each.text, *around[place:]]
        assert Violation("\n".join(lines), each.kind, each.list).is_found(), lines
