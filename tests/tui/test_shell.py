"""What every screen has: header, footer, keys, refusals, states, failures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input
from tiny import (
    Drawer,
    FormScreen,
    ListScreen,
    break_down,
    lines,
    refuse,
    settled,
    tiny_app,
    told,
)

from fieldvisit.domain.problems import BadInput
from fieldvisit.settings import Settings
from fieldvisit.tui.office import Status
from fieldvisit.tui.screens.message import MessageDialog
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.screens.too_small import TooSmall
from fieldvisit.tui.widgets.empty_state import EmptyState
from fieldvisit.tui.widgets.step_bar import StepBar
from fieldvisit.tui.widgets.table import RecordTable
from fieldvisit.wording import use_language


async def test_header_and_footer_say_where_one_is_and_what_works(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, demo=True, test_clock=True)
    async with app.run_test() as pilot:
        await settled(pilot)

        header, footer = lines(app)[0], lines(app)[-1]
        assert header.startswith(" fieldvisit Names")
        for part in ("2026-11-24 Tue", "0 unsent", "never synced", "TEST CLOCK", "DEMO"):
            assert part in header
        assert "Enter Open  x Ask" in footer
        assert "Move" not in footer


@pytest.mark.parametrize(
    ("last_sync", "shown"),
    [
        (datetime(2026, 11, 24, 8, 12, tzinfo=UTC), "synced 08:12"),
        (datetime(2026, 11, 23, 18, 0, tzinfo=UTC), "synced 11-23 18:00"),
    ],
)
async def test_the_header_shows_the_last_sync(
    tmp_path: Path, last_sync: datetime, shown: str
) -> None:
    def read_status(_drawer: Drawer) -> Status:
        return Status(date(2026, 11, 24), 3, last_sync)

    app = tiny_app(tmp_path, read_status=read_status)
    async with app.run_test() as pilot:
        await settled(pilot)

        assert shown in lines(app)[0]
        assert "3 unsent" in lines(app)[0]


async def test_what_is_unsent_stays_in_sight_when_the_header_is_narrow(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, demo=True, test_clock=True)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)

        assert "0 unsent" in lines(app)[0]
        assert "DEMO" in lines(app)[0]
        assert lines(app)[0].startswith(" Names ")


async def test_a_status_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    def read_status(drawer: Drawer) -> Status:
        refuse(drawer)
        raise AssertionError

    app = tiny_app(tmp_path, read_status=read_status)
    async with app.run_test() as pilot:
        await settled(pilot)

        assert isinstance(app.screen, MessageDialog)
        assert "never synced" not in lines(app)[0]


async def test_a_click_on_the_footer_does_what_it_says(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.click("KeyFooter", offset=(3, 0))
        await pilot.pause()

        assert told(app) == ["opened 0"]


async def test_a_command_that_cannot_be_done_now_says_why(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert told(app) == ["No visit can be moved now."]

        screen = app.screen
        assert isinstance(screen, ListScreen)
        screen.may_move = True
        await pilot.press("r")
        await pilot.pause()
        assert told(app)[-1] == "moved"


async def test_a_full_width_letter_and_sign_do_what_their_twins_do(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await app.on_event(events.Key("ｒ", "ｒ"))
        await settled(pilot)
        assert told(app) == ["No visit can be moved now."]

        await app.on_event(events.Key("？", "？"))
        await settled(pilot)
        assert "A list of names." in "\n".join(lines(app))


async def test_one_hint_when_text_of_an_input_method_reaches_a_list(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        for _ in range(2):
            await app.on_event(events.Key("中", "中"))
            await settled(pilot)

        (hint,) = told(app)
        assert hint.startswith("The input method is on")


async def test_while_typing_the_footer_shows_no_letter(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)

        assert isinstance(app.focused, Input)
        footer = lines(app)[-1]
        assert "F8 Review" in footer
        assert "F1 Help" in footer
        assert "F2 Commands" in footer
        assert "Letter" not in footer
        assert " q " not in footer


async def test_signs_and_letters_are_typed_into_a_field(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)
        for key in ("l", "question_mark", "slash", "1", "q"):
            await pilot.press(key)
        await app.on_event(events.Key("？", "？"))
        await settled(pilot)

        assert app.screen.query_one("#name", Input).value == "l?/1q？"
        assert told(app) == []


async def test_enter_in_a_field_goes_to_the_next_and_never_sends(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("a", "enter", "b")
        await settled(pilot)

        assert app.screen.query_one("#note", Input).value == "b"
        assert told(app) == []
        await pilot.press("f8")
        await pilot.pause()
        assert told(app) == ["reviewed"]


async def test_what_is_typed_is_saved_when_the_program_ends(tmp_path: Path) -> None:
    drawer = Drawer()
    app = tiny_app(tmp_path, drawer=drawer, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("a", "b", "c")
        await pilot.pause()

    assert drawer.saved[-1] == "abc"
    assert drawer.closed


async def test_a_digit_opens_a_section_and_escape_never_quits(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        first = app.screen
        await pilot.press("3")
        await settled(pilot)
        assert isinstance(app.screen, FormScreen)

        await pilot.press("tab", "tab", "escape")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        app.action_go("today")
        await settled(pilot)
        assert app.screen is first


async def test_escape_goes_back_to_where_one_was(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("down", "n")
        await settled(pilot)
        assert isinstance(app.screen, FormScreen)
        assert "Esc Back" in lines(app)[-1]

        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)
        selected = app.screen.query_one(RecordTable).selected
        assert selected is not None
        assert selected.key == "1"


async def test_a_person_can_set_other_keys(tmp_path: Path) -> None:
    settings = Settings(keys={"app.help": "f6", "app.quit": "x"})
    app = tiny_app(tmp_path, settings=settings, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "F6 Help" in lines(app)[-1]

        await pilot.press("f1")
        assert isinstance(app.screen, FormScreen)
        await pilot.press("f6")
        await settled(pilot)
        assert "A form." in "\n".join(lines(app))
        await pilot.press("escape", "ctrl+q")
        await pilot.pause()
        assert app._exit


async def test_a_refusal_is_shown_in_one_sentence(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert "day: that is not a day." in "\n".join(lines(app))

        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)


async def test_a_failure_leaves_a_report_and_the_program_goes_on(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        shown = "\n".join(lines(app))
        assert "Something went wrong" in shown
        assert "110101199003077715" not in shown

        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)
    (report,) = (tmp_path / "crashes").iterdir()
    assert "110101199003077715" not in report.read_text("utf-8")


async def test_a_crash_ends_with_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = tiny_app(tmp_path)

    async def bring_down() -> None:
        async with app.run_test() as pilot:
            await settled(pilot)
            await pilot.press("c")
            await pilot.pause()

    with pytest.raises(ValueError, match="cannot read"):
        await bring_down()

    assert app.return_code == 1
    app._print_error_renderables()
    shown = capfd.readouterr().err
    assert "fieldvisit had to stop" in shown
    assert "110101199003077715" not in shown


async def test_a_forgotten_task_that_fails_leaves_a_report(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test():
        try:
            break_down(Drawer())
        except ValueError as error:
            app._note_task_error(None, {"exception": error})
        app._note_task_error(None, {"message": "nothing to report"})

    assert len(list((tmp_path / "crashes").iterdir())) == 1


def _refused() -> BadInput:
    return BadInput("{field}: that is not a day.", code="test.day", field="day")


@pytest.mark.parametrize(
    ("failure", "shown"),
    [(_refused, "day: that is not a day."), (ValueError, "That did not work")],
)
async def test_a_reading_that_fails_is_told_and_can_be_tried_again(
    tmp_path: Path, failure: Callable[[], Exception], shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load: Callable[[Any], Awaitable[None]] = ListScreen.load

    async def fail(_screen: ListScreen) -> None:
        raise failure()

    monkeypatch.setattr(ListScreen, "load", fail)
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert shown in "\n".join(lines(app))
        assert "F7 reads again." in "\n".join(lines(app))

        monkeypatch.setattr(ListScreen, "load", load)
        await pilot.press("f7")
        await settled(pilot)
        assert "欧阳晓雯" in "\n".join(lines(app))


async def test_an_empty_list_says_what_to_press(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, drawer=Drawer([]))
    async with app.run_test() as pilot:
        await settled(pilot)

        assert "No names." in "\n".join(lines(app))
        assert "n opens the form." in "\n".join(lines(app))
        assert app.screen.query_one("#state", EmptyState).kind == "empty"


async def test_a_terminal_that_is_too_small_says_so_and_takes_no_key(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test(size=(59, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, TooSmall)
        assert "fieldvisit needs 60x20" in "\n".join(lines(app))
        await pilot.press("n", "3", "f2", "0")
        await pilot.pause()
        assert isinstance(app.screen, TooSmall)

        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert isinstance(app.screen, ListScreen)
        await pilot.resize_terminal(80, 19)
        await settled(pilot)
        assert isinstance(app.screen, TooSmall)


async def test_a_screen_says_which_sizes_it_is_drawn_for(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert {"-narrow", "-short"} <= app.screen.classes
        await pilot.resize_terminal(110, 30)
        await settled(pilot)

        assert {"-wide", "-tall"} <= app.screen.classes
        assert "-narrow" not in app.screen.classes


async def test_control_c_tells_how_to_quit(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("ctrl+c")
        await pilot.pause()

        assert told(app) == ["Nothing is selected. Press q to quit."]
        assert not app._exit


async def test_a_picture_of_the_screen_is_saved(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("f4", "ctrl+l")
        await pilot.pause()

    (picture,) = (tmp_path / "pictures").iterdir()
    assert picture.name == "fieldvisit-20261124T040000.svg"
    assert "欧阳晓雯" in picture.read_text("utf-8")


async def test_a_theme_that_is_set_is_the_one_in_use(tmp_path: Path) -> None:
    for name in ("fieldvisit-light", "fieldvisit-contrast", "ansi-dark"):
        app = tiny_app(tmp_path, settings=Settings(theme=name))
        async with app.run_test() as pilot:
            await settled(pilot)
            assert app.current_theme.name == name


async def test_bindings_are_described_in_the_language_in_use(tmp_path: Path) -> None:
    use_language("zh-Hans")
    try:
        app = tiny_app(tmp_path)
        async with app.run_test() as pilot:
            await settled(pilot)
            described = app.screen.active_bindings["f1"]
    finally:
        use_language("en")

    assert described.binding.description == "帮助"
    assert described.tooltip.startswith("说明")


async def test_steps_are_marked_by_signs(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)
        steps = app.screen.query_one(StepBar)
        assert "[1 Prepare]  2 Talk" in lines(app)[1]

        steps.done, steps.current = frozenset({1}), 2
        await pilot.pause()
        assert "1 Prepare +" in lines(app)[1]
        assert "[2 Talk]" in lines(app)[1]


def test_the_name_that_textual_uses_for_its_palette_is_refused() -> None:
    with pytest.raises(TypeError, match="OFFERS"):
        type("Wrong", (WorkScreen,), {"COMMANDS": ()})
