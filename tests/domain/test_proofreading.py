import pytest

from fieldvisit.domain.proofreading import places_in, proofread

GOOD = {"en": "Ring {phone}.", "zh-Hans": "请打{phone}。", "zh-Hant": "請撥{phone}。"}


def codes(**texts: str) -> list[str]:
    changed = GOOD | {name.replace("_", "-"): text for name, text in texts.items()}
    return [finding.code for finding in proofread(changed, "node.a.text")]


def test_good_texts_have_no_findings() -> None:
    assert proofread(GOOD, "node.a.text") == []


def test_a_missing_language_is_found() -> None:
    findings = proofread({"en": "Good day.", "zh-Hans": "您好。"}, "node.a.text")
    assert [str(finding) for finding in findings] == ["node.a.text: no text in zh-Hant."]


def test_a_blank_text_counts_as_missing() -> None:
    assert codes(zh_Hant=" ") == ["language.missing"]


@pytest.mark.parametrize("character", "“”‘’…—·×÷°①★●→√№é")
def test_characters_of_two_widths_are_found(character: str) -> None:
    findings = proofread(GOOD | {"en": f"Ring {{phone}}{character}"}, "node.a.text")
    assert [finding.code for finding in findings] == ["character.unsafe"]
    assert f"U+{ord(character):04X}" in str(findings[0])


@pytest.mark.parametrize("character", "☎✅⭐😀⚠")
def test_emoji_are_found(character: str) -> None:
    assert codes(en=f"Ring {{phone}} {character}") == ["character.unsafe"]


@pytest.mark.parametrize("character", ["\u200b", "\x07", "\u202e"])
def test_hidden_characters_are_found(character: str) -> None:
    assert codes(en=f"Ring{character} {{phone}}") == ["character.hidden"]


@pytest.mark.parametrize("text", ["「请打」{phone}", "Ring {phone}...", "请打（{phone}）、再说！"])
def test_wide_punctuation_and_ascii_are_fine(text: str) -> None:
    assert codes(zh_Hans=text) == []


@pytest.mark.parametrize(("length", "found"), [(34, []), (35, ["sentence.long"])])
def test_a_chinese_sentence_has_at_most_34_characters(length: int, found: list[str]) -> None:
    assert codes(zh_Hans="请打{phone}。" + "说" * length) == found


def test_each_chinese_sentence_counts_alone() -> None:
    assert codes(zh_Hans="{phone}" + "说" * 30 + "。" + "说" * 30 + "？" + "说" * 30) == []


@pytest.mark.parametrize(("length", "found"), [(160, []), (161, ["sentence.long"])])
def test_an_english_sentence_has_at_most_160_characters(length: int, found: list[str]) -> None:
    assert codes(en="Ring {phone}. " + "x" * length) == found


def test_an_amount_does_not_end_a_sentence() -> None:
    assert codes(en="{phone}" + "1.5" * 60) == ["sentence.long"]


def test_a_place_lost_in_one_language_is_found() -> None:
    findings = proofread(GOOD | {"zh-Hant": "請來電。"}, "node.a.text")
    assert [str(finding) for finding in findings] == [
        "node.a.text.zh-Hant: {phone} stands in another language and is missing here."
    ]


def test_places_are_named() -> None:
    assert places_in("{name}, ring {phone} {Not}") == {"name", "phone"}
