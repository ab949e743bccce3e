"""A whole day lived with the keys, on a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text
from scenes import office, settle
from textual.widgets import Input, Select, TextArea
from visiting import words_on

from fieldvisit.domain import events
from fieldvisit.store.store import Store
from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.screens.closing import ClosingDialog
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.reasons import ReasonsDialog
from fieldvisit.tui.screens.today import TodayScreen
from fieldvisit.tui.screens.visit.record import RecordScreen
from fieldvisit.tui.screens.visit.talk import TalkScreen
from fieldvisit.tui.widgets.table import RecordTable
from fieldvisit.tui.widgets.tick import TickGroup

VISIT = "HT-5207@2026-11-24"
LATER = "escape"
"""Leaves the recording that the rules want for later."""


@pytest.fixture
async def pilot(tmp_path: Path) -> AsyncIterator[Any]:
    """The program on the Chinese demo data, its messages in English."""
    app = FieldvisitApp(office("zh-Hans", tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        yield pilot


async def press(pilot: Any, *keys: str) -> None:
    """Press keys one after the other, each when the one before is done."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def open_visit(pilot: Any, visit_id: str = VISIT) -> None:
    """Open the visit from the day's list."""
    pilot.app.screen.query_one("#visits", RecordTable).select(visit_id)
    await press(pilot, "enter")


async def journal(pilot: Any) -> list[str]:
    """The types of what the person did, the demo's own entries left out."""

    def types(store: Store) -> list[str]:
        stored = [events.Event.decode(entry.stored) for entry in store.journal.entries()]
        return [event.type for event in stored]

    return list(await pilot.app.office.store.run(types))


async def record_promise(pilot: Any, amount: str) -> None:
    """Fill the Record step with a promise to pay."""
    screen = pilot.app.screen
    screen.query_one("#code", Select).value = "PTP"
    await settle(pilot)
    screen.query_one("#need-promise_amount", Input).value = amount
    screen.query_one("#need-promise_date", Input).value = "2026-11-30"
    screen.query_one("#need-promise_method", Select).value = "transfer"
    await settle(pilot)


async def test_a_visit_from_the_list_to_the_record(pilot: Any) -> None:
    """Prepare, go to the door, leave it, record a promise: the journal holds each step."""
    before = len(await journal(pilot))
    await open_visit(pilot)
    await press(pilot, "space", "s", "1")

    assert isinstance(pilot.app.screen, TalkScreen)

    await press(pilot, "e")
    await record_promise(pilot, "500")
    await press(pilot, "f8")

    assert isinstance(pilot.app.screen, Confirm)

    await press(pilot, "1")

    assert isinstance(pilot.app.screen, ClosingDialog)

    await press(pilot, LATER)

    assert isinstance(pilot.app.screen, TodayScreen)
    assert (await journal(pilot))[before:] == [
        events.VISIT_STARTED,
        events.VISIT_FINISHED,
        events.OUTCOME_LOGGED,
    ]


async def test_enter_never_saves_a_record(pilot: Any) -> None:
    """An input method's Enter may leak; it must not submit."""
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    await record_promise(pilot, "500")
    pilot.app.screen.query_one("#need-promise_amount", Input).focus()
    before = await journal(pilot)
    await press(pilot, "enter", "enter", "enter")

    assert await journal(pilot) == before


async def test_the_brackets_of_a_tick_are_seen(pilot: Any) -> None:
    """They say that something can be ticked, ticked or not."""
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    met = pilot.app.screen.query_one("#met", TickGroup)
    for mark in ("[ ]", "[x]"):
        drawn = next(iter(met.render_line(0)))
        assert drawn.text.startswith(mark)
        assert drawn.style.color != drawn.style.bgcolor
        met.toggle("debtor")
        await settle(pilot)


async def test_cancel_has_the_focus_and_saves_nothing(pilot: Any) -> None:
    """Enter in the question means no."""
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    await record_promise(pilot, "500")
    before = await journal(pilot)
    await press(pilot, "f8", "enter")

    assert isinstance(pilot.app.screen, RecordScreen)
    assert await journal(pilot) == before


async def test_what_is_typed_survives_esc(pilot: Any) -> None:
    """Leaving a form keeps it."""
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    await record_promise(pilot, "321.50")
    await press(pilot, "escape")
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)

    assert pilot.app.screen.query_one("#need-promise_amount", Input).value == "321.50"


