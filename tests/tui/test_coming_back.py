"""What is typed while a screen opens, where a visit is, and coming back to a door."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from textual.widgets import Input
from visiting import TEN, TO_PRIVATE_TALK, VISIT, Desk, go, told, words_on

from fieldvisit.bootstrap import office_on
from fieldvisit.paths import places
from fieldvisit.services.at_the_door import LONGEST, visit_at_the_door
from fieldvisit.services.board import visits_today
from fieldvisit.services.visit_file import save_draft
from fieldvisit.services.visits import finish_visit
from fieldvisit.store.store import Store
from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.screens.case import CaseScreen
from fieldvisit.tui.screens.doorstep import DoorstepScreen
from fieldvisit.tui.screens.palette import Palette
from fieldvisit.tui.screens.today import TodayScreen
from fieldvisit.tui.widgets.table import RecordTable


def program(desk: Desk) -> FieldvisitApp:
    """The program on a store that is no demo."""
    where = places(str(desk.folder / "home"))
    office = office_on(partial(Store.open, desk.folder), lambda: TEN, desk.settings, where)
    return FieldvisitApp(office)


async def test_the_program_begins_private_when_it_ended_at_a_door(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    app = program(desk)
    async with app.run_test() as pilot:
        await desk.settled(pilot)
        assert isinstance(app.screen, DoorstepScreen)
        assert told(app.screen) == []
        await go(desk, pilot, "1")
        await desk.settled(pilot)
        await go(desk, pilot, *TO_PRIVATE_TALK)
        assert not app.is_private

    async with program(desk).run_test() as pilot:
        await desk.settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_a_visit_that_was_left_or_forgotten_is_no_door(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.read(visit_at_the_door, TEN) == VISIT
    assert desk.read(visit_at_the_door, TEN + LONGEST) == VISIT
    assert desk.read(visit_at_the_door, TEN + LONGEST * 2) == ""
    desk.read(finish_visit, VISIT, TEN)
    assert desk.read(visit_at_the_door, TEN) == ""


async def test_today_decides_for_the_place_chosen_and_shows_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    desk.read(save_draft, VISIT, "prepare", {"place": "work"}, TEN)
    board = desk.read(visits_today, TEN.date(), TEN, desk.settings)
    assert board.lines[0].visit.place == "work"

    async with desk.at_step("prepare") as (pilot, _screen):
        await go(desk, pilot, "escape")
        await desk.settled(pilot)
        assert "at work" in words_on(pilot.app.screen)


async def test_what_is_typed_while_a_screen_opens_arrives(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("prepare") as (pilot, _screen):
        await go(desk, pilot, "escape")
        await desk.settled(pilot)
        slow = Event()
        pilot.app.run_worker(pilot.app.store.run(lambda _store: slow.wait(30)))
        await pilot.press("3", "slash", "j", "i", "a", "enter")
        search = pilot.app.screen.query_one("#search", Input)
        assert not search.value
        slow.set()
        for _turn in range(500):
            if search.value == "jia" and isinstance(pilot.app.focused, RecordTable):
                break
            await pilot.pause()
        assert search.value == "jia"
        assert isinstance(pilot.app.focused, RecordTable)


async def test_the_palette_finds_borrowers_by_name_and_pinyin_but_not_at_the_door(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("prepare") as (pilot, _screen):
        await go(desk, pilot, "f2", *"jiang")
        await found(pilot, 1)
        await go(desk, pilot, "enter")
        await until_open(pilot, CaseScreen)
        await desk.settled(pilot)
        await go(desk, pilot, "ctrl+g")
        await desk.settled(pilot)
        await go(desk, pilot, "f2", *"jiang")
        assert isinstance(pilot.app.screen, Palette)
        assert told(pilot.app.screen) == []
        assert "Nothing is called so" in words_on(pilot.app.screen)


async def test_a_palette_that_is_open_is_covered_when_somebody_comes(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("prepare") as (pilot, _screen):
        await go(desk, pilot, "f2", *"jiang")
        await found(pilot, 1)
        await go(desk, pilot, "ctrl+g")
        assert isinstance(pilot.app.screen, DoorstepScreen)
        assert told(pilot.app.screen) == []


async def until_open(pilot: Any, screen: type) -> None:
    """Let the program go on until that screen is in front."""
    for _turn in range(500):
        if isinstance(pilot.app.screen, screen):
            return
        await pilot.pause()
    raise AssertionError(words_on(pilot.app.screen))


async def found(pilot: Any, cases: int) -> None:
    """Let the palette search until it has found so many."""
    for _turn in range(500):
        if len(pilot.app.screen._cases) == cases:
            return
        await pilot.pause()
    raise AssertionError(words_on(pilot.app.screen))
