"""Contacts, consents, flags and papers by hand."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, SETTINGS, a_store, imported

from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.services.cases import show_case
from fieldvisit.services.ledger import end_entry, log_entry
from fieldvisit.services.visits import start_visit
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
AT = NOW - timedelta(hours=1)
DOCUMENTS: dict[str, dict[str, Any]] = {
    "contact": {
        "at": "2026-11-24T01:00:00Z",
        "kind": "call",
        "started_by": "borrower",
        "result": "conversation",
        "party": "debtor",
    },
    "consent": {"name": "consent.hours", "given_by": "debtor", "at": "2026-11-24T01:00:00Z"},
    "flag": {"name": "dispute", "since": "2026-11-24"},
    "has": {"name": "visit_notice"},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield imported(store)
    store.close()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_an_entry_is_kept_and_read_by_the_gate(store: Store, kind: str) -> None:
    event = log_entry(store, "CN-0001", kind, DOCUMENTS[kind], AT, NOW)

    entry = show_case(store, "CN-0001").entries[0]
    name = "call" if kind == "contact" else DOCUMENTS[kind]["name"]
    assert (entry.entry_id, entry.kind, entry.name, entry.at) == (event.event_id, kind, name, AT)
    assert entry.document == DOCUMENTS[kind]
    facts = start_visit(store, VISIT, "debtor", NOW, SETTINGS).event.payload["facts"]
    place = {"contact": "ledger", "consent": "consents", "flag": "flags", "has": "has"}[kind]
    expected: Any = [DOCUMENTS[kind]]
    assert facts[place] == ({"visit_notice": "2026-11-24T01:00:00Z"} if kind == "has" else expected)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("contact", {"kind": "pigeon"}),
        ("contact", {"result": "shouted"}),
        ("consent", {"name": "sure"}),
        ("flag", {"until": "soon"}),
        ("has", {"name": "gun"}),
    ],
)
def test_words_that_no_rule_knows_are_named(
    store: Store, kind: str, change: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        log_entry(store, "CN-0001", kind, DOCUMENTS[kind] | change, AT, NOW)

    assert show_case(store, "CN-0001").entries == ()


def test_nothing_has_happened_in_the_future(store: Store) -> None:
    log_entry(store, "CN-0001", "flag", DOCUMENTS["flag"], NOW, NOW)

    with pytest.raises(BadInput) as caught:
        log_entry(store, "CN-0001", "flag", DOCUMENTS["flag"], NOW + timedelta(seconds=1), NOW)

    assert (caught.value.code, caught.value.field) == ("date.future", "at")


def test_an_unknown_case_is_bad_input(store: Store) -> None:
    with pytest.raises(BadInput):
        log_entry(store, "CN-9", "flag", DOCUMENTS["flag"], AT, NOW)


def test_a_consent_ends_and_no_longer_counts(store: Store) -> None:
    entry = log_entry(store, "CN-0001", "consent", DOCUMENTS["consent"], AT, NOW)

    ended = end_entry(store, entry.event_id, " withdrawn\u202e ", NOW)

    assert ended.payload == {"case": "CN-0001", "entry": entry.event_id, "reason": "withdrawn"}
    assert show_case(store, "CN-0001").entries == ()
    with pytest.raises(Refused) as caught:
        end_entry(store, entry.event_id, "again", NOW)
    assert caught.value.code == "entry.ended"


def test_what_happened_cannot_be_ended(store: Store) -> None:
    contact = log_entry(store, "CN-0001", "contact", DOCUMENTS["contact"], AT, NOW)

    with pytest.raises(Refused):
        end_entry(store, contact.event_id, "too many calls", NOW)

    assert len(show_case(store, "CN-0001").entries) == 1


@pytest.mark.parametrize(
    ("entry", "reason", "code"), [("X", "why", "entry.unknown"), ("", " ", "reason.missing")]
)
def test_an_end_names_an_entry_and_a_reason(
    store: Store, entry: str, reason: str, code: str
) -> None:
    flag = log_entry(store, "CN-0001", "flag", DOCUMENTS["flag"], AT, NOW)

    with pytest.raises(BadInput) as caught:
        end_entry(store, entry or flag.event_id, reason, NOW)

    assert caught.value.code == code


def test_a_final_refusal_ends_in_a_supervisors_name_only(store: Store) -> None:
    refusal = {"name": "third_party_refused", "person": "P7", "since": "2026-11-24"}
    flag = log_entry(store, "CN-0001", "flag", refusal, AT, NOW)

    with pytest.raises(Refused) as caught:
        end_entry(store, flag.event_id, "a slip", NOW, by=" ")
    assert caught.value.code == "entry.final"
    assert len(show_case(store, "CN-0001").entries) == 1

    ended = end_entry(store, flag.event_id, "a slip", NOW, by=" Chen Li ")
    assert ended.payload["by"] == "Chen Li"
    assert show_case(store, "CN-0001").entries == ()


def test_a_refusal_for_good_has_no_last_day(store: Store) -> None:
    refusal = {"name": "third_party_refused", "since": "2026-11-24", "until": "2026-12-01"}

    with pytest.raises(BadInput) as caught:
        log_entry(store, "CN-0001", "flag", refusal, AT, NOW)

    assert (caught.value.code, caught.value.field) == ("flag.final", "until")


def test_a_wish_says_what_is_to_be_avoided(store: Store) -> None:
    with pytest.raises(BadInput) as caught:
        log_entry(store, "CN-0001", "avoid", {}, AT, NOW)
    assert caught.value.code == "avoid.empty"

    log_entry(store, "CN-0001", "avoid", {"place": "work"}, AT, NOW)
    wishes = [each for each in show_case(store, "CN-0001").entries if each.kind == "avoid"]
    assert [each.document["place"] for each in wishes] == ["work"]


@pytest.mark.parametrize("kind", ["consent", "flag"])
@pytest.mark.parametrize("until", ["2026-11-23", "2026-11-24T01:59:59Z"])
def test_what_has_ended_before_it_is_written_counts_for_nothing(
    store: Store, kind: str, until: str
) -> None:
    with pytest.raises(BadInput) as caught:
        log_entry(store, "CN-0001", kind, DOCUMENTS[kind] | {"until": until}, AT, NOW)
    assert (caught.value.code, caught.value.field) == ("date.past", "until")

    log_entry(store, "CN-0001", kind, DOCUMENTS[kind] | {"until": "2026-11-24"}, AT, NOW)


def test_the_last_day_is_one_at_the_borrowers_place(store: Store) -> None:
    late = NOW + timedelta(hours=15)  # one in the morning in Shanghai
    with pytest.raises(BadInput):
        log_entry(store, "CN-0001", "flag", DOCUMENTS["flag"] | {"until": "2026-11-24"}, AT, late)