async def test_a_wrong_amount_is_said_beside_its_field(pilot: Any) -> None:
    """One sentence, and the field that is meant has the focus."""
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    await record_promise(pilot, "five hundred")
    await press(pilot, "f8")

    assert pilot.app.focused.id == "need-promise_amount"
    assert pilot.app.screen.query_one("#field-promise_amount").has_class("-wrong")


async def test_undo_takes_the_record_back(pilot: Any) -> None:
    """`u` on Today, after a question."""
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    await record_promise(pilot, "500")
    await press(pilot, "f8", "1", LATER)
    await press(pilot, "u")

    assert "沈*蓉" in words_on(pilot.app.screen)

    await press(pilot, "1")

    assert (await journal(pilot))[-1] == events.RECORD_REVERSED


async def test_what_was_typed_for_a_record_is_there_again_after_undo(pilot: Any) -> None:
    """A slip of the pen is put right without typing all of it anew."""
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    await record_promise(pilot, "500")
    pilot.app.screen.query_one("#note", TextArea).text = "下周发工资"
    await settle(pilot)
    await press(pilot, "f8", "1", LATER)
    await press(pilot, "u", "1")
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)

    assert pilot.app.screen.query_one("#need-promise_amount", Input).value == "500.00"
    assert pilot.app.screen.query_one("#note", TextArea).text == "下周发工资"


async def test_after_a_record_the_cursor_is_on_the_next_open_visit(pilot: Any) -> None:
    """The recorded visit goes to the end of the list; nobody wants to follow it there."""
    table = pilot.app.screen.query_one("#visits", RecordTable)
    after = table.records[[each.key for each in table.records].index(VISIT) + 1].key
    await open_visit(pilot)
    await press(pilot, *("right_square_bracket",) * 2)
    await record_promise(pilot, "500")
    await press(pilot, "f8", "1", LATER)

    assert table.selected.key == after


async def test_the_day_is_closed_and_handed_over(pilot: Any, tmp_path: Path) -> None:
    """F8 seals; s writes into the folder; the header's count goes to nothing."""
    stick = tmp_path / "stick"
    stick.mkdir()
    app = pilot.app
    app.office = replace(app.office, settings=app.office.settings.changed(sync_folder=str(stick)))
    await press(pilot, "6", "f8", "1")

    assert app.screen.status.closed is not None

    await press(pilot, "s")

    assert app.status.unsent == 0
    assert list(stick.rglob("*.fvb"))


async def test_a_blocked_visit_does_not_begin(pilot: Any) -> None:
    """The gate's reasons come up instead, and the journal keeps that it was asked."""
    await open_visit(pilot, "HT-5333@2026-11-24")
    before = await journal(pilot)
    await press(pilot, "s")

    assert isinstance(pilot.app.screen, ReasonsDialog)

    await press(pilot, "1", "escape")

    assert await journal(pilot) == [*before, events.DECISION_MADE]


async def test_the_rules_of_a_visit_tell_its_duties(pilot: Any, tmp_path: Path) -> None:
    """What is said and shown stands below the reasons, also when there are none."""
    say = {"id": "a.say", "kind": "say", "effect": "ack", "show": ["staff card"]}
    pack = pack_from(tmp_path, pack_text(say))
    visit = next(
        each.visit for each in pilot.app.screen.board.lines if each.visit.visit_id == VISIT
    )
    decision = decided("2026-11-24T10:00:00+08:00", pack)
    await pilot.app.push_screen(ReasonsDialog(decision, visit))
    await settle(pilot)
    told = [str(each.render()) for each in pilot.app.screen.query("#reasons .reason")]

    assert told == [
        "No rule has anything to say against this visit.",
        "on the visit: Show: staff card.\na.say  a law  [source not read]",
    ]


async def test_a_search_in_chinese_finds_the_case(pilot: Any) -> None:
    """Two characters of a name are enough."""
    await press(pilot, "3", "slash")
    pilot.app.screen.query_one("#search", Input).value = "欧阳"
    await settle(pilot)

    assert [each.case.case_id for each in pilot.app.screen.shown] == ["HT-5228"]
