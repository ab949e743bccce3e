"""The table: columns stay aligned, keys and mouse move, 100,000 rows cost what 40 do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.pilot import Pilot
from tiny import Drawer, FormScreen, ListScreen, lines, settled, tiny_app, told

from fieldvisit.domain.money import Money
from fieldvisit.tui.showing import amount_cell
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.records import Cell, Record, RowDrawing
from fieldvisit.tui.widgets.table import RecordTable
from fieldvisit.wording import use_language

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
RARE = st.sampled_from("𠮷〇·　é\u200b\u202e\x1b\ufe0f👨")
NAMES = st.lists(
    st.text(st.one_of(HAN, RARE, st.characters(codec="ascii")), max_size=40), min_size=1, max_size=5
)


def table_of(pilot: Pilot[None]) -> RecordTable:
    return pilot.app.screen.query_one(RecordTable)


def selected(pilot: Pilot[None]) -> str:
    record = table_of(pilot).selected
    assert record is not None
    return record.key


@given(NAMES, st.sampled_from((60, 80, 110)))
def test_every_line_is_as_wide_as_the_table(names: list[str], width: int) -> None:
    columns = (Column("number", 5, right=True), Column("name", 10, share=1), Column("state", 8))
    drawing = RowDrawing(columns, lambda _name: Style.null())
    for number, name in enumerate(names):
        record = Record(str(number), (str(number), name, Cell("late", "bad")))
        for cursor in ("", "cursor"):
            strip = drawing.row(record, width, cursor)
            assert strip.cell_length == width
            assert cell_len(strip.text) == width
            assert strip.text.endswith("late     ")
    assert cell_len(drawing.header(width).text) == width


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("8640.00", "CNY", "¥8,640.00"),
        ("999999.50", "EUR", "999,999.50"),
        ("2500000.00", "IDR", "2,500,000"),
        ("250000.00", "IDR", "IDR 250,000"),
        ("25000000", "JPY", "¥25,000,000"),
    ],
)
def test_an_amount_says_less_before_it_is_cut(amount: str, currency: str, shown: str) -> None:
    use_language("zh-Hans" if currency == "CNY" else "en")
    money = Money.of({"amount": amount, "currency": currency})
    drawing = RowDrawing((Column("amount", 12, right=True),), lambda _name: Style.null())

    assert drawing.row(Record("1", (amount_cell(money),)), 15).text.strip() == shown
    use_language("en")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 30)])
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=NAMES)
async def test_every_line_of_the_screen_is_as_wide_as_the_terminal(
    tmp_path: Path, size: tuple[int, int], names: list[str]
) -> None:
    app = tiny_app(tmp_path, drawer=Drawer(names))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)

        assert {cell_len(line) for line in lines(app)} == {size[0]}


async def test_keys_move_and_stop_at_the_ends(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, drawer=Drawer([f"name {number}" for number in range(100)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key, row in (
            ("down", 1),
            ("j", 2),
            ("k", 1),
            ("up", 0),
            ("up", 0),
            ("pagedown", 20),
            ("pagedown", 40),
            ("pageup", 20),
            ("end", 99),
            ("down", 99),
            ("home", 0),
            ("G", 99),
            ("g", 0),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert selected(pilot) == str(row), key
            assert any(line.startswith("> ") for line in lines(app)), key


async def test_a_click_selects_and_a_second_opens(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.click(RecordTable, offset=(10, 2))
        await pilot.pause()
        assert selected(pilot) == "1"
        assert told(app) == []

        await pilot.click(RecordTable, offset=(10, 2))
        await pilot.pause()
        assert told(app) == ["opened 1"]
        for nowhere in (0, 10):
            await pilot.click(RecordTable, offset=(10, nowhere))
        await pilot.pause()
        assert selected(pilot) == "1"


async def test_the_selection_stays_on_the_same_key_over_a_reload(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        table = table_of(pilot)
        table.select("2")
        table.select("nobody")
        assert selected(pilot) == "2"

        table.show([Record("2", ("2", "", "")), Record("0", ("0", "", ""))])
        assert selected(pilot) == "2"
        table.show([Record("7", ("7", "", ""))])
        assert selected(pilot) == "7"
        table.show([])
        assert table.selected is None
        await pilot.press("enter", "down")
        await pilot.pause()
        assert table.records == []
        assert told(app) == []


async def test_the_selected_row_stays_in_sight_when_the_terminal_shrinks(tmp_path: Path) -> None:
    app = tiny_app(tmp_path, drawer=Drawer([f"name {number}" for number in range(40)]))
    async with app.run_test(size=(80, 50)) as pilot:
        await settled(pilot)
        await pilot.press("end")
        await pilot.resize_terminal(80, 20)
        await settled(pilot)

        assert any(line.startswith(">     39") for line in lines(app))


async def test_the_cursor_shows_where_keys_go(tmp_path: Path) -> None:
    app = tiny_app(tmp_path)
    async with app.run_test() as pilot:
        await settled(pilot)
        table = table_of(pilot)
        focused = table.render_line(1)
        app.screen.set_focus(None)
        await pilot.pause()

        assert table.render_line(1).text == focused.text
        assert table.render_line(1) != focused


async def test_drawing_does_not_depend_on_the_number_of_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw = RowDrawing.row

    def counted(self: RowDrawing, record: Record, width: int, cursor: str = "") -> object:
        drawn.append(1)
        return draw(self, record, width, cursor)

    monkeypatch.setattr(RowDrawing, "row", counted)
    app = tiny_app(tmp_path, drawer=Drawer(["name"] * 100_000))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        drawn.clear()
        await pilot.press("pagedown")
        await settled(pilot)

        assert len(drawn) <= 24


async def test_a_list_that_is_left_and_found_again_is_read_again(tmp_path: Path) -> None:
    names = ["first"]
    app = tiny_app(tmp_path, drawer=Drawer(names))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        assert isinstance(app.screen, FormScreen)
        names.append("second")
        await pilot.press("escape")
        await settled(pilot)

        assert isinstance(app.screen, ListScreen)
        assert "second" in "\n".join(lines(app))
