"""Closing a visit: a recording or a reason, kept as unclosed until it is there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import SETTINGS, a_case, a_store, imported
from gate_cases import pack_text

from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.visit import VisitState
from fieldvisit.services.cases import show_case
from fieldvisit.services.closing import Evidence, NotClosed, check_closing, close_visit
from fieldvisit.services.named import visit_of
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.visits import start_visit
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
NO_LAW = {"country": "CH", "region": ""}
"""A place that no shipped pack knows, so that the rules of the test speak alone."""
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
RECORD: dict[str, Any] = {
    "id": "own.record",
    "kind": "record",
    "effect": "block",
    "on": ["visit"],
    "one_of": ["audio", "video"],
}
RECEIPT: dict[str, Any] = {
    "id": "own.receipt",
    "kind": "money",
    "effect": "block",
    "cash": "receipt",
    "receipt": ["number", "date"],
}
TAPE = Evidence(media=("audio",), reference=" tape\u202e 7 ")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = imported(a_store(tmp_path / "store"), a_case(**NO_LAW))
    yield store
    store.close()


def house(folder: Path, *rules: dict[str, Any]) -> Settings:
    (folder / "packs").mkdir()
    (folder / "packs" / "own.toml").write_text(pack_text(*rules, name="own"), "utf-8")
    return SETTINGS.changed(pack_folder=str(folder / "packs"))


@pytest.fixture
def settings(tmp_path: Path, store: Store) -> Settings:
    """Rules that want a recording, and a visit that goes on under them."""
    settings = house(tmp_path, RECORD)
    start_visit(store, VISIT, "debtor", NOW, settings)
    return settings


def unclosed(store: Store) -> list[Any]:
    entries = show_case(store, "CN-0001").entries
    return [each.document["rules"] for each in entries if each.kind == "unclosed"]


def test_a_visit_without_a_recording_waits_to_be_closed(store: Store, settings: Settings) -> None:
    log_outcome(store, VISIT, Outcome("DL"), LATER, settings)

    assert unclosed(store) == [["own.record"]]
    assert check_closing(store, VISIT, LATER, settings).effect == "block"
    with pytest.raises(NotClosed) as caught:
        close_visit(store, VISIT, Evidence(), LATER, settings)
    assert [each.rule for each in caught.value.decision.reasons] == ["own.record"]
    assert unclosed(store) == [["own.record"]]


@pytest.mark.parametrize(
    ("evidence", "name", "kept"),
    [
        (TAPE, "recording", {"media": ["audio"], "reference": "tape 7"}),
        (Evidence(reason=" no battery "), "no_recording_reason", {"reason": "no battery"}),
    ],
)
def test_what_was_lacking_closes_it(
    store: Store, settings: Settings, evidence: Evidence, name: str, kept: dict[str, Any]
) -> None:
    log_outcome(store, VISIT, Outcome("DL"), LATER, settings)

    step = close_visit(store, VISIT, evidence, LATER, settings)

    assert step.decision is not None
    assert not step.decision.is_blocked
    assert step.event.payload["evidence"] == kept
    assert unclosed(store) == []
    entries = [each for each in show_case(store, "CN-0001").entries if each.kind == "has"]
    assert [(each.name, each.document) for each in entries] == [(name, {"name": name, **kept})]
    with pytest.raises(Refused) as caught:
        close_visit(store, VISIT, evidence, LATER, settings)
    assert caught.value.code == "visit.closed"


def test_a_recording_told_with_the_outcome_leaves_nothing_open(
    store: Store, settings: Settings
) -> None:
    log_outcome(store, VISIT, Outcome("DL"), LATER, settings, evidence=TAPE)

    assert unclosed(store) == []
    assert any(each.name == "recording" for each in show_case(store, "CN-0001").entries)


def test_a_visit_that_is_not_recorded_is_not_closed(store: Store, settings: Settings) -> None:
    assert check_closing(store, VISIT, LATER, settings).effect == "block"
    with pytest.raises(Refused) as caught:
        close_visit(store, VISIT, TAPE, LATER, settings)
    assert caught.value.code == "visit.closed"


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (replace(TAPE, media=("audio", "wax")), "recorded.unknown"),
        (replace(TAPE, reference=" "), "recorded.reference"),
    ],
)
def test_evidence_that_says_nothing_is_named(
    store: Store, settings: Settings, evidence: Evidence, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        log_outcome(store, VISIT, Outcome("DL"), LATER, settings, evidence=evidence)

    assert caught.value.code == code
    assert visit_of(store, VISIT).state == VisitState.STARTED


def test_money_wants_what_the_receipt_states(store: Store, tmp_path: Path) -> None:
    settings = house(tmp_path, RECEIPT)
    start_visit(store, VISIT, "debtor", NOW, settings)
    paid = Outcome("PPAY", money=Money(5000, "CNY"), how="cash", receipt="R-1")

    log_outcome(store, VISIT, paid, LATER, settings)
    assert unclosed(store) == [["own.receipt"]]
    close_visit(store, VISIT, Evidence(receipt={"date": "2026-11-24"}), LATER, settings)

    assert unclosed(store) == []


def test_a_name_alone_says_that_it_stands_on_the_receipt(store: Store, tmp_path: Path) -> None:
    settings = house(tmp_path, RECEIPT)
    start_visit(store, VISIT, "debtor", NOW, settings)
    paid = Outcome("PPAY", money=Money(5000, "CNY"), how="cash", receipt="R-1")

    log_outcome(store, VISIT, paid, LATER, settings, evidence=Evidence(receipt={"date": True}))

    assert unclosed(store) == []


def test_what_no_receipt_states_is_refused(store: Store, settings: Settings) -> None:
    with pytest.raises(BadInput, match="receipt_says: colour is not known"):
        log_outcome(
            store,
            VISIT,
            Outcome("DL"),
            LATER,
            settings,
            evidence=Evidence(receipt={"colour": "red"}),
        )
