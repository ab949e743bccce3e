"""The gate on the screens: confirmations, overrides, the team, the time limit, the closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from textual.app import App, ComposeResult
from textual.widgets import Input, Select
from visiting import CASE, TEN, VISIT, Desk, desk, go, stored, words_on

from fieldvisit.domain import events
from fieldvisit.domain.events import NewEvent
from fieldvisit.services.ledger import log_entry
from fieldvisit.services.outcomes import draft_name
from fieldvisit.services.replay import Replay
from fieldvisit.services.undo import UNDOABLE
from fieldvisit.tui.screens.case import CaseScreen
from fieldvisit.tui.screens.closing import ClosingDialog
from fieldvisit.tui.screens.logging_entry import EntryDialog
from fieldvisit.tui.screens.reasons import ReasonsDialog
from fieldvisit.tui.screens.replaying import ReplayDialog
from fieldvisit.tui.screens.visit.talk import TalkScreen
from fieldvisit.tui.undoing import RECORD_WORDS
from fieldvisit.tui.widgets.table import RecordTable
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.tui.widgets.time_limit import TimeLimit

NEED: dict[str, Any] = {"kind": "need", "before": "visit", "has": ["visit_notice"]}
MAY = {**NEED, "id": "own.notice", "effect": "block", "override": "supervisor"}
ASKED = {**NEED, "id": "own.offer", "effect": "ack", "has": ["payment_offer"]}
RECORDING: dict[str, Any] = {"id": "own.record", "kind": "record", "effect": "block"}
RECORDING |= {"on": ["visit"], "one_of": ["audio", "video"]}


async def start(desk: Desk, pilot: Any) -> None:
    """Go to the door although the checklist is empty; the gate's question comes up."""
    await go(desk, pilot, "s", "1")


async def test_a_confirmation_needs_a_reason_and_is_kept(tmp_path: Path) -> None:
    here = desk(tmp_path, ASKED)
    async with here.at_step("prepare") as (pilot, _screen):
        await start(here, pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, ReasonsDialog)

        await go(here, pilot, "1")
        assert pilot.app.screen is dialog
        assert "fill this in to go on" in words_on(dialog)

        dialog.query_one("#reason", Input).value = "said on the telephone"
        await go(here, pilot, "f8")
        await here.settled(pilot)
        assert isinstance(pilot.app.screen, TalkScreen)
    (payload,) = stored(here, events.VISIT_STARTED)
    assert {"rule": "own.offer", "reason": "said on the telephone"} in payload["confirmed"]


async def test_a_supervisor_lets_the_visit_go_from_the_blocked_state(tmp_path: Path) -> None:
    here = desk(tmp_path, MAY)
    async with here.at_step("prepare") as (pilot, _screen):
        await start(here, pilot)
        dialog = pilot.app.screen
        assert "A supervisor may override this rule." in words_on(dialog)
        dialog.query_one("#by", Input).value = "Chen Li"
        dialog.query_one("#reason", Input).value = "the post is on strike"
        await go(here, pilot, "f8")
        await here.settled(pilot)
        assert isinstance(pilot.app.screen, TalkScreen)
        pilot.app.show_the_matter()
        await pilot.app.push_screen(CaseScreen(CASE.case_id))
        await here.settled(pilot)
        assert "own.notice  Chen Li  the post is on strike" in words_on(pilot.app.screen)
    (payload,) = stored(here, events.VISIT_STARTED)
    given = {"rule": "own.notice", "by": "Chen Li", "reason": "the post is on strike"}
    assert payload["overridden"] == [given]


