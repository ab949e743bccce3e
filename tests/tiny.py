"""A small program on the parts of the terminal program, for tests of these parts.

Run as a script it takes, as JSON on the command line, the names to list and the folder for files.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import stillness  # noqa: F401, how the tests of the screens wait; before anything of Textual
from textual.app import ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from fieldvisit.domain.problems import BadInput
from fieldvisit.settings import Settings
from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.commands import Command
from fieldvisit.tui.office import Office, Status
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.sections import Section
from fieldvisit.tui.store_thread import StoreThread
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.step_bar import StepBar
from fieldvisit.tui.widgets.table import Cell, Record, RecordTable

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
NAMES = ("欧阳晓雯", "Margaret O'Hara", "张三")


@dataclass
class Drawer:
    """The store of the small program: a list of names, and what was saved; it holds no cases."""

    names: Sequence[str] = NAMES
    saved: list[str] = field(default_factory=list)
    closed: bool = False

    @property
    def search(self) -> Drawer:
        return self

    @property
    def cases(self) -> Drawer:
        return self

    def find(self, _typed: str, _limit: int) -> tuple[list[int], int]:
        return [], 0

    def by_number(self, _numbers: list[int]) -> list[Any]:
        return []

    def close(self) -> None:
        self.closed = True


def names_in(drawer: Drawer) -> Sequence[str]:
    return drawer.names


def save_in(drawer: Drawer, text: str) -> None:
    drawer.saved.append(text)


def refuse(_drawer: Drawer) -> None:
    raise BadInput("{field}: that is not a day.", code="test.day", field="day")


def break_down(_drawer: Drawer) -> None:
    secret = "Zhang San 110101199003077715"
    raise ValueError(f"cannot read {secret}")


def _why_not_move(screen: Any) -> str | None:
    return None if screen.may_move else "No visit can be moved now."


LIST_COMMANDS = (
    Command("list.open", "Open", "Open the record.", keys="enter", digit=1, footer=1),
    Command(
        "list.move", "Move", "Move the record.", keys="r", digit=2, footer=2, why_not=_why_not_move
    ),
    Command("list.refuse", "Refuse", "Be refused.", keys="f", digit=3),
    Command("list.break", "Break", "Break down.", keys="b", digit=4, action="break_down"),
    Command("list.crash", "Crash", "Bring the program down.", keys="c", digit=5),
    Command("list.form", "Form", "Open the form.", keys="n", digit=6),
    Command("list.ask", "Ask", "Ask a question.", keys="x", digit=7, footer=3),
)


class ListScreen(WorkScreen):
    TITLE = "Names"
    HELP = "A list of names."
    OFFERS = LIST_COMMANDS
    may_move = False

    def compose_body(self) -> ComposeResult:
        yield RecordTable(
            (Column("number", 6, right=True), Column("name", 10, share=1), Column("state", 8)),
            id="names",
        )

    async def load(self) -> None:
        names = await self.app.store.run(names_in)
        if not names:
            self.show_state("empty", "No names.", "n opens the form.")
            return
        self.query_one(RecordTable).show(
            [Record(str(at), (str(at), name, Cell("late", "bad"))) for at, name in enumerate(names)]
        )
        self.show_body()

    def action_open(self) -> None:
        selected = self.query_one(RecordTable).selected
        assert selected is not None
        self.notify(f"opened {selected.key}")

    def action_move(self) -> None:
        self.notify("moved")

    async def action_refuse(self) -> None:
        await self.app.store.run(refuse)

    async def action_break_down(self) -> None:
        await self.app.store.run(break_down)

    def action_crash(self) -> None:
        break_down(Drawer())

    def action_form(self) -> None:
        self.app.push_screen(FormScreen())

    async def action_ask(self) -> None:
        answer = await self.app.push_screen_wait(Confirm("Ask", "Do it?", "Do it"))
        self.notify(f"answered {answer}")


class FormScreen(WorkScreen):
    TITLE = "Form"
    HELP = "A form."
    READS_AGAIN_ON_RETURN = False
    OFFERS = (
        Command("form.review", "Review", "Look at it once more.", keys="f8", footer=1),
        Command("form.letter", "Letter", "Has a letter only.", keys="l", footer=2),
    )

    def compose_body(self) -> ComposeResult:
        yield StepBar(("Prepare", "Talk"))
        yield Field("name", Input(id="name"), hint="as in the contract", id="name-field")
        yield Field("note", Input(id="note"), id="note-field")
        yield Static(id="echo", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.app.store.save_soon("form", save_in, event.value)
        self.query_one("#echo", Static).update(f"<{event.value}>")

    def action_review(self) -> None:
        self.notify("reviewed")

    def action_letter(self) -> None:
        self.notify("letter")


class RawScreen(WorkScreen):
    """Shows names through Textual's own widgets, which do not clean them."""

    TITLE = "Raw"
    HELP = "Names as they are."
    OFFERS = ()

    def compose_body(self) -> ComposeResult:
        yield OptionList()
        yield Static(id="raw", markup=False)
        yield Input(id="raw-input")

    async def load(self) -> None:
        self.names = await self.app.store.run(names_in)
        options = self.query_one(OptionList)
        options.set_options(Option(Content(name)) for name in self.names)
        options.styles.height = 10
        self.show_body()
        options.focus()
        options.action_first()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        name = self.names[event.option_index]
        self.query_one("#raw", Static).update(name)
        self.query_one("#raw-input", Input).value = name
        self.query_one("#raw").border_title = Content(name)
        self.title = f"Raw #{event.option_index}"
        self.app.clear_notifications()
        self.notify(name)


def status_of(_drawer: Drawer) -> Status:
    return Status(date(2026, 11, 24))


def tiny_app(
    folder: Path,
    *,
    drawer: Drawer | None = None,
    settings: Settings | None = None,
    read_status: Callable[[Any], Status] = status_of,
    first: str = "ListScreen",
    **marks: Any,
) -> FieldvisitApp:
    """The small program on a drawer of names; files go to the folder."""
    shown = drawer or Drawer()
    office = Office(
        store=StoreThread(lambda: shown),
        clock=lambda: NOON,
        settings=settings or Settings(zone="Asia/Shanghai"),
        read_status=read_status,
        hand_over=lambda _drawer, _folder, _now: None,
        save_settings=lambda _settings: None,
        crash_reports=folder / "crashes",
        pictures=folder / "pictures",
        **marks,
    )
    sections = (Section("today", f"tiny:{first}"), Section("cases", "tiny:FormScreen"))
    return FieldvisitApp(office, sections=sections)


def lines(app: FieldvisitApp) -> list[str]:
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker is under way and everything is drawn."""
    await pilot.pause()
    waiting = [w for w in pilot.app.workers if w.group in ("load", "status")]
    if waiting:
        await pilot.app.workers.wait_for_complete(waiting)
    await pilot.pause()


def told(app: FieldvisitApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def run(arguments: Iterable[str]) -> int:
    options = json.loads(next(iter(arguments)))
    app = tiny_app(
        Path(options["folder"]),
        drawer=Drawer(options.get("names", NAMES)),
        first=options.get("first", "ListScreen"),
    )
    app.run()
    return app.return_code or 0


if __name__ == "__main__":
    sys.modules["tiny"] = sys.modules["__main__"]
    sys.exit(run(sys.argv[1:]))
