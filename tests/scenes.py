"""Scenes: one for each screen and state. A scene's picture is its approved snapshot.

`python tests/scenes.py --accept` draws every picture anew; `python tests/scenes.py NAME...` draws
those whose names begin so.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import stillness  # noqa: F401, how the tests of the screens wait; before anything of Textual
from textual.widgets import Select

from fieldvisit import bootstrap
from fieldvisit.paths import places
from fieldvisit.store.store import Store
from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.office import Office
from fieldvisit.tui.picture import picture_of
from fieldvisit.tui.widgets.table import RecordTable
from fieldvisit.wording import Language, use_language

_NEVER = 1e6
"""Seconds: what the program does a while after its start would be in a picture by chance."""
PICTURES = Path(__file__).parents[1] / "screenshots"
DAY = date(2026, 11, 24)
SIZES = {"80x24": (80, 24), "110x30": (110, 30)}
SPOKEN: tuple[Language, ...] = ("en", "zh-Hans")

Prepare = Callable[[Store], None]


@dataclass(frozen=True)
class Scene:
    """Keys pressed one after the other on the demo of DAY, or on an empty store.

    A key "row TEXT" goes to the row with that text. A `note` is written into the Record step as
    soon as it is there, `fields` into those of a form. `stock` is the language of the cases where
    it is another, `clock` the time at their place where it is not ten. `contacts` and `rules` are a
    list of contacts and a pack of the agency's own, of which nothing but the name is told.
    """

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    empty: bool = False
    welcome: bool = False
    languages: tuple[Language, ...] = SPOKEN
    note: Mapping[Language, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    stock: Language | None = None
    clock: str = ""
    contacts: str = ""
    rules: str = ""


NOTES: Mapping[Language, str] = {
    "en": "He wants me to talk to my lawyer. I told him: pay or else.",
    "zh-Hans": "他说有事找我律师谈。我说不还就打断你的腿。",
}
CONTACTS = """case,time,kind,party,result
HT-5207,2026-11-20 10:00,call,debtor,conversation
HT-5214,2026-11-21 15:30,letter,debtor,sent
HT-0000,2026-11-21 16:00,call,debtor,conversation
HT-5221,2026-13-21 16:00,call,debtor,conversation
"""
RULES = """[pack]
id = "house"
schema = 1
title = { en = "House rules", zh-Hans = "内部规定", zh-Hant = "內部規定" }
jurisdiction = "CN"
effective = 2026-01-01
checked_on = 2026-11-01

[[rule]]
id = "house.hours"
kind = "hours"
effect = "block"
on = ["visit"]
close = "20:00"
"""
_PART_PAID = ("enter", "e")
_PAID = {"code": "PPAY", "need-amount": "500", "need-receipt": "R-77"}
MAIN: tuple[Language, ...] = ("zh-Hant",)
SCENES = (
    Scene("today"),
    Scene("today-actions", ("down", "0")),
    Scene("today-help", ("question_mark",)),
    Scene("today-palette", ("f2",)),
    Scene("today-move", ("down", "r")),
    Scene("today-empty", empty=True),
    Scene("today-narrow", size=(60, 20)),
    Scene("today-too-small", size=(50, 15)),
    Scene("gate-blocked", ("end", "up", "w")),
    Scene("today-may-go", ("v",)),
    Scene("cases", ("3",)),
    Scene("cases-empty", ("3",), empty=True),
    Scene("cases-nothing-found", ("3", "slash", "q", "q", "q")),
    Scene("case", ("down", "c")),
    Scene("case-log", ("down", "c", "l")),
    Scene("prepare", ("down", "enter")),
    Scene("prepare-team", ("down", "enter", "t")),
    Scene("prepare-confirm", ("v", *("down",) * 11, "enter", "s", "1")),
    Scene("prepare-override", ("row 187.30", "enter", "s", "1")),
    Scene("time-limit", ("enter", *("1",) * 5), stock="zh-Hans", clock="21:52"),
    Scene("record-closing", (*_PART_PAID, "f8", "1"), stock="zh-Hans", fields=_PAID),
    Scene("contacts", ("3", "0", "4", "f8"), stock="zh-Hans", contacts=CONTACTS),
    Scene("house-rules-wrong", rules=RULES),
    Scene("palette-borrower", ("f2", *"ouyang"), stock="zh-Hans"),
    *(
        Scene(name, keys, size=(80, 24), languages=MAIN)
        for name, keys in {
            "today": (),
            "prepare": ("down", "enter"),
            "talk": ("enter", *("1",) * 5),
            "record": ("down", "enter", *("right_square_bracket",) * 2),
            "agree": ("down", "enter", *("right_square_bracket",) * 3),
            "day": ("6",),
        }.items()
    ),
    Scene("talk-doorstep", ("down", "enter", "right_square_bracket")),
    Scene("talk-may-doorstep", ("enter", "m")),
    Scene("talk-may", ("enter", *("1",) * 5, "m")),
    Scene("talk-may-answer", ("enter", *("1",) * 5, "m", "1")),
    Scene("doorstep", ("down", "ctrl+g")),
    Scene("record-doorstep", ("enter", "l")),
    Scene("record", ("down", "enter", *("right_square_bracket",) * 2)),
    Scene("record-words", ("down", "enter", *("right_square_bracket",) * 2), note=NOTES),
    Scene(
        "record-words-answer",
        ("down", "enter", *("right_square_bracket",) * 2, "ctrl+o"),
        note=NOTES,
    ),
    Scene("agree", ("down", "enter", *("right_square_bracket",) * 3)),
    Scene("plans", ("4",)),
    Scene("plans-settle", ("4", "enter")),
    Scene("plans-empty", ("4",), empty=True),
    Scene("day", ("6",)),
    Scene("day-close", ("6", "f8")),
    Scene("day-replay", ("6", "v")),
    Scene("import", ("i",)),
    Scene("welcome", empty=True, welcome=True),
)


def pictures() -> dict[str, Callable[[], str]]:
    """Every picture's name with what draws it."""
    found: dict[str, Callable[[], str]] = {}
    for scene in SCENES:
        sizes = {f"{scene.size[0]}x{scene.size[1]}": scene.size} if scene.size else SIZES
        for language in scene.languages:
            for name, size in sizes.items():
                found[f"{scene.name}-{language}-{name}"] = partial(draw, scene, language, size)
    return found


