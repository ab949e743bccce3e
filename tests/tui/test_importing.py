"""The import, by keys: a file, its columns, the preview, the result, and every way back."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from case_lists import HEADERS, ROW, SAMPLES, write_csv, write_xlsx
from import_desk import PATIENCE, Desk, desk_in
from textual.widgets import Input, OptionList, Select

from fieldvisit.services.cases import search_cases
from fieldvisit.store.store import Store
from fieldvisit.tui.import_draft import Step
from fieldvisit.tui.screens import import_work
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.import_dialogs import ColumnDialog, RowDialog, ValuesDialog
from fieldvisit.tui.screens.importing import ImportScreen
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.table import RecordTable
from fieldvisit.wording import use_language

GOOD = (ROW, ("A-2", "李四", "88.00", "2026-10-01"))
BAD = ("A-3", "赵六", "eighty", "2026-10-01")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as made:
        yield made


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "good.csv", *GOOD)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "mixed.csv", *GOOD, BAD)


async def test_a_list_is_taken_in_by_keys_alone(desk: Desk, good: Path) -> None:
    await desk.reads(good)
    assert desk.is_at(Step.COLUMNS)
    assert "good.csv, CSV, utf-8, about 2 rows" in desk.text

    await desk.press("f8")
    assert desk.is_at(Step.PREVIEW)
    assert "[new 2]" in desk.text
    assert await desk.cases() == {}

    await desk.press("f8")
    assert isinstance(desk.screen, Confirm)
    await desk.press("1")

    assert desk.is_at(Step.RESULT)
    assert "2 cases were taken in." in desk.text
    assert set(await desk.cases()) == {"A-1", "A-2"}
    await desk.press("f8")
    assert not isinstance(desk.screen, ImportScreen)


async def test_enter_in_the_question_writes_nothing(desk: Desk, good: Path) -> None:
    await desk.previews(good)
    await desk.press("f8", "enter")

    assert desk.is_at(Step.PREVIEW)
    assert await desk.cases() == {}


async def test_the_search_follows_by_itself(desk: Desk, good: Path) -> None:
    def indexed(store: Store) -> int:
        return int(store.connection.execute("SELECT count(*) FROM case_search").fetchone()[0])

    await desk.takes_in(good)
    await desk.until(lambda: all(w.is_finished for w in desk.app.workers if w.group == "index"))

    assert await desk.app.store.run(indexed) == 2
    found, total = await desk.app.store.run(search_cases, "lisi")
    assert ([each.case.case_id for each in found], total) == (["A-2"], 1)


async def test_the_same_file_twice_changes_nothing(desk: Desk, good: Path) -> None:
    await desk.takes_in(good)
    await desk.press("f8")
    desk.app.push_screen(ImportScreen())
    await desk.until(lambda: isinstance(desk.screen, ImportScreen) and desk.screen.focused)
    await desk.quiet()
    await desk.previews(good)

    assert "[unchanged 2]" in desk.text
    assert "A-2" in desk.text
    await desk.press("f8")
    assert "Nothing had to change." in desk.text


async def test_a_changed_case_shows_what_changes(desk: Desk, tmp_path: Path, good: Path) -> None:
    await desk.takes_in(good)
    await desk.press("f8")
    desk.app.push_screen(ImportScreen())
    await desk.until(lambda: isinstance(desk.screen, ImportScreen) and desk.screen.focused)
    await desk.quiet()
    changed = write_csv(tmp_path / "later.csv", ("A-2", "李四", "99.00", "2026-10-01"), GOOD[0])
    await desk.previews(changed)
    assert "[changed 1]" in desk.text

    await desk.press("enter")

    assert isinstance(desk.screen, RowDialog)
    assert "Amount due: CN¥88.00, then CN¥99.00" in desk.text
    assert "Borrower" not in desk.text
    await desk.press("escape", "f8", "1")
    assert (await desk.cases())["A-2"].amount_due.minor == 9900


async def test_a_new_case_is_shown_whole_and_masked(desk: Desk, tmp_path: Path) -> None:
    headers = (*HEADERS, "phone", "identity card no")
    row = (*ROW, "13800138000", "110101199003077715")
    await desk.previews(write_csv(tmp_path / "a.csv", row, headers=headers))
    await desk.press("enter")

    assert "Borrower: 王*明" in desk.text
    assert "8000" in desk.text
    assert "13800138000" not in desk.text
    assert "110101199003077715" not in desk.text


async def test_rejected_rows_are_listed_with_row_column_and_reason(desk: Desk, mixed: Path) -> None:
    await desk.previews(mixed)
    await desk.press("right", "right", "right")

    assert "[rejected 1]" in desk.text
    assert "amount_due" in desk.text
    await desk.press("enter")
    assert "Row 4: amount_due: this is not an amount" in desk.text
    assert "borrower: 赵六" in desk.text
    await desk.press("escape", "left")
    assert "[unchanged 0]" in desk.text


async def test_rejected_rows_are_saved_beside_the_source(desk: Desk, mixed: Path) -> None:
    await desk.takes_in(mixed)
    await desk.press("s", "f8")

    saved = mixed.with_name("mixed-rejected.csv")
    assert "eighty" in saved.read_text("utf-8-sig")
    assert desk.importing.saved_to == saved
    assert "The rejected rows are in" in desk.text


async def test_a_file_that_is_there_is_replaced_after_a_question(
    desk: Desk, mixed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("mine")
    await desk.previews(mixed)
    for answer, replaced in (("enter", False), ("1", True)):
        await desk.press("s")
        desk.screen.query_one("#answer", Input).value = str(other)
        await desk.press("f8")
        assert isinstance(desk.screen, Confirm)
        await desk.press(answer)
        assert (other.read_text("utf-8-sig") != "mine") is replaced


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("mixed.csv", "This is the case list itself"), ("no/such/a.csv", "cannot be written there")],
)
async def test_a_place_that_cannot_take_the_rejected_rows_is_said(
    desk: Desk, mixed: Path, place: str, sentence: str
) -> None:
    before = mixed.read_bytes()
    await desk.previews(mixed)
    await desk.press("s")
    desk.screen.query_one("#answer", Input).value = str(mixed.parent / place)
    await desk.press("f8")
    await desk.says(sentence)

    assert mixed.read_bytes() == before


async def test_a_column_is_mapped_by_hand(desk: Desk, tmp_path: Path) -> None:
    headers = ("case", "who", "amount_due", "due_date")
    await desk.reads(write_csv(tmp_path / "a.csv", *GOOD, headers=headers))
    assert "missing: Enter chooses" in desk.text

    await desk.press("f8")
    assert desk.is_at(Step.COLUMNS)
    await desk.says("No column for: Borrower")

    desk.screen.query_one("#fields", RecordTable).select("borrower")
    await desk.press("enter")
    assert isinstance(desk.screen, ColumnDialog)
    desk.screen.query_one(OptionList).highlighted = 2
    await desk.press("enter")
    assert desk.importing.draft.case_list is not None
    assert desk.importing.draft.case_list.mapping["borrower"] == "who"
    await desk.press("f8")
    assert "[new 2]" in desk.text


async def test_a_column_that_does_not_fit_says_why_and_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    headers = (*HEADERS, "identity card no")
    row = (*ROW, "110101199003077715")
    await desk.reads(write_csv(tmp_path / "a.csv", row, headers=headers))
    await desk.press("enter")
    desk.screen.query_one(OptionList).highlighted = 5
    await desk.press("enter")
    await desk.says("holds identity or card")

    assert desk.importing.draft.by_hand == {}


async def test_a_typed_path_brings_the_key_that_goes_on(tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        assert "F8 Go on" not in desk.text
        await desk.press("a")
        assert "F8 Go on" in desk.text


async def test_values_stand_in_for_what_no_row_states(tmp_path: Path, good: Path) -> None:
    async with desk_in(tmp_path, currency="", country="", role="") as desk:
        await desk.reads(good)
        for lacking in ("country", "role", "currency"):
            assert lacking in desk.text
        assert desk.text.count("v sets it.") == 3

        await desk.press("v")
        assert isinstance(desk.screen, ValuesDialog)
        await desk.press(*"cny")
        desk.screen.query_one("#field-country Input", Input).value = "Nowhere"
        desk.screen.query_one("#field-role Select", Select).value = "third_party"
        desk.screen.query_one("#field-zone Input", Input).value = "asia/shanghai"
        await desk.press("f8")
        await desk.until(lambda: "-wrong" in desk.screen.query_one("#field-country", Field).classes)
        desk.screen.query_one("#field-country Input", Input).value = "中国"
        await desk.press("f8")
        await desk.until(lambda: isinstance(desk.screen, ImportScreen))
        await desk.quiet()

        assert "v sets it." not in desk.text
        await desk.press("f8", "f8", "1")
        case = (await desk.cases())["A-1"]
        said = (case.amount_due.currency, case.country, case.role, case.zone)
        assert said == ("CNY", "CN", "third_party", "Asia/Shanghai")


async def test_cases_that_would_be_blocked_are_counted_in_the_preview(
    tmp_path: Path, good: Path
) -> None:
    async with desk_in(tmp_path, country="", role="") as desk:
        await desk.previews(good)

        assert "2 cases have no country: their visits would be blocked." in desk.text
        assert "2 cases do not say your role" in desk.text


async def test_a_file_is_picked_from_the_list(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    write_csv(tmp_path / "lists" / "客户名单.csv", *GOOD, encoding="gb18030")
    async with desk_in(tmp_path) as desk:
        assert "客户名单.csv" in desk.text
        await desk.press("enter")

        assert desk.is_at(Step.COLUMNS)
        assert "客户名单.csv, CSV, gb18030" in desk.text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "This file is empty"),
        ("cut.xlsx", b"PK\x03\x04 and no more", "cut or damaged"),
        ("letter.pdf", b"%PDF-1.7", "a PDF document"),
        ("none.csv", None, "There is no such file"),
    ],
)
async def test_a_wrong_file_is_said_beside_the_path(
    desk: Desk, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    await desk.reads(tmp_path / name)

    assert sentence in desk.error()
    assert desk.is_at(Step.FILE)
    assert desk.screen.focused is desk.screen.query_one("#path")
    good = write_csv(tmp_path / "good.csv", *GOOD)
    await desk.reads(good)
    assert desk.is_at(Step.COLUMNS)


async def test_a_file_that_is_cut_in_the_middle_stops_before_anything_is_written(
    desk: Desk, tmp_path: Path
) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", HEADERS, *(ROW for _n in range(50)))
    whole.write_bytes(whole.read_bytes()[:-300])
    await desk.reads(whole)

    assert "cut or damaged" in desk.error()
    assert await desk.cases() == {}


async def test_enter_in_the_path_reads_and_tab_completes_it(desk: Desk, good: Path) -> None:
    path = desk.screen.query_one("#path", Input)
    path.focus()
    path.value = str(good)[:-4]
    path.cursor_position = len(path.value)
    await desk.press("tab")
    assert path.value == str(good)

    await desk.press("enter")
    assert desk.is_at(Step.COLUMNS)


async def test_tab_goes_on_where_nothing_fits(desk: Desk, tmp_path: Path) -> None:
    path = desk.screen.query_one("#path", Input)
    path.focus()
    path.value = str(tmp_path / "nothing-like-this")
    await desk.press("tab")

    assert path.value.endswith("nothing-like-this")
    assert desk.screen.focused is not path


async def test_esc_goes_back_one_step_at_a_time(desk: Desk, good: Path) -> None:
    await desk.previews(good)
    for step in (Step.COLUMNS, Step.FILE):
        await desk.press("escape")
        assert desk.is_at(step)
    await desk.press("escape")

    assert not isinstance(desk.screen, ImportScreen)


class Gate:
    """Holds a function at its beginning until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.reached, self._opened = threading.Event(), threading.Event()
        real = getattr(import_work, name)

        def held(*arguments: Any, **named: Any) -> Any:
            self.reached.set()
            assert self._opened.wait(PATIENCE)
            return real(*arguments, **named)

        monkeypatch.setattr(import_work, name, held)

    def open(self) -> None:
        self._opened.set()


