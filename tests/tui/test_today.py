"""The day's list while time goes by."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from visiting import TEN, Desk

from fieldvisit.tui.screens.today import TodayScreen
from fieldvisit.wording import use_language


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


async def test_a_list_out_of_sight_is_left_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("prepare") as (pilot, _screen):
        today = next(each for each in pilot.app.screen_stack if isinstance(each, TodayScreen))
        today.ask_the_gate_anew()
        assert not today.is_busy_with("load")
