"""The import's screen over an empty store, with ways to use it by keys."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from scenes import office
from textual.widgets import Input

from fieldvisit.services.cases import list_cases
from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.import_draft import Step
from fieldvisit.tui.screens.importing import ImportScreen

PATIENCE = 30.0
"""Seconds before a wait is given up; a passing test never waits that long."""

_FRAME = re.compile("[\u2500-\u259f]")


class Desk:
    """The import's screen over an empty store; files lie in `folder`."""

    def __init__(self, pilot: Any, folder: Path) -> None:
        self.pilot = pilot
        self.app: FieldvisitApp = pilot.app
        self.folder = folder

    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def importing(self) -> ImportScreen:
        return next(each for each in self.app.screen_stack if isinstance(each, ImportScreen))

    def is_at(self, step: Step) -> bool:
        return self.importing.draft.step is step

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def said(self) -> str:
        """The text in one line, without the frames of dialogs and messages."""
        return " ".join(_FRAME.sub(" ", self.text).split())

    async def says(self, sentence: str) -> None:
        await self.until(lambda: sentence in self.said)

    async def until(self, holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, self.text
            await self.pilot.pause()
            await asyncio.sleep(0.001)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.quiet()

    async def quiet(self) -> None:
        """Until nothing runs: what remains waits for a dialog's answer."""
        await self.pilot.pause()
        await self.until(lambda: self._dialog_open or not self._busy)

    @property
    def _dialog_open(self) -> bool:
        return not isinstance(self.screen, ImportScreen)

    @property
    def _busy(self) -> bool:
        return any(
            not worker.is_finished and worker.group != "index" for worker in self.app.workers
        )

    async def reads(self, path: Path | str) -> None:
        """Type the path and go on."""
        self.screen.query_one("#path", Input).value = str(path)
        await self.press("f8")

    async def previews(self, path: Path | str) -> None:
        await self.reads(path)
        await self.press("f8")

    async def takes_in(self, path: Path | str) -> None:
        await self.previews(path)
        await self.press("f8", "1")

    async def cases(self) -> dict[str, Any]:
        found, _total = await self.app.store.run(list_cases)
        return {case.case_id: case for case in found}

    def error(self) -> str:
        return str(self.screen.query_one("#file-error").render())


@asynccontextmanager
async def desk_in(folder: Path, size: tuple[int, int] = (80, 24), **settings: Any) -> Any:
    lists = folder / "lists"
    lists.mkdir(exist_ok=True)
    made = office("en", folder, empty=True)
    made = replace(
        made,
        case_folders=lambda: [lists],
        settings=made.settings.changed(
            **{"currency": "CNY", "country": "CN", "role": "third_party", **settings}
        ),
    )
    app = FieldvisitApp(made)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.push_screen(ImportScreen())
        desk = Desk(pilot, lists)
        await desk.until(lambda: isinstance(app.screen, ImportScreen) and app.screen.focused)
        await desk.quiet()
        yield desk