async def call_off(desk: Desk, gate: Gate, key: str) -> None:
    """Press the key while the function is under way, then let that go on to its end."""
    await desk.until(gate.reached.is_set)
    assert "calls it off" in desk.said
    await desk.pilot.press(key)
    gate.open()
    await desk.quiet()
    await desk.says("Called off; nothing was changed.")


@pytest.fixture
def long(tmp_path: Path) -> Path:
    rows = (("A-" + str(n), "王小明", "5.00", "2026-10-20") for n in range(300))
    return write_csv(tmp_path / "long.csv", *rows)


@pytest.mark.parametrize("key", ["c", "escape"])
async def test_reading_a_file_is_called_off(
    desk: Desk, long: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    gate = Gate(monkeypatch, "open_case_list")
    desk.screen.query_one("#path", Input).value = str(long)
    await desk.pilot.press("f8")
    await call_off(desk, gate, key)

    assert desk.is_at(Step.FILE)


@pytest.mark.parametrize("key", ["c", "escape"])
async def test_a_comparison_is_called_off(
    desk: Desk, long: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    gate = Gate(monkeypatch, "preview_import")
    await desk.reads(long)
    await desk.pilot.press("f8")
    await call_off(desk, gate, key)

    assert desk.is_at(Step.COLUMNS)


@pytest.mark.parametrize("key", ["c", "escape"])
async def test_writing_is_called_off_and_leaves_the_store_as_it_was(
    desk: Desk, long: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    gate = Gate(monkeypatch, "import_cases")
    await desk.previews(long)
    await desk.press("f8")
    await desk.pilot.press("1")
    await call_off(desk, gate, key)

    assert desk.is_at(Step.PREVIEW)
    assert await desk.cases() == {}
    await desk.press("f8", "1")
    assert desk.is_at(Step.RESULT)
    assert "300 cases were taken in." in desk.text


async def test_nothing_else_can_be_begun_meanwhile(
    desk: Desk, long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch, "preview_import")
    await desk.reads(long)
    await desk.pilot.press("f8")
    await desk.until(gate.reached.is_set)

    possible = {each.id for each in desk.importing.OFFERS if desk.importing.why_not(each) is None}
    assert possible == {"import.call-off"}
    gate.open()
    await desk.quiet()
    assert desk.is_at(Step.PREVIEW)


async def test_a_collection_sheet_takes_names_from_a_list_of_clients(desk: Desk) -> None:
    sheet = SAMPLES / "fineract_collectionsheet_L5053.json"
    if not sheet.exists():
        pytest.skip("the shared samples are not beside the checkout")
    await desk.reads(sheet)
    assert "Fineract collection sheet" in desk.text
    await desk.press("enter")
    assert desk.is_at(Step.COLUMNS)
    assert "fixed fields" in desk.text

    clients = {
        "pageItems": [
            {"id": client["clientId"], "displayName": f"Client {client['clientId']}"}
            for client in _clients_of(json.loads(sheet.read_text("utf-8")))
        ]
    }
    beside = desk.folder / "clients.json"
    beside.write_text(json.dumps(clients), "utf-8")
    await desk.press("n")
    desk.screen.query_one("#answer", Input).value = str(beside)
    await desk.press("f8")
    assert desk.error() == ""
    await desk.press("f8")
    preview = desk.importing.draft.preview
    assert preview is not None
    assert all(case.borrower.startswith("Client ") for case in preview.new)


def _clients_of(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    groups = sheet.get("groups") or []
    return [*sheet.get("clients", []), *(c for g in groups for c in g.get("clients", []))]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (110, 30)])
async def test_every_line_is_as_wide_as_the_screen(
    tmp_path: Path, size: tuple[int, int], mixed: Path
) -> None:
    async with desk_in(tmp_path, size) as desk:
        for keys in ((), ("f8",), ("f8",), ("right", "right", "right")):
            if not keys:
                await desk.reads(mixed)
            await desk.press(*keys)
            strips = desk.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {size[0]}


async def test_commands_say_why_they_cannot_be_done(desk: Desk, good: Path) -> None:
    reasons = {command.id: desk.importing.why_not(command) for command in desk.importing.OFFERS}
    assert reasons["import.go-on"] == "Type the path of a file, or choose one in the list."
    assert reasons["import.choose"] == "There is no row to choose."
    assert reasons["import.values"] == "Choose a file first."
    assert reasons["import.next-group"] == "Only the preview has groups."
    assert reasons["import.save-rejected"] == "No row was rejected."
    assert reasons["import.call-off"] == "Nothing is running."

    await desk.reads(good)
    reasons = {command.id: desk.importing.why_not(command) for command in desk.importing.OFFERS}
    assert reasons["import.clients"] == "Only a Fineract collection sheet takes a file of clients."
    assert reasons["import.values"] is None
    await desk.press("f8")
    values = next(each for each in desk.importing.OFFERS if each.id == "import.values")
    assert desk.importing.why_not(values) is not None
