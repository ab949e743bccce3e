"""Doorstep mode: no screen tells a bystander what the visit is about, and it ends as it should."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal, needs_pty
from textual.widgets import Select, TextArea
from visiting import CASE, TO_PRIVATE_TALK, VISIT, Desk, told, words_on

from fieldvisit.dialogue.debt_words import debt_words
from fieldvisit.domain.visit import VisitState
from fieldvisit.services.named import visit_of
from fieldvisit.tui.doorstep import is_neutral, neutral_part
from fieldvisit.tui.screens.case import CaseScreen
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.doorstep import DoorstepScreen
from fieldvisit.tui.screens.importing import ImportScreen
from fieldvisit.tui.screens.visit.record import RecordScreen
from fieldvisit.tui.screens.visit.step import step_screen
from fieldvisit.tui.screens.visit.talk import TalkScreen
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.wording import LANGUAGES, Language, use_language

_ESCAPES = re.compile(r"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


async def hidden(desk: Desk, pilot: Any) -> None:
    await pilot.press("ctrl+g")
    await desk.settled(pilot)
    assert pilot.app.is_private


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", ["1", "3", "4", "6"])
async def test_no_section_tells_anything(tmp_path: Path, section: str, language: Language) -> None:
    use_language(language)
    desk = Desk(tmp_path)
    async with desk.at_step("prepare") as (pilot, _screen):
        await pilot.press("escape", section)
        await desk.settled(pilot)
        shown = pilot.app.screen
        await hidden(desk, pilot)
        assert isinstance(pilot.app.screen, DoorstepScreen)
        assert told(pilot.app.screen) == []

        await pilot.press("3", "1")
        await desk.settled(pilot)
        assert pilot.app.screen is shown
        assert not pilot.app.is_private


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["prepare", "talk", "record", "agree"])
async def test_no_step_and_no_dialog_over_it_tells_anything(
    tmp_path: Path, step: str, language: Language
) -> None:
    use_language(language)
    desk = Desk(tmp_path)
    async with desk.at_step(step) as (pilot, _screen):
        if not pilot.app.is_private:
            await hidden(desk, pilot)
        seen = told(pilot.app.screen)
        for opened in ("0", "f1", "f2"):
            await pilot.press(opened)
            await pilot.pause()
            assert len(words_on(pilot.app.screen).split()) > 3
            seen += told(pilot.app.screen)
            if opened == "f1":
                await pilot.press("2")
                await pilot.pause()
                seen += told(pilot.app.screen)
            await pilot.press("escape")
            await pilot.pause()
        assert seen == []


async def test_screens_opened_in_the_mode_are_covered(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, _screen):
        app: Any = pilot.app
        for screen in (CaseScreen(CASE.case_id), ImportScreen(), step_screen("agree", VISIT)):
            app.push_screen(screen)
            await desk.settled(pilot)
            assert isinstance(app.screen, DoorstepScreen)
            assert told(app.screen) == []


def palette_or(wanted: str) -> Callable[[Terminal], bool]:
    """Whether that text is there, and the palette only when it was asked for."""
    return lambda seen: (
        wanted in seen.text
        and ("Part of a command" in wanted) == ("Part of a command" in seen.text)
    )


@needs_pty
def test_not_one_letter_reaches_the_terminal(tmp_path: Path) -> None:
    demo = [sys.executable, "-m", "fieldvisit", "demo", "--lang", "en", "--date", "2026-11-24"]
    with Terminal(demo, environment={"FIELDVISIT_HOME": str(tmp_path)}) as terminal:
        terminal.wait_for("£318.80").type("\r")
        terminal.wait_for("only neutral lines")
        before = len(terminal.output)
        for keys, wanted in (
            ("\x1b", "Nobody looks on"),
            ("\x10", "Part of a command"),
            ("\x1b", "Nobody looks on"),
            ("1", "[2 Talk]"),
            ("l", "[3 Record]"),
            ("\x07", "Nobody looks on"),
        ):
            terminal.type(keys)
            terminal.wait_for(palette_or(wanted))
        sent = _ESCAPES.sub("", terminal.output[before:].decode())
        assert debt_words(sent) == []
        assert "318" not in sent

        terminal.type("3")
        terminal.wait_for("1 confirms").type("1")
        terminal.wait_for("£318.80")


async def test_the_talk_begins_and_ends_it_by_itself(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        assert pilot.app.is_private
        await pilot.press(*TO_PRIVATE_TALK)
        assert not pilot.app.is_private
        assert "1,200.00" in words_on(screen)

        await pilot.press("ctrl+g")
        assert pilot.app.is_private
        assert screen.talk.node.id == "joined"
        assert told(screen) == []


async def test_a_rehearsal_hides_nothing_elsewhere(tmp_path: Path) -> None:
    async with Desk(tmp_path, started=False).at_step("talk") as (pilot, screen):
        assert not pilot.app.is_private
        assert told(screen) == []


async def test_leaving_the_talk_for_the_day_shows_the_cover(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, _screen):
        await pilot.press("escape")
        await desk.settled(pilot)
        assert isinstance(pilot.app.screen, DoorstepScreen)

        await pilot.press("1")
        await desk.settled(pilot)
        assert isinstance(pilot.app.screen, TalkScreen)
        await pilot.press(*TO_PRIVATE_TALK, "escape")
        await desk.settled(pilot)
        assert not isinstance(pilot.app.screen, DoorstepScreen)
        assert len(pilot.app.screen_stack) == 1


async def test_the_cover_over_a_dialog_leads_back_to_the_same_talk(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        await pilot.press(*TO_PRIVATE_TALK)
        answers: list[Any] = []
        screen.app.push_screen(Confirm("A debt", "of 1,200.00", "go on"), answers.append)
        await pilot.pause()
        await hidden(desk, pilot)
        assert isinstance(pilot.app.screen, DoorstepScreen)

        await pilot.press("1")
        await desk.settled(pilot)
        stack: list[Any] = pilot.app.screen_stack
        assert stack[-1] is screen
        assert sum(isinstance(each, TalkScreen) for each in stack) == 1
        assert answers == [None]


async def test_leaving_the_door_from_the_cover_opens_the_record(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, _screen):
        await pilot.press("escape")
        await desk.settled(pilot)
        await pilot.press("2")
        await desk.settled(pilot)
        assert isinstance(pilot.app.screen, RecordScreen)
        assert not pilot.app.is_private
        assert "1,200.00" in words_on(pilot.app.screen)

    assert desk.read(visit_of, VISIT).state is VisitState.FINISHED


async def test_enter_on_the_question_shows_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("prepare") as (pilot, _screen):
        await hidden(desk, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert told(pilot.app.screen) == []
        await pilot.press("enter")
        await desk.settled(pilot)
        assert pilot.app.is_private


async def test_meeting_somebody_else_hides_the_record(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("record") as (pilot, screen):
        screen.query_one("#code", Select).value = "MET3"
        screen.query_one("#note", TextArea).text = "The loan of 1200 was not mentioned"
        await desk.settled(pilot)
        assert told(screen) != []
        screen.query_one("#met").toggle("parent")
        await desk.settled(pilot)

        assert pilot.app.is_private
        assert told(screen) == []
        words = words_on(screen)
        assert "mother or father" in words
        assert "MET3" in words
        offered = [value for _name, value in screen.query_one("#code", Select)._options]
        assert "NAH" in offered
        assert "PTP" not in offered

        pilot.app.show_the_matter()
        await desk.settled(pilot)
        assert screen.query_one("#note", TextArea).text.startswith("The loan")
        assert screen.query_one("#code", Select).value == "MET3"
        assert screen.typed.met == ("parent",)


async def test_what_is_met_can_be_ticked_with_the_keys_while_hidden(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("record") as (pilot, screen):
        await hidden(desk, pilot)
        screen.query_one("#met", TickGroup).focus()
        await pilot.press("space")
        await desk.settled(pilot)
        assert screen.typed.met == ("spouse",)


async def test_messages_wait_until_nobody_looks_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("record") as (pilot, _screen):
        app: Any = pilot.app
        await hidden(desk, pilot)
        app.notify("Saved #3")
        app.notify("The promise of CNY 400 is broken")
        await pilot.pause()
        assert [each.message for each in app._notifications] == ["Saved #3"]

        app.show_the_matter()
        await pilot.pause()
        assert [each.message for each in app._notifications][-1].startswith("The promise")


async def test_the_clipboard_is_emptied_of_what_was_copied_here(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("prepare") as (pilot, _screen):
        pilot.app.copy_to_clipboard("1,200.00")
        await hidden(desk, pilot)
        assert pilot.app.clipboard == ""


async def test_the_key_works_over_a_dialog_and_in_a_field(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("record") as (pilot, screen):
        screen.query_one("#note", TextArea).focus()
        await hidden(desk, pilot)
        pilot.app.show_the_matter()
        await pilot.press("f1")
        await pilot.pause()
        await hidden(desk, pilot)
        assert told(pilot.app.screen) == []


def test_neutral_means_no_debt_word_and_no_secret() -> None:
    assert is_neutral("It is a personal matter")
    assert not is_neutral("About your loan")
    assert not is_neutral("关于您的欠款")
    assert not is_neutral("At HARBOUR credit", ("Harbour Credit",))
    assert neutral_part("Go on. The debt is old. Esc leaves.") == "Go on. Esc leaves."
    use_language("zh-Hans")
    assert neutral_part("继续。欠款已久。按Esc离开。") == "继续。按Esc离开。"
