"""Reasons in words, in English and through a translation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from gate_cases import LONDON, NEW_YORK, SHANGHAI, decided

from fieldvisit.domain.content import Texts
from fieldvisit.rules.decision import Reason, effect_of, strictest_first
from fieldvisit.rules.explain import (
    Phrase,
    clock_there,
    day_names,
    either,
    opening,
    paragraph,
    spoken,
)
from fieldvisit.rules.names import CONSENTS, HAS, WEEKDAYS, words_for

NOON = datetime(2026, 7, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(hours=1), "Opens today at 14:00."),
        (timedelta(hours=10, minutes=59), "Opens today at 23:59."),
        (timedelta(hours=11), "Opens tomorrow."),
        (timedelta(days=2), "Opens on Thursday at 13:00."),
        (timedelta(days=6), "Opens on Monday at 13:00."),
        (timedelta(days=7), "Opens on Tue 21 Jul at 13:00."),
    ],
)
def test_the_opening_is_told_as_people_at_the_place_would(after: timedelta, words: str) -> None:
    assert spoken(opening(NOON + after, NOON, LONDON)) == words


@pytest.mark.parametrize(
    ("zone", "place", "words"),
    [
        (NEW_YORK, "", "08:00 in New York"),
        (NEW_YORK, NEW_YORK, "08:00 in New York"),
        (SHANGHAI, "", "20:00 by Beijing time"),
        (SHANGHAI, "Asia/Urumqi", "20:00 in Urumqi by Beijing time"),
        (LONDON, NEW_YORK, "13:00 in New York by London time"),
        ("America/Argentina/Buenos_Aires", "", "09:00 in Buenos Aires"),
    ],
)
def test_clocks_are_named_by_their_city(zone: str, place: str, words: str) -> None:
    assert spoken(clock_there(NOON, zone, place)) == words


def test_days_in_a_row_are_drawn_together() -> None:
    assert spoken(day_names(WEEKDAYS[:6])) == "Monday to Saturday"
    assert spoken(day_names(("Sun", "Sat"))) == "Saturday, Sunday"
    assert spoken(day_names(("Mon", "Wed", "Thu"))) == "Monday, Wednesday, Thursday"


CHINESE = {
    "{when}; {what} from {open} to {close} there.": "{when}；当地{what}时间 {open} 至 {close}。",
    "{clock} in {city}": "{city} {clock}",
    "Los Angeles": "洛杉矶",
    "visits": "上门",
    "Opens today at {clock}.": "今天 {clock} 起可以。",
    "Missing before {action}: {things}.": "{action}前还缺: {things}。",
    "the visit": "上门",
    "validation notice": "债务确认通知",
    "visit_notice": "",
    ", ": "、",
}


def in_chinese(text: str | Texts) -> str:
    return CHINESE.get(text, text) if isinstance(text, str) else text.get("zh-Hans", text["en"])


def test_every_part_is_translated_at_the_edge() -> None:
    decision = decided("2026-07-14T08:30:00-04:00", "us-regf", zones=("America/Los_Angeles",))
    reason = decision.reasons[0]
    sentences = reason.sentences(in_chinese)
    assert sentences == ["洛杉矶 05:30；当地上门时间 08:00 至 21:00。", "今天 08:00 起可以。"]
    document = decision.document(in_chinese)
    assert document["reasons"][0]["text"] == sentences[0]
    assert document["opens"] == "今天 08:00 起可以。"
    assert reason.text == "05:30 in Los Angeles; visits from 08:00 to 21:00 there."
    assert reason.rule_text["zh-Hant"]


def test_phrases_nest_and_lists_are_joined() -> None:
    inner = Phrase("{n} days", {"n": 3})
    phrase = Phrase("{what}: {things}", {"what": inner, "things": ("a", Phrase("b"), "")})
    assert spoken(phrase, in_chinese) == "3 days: a、b、"


def test_a_text_in_each_language_is_spoken_in_the_one_that_is_used() -> None:
    phrase = Phrase("{what}", {"what": ({"en": "the card", "zh-Hans": "工作证"}, {"en": "a note"})})
    assert spoken(phrase, in_chinese) == "工作证、a note"
    assert spoken(phrase) == "the card, a note"


def test_the_strictest_stands_first_and_equals_keep_their_order() -> None:
    said = Phrase("x")
    effects = ("record", "ack", "block", "warn", "block")
    reasons = [Reason(f"r{place}", effect, said) for place, effect in enumerate(effects)]
    assert [each.rule for each in strictest_first(reasons)] == ["r2", "r4", "r1", "r3", "r0"]
    assert effect_of(reasons) == "block"
    assert effect_of(reasons[:2]) == "ack"
    assert effect_of([]) == "allow"


def test_everything_that_may_be_missing_has_words() -> None:
    assert all(words_for(name) for name in (*CONSENTS, *HAS))


def test_sentences_follow_each_other_as_the_language_writes_them() -> None:
    assert paragraph(["One.", "Two."]) == "One. Two."
    assert paragraph(["一。", "二。"]) == "一。二。"


@pytest.mark.parametrize(
    ("things", "words"),
    [([], ""), (["this"], "this"), (["this", "that"], "this or that"), (list("abc"), "a, b or c")],
)
def test_things_of_which_one_is_enough(things: list[str], words: str) -> None:
    assert spoken(Phrase("{things}", {"things": either(things)})) == words