async def test_companions_are_named_and_kept_for_the_next_visit(tmp_path: Path) -> None:
    here = desk(tmp_path, {**NEED, "id": "own.x", "effect": "warn", "has": ["papers_carried"]})
    async with here.at_step("prepare") as (pilot, screen):
        await go(here, pilot, "t")
        dialog = pilot.app.screen
        line = dialog.query_one("#field-companion_1").query_one(Input)
        line.value = "Zhang Min, 2026-13-40"
        await go(here, pilot, "f8")
        assert pilot.app.screen is dialog
        line.value = "Zhang Min，2026-01-10，2026-12-31"
        await go(here, pilot, "f8")
        await here.settled(pilot)
        assert "Team: Li Wen, Zhang Min" in words_on(screen)
        await start(here, pilot)
        pilot.app.screen.query_one("#reason", Input).value = "both know the way"
        await go(here, pilot, "f8")
        await here.settled(pilot)
    (payload,) = stored(here, events.VISIT_STARTED)
    named = {"id": "Zhang Min", "certificate": "2026-01-10", "approved_until": "2026-12-31"}
    assert payload["companions"] == [named]
    assert payload["facts"]["action"]["team"] == [{"id": "0042"}, named]


CARD: dict[str, Any] = {
    "id": "own.card",
    "kind": "team",
    "effect": "block",
    "on": ["visit"],
    "shows": [{"en": "staff identity card", "zh-Hans": "员工证", "zh-Hant": "員工證"}],
}


async def test_what_a_rule_wants_to_be_shown_is_one_tick(tmp_path: Path) -> None:
    here = desk(tmp_path, CARD)
    async with here.at_step("prepare") as (pilot, screen):
        assert screen.file.decision.is_blocked
        await go(here, pilot, "t")
        assert "staff identity card" in words_on(pilot.app.screen)
        pilot.app.screen.query_one("#shows", TickGroup).toggle("0")
        await go(here, pilot, "f8")
        await here.settled(pilot, screen)
        assert not screen.file.decision.is_blocked
        assert "shown: staff identity card" in words_on(screen)
    draft = here.read(lambda store: store.drafts.find(draft_name(VISIT, "prepare")))
    assert draft["shows"] == ["staff identity card"]


async def test_the_receipt_is_ticked_off(tmp_path: Path) -> None:
    receipt = {"cash": "receipt", "receipt": ["number", "creditor", "balance"]}
    rule = {"id": "own.receipt", "kind": "money", "effect": "block", **receipt}
    here = desk(tmp_path, rule, started=True)
    with here.opened() as store:
        lawless = replace(CASE, role="third_party", country="CH", zone="Europe/Zurich")
        store.record([NewEvent(events.CASE_IMPORTED, {"case": lawless.document()})], TEN)
    async with here.at_step("record") as (pilot, screen):
        screen.query_one("#code", Select).value = "PPAY"
        await here.settled(pilot)
        for name, text in (("amount", "200"), ("receipt", "1042")):
            screen.query_one(f"#need-{name}", Input).value = text
        await go(here, pilot, "f8", "1")
        dialog = pilot.app.screen
        assert isinstance(dialog, ClosingDialog)
        dialog.query_one("#receipt", TickGroup).toggle("creditor")
        await go(here, pilot, "f8")
        assert pilot.app.screen is dialog
        dialog.query_one("#receipt", TickGroup).toggle("balance")
        dialog.query_one("#field-previous").query_one(Input).value = "1041"
        await go(here, pilot, "f8")
        await here.settled(pilot)
    (payload,) = stored(here, events.VISIT_CLOSED)
    assert payload["evidence"]["receipt"] == {
        "creditor": True,
        "balance": True,
        "previous": "1041",
    }


class LimitApp(App[None]):
    def compose(self) -> ComposeResult:
        yield TimeLimit(id="limit")


async def test_the_limit_speaks_ten_minutes_before_and_at_the_end() -> None:
    """Two wakings are all there is; nothing ticks in between."""
    zone = ZoneInfo("Asia/Shanghai")
    async with LimitApp().run_test() as pilot:
        limit = pilot.app.query_one(TimeLimit)
        waits = []

        def watch(left: timedelta) -> str:
            limit.watch_until(TEN + left, TEN, zone)
            waits.append(len(limit._wakings))
            return str(limit.render()) if limit.display else ""

        assert watch(timedelta(minutes=11)) == ""
        assert "Ends at 10:10" in watch(timedelta(minutes=10))
        assert "Ends at 10:00" in watch(timedelta(seconds=1))
        assert "Over since 10:00" in watch(timedelta(0))
        assert waits == [2, 1, 1, 0]
        limit.watch_until(None, TEN, zone)
        assert not limit.display


