"""Fifty thousand rows on the screen: progress, no hold-up of the event loop, calling it off."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from case_lists import write_csv
from import_desk import Desk, desk_in

from fieldvisit.services.cases import list_cases
from fieldvisit.tui.import_draft import Step

ROWS = 50_000
LONGEST = 0.05
"""Seconds that the event loop may be held up."""
PATIENCE = 300.0
"""Seconds before a wait is given up; a passing test never waits that long."""


class Watch:
    """The longest time for which the event loop got no turn.

    Counted is what this process computes meanwhile, in its own and in other threads, so that
    other programs on the machine do not lengthen it.
    """

    longest = 0.0

    @classmethod
    @asynccontextmanager
    async def over(cls) -> AsyncIterator[Watch]:
        watch = cls()
        beating = asyncio.create_task(watch._beat())
        yield watch
        beating.cancel()

    async def _beat(self) -> None:
        while True:
            before = time.process_time()
            await asyncio.sleep(0.002)
            self.longest = max(self.longest, time.process_time() - before)


async def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def what_drawing_takes(desk: Desk) -> float:
    """The same for a screen that is drawn anew beside a thread that does nothing but count."""
    is_drawn = threading.Event()

    def count() -> None:
        number = 0
        while not is_drawn.is_set():
            number += 1

    thread = threading.Thread(target=count)
    thread.start()
    async with Watch.over() as watch:
        for _time in range(10):
            desk.app.refresh(layout=True)
            await asyncio.sleep(0.05)
    is_drawn.set()
    thread.join()
    return watch.longest


def done(desk: Desk) -> int:
    """How many rows the progress on the screen says are done."""
    counts = re.search(r"([\d,]+) / 50,000", desk.text)
    return int(counts[1].replace(",", "")) if counts else 0


async def test_an_import_of_50_000_rows_never_holds_the_loop_up(tmp_path: Path) -> None:
    rows = ((f"A-{number}", "王小明", "5.00", "2026-10-20") for number in range(ROWS))
    path = write_csv(tmp_path / "large.csv", *rows)
    async with desk_in(tmp_path) as desk:
        floor = await what_drawing_takes(desk)
        await desk.reads(path)

        async with Watch.over() as comparing:
            await desk.pilot.press("f8")
            await until(lambda: 0 < done(desk) < ROWS)
            await until(lambda: desk.is_at(Step.PREVIEW))
        await desk.press("f8")
        async with Watch.over() as writing:
            await desk.pilot.press("1")
            await until(lambda: ROWS // 10 < done(desk) < ROWS)
        await desk.pilot.press("c")
        await until(lambda: not desk.importing.is_at_work)

        assert comparing.longest < max(LONGEST, 3 * floor)
        assert writing.longest < max(LONGEST, 3 * floor)
        assert desk.is_at(Step.PREVIEW)
        assert await desk.app.store.run(list_cases) == ([], 0)
