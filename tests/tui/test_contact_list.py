"""Earlier contacts, taken in on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.widgets import Input, OptionList
from visiting import CASE, Desk, go, words_on

from fieldvisit.tui.screens.contact_list import ContactListDialog

LIST = "case,time,kind,party,result\nHT-1,2026-11-20 10:00,call,debtor,conversation\n"


async def until(pilot: Any, is_so: Callable[[], bool]) -> None:
    """Let the program go on until that is so."""
    async with asyncio.timeout(30):
        while not is_so():
            await pilot.pause()


async def in_the_dialog(here: Desk, pilot: Any, folder: Path) -> ContactListDialog:
    """Open it, with the files of that folder to choose from."""
    pilot.app.office = replace(pilot.app.office, case_folders=lambda: (folder,))
    pilot.app.action_go("cases")
    await here.settled(pilot)
    await go(here, pilot, "0", "4")
    dialog = pilot.app.screen
    assert isinstance(dialog, ContactListDialog)
    return dialog


async def test_the_newest_files_are_offered_and_one_is_taken_in(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "calls.csv").write_text(LIST, "utf-8")
    (lists / "sheet.json").write_text("{}", "utf-8")
    here = Desk(tmp_path / "home", started=False)
    async with here.at_step("prepare") as (pilot, _screen):
        dialog = await in_the_dialog(here, pilot, lists)
        await until(pilot, lambda: dialog.query_one("#newest").display)
        offered = dialog.query_one("#newest", OptionList)
        assert [Path(str(each.id)).name for each in offered.options] == ["calls.csv"]
        assert "read the file" in words_on(dialog)

        await go(here, pilot, "down", "enter", "enter")
        await until(pilot, lambda: "1 new contact" in words_on(pilot.app.screen))
        await go(here, pilot, "1")
        await here.settled(pilot)
    entries = here.read(lambda store: store.ledger.of([CASE.case_id]))[CASE.case_id]
    assert [entry.kind for entry in entries] == ["contact"]


async def test_what_is_wrong_with_the_file_stands_in_the_dialog(tmp_path: Path) -> None:
    here = Desk(tmp_path / "home", started=False)
    async with here.at_step("prepare") as (pilot, _screen):
        dialog = await in_the_dialog(here, pilot, tmp_path / "nowhere")
        assert not dialog.query_one("#newest").display
        dialog.query_one("#path", Input).value = str(tmp_path / "none.csv")
        await go(here, pilot, "f8")
        await until(pilot, lambda: "! There is no such file" in words_on(dialog))