async def test_the_visit_shows_when_the_rules_end_it(tmp_path: Path) -> None:
    hours = {"id": "own.hours", "kind": "hours", "effect": "block", "on": ["visit"]}
    here = desk(tmp_path, {**hours, "open": "08:00", "close": "10:08"}, started=True)

    async with here.at_step("talk") as (_pilot, screen):
        assert "Ends at 10:08" in words_on(screen)


async def test_a_visit_is_closed_with_its_recording(tmp_path: Path) -> None:
    here = desk(tmp_path, RECORDING, started=True)
    async with here.at_step("record") as (pilot, screen):
        screen.query_one("#code", Select).value = "DL"
        await here.settled(pilot)
        await go(here, pilot, "f8", "1")
        dialog = pilot.app.screen
        assert isinstance(dialog, ClosingDialog)
        await go(here, pilot, "f8")
        assert pilot.app.screen is dialog
        dialog.query_one("#field-recorded").query_one(Select).value = "audio"
        dialog.query_one("#field-reference").query_one(Input).value = "A-17"
        await go(here, pilot, "f8")
        await here.settled(pilot)
        assert pilot.app.screen is not dialog
    (payload,) = stored(here, events.VISIT_CLOSED)
    assert payload["evidence"] == {"media": ["audio"], "reference": "A-17"}
    assert here.read(lambda store: store.ledger.unclosed()) == []


async def test_a_wish_is_logged_on_the_screen(tmp_path: Path) -> None:
    here = desk(tmp_path, ASKED)
    async with here.at_step("prepare") as (pilot, _screen):
        await go(here, pilot, "l")
        dialog = pilot.app.screen
        assert isinstance(dialog, EntryDialog)
        dialog.query_one("#kind", Select).value = "avoid"
        await pilot.pause()
        dialog.query_one("#days", TickGroup).toggle("Sun")
        dialog.query_one("#from", Input).value = "9:00"
        await go(here, pilot, "f8")
        await here.settled(pilot)
    (payload,) = stored(here, events.ENTRY_LOGGED)
    assert payload["entry"]["document"] == {"days": ["Sun"], "from": "09:00"}


async def test_a_final_refusal_asks_for_a_supervisor(tmp_path: Path) -> None:
    here = desk(tmp_path, ASKED)
    with here.opened() as store:
        flag = {"name": "third_party_refused", "person": "P7", "since": "2026-11-20"}
        entry = log_entry(store, CASE.case_id, "flag", flag, TEN, TEN)
    async with here.at_step("prepare") as (pilot, _screen):
        await pilot.app.push_screen(CaseScreen(CASE.case_id))
        await here.settled(pilot)
        pilot.app.screen.query_one("#history", RecordTable).select(entry.event_id)
        for answer in ("a slip of the pen", "Chen Li"):
            await go(here, pilot, *(("x",) if answer[0] == "a" else ()))
            pilot.app.screen.query_one("#answer", Input).value = answer
            await go(here, pilot, "f8")
        await here.settled(pilot)
    (payload,) = stored(here, events.ENTRY_ENDED)
    assert (payload["reason"], payload["by"]) == ("a slip of the pen", "Chen Li")


async def test_the_replay_is_shown(tmp_path: Path) -> None:
    here = desk(tmp_path, ASKED)
    async with here.at_step("prepare") as (pilot, _screen):
        await pilot.app.push_screen(ReplayDialog(Replay(3, ())))
        await pilot.pause()
        assert "3 decisions made again." in words_on(pilot.app.screen)
        assert "Each came out the same." in words_on(pilot.app.screen)


async def test_own_rules_that_cannot_be_read_are_said_in_a_sentence(tmp_path: Path) -> None:
    here = desk(tmp_path, ASKED)
    Path(here.settings.pack_folder, "own.toml").write_text("nonsense", "utf-8")
    async with here.at_step("prepare") as (pilot, _screen):
        await pilot.app.check_own_rules()
        await pilot.pause()
        assert "own.toml" in words_on(pilot.app.screen)


