"""The day's list while time goes by."""

import threading
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from visiting import CASE, TEN, TODAY, VISIT, Desk

from fieldvisit.services.board import DayBoard, visits_today
from fieldvisit.services.visits import move_visit
from fieldvisit.tui.screens.reasons import ReasonsDialog
from fieldvisit.tui.screens.today import COLUMNS, TodayScreen
from fieldvisit.tui.widgets.table import Cell, RecordTable
from fieldvisit.wording import use_language

GATE = [column.label for column in COLUMNS].index("gate")


def gate_in(table: RecordTable) -> str:
    """The gate's word in the first row."""
    return Cell(*table.records[0].cells[GATE]).text


def facts_at(screen: TodayScreen) -> datetime | None:
    """The instant for which the gate was asked last."""
    assert screen.board is not None
    return screen.board.lines[0].decision.local


async def test_the_gate_is_asked_anew_without_a_key(tmp_path: Path) -> None:
    use_language("en")
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("prepare") as (pilot, _screen):
        await pilot.press("escape")
        await desk.settled(pilot)
        today = pilot.app.screen
        assert isinstance(today, TodayScreen)
        assert facts_at(today) == TEN

        later = TEN + timedelta(hours=13)
        pilot.app.office = replace(pilot.app.office, clock=lambda: later)
        today.ask_the_gate_anew()
        await desk.settled(pilot)
        assert facts_at(today) == later


async def test_the_visits_are_shown_while_the_gate_is_being_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("en")
    desk, answered = Desk(tmp_path, started=False), threading.Event()

    def asked_slowly(*arguments: Any) -> DayBoard:
        answered.wait()
        return visits_today(*arguments)

    monkeypatch.setattr("fieldvisit.tui.screens.today.visits_today", asked_slowly)
    async with desk.program() as pilot:
        today = pilot.app.screen
        assert isinstance(today, TodayScreen)
        table = today.query_one(RecordTable)
        try:
            while not table.records:
                await pilot.pause()
            assert gate_in(table) == "..."
            await pilot.press("w")
            assert pilot.app.screen is today
        finally:
            answered.set()

        await desk.settled(pilot)
        assert gate_in(table) == "not now"
        await pilot.press("w")
        assert isinstance(pilot.app.screen, ReasonsDialog)


async def test_a_planned_time_that_is_shut_is_shown_with_its_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("en")
    monkeypatch.setattr("visiting.CASE", replace(CASE, role="third_party"))
    desk = Desk(tmp_path, started=False)
    with desk.opened() as store:
        move_visit(store, VISIT, TODAY, (time(22, 30), None), TODAY, TEN)
    async with desk.program() as pilot:
        await desk.settled(pilot)
        assert gate_in(pilot.app.screen.query_one(RecordTable)) == "not at 22:30"
        await pilot.press("w")
        assert isinstance(pilot.app.screen, ReasonsDialog)
        shown = "\n".join(str(each.render()) for each in pilot.app.screen.query(".reason"))
        assert "22:30 by Beijing time" in shown


async def test_a_list_out_of_sight_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("prepare") as (pilot, _screen):
        today = next(each for each in pilot.app.screen_stack if isinstance(each, TodayScreen))
        today.ask_the_gate_anew()
        assert not today.is_busy_with("load")
