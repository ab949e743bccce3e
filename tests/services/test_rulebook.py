"""The agency's own rules: used everywhere, and closed when they cannot be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import NOW, SETTINGS, a_store, imported
from gate_cases import pack_text

from fieldvisit.rules.facts import Facts
from fieldvisit.rules.load import shipped_packs
from fieldvisit.services.board import visits_today
from fieldvisit.services.gate import check_visit
from fieldvisit.services.rulebook import fault_of_rules, rulebook
from fieldvisit.services.visits import VisitBlocked, start_visit
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
LATER = {"id": "own.hours", "kind": "hours", "effect": "block", "on": ["visit"]}
LATER |= {"open": "11:00", "close": "20:00"}
TABLE = 'id = "own"\nsource = "our calendar"\nchecked_on = 2026-11-01\ncovers = [2026, 2027]\n'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path / "store")
    yield imported(store)
    store.close()


@pytest.fixture
def own(tmp_path: Path) -> Settings:
    (tmp_path / "packs" / "holidays").mkdir(parents=True)
    return SETTINGS.changed(pack_folder=str(tmp_path / "packs"))


def write(own: Settings, text: str, name: str = "own.toml") -> None:
    Path(own.pack_folder, name).write_text(text, "utf-8")


def test_without_a_folder_the_shipped_packs_hold() -> None:
    assert rulebook(SETTINGS).packs_for("") == shipped_packs()


def test_packs_that_the_facts_name_are_used_whatever_the_country() -> None:
    document = {
        "packs": ["us-regf"],
        "case": {"country": "CN", "role": "third_party"},
        "action": {"kind": "visit", "at": "2026-07-14T05:30:00-07:00"},
        "place": {"zones": ["America/Los_Angeles"]},
    }

    decision = rulebook(SETTINGS).decide(Facts.of(document))

    assert [name for name, _sha256 in decision.packs] == ["us-regf"]


def test_own_packs_are_used_by_every_gate(store: Store, own: Settings) -> None:
    write(own, pack_text(LATER, name="own"))

    assert check_visit(store, VISIT, NOW, SETTINGS).effect != "block"
    strictest = check_visit(store, VISIT, NOW, own).strictest
    assert strictest is not None
    assert strictest.rule == "own.hours"
    assert visits_today(store, NOW.date(), NOW, own).lines[0].decision.is_blocked
    with pytest.raises(VisitBlocked):
        start_visit(store, VISIT, "debtor", NOW, own)


def test_a_changed_file_is_read_again(store: Store, own: Settings) -> None:
    write(own, pack_text(LATER, name="own"))
    assert check_visit(store, VISIT, NOW, own).is_blocked

    write(own, pack_text({**LATER, "open": "08:00"}, name="own"))

    assert not check_visit(store, VISIT, NOW, own).is_blocked


def test_own_holidays_are_used_and_kept_with_the_decision(store: Store, own: Settings) -> None:
    closed = {**LATER, "open": "08:00", "holidays": "closed"}
    write(own, pack_text(closed, name="own", more='holidays = "own"'))
    write(own, TABLE + "days = [2026-11-24]\n", "holidays/own.toml")

    with pytest.raises(VisitBlocked) as caught:
        start_visit(store, VISIT, "debtor", NOW, own)

    assert caught.value.decision.reasons[0].rule == "own.hours"
    kept = next(store.journal.newest_first()).payload["facts"]["holidays"]
    assert kept == {"own": {"covers": [2026, 2027], "days": ["2026-11-24"]}}


@pytest.mark.parametrize("text", ["not TOML", pack_text({**LATER, "open": "25:00"}, name="own")])
def test_rules_that_cannot_be_read_allow_nothing(store: Store, own: Settings, text: str) -> None:
    write(own, text)

    decision = check_visit(store, VISIT, NOW, own)

    assert (decision.effect, decision.reasons[0].rule) == ("block", "packs.unreadable")
    assert "own.toml" in decision.reasons[0].text
    fault = fault_of_rules(own)
    assert fault is not None
    assert str(fault) in decision.reasons[0].text


def test_a_folder_that_is_gone_allows_nothing(store: Store, own: Settings) -> None:
    gone = own.changed(pack_folder=own.pack_folder + "-gone")

    assert check_visit(store, VISIT, NOW, gone).is_blocked
    assert fault_of_rules(SETTINGS) is None
