"""Who else may be spoken to: refusals are final, the debt stays private, one question each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text, reason
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decide import decide
from fieldvisit.rules.decision import Decision
from fieldvisit.rules.facts import Facts
from fieldvisit.rules.kinds.party import ACTIONS, OTHERS
from fieldvisit.rules.load import shipped_packs
from fieldvisit.rules.names import FLAGS, PARTIES, PURPOSES
from fieldvisit.rules.pack import Pack

AT = "2026-07-14T10:00:00Z"
PARTY = {
    "id": "a.party",
    "kind": "party",
    "effect": "block",
    "who": ["contact", "relative", "neighbour", "spouse"],
    "not": ["spouse"],
    "only_if": ["unreachable", "deceased"],
    "may": ["ask_location", "leave_note", "answer_query"],
    "never": ["amount", "that_there_is_a_debt"],
    "ask_max": 1,
    "stop_if": "third_party_refused",
}
LOST = {"name": "unreachable", "since": "2026-07-01"}
REFUSED = {"name": "third_party_refused", "person": "P7", "since": "2026-07-10T09:00:00Z"}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_from(tmp_path_factory.mktemp("packs"), pack_text(PARTY))


def met(pack: Pack, kind: str, party: str = "contact", at: str = AT, **more: Any) -> Decision:
    action = {"kind": kind, "party": party, **more.pop("action", {})}
    action = {key: value for key, value in action.items() if value}
    return decided(at, pack, zones=("UTC",), action=action, flags=more.pop("flags", [LOST]), **more)


@pytest.mark.parametrize("kind", ACTIONS)
@pytest.mark.parametrize("party", PARTIES)
def test_only_the_people_meant_are_spoken_about(pack: Pack, kind: str, party: str) -> None:
    allowed = party not in ("contact", "relative", "neighbour") or kind in (
        "ask_location",
        "leave_note",
    )
    assert met(pack, kind, party).effect == ("allow" if allowed else "block")


@pytest.mark.parametrize(
    ("at", "person", "effect"),
    [
        ("2026-07-10T08:59:59Z", "P7", "allow"),
        ("2026-07-10T09:00:00Z", "P7", "block"),
        ("2199-01-01T00:00:00Z", "p7 ", "block"),
        ("2026-07-14T00:00:00Z", "P8", "allow"),
        ("2026-07-14T00:00:00Z", "", "block"),
    ],
)
def test_a_refusal_is_final_for_that_person(pack: Pack, at: str, person: str, effect: str) -> None:
    flags = [LOST, {**REFUSED, "until": "2026-07-11"}]
    decision = met(pack, "leave_note", at=at, action={"person": person}, flags=flags)
    assert decision.effect == effect


@pytest.mark.parametrize("party", ["", "spouse", "guarantor", "relative"])
def test_a_refusal_holds_in_whatever_part_the_person_is_met(pack: Pack, party: str) -> None:
    flags = [LOST, REFUSED]
    decision = met(pack, "message", party, action={"person": "P7"}, flags=flags)
    spoken = reason(decision, "a.party")
    assert spoken is not None
    assert "asked not to be contacted again" in spoken.text
    assert spoken.clears is None


@pytest.mark.parametrize("party", ["debtor", "nobody"])
def test_the_borrower_is_no_third_person(pack: Pack, party: str) -> None:
    assert met(pack, "visit", party, action={"person": "P7"}, flags=[REFUSED]).effect == "allow"


def test_a_refusal_by_nobody_knows_whom_counts_for_all(pack: Pack) -> None:
    flags = [LOST, {"name": "third_party_refused"}]
    spoken = reason(met(pack, "ask_location", action={"person": "P8"}, flags=flags), "a.party")
    assert spoken is not None
    assert spoken.sentences() == [
        "Somebody asked not to be contacted again, and it may be this person (named contact).",
        "Write down who it is.",
    ]
    assert met(pack, "visit", "guarantor", flags=flags).effect == "allow"


@pytest.mark.parametrize(
    ("purpose", "effect"),
    [(each, "allow" if each == "answer_query" else "block") for each in ("", *PURPOSES)],
)
def test_a_purpose_may_be_allowed(pack: Pack, purpose: str, effect: str) -> None:
    decision = met(pack, "call", action={"purpose": purpose})
    assert decision.effect == effect
    if spoken := reason(decision, "a.party"):
        assert spoken.text == (
            "Not with this person (named contact): the call. Allowed: asking where the borrower is,"
            " leaving a note, answering a question or complaint."
        )


@pytest.mark.parametrize("name", [each for each in FLAGS if each != "third_party_refused"])
def test_a_condition_must_be_known_of_the_borrower(pack: Pack, name: str) -> None:
    known = name in ("unreachable", "deceased")
    assert met(pack, "leave_note", flags=[{"name": name}]).effect == ("allow" if known else "block")
    for doubtful in ({"since": "2026-07-15"}, {"until": "2026-07-13"}, {"person": "P9"}):
        assert met(pack, "leave_note", flags=[{"name": name, **doubtful}]).effect == "block"
    case = {"country": "CN", "role": "first_party", "borrower": "B1"}
    flags = [{"name": name, "person": "B1"}]
    of_borrower = met(pack, "leave_note", flags=flags, case=case)
    assert (reason(of_borrower, "a.party") is None) == known


def asked(person: str = "", at: str = "2026-07-01T09:00:00Z", **more: str) -> dict[str, str]:
    return {"kind": "ask_location", "at": at, "person": person, **more}


@pytest.mark.parametrize(
    ("ledger", "person", "effect"),
    [
        ([], "P1", "allow"),
        ([asked("P1")], "P1", "block"),
        ([asked("P1")], "P2", "allow"),
        ([asked("P1")], "", "block"),
        ([asked("P1", party="relative")], "", "block"),
        ([asked(party="relative")], "P2", "block"),
        ([asked(party="lawyer")], "P2", "allow"),
        ([asked()], "P2", "block"),
        ([asked("P1", AT)], "P1", "block"),
        ([asked("P1", "2026-07-14T10:00:01Z")], "P1", "allow"),
        ([{**asked("P1"), "kind": "call"}], "P1", "allow"),
    ],
)
def test_a_person_is_asked_once(
    pack: Pack, ledger: list[dict[str, str]], person: str, effect: str
) -> None:
    decision = met(pack, "ask_location", action={"person": person}, ledger=ledger)
    assert decision.effect == effect


def test_an_unknown_person_who_is_asked_is_a_third_person(pack: Pack) -> None:
    assert met(pack, "ask_location", "", flags=[]).effect == "block"
    assert met(pack, "visit", "", flags=[]).effect == "allow"


@pytest.mark.parametrize(
    ("confirmed", "effect"),
    [(None, "block"), (AT, "allow"), ("2026-07-14T10:00:01Z", "block")],
)
def test_the_debt_is_spoken_of_once_it_is_certain_who_listens(
    pack: Pack, confirmed: str | None, effect: str
) -> None:
    has = {"identity_confirmed": confirmed} if confirmed else {}
    assert met(pack, "disclose", "", has=has).effect == effect
    assert met(pack, "disclose", "relative", has=has).effect == "block"


def test_the_debt_is_spoken_of_with_others_only_by_consent(tmp_path: Path) -> None:
    open_pack = pack_from(tmp_path, pack_text({**PARTY, "may": ["ask_location", "disclose"]}))
    consent = {"name": "consent.disclose", "at": AT, "given_by": "debtor"}
    assert met(open_pack, "disclose", consents=[consent]).effect == "allow"
    spoken = reason(met(open_pack, "disclose"), "a.party")
    assert spoken is not None
    assert spoken.sentences()[1] == "Record the borrower's consent to it first."
    from_relative = {**consent, "given_by": "relative"}
    assert met(open_pack, "disclose", consents=[from_relative]).effect == "block"


def test_what_may_be_said_is_told_beforehand(pack: Pack) -> None:
    decision = met(pack, "leave_note")
    assert decision.effect == "allow"
    (duty,) = decision.duties
    assert duty.text == (
        "With this person (named contact) only: asking where the borrower is, leaving a note, "
        "answering a question or complaint. Never say: the amount, that there is a debt."
    )
    assert decision.document()["duties"][0]["rule"] == "a.party"
    assert met(pack, "visit", "debtor").duties == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    refused=st.sampled_from(["P1", "P2", "P3"]),
    person=st.sampled_from(["P1", "P2", "P3"]),
    kind=st.sampled_from(ACTIONS),
    party=st.sampled_from(OTHERS),
    days=st.integers(0, 20_000),
)
def test_no_day_ends_a_refusal(
    pack: Pack, refused: str, person: str, kind: str, party: str, days: int
) -> None:
    at = (datetime(2026, 7, 10, 9, tzinfo=UTC) + timedelta(days=days)).isoformat()
    flags = [LOST, {**REFUSED, "person": refused}]
    decision = met(pack, kind, party, at, action={"person": person}, flags=flags)
    without = met(pack, kind, party, at, action={"person": person})
    assert decision.effect == ("block" if person == refused else without.effect)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"who": []}, "who"),
        ({"who": ["debtor"]}, "who"),
        ({"who": ["spouse"], "not": ["spouse"]}, "who"),
        ({"may": ["leave_note"]}, "ask_max"),
        ({"may": ["pay"]}, "may"),
        ({"never": ["everything"]}, "never"),
        ({"only_if": ["lost"]}, "only_if"),
        ({"stop_if": "refused"}, "stop_if"),
        ({"on": ["take_money"]}, "on"),
        ({"ask_max": -1}, "ask_max"),
    ],
)
def test_faults_of_a_rule(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**PARTY, **change}))
    assert caught.value.field == f"rule[1].{key}"


@pytest.mark.parametrize("country", ["GB", "US", "CN", "NZ"])
def test_good_practice_heeds_a_refusal_everywhere(country: str) -> None:
    case = {"country": country, "role": "third_party"}
    for person, is_blocked in (("P7", True), ("P8", False)):
        action = {"kind": "message", "party": "relative", "person": person, "at": AT}
        decision = decide(
            Facts.of({"case": case, "action": action, "flags": [REFUSED]}), shipped_packs()
        )
        assert (reason(decision, "practice.third_party_refused") is not None) == is_blocked
    telling = {"kind": "disclose", "party": "neighbour", "at": AT}
    told = decide(Facts.of({"case": case, "action": telling}), shipped_packs())
    assert reason(told, "practice.third_party_refused") is not None


def test_what_is_allowed_only_later_is_told_with_its_condition(pack: Pack) -> None:
    spoken = reason(met(pack, "call", flags=[]), "a.party")
    assert spoken is not None
    assert spoken.text == (
        "Not with this person (named contact): the call. "
        "Only if the borrower cannot be reached or the borrower has died: "
        "asking where the borrower is, leaving a note, answering a question or complaint."
    )