def test_every_record_that_can_be_taken_back_has_its_words() -> None:
    assert set(RECORD_WORDS) == set(UNDOABLE)


async def test_the_buttons_of_an_override_stay_in_sight(tmp_path: Path) -> None:
    here = desk(tmp_path, MAY, ASKED)
    async with here.at_step("prepare") as (pilot, _screen):
        await start(here, pilot)
        await go(here, pilot, "f8")
        assert "override and go on" in words_on(pilot.app.screen)


async def test_the_place_is_chosen_before_the_door_and_kept(tmp_path: Path) -> None:
    at_work = {**ASKED, "id": "own.work", "effect": "block", "when": {"place": ["work"]}}
    here = desk(tmp_path, at_work)
    async with here.at_step("prepare") as (pilot, screen):
        assert "Place: at home" in words_on(screen)
        await go(here, pilot, "p", "2")
        await here.settled(pilot)
        assert "Place: at work" in words_on(screen)
        await go(here, pilot, "w")
        assert "own.work" in words_on(pilot.app.screen)
        await go(here, pilot, "escape", "s")
        assert isinstance(pilot.app.screen, ReasonsDialog)
    (refused,) = stored(here, events.DECISION_MADE)
    assert refused["facts"]["place"]["kind"] == "work"


async def test_the_closing_asks_for_what_a_rule_wants_and_says_what_is_lacking_still(
    tmp_path: Path,
) -> None:
    money = {"id": "own.money", "kind": "money", "effect": "block", "cash": "forbidden"}
    here = desk(tmp_path, RECORDING, money, started=True)
    async with here.at_step("record") as (pilot, screen):
        screen.query_one("#code", Select).value = "PPAY"
        await here.settled(pilot)
        screen.query_one("#need-amount", Input).value = "100"
        screen.query_one("#need-receipt", Input).value = "R-1"
        await go(here, pilot, "f8", "1")
        dialog = pilot.app.screen
        assert isinstance(dialog, ClosingDialog)
        assert not dialog.query("#field-number")
        assert "cannot be closed without a recording" in words_on(dialog)

        dialog.query_one("#field-reason").query_one(Input).value = "the battery was empty"
        await go(here, pilot, "f8")
        assert "cannot be closed without a recording" not in words_on(dialog)
        assert "does not say how the money was paid" in words_on(dialog)
        assert "a rule wants something more" in words_on(dialog)


async def test_a_receipt_is_asked_for_where_a_rule_wants_one(tmp_path: Path) -> None:
    money = {"id": "own.money", "kind": "money", "effect": "block", "cash": "receipt"}
    here = desk(tmp_path, {**money, "receipt": ["number", "amount"]}, started=True)
    async with here.at_step("record") as (pilot, screen):
        screen.query_one("#code", Select).value = "PPAY"
        await here.settled(pilot)
        screen.query_one("#need-amount", Input).value = "100"
        screen.query_one("#need-receipt", Input).value = "R-1"
        await go(here, pilot, "f8", "1")
        dialog = pilot.app.screen
        assert "The receipt lacks: amount." in words_on(dialog)
        dialog.query_one("#field-number").query_one(Input).value = "R-1"
        dialog.query_one("#receipt", TickGroup).toggle("amount")
        await go(here, pilot, "f8")
        assert "The receipt lacks" not in words_on(dialog)


async def test_what_was_wrong_is_no_longer_said_once_it_is_changed(tmp_path: Path) -> None:
    here = desk(tmp_path, ASKED)
    async with here.at_step("prepare") as (pilot, _screen):
        await start(here, pilot)
        dialog = pilot.app.screen
        await go(here, pilot, "f8")
        assert "fill this in to go on" in words_on(dialog)
        await go(here, pilot, "y")
        assert "fill this in to go on" not in words_on(dialog)
        assert "[house policy]" in words_on(dialog)


async def test_logging_begins_with_a_call(tmp_path: Path) -> None:
    here = desk(tmp_path, ASKED)
    async with here.at_step("prepare") as (pilot, _screen):
        await go(here, pilot, "l")
        assert pilot.app.screen.query_one("#name", Select).value == "call"
