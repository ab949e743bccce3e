"""Rows of a form."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Checkbox, Input, Select, Static, TextArea
from tiny import lines, settled, tiny_app

from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.widgets.field import Field, choice


class AllFields(WorkScreen):
    TITLE = "Fields"

    def compose_body(self) -> ComposeResult:
        yield Field("name", Input("张\u200b三"), hint="as in the contract", id="name")
        yield Field("note", TextArea("one\n\x1btwo"), id="note")
        yield Field("code", choice([("[b]paid", "PAID"), ("none", "NONE")]), id="code")
        yield Field("sure", Checkbox(), id="sure")
        yield Field("text", Static("x"), id="text")


async def test_a_field_gives_its_value_without_what_cannot_be_seen(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        screen = AllFields()
        await app.push_screen(screen)
        await settled(pilot)
        values = {field.id: field.value for field in screen.query(Field)}
        assert values == {
            "name": "张三",
            "note": "one\ntwo",
            "code": None,
            "sure": False,
            "text": None,
        }

        screen.query_one(Select).value = "PAID"
        assert screen.query_one("#code", Field).value == "PAID"
        await settled(pilot)
        assert any("[b]paid" in line for line in lines(app))


async def test_what_is_wrong_stands_below_the_field(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, first="FormScreen")
    async with app.run_test() as pilot:
        await settled(pilot)
        field = app.screen.query_one("#name-field", Field)
        field.show_error("Write the [name] of the borrower.")
        await pilot.pause()
        assert any("! Write the [name] of the borrower." in line for line in lines(app))
        assert field.has_class("-wrong")

        field.show_error("")
        await pilot.pause()
        assert any("as in the contract" in line for line in lines(app))
        assert not field.has_class("-wrong")
