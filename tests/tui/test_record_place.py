"""The Record step of a visit that was never begun asks where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scenes import settle
from textual.widgets import Select
from visiting import Desk, stored

from fieldvisit.domain import events


async def choose(pilot: Any, **values: str) -> None:
    for name, value in values.items():
        pilot.app.screen.query_one(f"#{name}", Select).value = value
        await settle(pilot)


@pytest.mark.parametrize("code", ["DL", "ERT"])
async def test_a_visit_that_was_not_begun_is_recorded_where_it_was(
    tmp_path: Path, code: str
) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("record") as (pilot, screen):
        await choose(pilot, code=code)
        assert screen.query_one("#field-place").display
        await choose(pilot, place="work")
        await pilot.press("f8")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)

    payload = stored(desk, events.OUTCOME_LOGGED)[0]
    assert (payload["place"], payload["facts"]["place"]["kind"]) == ("work", "work")


@pytest.mark.parametrize(("started", "code"), [(True, "DL"), (False, "NV")])
async def test_no_place_is_asked_where_it_is_known_or_nobody_went(
    tmp_path: Path, *, started: bool, code: str
) -> None:
    desk = Desk(tmp_path, started=started)
    async with desk.at_step("record") as (pilot, screen):
        await choose(pilot, code=code)

        assert not screen.query_one("#field-place").display
        assert screen.typed.place == ""


async def test_the_place_comes_back_with_the_draft(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("record") as (pilot, _screen):
        await choose(pilot, code="DL", place="school")
    async with desk.at_step("record") as (_pilot, screen):
        assert screen.query_one("#place", Select).value == "school"
