"""What is done for Textual where it was not made for Chinese text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Select
from textual.widgets._select import SelectOverlay

from fieldvisit.tui.framework import OurScreen
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.tui.widths import line_breaks

MIXED = st.text(st.sampled_from("先确认外访前，。、；」）「（ abF8¥1,2.%"), max_size=60)
CHOICES = ("同意在其他时间联系", "同意更频繁的联系", "同意外访", "书面同意增加外访")
DAYS = dict(zip("abcdefgh", "周一 周二 周三 周四 周五 周六 周日 假日".split(), strict=True))


def lines_of(text: str, width: int) -> list[str]:
    """The text as it stands in that width."""
    edges = [0, *line_breaks(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@given(MIXED, st.integers(8, 40))
def test_lines_fit_and_together_are_the_text(text: str, width: int) -> None:
    lines = lines_of(text, width)

    assert "".join(lines) == text
    assert all(cell_len(line.rstrip()) <= width for line in lines)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    assert lines_of("请先打电话、写信或发消息。", 10) == ["请先打电", "话、写信或", "发消息。"]
    assert lines_of("说一句「马上走」的话", 12) == ["说一句「马上", "走」的话"]
    assert lines_of("一二三四（五", 10) == ["一二三四", "（五"]


def test_a_number_stays_with_the_character_behind_it() -> None:
    assert lines_of("缺少2026年10月8日的", 12) == ["缺少2026年", "10月8日的"]


def test_what_is_longer_than_a_line_is_folded() -> None:
    assert lines_of("到/home/long/folder去", 8) == ["到", "/home/lo", "ng/folde", "r去"]


def test_english_is_broken_between_words() -> None:
    assert lines_of("the papers to carry", 12) == ["the papers ", "to carry"]


def test_what_is_cut_ends_in_two_dots() -> None:
    assert Content("欧阳晓雯先生").truncate(8, ellipsis=True).plain == "欧阳晓.."
    assert Content("欧阳晓雯先生").truncate(7, ellipsis=True).plain == "欧阳.."
    assert Content("欧阳").truncate(4, ellipsis=True).plain == "欧阳"
    assert Content("欧阳晓雯").truncate(4).plain == "欧阳"
    assert Content("欧阳").truncate(1, ellipsis=True).plain == "."


class Overlaid(OurScreen[None]):
    """A list that opens over ticks in columns, whose edges lie in the middle of its characters."""

    is_too_small = False
    app: App[None]  # type: ignore[assignment]

    def compose(self) -> ComposeResult:
        names = [(words, words) for words in CHOICES]
        yield Field("What", choice(names, id="what"), id="field-what")
        yield Field("Days", TickGroup(DAYS, id="days"), id="field-days")
        yield Lines("甲乙丙丁戊己庚辛壬癸" * 8)


class Bare(App[None]):
    """Nothing but the screen."""

    is_private = False
    CSS = """
        Field { layout: grid; grid-size: 2; grid-columns: 16 1fr; height: auto; }
        TickGroup { layout: grid; grid-size: 2; grid-rows: 1; height: auto; margin: 0 1; }
    """

    def get_default_screen(self) -> Overlaid:
        return Overlaid()

    def cover_the_matter(self) -> None:
        """Nothing is hidden here."""


async def test_an_open_list_keeps_the_characters_above_what_it_hides() -> None:
    async with Bare().run_test(size=(80, 24)) as pilot:
        pilot.app.screen.query_one(Select).focus()
        await pilot.press("enter")
        await pilot.pause()
        shown = pilot.app.screen._compositor.render_strips()
        overlay = pilot.app.screen.query_one(SelectOverlay).region
        lines = ["".join(segment.text for segment in shown[y]).strip() for y in overlay.line_range]

        for words in CHOICES:
            assert any(words in line for line in lines), lines
        assert all(sum(cell_len(segment.text) for segment in strip) == 80 for strip in shown)
