"""Facts are read strictly: every fault names its key, and a document comes back the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules import names
from fieldvisit.rules.facts import Facts, check_part, facts_from

ACTION = {"kind": "visit", "at": "2026-07-14T08:30:00-04:00"}
WHOLE: dict[str, Any] = {
    "id": "T1",
    "packs": ["us-regf"],
    "pack_dir": "own",
    "holidays": {"ID": {"covers": [2026], "days": ["2026-08-17"]}},
    "case": {
        "country": "US",
        "region": "MA",
        "city": "Boston",
        "role": "third_party",
        "debt_type": "credit_card",
        "lender_type": "bank",
        "dpd": 31,
        "debt": "D1",
        "borrower": "B1",
        "institution": "I1",
        "agency": "A1",
    },
    "place": {"kind": "home", "zones": ["America/New_York"]},
    "action": {
        "kind": "visit",
        "at": "2026-07-14T12:30:00Z",
        "minutes": 0,
        "party": "debtor",
        "person": "P1",
        "number": "N1",
        "debts": ["D1"],
        "team": [
            {
                "id": "c1",
                "certificate": "2026-01-10",
                "approved_until": "2026-12-31",
                "shows": ["staff identity card"],
            }
        ],
        "media": ["audio"],
        "money": {
            "amount": "200.00",
            "currency": "USD",
            "how": "cash",
            "receipt": {"number": 7, "copy": True},
        },
        "text": "one\ntwo",
        "purpose": "collect",
        "visit": "V1",
        "what": "call_recording",
        "since": "2023-07-14T12:30:00Z",
    },
    "ledger": [
        {
            "at": "2026-07-10T12:00:00Z",
            "kind": "call",
            "started_by": "collector",
            "result": "no_answer",
            "debts": ["D1"],
            "party": "debtor",
            "person": "P1",
            "number": "N1",
            "institution": "I1",
            "agency": "A1",
            "team": ["c1"],
        }
    ],
    "confirmed": [
        {
            "rule": "a.ack",
            "at": "2026-07-14T12:00:00Z",
            "by": "c1",
            "borrower": "B1",
            "visit": "V1",
        }
    ],
    "consents": [
        {
            "name": "consent.hours",
            "given_by": "debtor",
            "given_to": "c1",
            "at": "2026-07-01T00:00:00Z",
            "until": "2026-08-01",
            "how": "written",
            "proof": "letter 7",
            "days": ["Sun"],
            "from": "09:00",
            "to": "11:00",
            "place": "home",
        }
    ],
    "flags": [
        {
            "name": "dispute",
            "since": "2026-07-02",
            "until": "2026-07-09T00:00:00.250000Z",
            "person": "P1",
            "institution": "I1",
            "debts": ["D1"],
            "how": "written",
            "place": "work",
        }
    ],
    "avoid": [{"place": "work", "days": ["Sat"], "from": "12:00", "to": "14:00"}],
    "has": {"visit_notice": "2026-07-13T08:00:00Z"},
    "clock": {"now": "2026-07-14T12:30:00Z", "last_seen": "2026-07-14T12:29:00Z"},
}


def test_every_key_comes_back_as_it_was() -> None:
    read = Facts.of(WHOLE)
    assert read.document() == WHOLE
    assert Facts.of(json.loads(json.dumps(read.document()))) == read


def test_what_is_missing_stays_missing() -> None:
    assert Facts.of({"action": ACTION}).document() == {
        "action": {"kind": "visit", "at": "2026-07-14T12:30:00Z"}
    }
    assert Facts.of({"action": ACTION, "case": {}}).document()["case"] == {}


def test_instants_are_the_same_in_any_offset() -> None:
    assert Facts.of({"action": ACTION}) == Facts.of(
        {"action": {**ACTION, "at": "2026-07-14T20:30:00+08:00"}}
    )


def test_the_same_facts_at_another_moment() -> None:
    later = datetime(2026, 7, 15, tzinfo=UTC)
    assert Facts.of(WHOLE).at(later).action.at == later


def test_one_thing_to_avoid_needs_no_list() -> None:
    avoid = {"days": ["Sat"]}
    assert Facts.of({"action": ACTION, "avoid": avoid}) == Facts.of(
        {"action": ACTION, "avoid": [avoid]}
    )


WRONG: list[tuple[str, Any, str]] = [
    ("actoin", {}, "actoin"),
    ("action.kindd", "visit", "action.kindd"),
    ("action.kind", "vist", "action.kind"),
    ("action.kind", None, "action.kind"),
    ("action.at", "2026-07-14T08:30:00", "action.at"),
    ("action.at", "2026-07-14", "action.at"),
    ("action.at", "soon", "action.at"),
    ("action.at", 5, "action.at"),
    ("action.at", "0001-01-01T00:00:00+14:00", "action.at"),
    ("action.at", "9999-12-31T23:59:59-14:00", "action.at"),
    ("action.minutes", -1, "action.minutes"),
    ("action.minutes", 1441, "action.minutes"),
    ("action.minutes", True, "action.minutes"),
    ("action.minutes", "30", "action.minutes"),
    ("action.party", "cousin", "action.party"),
    ("action.purpose", "chat", "action.purpose"),
    ("action.media", ["smell"], "action.media[0]"),
    ("action.debts", "D1", "action.debts"),
    ("action.text", 4, "action.text"),
    ("action.team", [{"idd": "c1"}], "action.team[0].idd"),
    ("action.team", [{"certificate": "10.1.2026"}], "action.team[0].certificate"),
    ("action.team", [{"certificate": "2026-13-01"}], "action.team[0].certificate"),
    ("action.money", {"currency": "USD"}, "action.money.amount"),
    ("action.money", {"amount": "1", "currency": "XXX"}, "action.money.currency"),
    ("action.money", {"amount": "1", "currency": "USD", "receipt": 3}, "action.money.receipt"),
    ("case.role", "agent", "case.role"),
    ("case.dpd", 30.5, "case.dpd"),
    ("case.country", 44, "case.country"),
    ("case", [], "case"),
    ("place.kind", "car", "place.kind"),
    ("place.zones", ["America/Los_Angles"], "place.zones[0]"),
    ("place.zones", ["../etc"], "place.zones[0]"),
    ("ledger", [{"at": "2026-07-10T12:00:00Z", "kind": "visit", "resul": ""}], "ledger[0].resul"),
    ("ledger", [{"kind": "visit"}], "ledger[0].at"),
    ("ledger", [{"at": "2026-07-10T12:00:00Z", "kind": "fax"}], "ledger[0].kind"),
    ("ledger", {}, "ledger"),
    ("consents", [{"name": "consent.hour"}], "consents[0].name"),
    ("consents", [{}], "consents[0].name"),
    ("consents", [{"name": "consent.hours", "how": "hinted"}], "consents[0].how"),
    ("consents", [{"name": "consent.hours", "from": "9:00"}], "consents[0].from"),
    ("consents", [{"name": "consent.hours", "from": "24:00"}], "consents[0].from"),
    ("consents", [{"name": "consent.hours", "from": 900}], "consents[0].from"),
    ("consents", [{"name": "consent.hours", "days": ["Sunday"]}], "consents[0].days[0]"),
    ("consents", [{"name": "consent.hours", "until": "2026"}], "consents[0].until"),
    ("flags", [{"name": "angry"}], "flags[0].name"),
    ("avoid", [{"day": "Sat"}], "avoid[0].day"),
    ("has", {"visit_notic": "2026-07-13T08:00:00Z"}, "has.visit_notic"),
    ("has", {"visit_notice": True}, "has.visit_notice"),
    ("holidays", {"ID": {"days": ["17.8."]}}, "holidays.ID.days[0]"),
    ("clock", {"then": "x"}, "clock.then"),
    ("packs", [1], "packs[0]"),
    ("id", 1.5, "id"),
]


@pytest.mark.parametrize(("key", "value", "field"), WRONG, ids=lambda each: str(each)[:40])
def test_a_fault_names_its_key(key: str, value: Any, field: str) -> None:
    document: dict[str, Any] = {"action": dict(ACTION)}
    *parents, last = key.split(".")
    table = document
    for parent in parents:
        table = table.setdefault(parent, {})
    table[last] = value
    with pytest.raises(BadInput) as caught:
        Facts.of(document)
    assert caught.value.field == field
    assert field in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_near_miss_is_guessed_and_a_far_one_is_not() -> None:
    with pytest.raises(BadInput, match="did you mean kind"):
        Facts.of({"action": {**ACTION, "kindd": "visit"}})
    with pytest.raises(BadInput, match="remove it or correct"):
        Facts.of({"action": ACTION, "zzz": 1})


@pytest.mark.parametrize("document", [None, 3, "x", []])
def test_facts_must_be_an_object(document: Any) -> None:
    with pytest.raises(BadInput, match="facts"):
        Facts.of(document)


def test_the_action_must_be_there() -> None:
    with pytest.raises(BadInput) as caught:
        Facts.of({})
    assert caught.value.field == "action"


def test_a_list_names_the_place_in_it() -> None:
    with pytest.raises(BadInput) as caught:
        facts_from([{"action": ACTION}, {"action": {**ACTION, "kindd": 1}}])
    assert caught.value.field == "[1].action.kindd"
    assert len(facts_from([{"action": ACTION}] * 2)) == 2
    assert len(facts_from({"action": ACTION})) == 1


def test_a_part_is_checked_by_itself() -> None:
    check_part("consents", [{"name": "consent.hours"}])
    with pytest.raises(BadInput, match=r"flags\[0\].name"):
        check_part("flags", [{"name": "angry"}])


def test_text_is_made_safe() -> None:
    read = Facts.of({"id": "a\x1b[2Jb", "action": {**ACTION, "text": "a\x1b\nb", "person": "p\n"}})
    assert (read.id, read.action.text, read.action.person) == ("a[2Jb", "a\nb", "p ")


def test_the_schema_lists_what_readers_take() -> None:
    lists = names.schema()
    assert lists["consents.name"] == list(names.CONSENTS)
    assert "identity_confirmed" in lists["has"]
    assert all(lists.values())


OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
FIRST, LAST = map(datetime.fromisoformat, ("1971-01-01", "2198-12-31"))
INSTANTS = st.datetimes(FIRST, LAST, timezones=OFFSETS).map(datetime.isoformat)
DATES = st.dates(date(1970, 1, 1), date(2199, 12, 31)).map(date.isoformat)
CLOCKS = st.times().map(lambda moment: moment.strftime("%H:%M"))
WORDS = st.text(max_size=8)


def some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


CONSENT_DOCUMENTS = st.builds(
    lambda name, more: {"name": name, **more},
    st.sampled_from(sorted(names.CONSENTS)),
    some(
        at=INSTANTS,
        until=INSTANTS | DATES,
        given_by=WORDS,
        how=st.sampled_from(names.CONSENT_FORMS),
        days=st.lists(st.sampled_from(names.WEEKDAYS)),
        **{"from": CLOCKS, "to": CLOCKS},
    ),
)


@given(
    at=INSTANTS,
    consents=st.lists(CONSENT_DOCUMENTS, max_size=3),
    has=st.dictionaries(st.sampled_from(sorted(names.HAS)), INSTANTS, max_size=3),
    case=some(country=WORDS, region=WORDS, dpd=st.integers(-9, 900), role=st.just("debt_buyer")),
)
def test_facts_read_back_from_their_document_are_equal(
    at: str, consents: list[Any], has: dict[str, str], case: dict[str, Any]
) -> None:
    action = {"kind": "call", "at": at}
    read = Facts.of({"action": action, "consents": consents, "has": has, "case": case})
    document = json.loads(json.dumps(read.document()))
    assert Facts.of(document) == read
    assert Facts.of(document).document() == document
