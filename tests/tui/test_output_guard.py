"""The last net before the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from fieldvisit.domain.text import safe_text
from fieldvisit.tui.output_guard import OutputGuard, drawn_in_ascii, guarded

BLACK = Color(0, 0, 0)


@given(st.text())
def test_guarded_text_is_harmless_and_as_wide_as_before(text: str) -> None:
    after = guarded(text)

    assert safe_text(after) == unicodedata.normalize("NFC", after)
    assert cell_len(after) == cell_len(text)


@pytest.mark.parametrize("text", ["欧阳晓雯", "│ ▁▔ >", "Margaret", "𠮷", "e\u0301"])
def test_harmless_text_is_not_touched(text: str) -> None:
    assert guarded(text) is text


@pytest.mark.parametrize("point", [0x034F, 0x115F, 0x3164, 0xFFA0, 0xFE0F, 0xE0100, 0x1B, 0x9B])
def test_hidden_characters_go(point: int) -> None:
    assert chr(point) not in guarded(f"a{chr(point)}b")


def test_addresses_of_links_go() -> None:
    segment = Segment("link", Style(link="http://x.example/\x1b[31m"))
    (after,) = OutputGuard().apply([segment], BLACK)

    assert after.style is not None
    assert after.style.link is None


def test_styles_stay() -> None:
    bold = Style(bold=True)

    assert OutputGuard().apply([Segment("a", bold), Segment("b")], BLACK) == [
        Segment("a", bold),
        Segment("b"),
    ]


def test_lines_and_blocks_are_drawn_in_ascii_when_asked() -> None:
    assert drawn_in_ascii("╭─┤│▁▊█▼…’”") == "+-+|-|#v.'\""
    assert drawn_in_ascii("plain") == "plain"
    assert drawn_in_ascii("欧阳「」，") == "欧阳「」，"
    (after,) = OutputGuard(ascii_only=True).apply([Segment("│张三│")], BLACK)
    assert after.text == "|张三|"


@given(st.text(st.characters(min_codepoint=0x2010, max_codepoint=0x2BFF)))
def test_no_sign_of_uncertain_width_is_left_in_ascii(text: str) -> None:
    assert drawn_in_ascii(text).isascii()
