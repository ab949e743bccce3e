"""Who goes: the collector by badge, companions by name, and who came along last."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import SETTINGS, TODAY, a_case, a_store, imported

from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.problems import BadInput
from fieldvisit.services.cases import show_case
from fieldvisit.services.gate import check_visit
from fieldvisit.services.named import visit_of
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.team import (
    companion,
    companion_in,
    going,
    last_companions,
    last_shown,
    team_of,
)
from fieldvisit.services.visits import start_visit
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
OTHER = "CN-0002@2026-11-24"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NO_LAW = {"country": "CH", "region": ""}
"""A place where no shipped pack asks for a second person."""
OURS = SETTINGS.changed(badge="0042", certificate="2026-01-10")
ZHANG = companion(" Zhang\u202e Min ", certificate="2026-01-10", approved_until=" ")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = imported(a_store(tmp_path), a_case(), a_case(case_id="CN-0002", **NO_LAW))
    yield store
    store.close()


def test_as_many_go_as_are_planned_for() -> None:
    us = {"id": "0042", "certificate": "2026-01-10"}
    assert going(OURS) == [us, {}]
    assert going(OURS.changed(team_size=1)) == [us]
    assert going(SETTINGS) == [{}, {}]


def test_a_companion_is_named_with_dates() -> None:
    assert ZHANG == {"id": "Zhang Min", "certificate": "2026-01-10"}
    assert companion("7", approved_until="2026-12-31")["approved_until"] == "2026-12-31"


def test_everybody_shows_what_is_said_for_all_beside_their_own() -> None:
    ours = OURS.changed(shows="staff identity card\uff1b badge")
    named = [companion_in("7, , , approval letter; badge")]

    assert [each["shows"] for each in going(ours, named, ["badge", "letter"])] == [
        ["staff identity card", "badge", "letter"],
        ["approval letter", "badge", "letter"],
    ]
    assert "shows" not in going(OURS, [companion("7")])[1]


def test_a_companion_in_one_line_keeps_each_part_in_its_place() -> None:
    assert companion_in("7, , 2026-12-31") == {"id": "7", "approved_until": "2026-12-31"}


def test_a_card_that_everybody_shows_lifts_the_rule_that_asks_for_it(store: Store) -> None:
    """Singapore: who shows the card of the business is taken for its employee."""
    home = a_case(
        case_id="SG-1", country="SG", region="", role="first_party", zone="Asia/Singapore"
    )
    imported(store, home)
    visit = f"SG-1@{TODAY.isoformat()}"

    def asks(**more: Any) -> bool:
        decision = check_visit(store, visit, NOW, OURS, companions=[ZHANG], **more)
        return "sg.class" in {each.rule for each in decision.reasons}

    assert asks()
    assert asks(shows=["library card"])
    assert not asks(shows=["员工证"])
    start = start_visit(store, visit, "debtor", NOW, OURS, companions=[ZHANG], shows=["员工证"])
    assert [each["shows"] for each in start.event.payload["facts"]["action"]["team"]] == [
        ["员工证"],
        ["员工证"],
    ]
    assert last_shown(store, TODAY) == ["员工证"]


@pytest.mark.parametrize(
    ("text", "certificate", "field"), [(" \u200b", "", "team"), ("7", "soon", "certificate")]
)
def test_a_companion_without_a_name_or_a_day_is_refused(
    text: str, certificate: str, field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        companion(text, certificate)

    assert caught.value.field == field


def test_those_who_went_stand_in_the_ledger(store: Store) -> None:
    start_visit(store, OTHER, "debtor", NOW, OURS, companions=[])
    start_visit(store, VISIT, "debtor", NOW, OURS, companions=[ZHANG])

    assert team_of(store, visit_of(store, VISIT)) == ["0042", "Zhang Min"]
    assert team_of(store, visit_of(store, OTHER)) == ["0042"]
    log_outcome(store, VISIT, Outcome("DL"), NOW, OURS)
    (contact,) = (e for e in show_case(store, "CN-0001").entries if e.kind == "contact")
    assert contact.document["team"] == ["0042", "Zhang Min"]


def test_nobody_has_gone_before_it_begins(store: Store) -> None:
    assert team_of(store, visit_of(store, VISIT)) == []


def test_whoever_came_along_last_comes_along_again(store: Store) -> None:
    assert last_companions(store, TODAY) == []
    start_visit(store, VISIT, "debtor", NOW, OURS, companions=[ZHANG])
    start_visit(store, OTHER, "debtor", NOW, OURS)

    assert last_companions(store, TODAY) == [ZHANG]
    assert last_companions(store, TODAY + timedelta(days=1)) == []


def test_the_gate_hears_who_is_to_come(store: Store) -> None:
    alone = check_visit(store, VISIT, NOW, OURS, companions=[])
    in_company = check_visit(store, VISIT, NOW, OURS, companions=[ZHANG])

    asked_alone = {each.rule for each in alone.reasons} - {e.rule for e in in_company.reasons}
    assert asked_alone == {"cn.team"}
