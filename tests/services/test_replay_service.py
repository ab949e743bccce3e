"""Stored decisions made again: the same, unless the rules have changed."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from builders import NOW, SETTINGS, TODAY, a_case, a_store, imported
from gate_cases import pack_text
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.problems import Problem
from fieldvisit.rules.names import CONSENTS, FLAGS, LEDGER_KINDS, RESULTS
from fieldvisit.services.asking import AT_THE_DOOR, NotAllowed, ask_gate
from fieldvisit.services.assent import Assent
from fieldvisit.services.ledger import log_entry
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.replay import replay_decisions
from fieldvisit.services.visits import VisitBlocked, finish_visit, move_visit, start_visit
from fieldvisit.settings import Settings
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
HOURS = {"id": "own.hours", "kind": "hours", "effect": "block", "on": ["visit"]}
HOURS |= {"open": "08:00", "close": "20:00", "override": "supervisor"}
PLACES = [("CN", "SH", ""), ("US", "CA", ""), ("US", "", ""), ("GB", "", "Europe/London")]


def house(folder: Path, **changes: Any) -> Settings:
    folder.mkdir(exist_ok=True)
    (folder / "own.toml").write_text(pack_text(HOURS | changes, name="own"), "utf-8")
    return SETTINGS.changed(pack_folder=str(folder))


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, dict[str, Any], datetime]:
    at = NOW - timedelta(minutes=draw(st.integers(0, 60 * 24 * 40)))
    kind = draw(st.sampled_from(["contact", "consent", "flag", "avoid"]))
    if kind == "contact":
        document: dict[str, Any] = {
            "at": at.isoformat(),
            "kind": draw(st.sampled_from(LEDGER_KINDS)),
            "result": draw(st.sampled_from(RESULTS)),
            "started_by": "collector",
        }
    elif kind == "consent":
        document = {"name": draw(st.sampled_from(list(CONSENTS))), "at": at.isoformat()}
        document["how"] = draw(st.sampled_from(["written", "oral"]))
    elif kind == "flag":
        document = {"name": draw(st.sampled_from(list(FLAGS))), "since": at.isoformat()}
    else:
        document = {"days": [draw(st.sampled_from(["Tue", "Sun"]))], "from": "09:00"}
    return kind, document, at


@settings(max_examples=25)
@given(
    place=st.sampled_from(PLACES),
    ledger=st.lists(entries(), max_size=4),
    hour=st.integers(0, 23),
    asked=st.lists(st.sampled_from(AT_THE_DOOR), max_size=2),
    code=st.sampled_from(["DL", "MET3", "DEC", ""]),
)
def test_every_stored_decision_comes_out_the_same(
    place: tuple[str, str, str],
    ledger: list[tuple[str, dict[str, Any], datetime]],
    hour: int,
    asked: list[str],
    code: str,
) -> None:
    country, region, zone = place
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        imported(store, a_case(country=country, region=region, zone=zone))
        for kind, document, at in ledger:
            log_entry(store, "CN-0001", kind, document, at, NOW)
        decisions = a_visit_made(store, NOW + timedelta(hours=hour), asked, code)

        replay = replay_decisions(store, SETTINGS)

        store.close()
    assert replay.differences == ()
    assert replay.is_same
    assert replay.decisions == decisions


def a_visit_made(store: Store, at: datetime, asked: list[str], code: str) -> int:
    """Start the visit, ask at the door and record it; how many decisions that takes."""
    count = 1
    try:
        start_visit(store, VISIT, "debtor", at, SETTINGS)
    except VisitBlocked:
        asked = []
    for kind in asked:
        count += 1
        try:
            ask_gate(store, VISIT, kind, at, SETTINGS, media=["audio"])
        except NotAllowed:
            continue
    if not code:
        return count
    met = ("neighbour",) if code == "MET3" else ()
    payload = log_outcome(store, VISIT, Outcome(code, met=met), at, SETTINGS).event.payload
    return count + ("decision" in payload) + ("closing" in payload)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    store = a_store(tmp_path / "store")
    yield imported(store)
    store.close()


def test_a_changed_pack_is_named_with_both_hashes(store: Store, tmp_path: Path) -> None:
    start_visit(store, VISIT, "debtor", NOW, house(tmp_path / "packs"))

    replay = replay_decisions(store, house(tmp_path / "packs", close="21:00"))

    (difference,) = replay.differences
    (pack,) = difference.packs
    assert pack[0] == "own"
    assert len({pack[1], pack[2]} - {None}) == 2
    assert (difference.is_of_result, replay.is_same) == (False, True)
    assert (difference.visit_id, difference.action) == (VISIT, "visit")


def test_a_changed_result_shows_both(store: Store, tmp_path: Path) -> None:
    start_visit(store, VISIT, "debtor", NOW, house(tmp_path / "packs"))

    replay = replay_decisions(store, house(tmp_path / "packs", open="11:00"))

    (difference,) = replay.differences
    assert not replay.is_same
    assert difference.before["effect"] != "block"
    assert difference.after is not None
    assert difference.after["effect"] == "block"


def test_a_pack_that_is_gone_is_named(store: Store, tmp_path: Path) -> None:
    start_visit(store, VISIT, "debtor", NOW, house(tmp_path / "packs"))

    (difference,) = replay_decisions(store, SETTINGS).differences

    assert [(name, now) for name, _then, now in difference.packs] == [("own", None)]


def test_overrides_plans_and_refusals_are_replayed_too(store: Store, tmp_path: Path) -> None:
    own = house(tmp_path / "packs", open="11:00")
    move_visit(store, VISIT, TODAY, (time(9), None), TODAY, NOW, own)
    with pytest.raises(VisitBlocked):
        start_visit(store, VISIT, "debtor", NOW, own)
    by = Assent(overridden=("own.hours",), by="Chen Li", reason="the borrower asked for it")
    start_visit(store, VISIT, "debtor", NOW, own, assent=by)
    finish_visit(store, VISIT, NOW)

    replay = replay_decisions(store, own)

    assert (replay.decisions, replay.differences) == (3, ())


def test_facts_that_can_no_longer_be_read_are_reported(store: Store) -> None:
    from fieldvisit.domain import events
    from fieldvisit.domain.events import NewEvent

    decision: dict[str, Any] = {
        "effect": "allow",
        "reasons": [],
        "packs": [],
        "local": None,
        "opens_at": None,
    }
    payload = {"facts": {"action": {"kind": "swim"}}, "decision": decision, "case": "CN-0001"}
    store.record([NewEvent(events.DECISION_MADE, payload)], datetime(2026, 11, 24, tzinfo=UTC))

    (difference,) = replay_decisions(store, SETTINGS).differences

    assert isinstance(difference.fault, Problem)
    assert difference.is_of_result
