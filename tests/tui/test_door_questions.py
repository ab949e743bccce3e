"""What the collector asks at the door: by digit, answered in words, and silent before others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Select
from visiting import TO_PRIVATE_TALK, Desk, desk, go, stored, told, words_on

from fieldvisit.domain import events
from fieldvisit.domain.money import Money
from fieldvisit.tui.screens.door_questions import QUESTIONS, DoorQuestionsDialog
from fieldvisit.tui.screens.doorstep import DoorstepScreen
from fieldvisit.tui.screens.reasons import ReasonsDialog
from fieldvisit.wording import LANGUAGES, Language, use_language

NO_NOTE: dict[str, Any] = {"kind": "need", "before": "leave_note", "has": ["payment_offer"]}
NO_NOTE |= {"id": "own.note", "effect": "block", "override": "supervisor"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


async def alone(here: Desk, pilot: Any) -> None:
    await go(here, pilot, *TO_PRIVATE_TALK)
    assert not pilot.app.is_private


async def shown(here: Desk, pilot: Any, kind: type[Any]) -> Any:
    """The screen of that kind, once it is in front; the question itself waits for its answer."""
    for _round in range(50):
        await go(here, pilot)
        await pilot.pause()
        if isinstance(pilot.app.screen, kind):
            return pilot.app.screen
    raise AssertionError(pilot.app.screen)


async def test_the_answer_shows_what_clears_it_and_the_source(tmp_path: Path) -> None:
    here = desk(tmp_path, NO_NOTE, started=True)
    async with here.at_step("talk") as (pilot, screen):
        await alone(here, pilot)
        await go(here, pilot, "m", "7")
        dialog = await shown(here, pilot, ReasonsDialog)
        assert isinstance(dialog, ReasonsDialog)
        words = words_on(dialog)
        assert "Leave a note: no, not now" in words
        assert "own.note" in words
        assert "A supervisor may override this rule." in words

        dialog.query_one("#by", Input).value = "Chen Li"
        dialog.query_one("#reason", Input).value = "the borrower asked for it"
        await go(here, pilot, "f8")
        await here.settled(pilot)
        assert pilot.app.screen is screen
    asked, passed = stored(here, events.DECISION_MADE)
    assert asked["decision"]["effect"] == "block"
    assert asked["facts"]["action"]["kind"] == "leave_note"
    assert asked["facts"]["action"]["party"] == "debtor"
    assert passed["overridden"][0]["by"] == "Chen Li"
    assert passed["decision"]["effect"] != "block"


async def test_money_is_asked_about_with_its_amount(tmp_path: Path) -> None:
    here = desk(tmp_path, started=True)
    async with here.at_step("talk") as (pilot, _screen):
        await alone(here, pilot)
        await go(here, pilot, "0", "6", "8")
        amount = pilot.app.screen.query_one("#field-amount").query_one(Input)
        amount.value = "12,50x"
        await go(here, pilot, "f8")
        assert not isinstance(pilot.app.screen, ReasonsDialog)
        amount.value = "50"
        await go(here, pilot, "f8")
        await shown(here, pilot, ReasonsDialog)
    (asked,) = stored(here, events.DECISION_MADE)
    money = asked["facts"]["action"]["money"]
    assert Money.of(money) == Money(5000, "CNY")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("digit", ["1", "2", "3", "4", "5", "6", "7"])
async def test_nothing_is_told_while_others_may_look_on(
    tmp_path: Path, digit: str, language: Language
) -> None:
    use_language(language)
    here = desk(tmp_path, NO_NOTE, started=True)
    async with here.at_step("talk") as (pilot, _screen):
        assert pilot.app.is_private
        await go(here, pilot, "m")
        dialog = pilot.app.screen
        assert isinstance(dialog, DoorQuestionsDialog)
        assert told(dialog) == []

        await go(here, pilot, digit)
        assert pilot.app.screen is dialog, "nobody said who is there"
        dialog.query_one("#party", Select).value = "relative"
        dialog.query_one(OptionList).focus()
        await go(here, pilot, digit)
        answer = await shown(here, pilot, ReasonsDialog)
        assert isinstance(answer, ReasonsDialog)
        assert told(answer) == []
        assert "own.note" not in words_on(answer)
    (asked,) = stored(here, events.DECISION_MADE)
    assert asked["facts"]["action"]["party"] == "relative"
    assert asked["facts"]["action"]["kind"] == QUESTIONS[int(digit) - 1].kind


async def test_what_is_offered_follows_who_looks_on(tmp_path: Path) -> None:
    here = desk(tmp_path, started=True)
    async with here.at_step("talk") as (pilot, _screen):
        await alone(here, pilot)
        await go(here, pilot, "m")
        dialog = pilot.app.screen
        assert "8  Take money" in words_on(dialog)
        assert "the borrower" in words_on(dialog)

        await go(here, pilot, "ctrl+g")
        assert "Take money" not in words_on(dialog)
        assert told(pilot.app.screen) == []


async def test_an_answer_that_tells_something_is_covered(tmp_path: Path) -> None:
    here = desk(tmp_path, NO_NOTE, started=True)
    async with here.at_step("talk") as (pilot, _screen):
        await alone(here, pilot)
        await go(here, pilot, "m", "7")
        await shown(here, pilot, ReasonsDialog)
        await go(here, pilot, "ctrl+g")
        await shown(here, pilot, DoorstepScreen)
        assert "own.note" not in words_on(pilot.app.screen)
        assert told(pilot.app.screen) == []
