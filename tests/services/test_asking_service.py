"""Asking the gate at the door: the answer is in the journal, whatever it is."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import SETTINGS, a_case, a_store, imported
from gate_cases import pack_text

from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.services.asking import NotAllowed, ask_gate
from fieldvisit.services.visits import start_visit
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NEVER_INSIDE = {"id": "own.inside", "kind": "need", "effect": "block", "before": "enter_home"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = imported(a_store(tmp_path / "store"), a_case(country="CH", region=""))
    yield store
    store.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "packs").mkdir()
    rule = {**NEVER_INSIDE, "has": ["consent.enter_home"]}
    (tmp_path / "packs" / "own.toml").write_text(pack_text(rule, name="own"), "utf-8")
    return SETTINGS.changed(pack_folder=str(tmp_path / "packs"))


def test_what_is_forbidden_is_refused_and_written_down(store: Store, settings: Settings) -> None:
    start_visit(store, VISIT, "debtor", NOW, settings)

    with pytest.raises(NotAllowed) as caught:
        ask_gate(store, VISIT, "enter_home", NOW, settings)

    assert "own.inside" in [each.rule for each in caught.value.decision.reasons]
    newest = next(iter(store.journal.newest_first()))
    assert newest.event_id == caught.value.event.event_id
    assert newest.payload["decision"]["effect"] == "block"


def test_who_is_there_is_who_opened_unless_it_is_said(store: Store, settings: Settings) -> None:
    start_visit(store, VISIT, "debtor", NOW, settings)

    for party, there in (("", "debtor"), ("relative", "relative")):
        step = ask_gate(store, VISIT, "leave_note", NOW, settings, party=party)
        assert step.event.payload["facts"]["action"]["party"] == there


def test_nothing_is_asked_before_the_visit_begins(store: Store, settings: Settings) -> None:
    with pytest.raises(Refused) as caught:
        ask_gate(store, VISIT, "enter_home", NOW, settings)

    assert caught.value.code == "visit.not_begun"


@pytest.mark.parametrize(
    ("kind", "party", "code"),
    [("visit", "", "kind.unknown"), ("leave_note", "the cat", "party.unknown")],
)
def test_words_that_no_rule_knows_are_named(
    store: Store, settings: Settings, kind: str, party: str, code: str
) -> None:
    start_visit(store, VISIT, "debtor", NOW, settings)
    before = store.journal.head()

    with pytest.raises(BadInput) as caught:
        ask_gate(store, VISIT, kind, NOW, settings, party=party)

    assert (caught.value.code, store.journal.head()) == (code, before)