def draw(scene: Scene, language: Language, size: tuple[int, int]) -> str:
    """The picture of a scene."""
    use_language(language)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return asyncio.run(_drawn(scene, language, size, Path(folder)))
    finally:
        use_language("en")


async def _drawn(scene: Scene, language: Language, size: tuple[int, int], folder: Path) -> str:
    welcome = None
    if scene.welcome:
        from fieldvisit.tui.screens.welcome import WelcomeScreen

        welcome = WelcomeScreen
    app = FieldvisitApp(_office_for(scene, language, folder), welcome=welcome)
    app.STARTED_AFTER = _NEVER
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        if scene.rules:
            await app.check_own_rules()
            await settle(pilot)
        for key in scene.keys:
            if key.startswith("row "):
                _go_to_row(app, key.removeprefix("row "))
            else:
                await pilot.press(key)
            await settle(pilot)
            await _write(pilot, scene.note.get(language, ""))
            await _fill(pilot, scene, folder)
        app.screen.set_focus(app.focused, scroll_visible=True)
        await settle(pilot)
        _show_cursor(app.focused)
        await pilot.pause()
        picture = picture_of(app)
        app.exit()
    return picture


def _show_cursor(focused: Any) -> None:
    """Stop a blinking cursor where it is seen; how long the scene took must not show."""
    if pause := getattr(focused, "_pause_blink", None):
        pause(visible=True)


def _office_for(scene: Scene, language: Language, folder: Path) -> Office:
    made = office(scene.stock or language, folder, empty=scene.empty)
    if scene.clock:
        moment = datetime.fromisoformat(f"{DAY} {scene.clock}").replace(tzinfo=_zone(made))
        made = replace(made, clock=lambda: moment.astimezone(UTC))
    if scene.rules:
        (folder / "packs").mkdir()
        (folder / "packs" / "house.toml").write_text(scene.rules, "utf-8")
        changed = made.settings.changed(pack_folder=str(folder / "packs"))
        made = replace(made, settings=changed)
    if scene.contacts:
        (folder / "contacts.csv").write_text(scene.contacts, "utf-8")
    return made


def _zone(made: Office) -> ZoneInfo:
    return ZoneInfo(made.settings.zone)


def _go_to_row(app: FieldvisitApp, text: str) -> None:
    table = app.screen.query(RecordTable).first()
    found = (at for at, row in enumerate(table.records) if any(text in str(c) for c in row.cells))
    table.go_to(next(found))


async def _fill(pilot: Any, scene: Scene, folder: Path) -> None:
    """Put the values into the fields of a form that is there and empty."""
    values = dict(scene.fields)
    if scene.contacts:
        values["path"] = str(folder / "contacts.csv")
    for name, value in values.items():
        for widget in pilot.app.screen.query(f"#{name}"):
            if widget.value in ("", Select.NULL):
                widget.value = value
                await settle(pilot)


async def _write(pilot: Any, note: str) -> None:
    fields = pilot.app.screen.query("#note") if note else ()
    if fields and not fields.first().text:
        fields.first().focus().insert(note)
        await settle(pilot)


async def settle(pilot: Any) -> None:
    """Wait until nothing is under way three times over: what one worker brings may start another,
    and a screen that opens starts its own only once it is there."""
    still = 0
    while still < 3:
        busy = [w for w in pilot.app.workers if not w.is_finished and not _waits(w)]
        still = 0 if busy else still + 1
        if busy:
            await asyncio.wait(
                [asyncio.ensure_future(_ended(worker)) for worker in busy], timeout=1
            )
        await pilot.pause()


def _waits(worker: Any) -> bool:
    """Whether the worker waits for a dialog's answer, which no time will bring."""
    return len(worker.node.app.screen_stack) > 1 and worker.group not in (
        "load",
        "status",
        "fill",
        "words",
        "search",
    )


async def _ended(worker: Any) -> None:
    while not worker.is_finished:
        await asyncio.sleep(0.005)


def office(language: Language, folder: Path, *, empty: bool = False) -> Office:
    """An office on the demo of DAY at ten in the morning, or on an empty store."""
    moment = bootstrap.demo_clock(language, DAY)().replace(microsecond=0)

    def clock() -> Any:
        return moment

    settings = bootstrap.demo_settings(language)
    if empty:
        open_store: Callable[[], Store] = partial(Store.open, folder)
    else:
        open_store = partial(bootstrap.open_demo_store, folder, language, DAY, moment)
    where = places(str(folder))
    made = bootstrap.office_on(open_store, clock, settings, where, demo=True)
    return replace(made, demo=not empty, pictures=folder, case_folders=tuple)


def main(words: list[str]) -> int:
    """Draw what is asked for into the folder of pictures."""
    chosen = [word for word in words if not word.startswith("--")]
    PICTURES.mkdir(exist_ok=True)
    wanted = pictures()
    for name, drawing in wanted.items():
        if not chosen or any(name.startswith(word) for word in chosen):
            (PICTURES / f"{name}.svg").write_text(drawing(), "utf-8")
            print(name)
    if not chosen:
        for path in PICTURES.glob("*.svg"):
            if path.stem not in wanted:
                path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
