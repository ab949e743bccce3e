"""The note of a visit, looked through while it is typed, and what it asks of the collector."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scenes import office, settle
from textual.widgets import Input, Select, TextArea
from visiting import words_on

from fieldvisit.domain import events
from fieldvisit.store.store import Store
from fieldvisit.tui.app import FieldvisitApp
from fieldvisit.tui.screens.finding import FindingDialog
from fieldvisit.tui.screens.visit.note_findings import NoteFindings
from fieldvisit.tui.screens.visit.record import RecordScreen
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.wording import use_language

ANSWER = "ctrl+o"
THREAT = "I told him: pay or else."
LAWYER = "有事找我律师谈。"
LIFE = "She said she can't go on."


@pytest.fixture(params=["en", "zh-Hans"])
async def pilot(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Any]:
    """The Record step of a visit, in both languages."""
    use_language(request.param)
    app = FieldvisitApp(office("zh-Hans", tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "down", "enter", *("right_square_bracket",) * 2)
        assert isinstance(app.screen, RecordScreen)
        yield pilot
    use_language("en")


async def press(pilot: Any, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def write(pilot: Any, note: str) -> None:
    pilot.app.screen.query_one("#note", TextArea).focus().insert(note)
    await settle(pilot)


def screen(pilot: Any) -> Any:
    return pilot.app.screen


def keys_found(pilot: Any) -> list[str]:
    return [each.key for each in screen(pilot).query_one("#findings", NoteFindings).findings]


async def recorded(pilot: Any) -> dict[str, Any]:
    """The payload of the outcome recorded last."""

    def last(store: Store) -> dict[str, Any]:
        stored = [events.Event.decode(each.stored) for each in store.journal.entries()]
        return [each for each in stored if each.type == events.OUTCOME_LOGGED][-1].payload

    return dict(await pilot.app.office.store.run(last))


async def save(pilot: Any) -> dict[str, Any]:
    screen(pilot).query_one("#code", Select).value = "PTP"
    await settle(pilot)
    screen(pilot).query_one("#need-promise_amount", Input).value = "500"
    screen(pilot).query_one("#need-promise_date", Input).value = "2026-11-30"
    screen(pilot).query_one("#need-promise_method", Select).value = "transfer"
    await settle(pilot)
    await press(pilot, "f8", "1")
    return await recorded(pilot)


async def test_a_calm_note_shows_nothing(pilot: Any) -> None:
    await write(pilot, "A calm talk. 谈话平和。")
    assert not screen(pilot).query_one("#findings").display


async def test_the_words_the_list_and_the_reason_stand_below_the_note(pilot: Any) -> None:
    await write(pilot, THREAT)
    assert keys_found(pilot) == ["threat"]
    shown = words_on(screen(pilot))
    assert '"pay or else"' in shown
    assert "! threat" in shown or "! 威胁" in shown
    assert "Ctrl+O" in shown


async def test_who_said_it_is_recorded_and_the_note_is_as_typed(pilot: Any) -> None:
    note = f"{THREAT}\n  打 断 你 的 腿 "
    await write(pilot, note)
    await press(pilot, ANSWER)
    assert isinstance(screen(pilot), FindingDialog)
    await press(pilot, "4", "2")
    assert screen(pilot).open_findings == []

    payload = await save(pilot)
    assert payload["outcome"]["note"] == note
    assert [(each["speaker"], each["supervisor"]) for each in payload["words"]] == [
        ("borrower", True),
        ("borrower", True),
    ]


async def test_a_note_is_saved_without_any_answer(pilot: Any) -> None:
    await write(pilot, THREAT)
    payload = await save(pilot)
    assert payload["outcome"]["note"] == THREAT
    assert [each["answered"] for each in payload["words"]] == [False]


async def test_a_cue_leads_to_its_flag(pilot: Any) -> None:
    await write(pilot, LAWYER)
    await press(pilot, ANSWER, "1")
    assert "lawyer" in screen(pilot).query_one("#flags", TickGroup).ticked
    assert screen(pilot).open_findings == []


async def test_a_flag_that_is_not_set_needs_a_reason(pilot: Any) -> None:
    await write(pilot, LAWYER)
    await press(pilot, ANSWER, "2")
    assert isinstance(screen(pilot), FindingDialog)
    screen(pilot).query_one("#why-not", Input).value = "meant his brother"
    await pilot.click("#answer-2")
    await settle(pilot)

    [cue] = (await save(pilot))["words"]
    assert (cue["taken"], cue["why_not"], cue["answered"]) == (False, "meant his brother", True)


async def test_a_life_in_danger_opens_the_card_with_the_numbers(pilot: Any) -> None:
    told = pilot.app.office.settings.changed(emergency="110, 120")
    pilot.app.office = replace(pilot.app.office, settings=told)
    await write(pilot, f"{THREAT} {LAWYER} {LIFE}")
    await press(pilot, ANSWER)
    assert "110, 120" in words_on(screen(pilot))
    await press(pilot, "1")
    assert "vulnerable" in screen(pilot).query_one("#flags", TickGroup).ticked


async def test_without_numbers_the_card_names_the_usual_ones(pilot: Any) -> None:
    await write(pilot, LIFE)
    await press(pilot, ANSWER)
    assert "112" in words_on(screen(pilot))
    await press(pilot, "escape")
    assert [each.key for each in screen(pilot).open_findings] == ["vulnerable_cue:crisis"]


async def test_a_child_who_was_met_is_ticked(pilot: Any) -> None:
    await write(pilot, "家里只有小孩。")
    await press(pilot, ANSWER, "1")
    assert "minor" in screen(pilot).query_one("#met", TickGroup).ticked


async def test_only_numbers_are_covered_and_only_when_asked(pilot: Any) -> None:
    await write(pilot, "Card 4539 5787 6362 1486, calm talk.")
    assert "4539 5787" in screen(pilot).query_one("#note", TextArea).text
    await press(pilot, ANSWER, "1")
    note = screen(pilot).query_one("#note", TextArea).text
    assert (note.startswith("Card "), note.endswith("1486, calm talk.")) == (True, True)
    assert "4539" not in note


async def test_at_the_door_nothing_of_it_is_seen(pilot: Any) -> None:
    await write(pilot, THREAT)
    await press(pilot, "ctrl+g")
    assert pilot.app.is_private
    assert not screen(pilot).query_one("#findings").display
    await press(pilot, ANSWER)
    assert isinstance(screen(pilot), RecordScreen)


async def test_answers_are_kept_in_the_draft_and_come_back_with_the_record(pilot: Any) -> None:
    await write(pilot, THREAT)
    await press(pilot, ANSWER, "3")
    answers = screen(pilot).typed.answers
    visit = screen(pilot).visit_id
    await save(pilot)

    from fieldvisit.tui.screens.visit.step import step_screen

    await pilot.app.push_screen(step_screen("record", visit))
    await settle(pilot)
    again = screen(pilot).typed.answers
    assert {key: each.said_by for key, each in again.items()} == {"threat": "other"}
    assert again.keys() == answers.keys()
