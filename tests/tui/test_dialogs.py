"""Menu, palette, help and questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Button, OptionList, Static
from tiny import Drawer, FormScreen, ListScreen, lines, settled, tiny_app, told

from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.office import Status
from fieldvisit.tui.screens.actions import ActionMenu
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.help import HelpDialog
from fieldvisit.tui.screens.palette import Palette
from fieldvisit.wording import use_language


def shown(app: FieldvisitApp) -> str:
    return "\n".join(lines(app))


@pytest.fixture
def in_chinese() -> Iterator[None]:
    use_language("zh-Hans")
    yield
    use_language("en")


async def test_zero_shows_what_can_be_done_and_a_digit_does_it(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("0")
        await settled(pilot)
        assert isinstance(app.screen, ActionMenu)
        assert "1  Open" in shown(app)

        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)
        assert told(app) == ["opened 0"]


async def test_what_cannot_be_done_is_greyed_and_says_why(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("0")
        await settled(pilot)
        assert "No visit can be moved now." in shown(app)
        assert app.screen.query_one(OptionList).get_option("list.move").disabled

        await pilot.press("2", "9", "z")
        await pilot.pause()
        assert isinstance(app.screen, ActionMenu)
        assert told(app) == ["No visit can be moved now."]


async def test_the_menu_works_by_arrows_and_enter_too(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("0", "enter")
        await settled(pilot)

        assert told(app) == ["opened 0"]


async def test_escape_leaves_the_menu_and_nothing_is_done(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("0", "escape")
        await settled(pilot)

        assert isinstance(app.screen, ListScreen)
        assert told(app) == []


async def test_a_screen_without_actions_says_so(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, FormScreen)
        screen.set_focus(None)
        await pilot.press("0")
        await pilot.pause()

        assert told(app) == ["This screen has no further actions."]


@pytest.mark.parametrize("key", ["f2", "ctrl+p", "colon"])
async def test_the_palette_finds_a_command_by_its_name_and_runs_it(
    tmp_path: Path, key: str
) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, Palette)
        await pilot.press(*"open the rec")
        await pilot.pause()
        assert app.screen.query_one(OptionList).option_count == 1

        await pilot.press("enter")
        await settled(pilot)
        assert told(app) == ["opened 0"]


async def test_the_palette_says_so_when_nothing_is_found(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f2", *"zzz")
        await settled(pilot)
        assert "Nothing is called so" in shown(app)

        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Palette)
        await pilot.press("backspace", "backspace", "backspace", "down", "up")
        await settled(pilot)
        assert "Nothing is called so" not in shown(app)


async def test_the_palette_says_why_a_command_cannot_be_run(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f2", *"move the")
        await settled(pilot)

        assert "No visit can be moved now." in shown(app)
        assert app.screen.query_one(OptionList).get_option("list.move").disabled


@pytest.mark.usefixtures("in_chinese")
async def test_the_palette_speaks_chinese_and_finds_english_names(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f2", *"redraw")
        await settled(pilot)

        assert "Search for commands" not in shown(app)
        assert "重" in shown(app)
        assert app.screen.query_one(OptionList).option_count == 1


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_explains_this_screen_and_all_keys(tmp_path: Path, key: str) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test(size=(110, 50)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, HelpDialog)
        text = app.screen.query_one("#help-text", Static)
        for part in ("A list of names.", "Open the record.", "F2 Ctrl+P :"):
            assert part in str(text.content)
        assert "In a list:" not in str(text.content)

        await pilot.press("2")
        await settled(pilot)
        assert "Everywhere:" in shown(app)
        assert "In a list:" in str(text.content)
        await pilot.press("1")
        await settled(pilot)
        assert "A list of names." in shown(app)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 30)])
async def test_the_line_below_a_long_text_or_list_stays_in_sight(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for key in ("f1", "0"):
            await pilot.press(key)
            await settled(pilot)
            frame = app.screen.query_one(".dialog").content_region
            hint = app.screen.query_one(".dialog-hint")
            assert hint.region.bottom <= frame.bottom, key
            await pilot.press("escape")
            await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        frame = app.screen.query_one(".dialog").content_region
        assert app.screen.query_one(OptionList).region.bottom <= frame.bottom


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["1"], "True"),
        (["enter"], "False"),
        (["escape"], "None"),
        (["tab", "enter"], "True"),
        (["x", "y", "enter"], "False"),
    ],
)
async def test_a_question_is_confirmed_by_another_key_than_enter(
    tmp_path: Path, keys: list[str], answer: str
) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert isinstance(app.screen, Confirm)
        assert app.focused is app.screen.query_one("#cancel", Button)

        await pilot.press(*keys)
        await settled(pilot)
        assert told(app) == [f"answered {answer}"]


async def test_a_command_is_not_begun_again_while_it_runs(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, ListScreen)
        screen.action_run_command("list.ask")
        screen.action_run_command("list.ask")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)

        assert told(app) == ["answered None"]


async def test_quitting_asks_only_when_something_is_unsent(tmp_path: Path) -> None:
    def read_status(_drawer: Drawer) -> Status:
        return Status(date(2026, 11, 24), 2)

    app = tiny_app(tmp_path, read_status=read_status)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("q")
        await settled(pilot)
        assert "2 records have not been sent." in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert not app._exit

        await pilot.press("ctrl+q", "1")
        await settled(pilot)
        assert app._exit


async def test_the_demo_keeps_nothing_and_asks_nothing(tmp_path: Path) -> None:
    def read_status(_drawer: Drawer) -> Status:
        return Status(date(2026, 11, 24), 2)

    app = tiny_app(tmp_path, read_status=read_status, demo=True)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("q")
        await settled(pilot)

        assert app._exit


async def test_nothing_asked_when_all_is_sent(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("0", "ctrl+l", "ctrl+q")
        await pilot.pause()

        assert app._exit
