"""Text from outside: harmless, and nothing of a name lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.text import N_, half_width, is_han, safe_text

any_text = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("given_text", "safe"),
    [
        ("Wang Wei", "Wang Wei"),
        ("王伟", "王伟"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\x00\x07\x7f\x9bb", "ab"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\U000e0041b", "ab"),
        ("\u2764\ufe0f", "\u2764"),
        ("a\U0001d173b", "ab"),
        ("a\ud800b", "ab"),
        ("a\ue000b", "ab"),
        ("a\u0378b", "ab"),
        ("one\ttwo", "one two"),
        ("one\r\ntwo", "one two"),
        ("e\u0301", "\u00e9"),
        ("\U0003ffff王", "王"),
    ],
)
def test_what_steers_or_hides_goes(given_text: str, safe: str) -> None:
    assert safe == safe_text(given_text)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028", "\u2029", "\x85"])
def test_notes_keep_their_lines(end: str) -> None:
    assert safe_text(f"one{end}two", lines=True) == "one\ntwo"
    assert safe_text(f"one{end}two") == "one two"


@pytest.mark.parametrize("name", ["䶮", "\U00020bb7", "\U000323af", "\U0002ebf0"])
def test_a_rare_ideograph_in_a_name_stays(name: str) -> None:
    assert name == safe_text(name)


@given(any_text, st.booleans())
def test_safe_text_is_safe_and_settled(given_text: str, lines: bool) -> None:
    safe = safe_text(given_text, lines=lines)

    assert safe == safe_text(safe, lines=lines)
    assert not {unicodedata.category(each) for each in safe if each != "\n"} & {"Cc", "Cf", "Cs"}
    assert lines or "\n" not in safe
    safe.encode()


HAN = (
    st.integers(0x3400, 0x4DBF)
    | st.integers(0x4E00, 0x9FFF)
    | st.integers(0xF900, 0xFAFF)
    | st.integers(0x20000, 0x2FFFD)
    | st.integers(0x30000, 0x3FFFD)
)


@given(HAN.map(chr))
def test_every_ideograph_stays_even_one_that_this_python_does_not_know(name: str) -> None:
    assert safe_text(f"\x1b{name}\u202e") == unicodedata.normalize("NFC", name)


@given(any_text)
def test_nothing_else_that_is_unknown_or_private_stays(given_text: str) -> None:
    for each in safe_text(given_text):
        assert unicodedata.category(each) != "Co"
        assert unicodedata.category(each) != "Cn" or is_han(each)
        assert ord(each) & 0xFFFE != 0xFFFE


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)))
def test_full_width_is_folded(text: str) -> None:
    wide = "".join(chr(ord(each) - 0x21 + 0xFF01) for each in text)

    assert text == half_width(wide)
    assert half_width("\u3000王") == " 王"


@pytest.mark.parametrize("character", ["王", "㐀", "\U00020bb7", "\uf900", "〇"])
def test_ideographs(character: str) -> None:
    assert is_han(character)


@pytest.mark.parametrize("character", ["a", "か", "한", "。", "\uffff"])
def test_what_is_no_ideograph(character: str) -> None:
    assert not is_han(character)


def test_marking_changes_nothing() -> None:
    assert N_("Pay by {date}") == "Pay by {date}"
