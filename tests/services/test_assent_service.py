"""Rules confirmed by the collector and passed over by a supervisor."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, SETTINGS, a_store, imported
from gate_cases import pack_text

from fieldvisit.domain.problems import BadInput, Problem, Refused
from fieldvisit.domain.visit import VisitState
from fieldvisit.services.assent import Assent
from fieldvisit.services.cases import show_case
from fieldvisit.services.visits import VisitBlocked, plan_visit, start_visit
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
NEED: dict[str, Any] = {"kind": "need", "before": "visit", "has": ["visit_notice"]}
MAY = {**NEED, "id": "own.notice", "effect": "block", "override": "supervisor"}
NEVER = {**NEED, "id": "own.papers", "effect": "block", "has": ["papers_carried"]}
ASKED = {**NEED, "id": "own.offer", "effect": "ack", "has": ["payment_offer"]}
BY = Assent(overridden=("own.notice",), by="Chen Li", reason="the post is on strike")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path / "store")
    yield imported(store)
    store.close()


def house(folder: Path, *rules: dict[str, Any]) -> Settings:
    (folder / "packs").mkdir(exist_ok=True)
    (folder / "packs" / "own.toml").write_text(pack_text(*rules, name="own"), "utf-8")
    return SETTINGS.changed(pack_folder=str(folder / "packs"), collector="Li Wen", badge="0042")


def test_a_supervisor_lets_a_rule_be_passed_over(store: Store, tmp_path: Path) -> None:
    settings = house(tmp_path, MAY)
    with pytest.raises(VisitBlocked):
        start_visit(store, VISIT, "debtor", NOW, settings)

    step = start_visit(store, VISIT, "debtor", NOW, settings, assent=BY)

    assert step.visit.state == VisitState.STARTED
    assert step.decision is not None
    said = next(each for each in step.decision.reasons if each.rule == "own.notice")
    assert (said.effect, said.passed_over) == ("warn", ("Chen Li", "the post is on strike"))
    assert "Overridden by Chen Li: the post is on strike" in said.sentences()
    given = {"rule": "own.notice", "by": "Chen Li", "reason": "the post is on strike"}
    assert step.event.payload["overridden"] == [given]
    entry = next(e for e in show_case(store, "CN-0001").entries if e.kind == "override")
    assert entry.name == "own.notice"
    assert given.items() <= entry.document.items()
    assert entry.document["visit"] == VISIT


@pytest.mark.parametrize(
    ("assent", "kind", "code"),
    [
        (replace(BY, by=" "), BadInput, "override.name"),
        (replace(BY, reason=""), BadInput, "override.reason"),
        (replace(BY, by="Li Wen"), Refused, "override.self"),
        (replace(BY, by="0042"), Refused, "override.self"),
        (replace(BY, overridden=("own.papers",)), Refused, "override.forbidden"),
        (replace(BY, overridden=("own.offer",)), Refused, "override.forbidden"),
        (replace(BY, overridden=("own.nothing",)), BadInput, "override.unknown"),
        (Assent(confirmed=("own.nothing",)), BadInput, "confirm.unknown"),
    ],
)
def test_what_cannot_be_overridden_stays(
    store: Store, tmp_path: Path, assent: Assent, kind: type[Problem], code: str
) -> None:
    settings = house(tmp_path, MAY, NEVER, ASKED)
    before = store.journal.head()

    with pytest.raises(kind) as caught:
        start_visit(store, VISIT, "debtor", NOW, settings, assent=assent)

    assert caught.value.code == code
    assert store.journal.head() == before


def test_another_rule_still_blocks(store: Store, tmp_path: Path) -> None:
    with pytest.raises(VisitBlocked) as caught:
        start_visit(store, VISIT, "debtor", NOW, house(tmp_path, MAY, NEVER), assent=BY)

    effects = {each.rule: each.effect for each in caught.value.decision.reasons}
    assert (effects["own.papers"], effects["own.notice"]) == ("block", "warn")
    assert not any(e.kind == "override" for e in show_case(store, "CN-0001").entries)


def test_what_was_confirmed_is_kept_with_its_reason(store: Store, tmp_path: Path) -> None:
    settings = house(tmp_path, ASKED)
    assent = Assent(confirmed=("own.offer",), reason="the offer was made by telephone")

    payload = start_visit(store, VISIT, "debtor", NOW, settings, assent=assent).event.payload

    given = {"rule": "own.offer", "reason": "the offer was made by telephone"}
    assert payload["confirmed"] == [given]
    assert "own.offer" not in payload["unconfirmed"]
    confirmed = [e for e in show_case(store, "CN-0001").entries if e.kind == "confirmed"]
    assert [(e.name, e.document["by"]) for e in confirmed] == [("own.offer", "Li Wen")]
    later = NOW + timedelta(hours=1)
    second = plan_visit(
        store, "CN-0001", NOW.date() + timedelta(days=1), NOW.date(), NOW
    ).visit.visit_id
    facts = start_visit(store, second, "debtor", later, settings).event.payload["facts"]
    known = [(e["rule"], e["visit"], e["borrower"]) for e in facts["confirmed"]]
    assert known == [("own.offer", VISIT, "CN-0001")]


def test_what_nobody_confirmed_is_kept_as_such(store: Store, tmp_path: Path) -> None:
    payload = start_visit(store, VISIT, "debtor", NOW, house(tmp_path, ASKED)).event.payload

    assert payload["confirmed"] == []
    assert "own.offer" in payload["unconfirmed"]
