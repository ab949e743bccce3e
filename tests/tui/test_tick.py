"""Ticks in columns: one widget, moved in with the arrows, ticked with Space, Enter or a click."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input
from tiny import lines, settled, tiny_app

from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.widgets.tick import TickGroup

WORDS = {
    "one": "the first",
    "two": "the second",
    "three": "张三和李四",
    "four": "the fourth of them all and no other",
    "five": "the [b]fifth",
}
MANY = {f"n{number}": f"number {number}" for number in range(60)}


class Ticking(WorkScreen):
    TITLE = "Ticks"

    def __init__(self, words: dict[str, str] = WORDS) -> None:
        super().__init__()
        self.words = words
        self.heard: list[tuple[str, ...]] = []

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Input(id="before")
            yield TickGroup(self.words, id="ticks")
            yield Input(id="after")

    @on(TickGroup.Changed)
    def changed(self) -> None:
        self.heard.append(self.query_one(TickGroup).ticked)


async def shown(folder: Path, words: dict[str, str] = WORDS) -> AsyncIterator[Any]:
    app = tiny_app(folder)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await app.push_screen(Ticking(words))
        await settled(pilot)
        app.screen.query_one("#before").focus()
        yield pilot


@pytest.fixture
async def pilot(tmp_path: Path) -> AsyncIterator[Any]:
    """A screen with five ticks in two columns between two inputs."""
    async for pilot in shown(tmp_path):
        yield pilot


@pytest.fixture
async def long(tmp_path: Path) -> AsyncIterator[Any]:
    """The same with more rows than the screen has."""
    async for pilot in shown(tmp_path, MANY):
        yield pilot


def ticks(pilot: Any) -> TickGroup:
    group: TickGroup = pilot.app.screen.query_one(TickGroup)
    return group


async def press(pilot: Any, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settled(pilot)


async def test_the_arrows_move_in_rows_and_columns_and_stop_at_the_edges(pilot: Any) -> None:
    await press(pilot, "tab", "up", "left", "space", "right", "down", "space")
    assert ticks(pilot).ticked == ("one", "four")

    await press(pilot, "down", "space", "left", "down", "down", "enter")
    assert ticks(pilot).ticked == ("one", "five")
    assert pilot.app.screen.heard == [("one",), ("one", "four"), ("one",), ("one", "five")]


async def test_tab_enters_and_leaves_the_group_as_one(pilot: Any) -> None:
    await press(pilot, "tab")
    assert ticks(pilot).has_focus

    await press(pilot, "tab")
    assert pilot.app.focused.id == "after"


async def test_a_click_ticks_what_is_below_it(pilot: Any) -> None:
    width = ticks(pilot).size.width
    await pilot.click(TickGroup, offset=(width // 2 + 1, 1))
    await settled(pilot)
    assert ticks(pilot).ticked == ("four",)
    assert ticks(pilot).has_focus

    await pilot.click(TickGroup, offset=(width // 2 + 1, 2))
    await settled(pilot)
    assert ticks(pilot).ticked == ("four",)


async def test_words_are_plain_and_cut_at_their_column(pilot: Any) -> None:
    ticks(pilot).ticked = ("three", "five", "unknown")
    await settled(pilot)
    drawn = "\n".join(lines(pilot.app))
    assert "[x] 张三和李四" in drawn
    assert "[x] the [b]fifth" in drawn
    assert "[ ] the second" in drawn
    assert "the fourth of them all.." in drawn
    assert pilot.app.screen.heard == []


async def test_what_is_hidden_stays_as_it_was_and_cannot_be_reached(pilot: Any) -> None:
    group = ticks(pilot)
    group.toggle("two")
    group.hide(lambda words: "second" in words or "fourth" in words)
    await press(pilot, "tab", "right", "space", "down", "left", "down", "space")
    assert group.ticked == ("two", "three", "five")
    assert group.size.height == 2
    assert not any("second" in line for line in lines(pilot.app))

    group.hide(lambda _words: True)
    pilot.app.screen.query_one("#before").focus()
    await press(pilot, "tab")
    assert pilot.app.focused.id == "after"

    group.hide(lambda _words: False)
    await settled(pilot)
    assert group.size.height == 3
    assert group.ticked == ("two", "three", "five")


async def test_a_group_too_high_for_the_screen_follows_the_keys(long: Any) -> None:
    await press(long, "tab", *("down",) * 25, "space")
    assert ticks(long).ticked == ("n50",)
    assert any("[x] number 50" in line for line in lines(long.app))

    await press(long, *("up",) * 25)
    assert any("[ ] number 0 " in line for line in lines(long.app))
