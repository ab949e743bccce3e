"""The program on a real store with one case and its visit, opened at a step of that visit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import stillness  # noqa: F401, how the tests of the screens wait; before anything of Textual
from gate_cases import pack_text
from textual.pilot import Pilot
from textual.screen import Screen

from fieldvisit.bootstrap import office_on
from fieldvisit.dialogue.debt_words import debt_words
from fieldvisit.domain import events
from fieldvisit.domain.case import Case
from fieldvisit.domain.events import Event, NewEvent, instant_text
from fieldvisit.domain.money import Money
from fieldvisit.paths import places
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store
from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.doorstep import secrets_of
from fieldvisit.tui.screens.visit.step import VisitStep, step_screen

TEN = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Ten in the morning in Shanghai."""
TODAY = date(2026, 11, 24)
VISIT = "HT-1@2026-11-24"
CASE = Case(
    case_id="HT-1",
    borrower="Wang Jianguo",
    amount_due=Money(120_000, "CNY"),
    due_date=date(2026, 10, 25),
    country="CN",
    zone="Asia/Shanghai",
    district="Jing'an",
    product="small loan",
    lender="Harbour Credit",
    contract_date=date(2025, 10, 25),
    instalment=Money(40_000, "CNY"),
)
TO_PRIVATE_TALK = ("1", "1", "1", "1", "1")
"""Answers of the talk until the borrower is confirmed and alone."""
SETTINGS = Settings(
    zone="Asia/Shanghai",
    collector="Li Wen",
    agency="Fair Steps",
    badge="0042",
    phone="021-5550-0100",
    complaints="021-5550-0199",
)


class Desk:
    """A folder with a store, and the program on it; can be opened again and again."""

    def __init__(self, folder: Path, *, started: bool = True, settings: Settings = SETTINGS):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.settings = settings
        visit = {"visit": VISIT, "case": CASE.case_id, "day": TODAY.isoformat(), "priority": 0}
        with self.opened() as store:
            store.record([NewEvent(events.CASE_IMPORTED, _imported(visit))], TEN)
            if started:
                store.record([NewEvent(events.VISIT_STARTED, _started())], TEN)

    def opened(self) -> _Opened:
        """The store for a `with` block, while the program is not running."""
        return _Opened(self.folder)

    def read(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What the function of a store says, while the program is not running."""
        with self.opened() as store:
            return function(store, *arguments)

    @asynccontextmanager
    async def at_step(
        self, step: str, size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator[tuple[Any, Any]]:
        """The running program at that step of the visit, and the step's screen."""
        async with self.program(size) as pilot:
            screen = step_screen(step, VISIT)
            await pilot.app.push_screen(screen)
            await self.settled(pilot, screen)
            yield pilot, screen

    @asynccontextmanager
    async def program(self, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
        """The running program, as it opens."""
        office = office_on(
            partial(Store.open, self.folder),
            lambda: TEN,
            self.settings,
            places(str(self.folder / "home")),
            demo=True,
        )
        async with FieldvisitApp(office).run_test(size=size) as pilot:
            yield pilot

    async def settled(self, pilot: Pilot[None], screen: VisitStep | None = None) -> None:
        """Wait until nothing is being read or saved any more."""
        app: Any = pilot.app
        await app.workers.wait_for_complete()
        await app.store.flush()
        await pilot.pause()
        if screen is not None:
            assert screen.file is not None


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._store = Store.open(folder)

    def __enter__(self) -> Store:
        return self._store

    def __exit__(self, *_raised: object) -> None:
        self._store.close()


def _imported(visit: dict[str, Any]) -> dict[str, Any]:
    return {"case": CASE.document(), "visit": visit}


def _started() -> dict[str, Any]:
    return {
        "visit": VISIT,
        "case": CASE.case_id,
        "party": "debtor",
        "at": instant_text(TEN),
        "ticked": [],
    }


def words_on(screen: Screen[Any]) -> str:
    """All that stands on the screen, line by line."""
    strips = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def told(screen: Any) -> list[str]:
    """What the screen tells a bystander."""
    words = words_on(screen)
    return debt_words(words) + [each for each in secrets_of(CASE) if each in words]


def desk(folder: Path, *rules: dict[str, Any], started: bool = False) -> Desk:
    """A store whose agency has these rules of its own, and a case that says your role."""
    packs = folder / "packs"
    packs.mkdir()
    (packs / "own.toml").write_text(pack_text(*rules, name="own"), "utf-8")
    made = Desk(folder, started=started, settings=SETTINGS.changed(pack_folder=str(packs)))
    document = {"case": replace(CASE, role="third_party").document()}
    with made.opened() as store:
        store.record([NewEvent(events.CASE_IMPORTED, document)], TEN)
    return made


def stored(desk: Desk, kind: str) -> list[dict[str, Any]]:
    def payloads(store: Store) -> list[dict[str, Any]]:
        read = (Event.decode(entry.stored) for entry in store.journal.entries())
        return [event.payload for event in read if event.type == kind]

    found: list[dict[str, Any]] = desk.read(payloads)
    return found


async def go(_desk: Desk, pilot: Any, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.app.store.flush()
        await pilot.pause()
