"""What is said, shown and confirmed: beforehand a duty, at the talk a list, confirmed once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text, reason
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldvisit import wording
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.check import findings_of
from fieldvisit.rules.names import ACTIONS, PARTIES, RESULTS
from fieldvisit.rules.pack import Pack

AT = "2026-07-14T10:00:00Z"
KNOWN = {"identity_confirmed": AT}
SAY = {
    "id": "a.say",
    "kind": "say",
    "effect": "ack",
    "first": ["who you are", {"en": "why you come", "zh-Hans": "来意", "zh-Hant": "來意"}],
    "later": ["that a collector calls"],
    "show": ["staff card"],
}
ACK = {
    "id": "a.ack",
    "kind": "ack",
    "effect": "ack",
    "prompt": {"en": "Dressed decently.", "zh-Hans": "着装得体。", "zh-Hant": "衣著得體。"},
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_from(tmp_path_factory.mktemp("packs"), pack_text(SAY))


def disclosed(pack: Pack, **more: Any) -> str:
    """What the rule asks for when the debt is about to be spoken of, empty when nothing."""
    action = {"kind": "disclose", **more.pop("action", {})}
    decision = decided(AT, pack, zones=("UTC",), action=action, **more)
    spoken = reason(decision, "a.say")
    assert decision.effect == ("ack" if spoken else "allow")
    return spoken.text if spoken else ""


FIRST = "Say: who you are, why you come. Show: staff card."
LATER = "Say: that a collector calls. Show: staff card."


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("party", ["", *PARTIES])
def test_first_words_until_there_was_a_conversation(pack: Pack, result: str, party: str) -> None:
    entry = {"at": "2026-07-01T09:00:00Z", "kind": "call", "result": result, "party": party}
    entry = {key: value for key, value in entry.items() if value}
    talked = result in ("conversation", "spoke_to_debtor") and party in ("", "debtor")
    assert disclosed(pack, ledger=[entry]) == (LATER if talked else FIRST)


def test_this_conversation_is_not_an_earlier_one(pack: Pack) -> None:
    entry = {"at": AT, "kind": "visit", "result": "conversation", "party": "debtor"}
    assert disclosed(pack, ledger=[entry]) == FIRST


def test_beforehand_it_is_a_duty_and_no_obstacle(pack: Pack) -> None:
    for kind in ACTIONS:
        decision = decided(AT, pack, action={"kind": kind})
        if kind == "disclose":
            continue
        assert decision.effect == "allow"
        due = [FIRST] if kind in ("visit", "call") else []
        assert [each.text for each in decision.duties] == due


@pytest.mark.parametrize(
    ("confirmed", "visit", "text"),
    [
        ({"visit": "V1"}, "V1", ""),
        ({"visit": "V2"}, "V1", FIRST),
        ({"visit": "V1"}, "", FIRST),
        ({}, "", FIRST),
        ({"visit": "V1", "at": "2026-07-14T10:00:01Z"}, "V1", FIRST),
        ({"visit": "V1", "rule": "b.say"}, "V1", FIRST),
    ],
)
def test_once_confirmed_it_is_silent_for_the_visit(
    pack: Pack, confirmed: dict[str, str], visit: str, text: str
) -> None:
    stated = {"rule": "a.say", "at": AT, **confirmed}
    assert disclosed(pack, confirmed=[stated], action={"visit": visit}) == text


@pytest.mark.parametrize(
    ("has", "text"),
    [({}, ""), (KNOWN, FIRST), ({"identity_confirmed": "2026-07-15T00:00:00Z"}, "")],
)
def test_words_that_tell_of_a_debt_wait_for_identity(
    tmp_path: Path, has: dict[str, str], text: str
) -> None:
    late = pack_from(tmp_path, pack_text({**SAY, "after_identity": True}))
    assert disclosed(late, has=has) == text
    (duty,) = decided(AT, late, has=has).duties
    assert duty.text == f"Once it is certain who it is: {FIRST}"


def test_words_or_papers_alone(tmp_path: Path) -> None:
    words = pack_from(tmp_path, pack_text({**SAY, "later": None, "show": None}))
    talked = {"at": "2026-07-01T09:00:00Z", "kind": "visit", "result": "spoke_to_debtor"}
    assert disclosed(words, ledger=[talked]) == "Say: who you are, why you come."
    shown = pack_from(tmp_path, pack_text({**SAY, "first": None, "later": None}))
    assert disclosed(shown) == "Show: staff card."


def test_the_words_of_a_pack_are_spoken_in_the_language_in_use(pack: Pack) -> None:
    decision = decided(AT, pack, action={"kind": "disclose"})
    try:
        wording.use_language("zh-Hant")
        text = decision.reasons[0].sentences(wording._)[0]
        assert text == "告知：who you are、來意。出示：staff card。"
    finally:
        wording.use_language("en")


def test_words_that_lack_a_language_are_found(pack: Pack) -> None:
    found = [each for each in findings_of(pack, {}, pack.checked_on) if each.where == "a.say.say"]
    assert {each.code for each in found} == {"language.missing"}
    assert len(found) == 6


@pytest.mark.parametrize("every", ["visit", "day", "case"])
@pytest.mark.parametrize(
    ("confirmed", "silences"),
    [
        (None, ()),
        ({"at": AT, "visit": "V1"}, ("visit", "day", "case")),
        ({"at": AT, "visit": "V2"}, ("day", "case")),
        ({"at": "2026-07-14T00:00:00Z"}, ("day", "case")),
        ({"at": "2026-07-13T23:59:59Z"}, ("case",)),
        ({"at": "2026-07-13T23:59:59Z", "borrower": "B1"}, ("case",)),
        ({"at": AT, "borrower": "B2"}, ("day",)),
        ({"at": "2026-07-14T10:00:01Z", "visit": "V1"}, ()),
        ({"at": AT, "visit": "V1", "rule": "other"}, ()),
    ],
)
def test_how_far_a_confirmation_reaches(
    tmp_path: Path, every: str, confirmed: dict[str, str] | None, silences: tuple[str, ...]
) -> None:
    own = pack_from(tmp_path, pack_text({**ACK, "every": every}))
    stated = [{"rule": "a.ack", **confirmed}] if confirmed else []
    case = {"country": "CN", "role": "first_party", "borrower": "B1"}
    action = {"visit": "V1"}
    decision = decided(AT, own, zones=("UTC",), action=action, confirmed=stated, case=case)
    spoken = reason(decision, "a.ack")
    assert (spoken is None) == (every in silences)
    if spoken is not None:
        period = {"visit": "for this visit", "day": "for today", "case": "for this case"}[every]
        assert spoken.sentences() == ["Dressed decently.", f"Confirm it {period}."]


def test_a_day_is_the_day_at_the_place(tmp_path: Path) -> None:
    own = pack_from(tmp_path, pack_text({**ACK, "every": "day"}))
    stated = [{"rule": "a.ack", "at": "2026-07-14T15:00:00Z"}]
    for zones, effect in (
        (("UTC",), "allow"),
        (("Asia/Shanghai",), "ack"),
        (("UTC", "Asia/Shanghai"), "ack"),
    ):
        decision = decided("2026-07-14T20:00:00Z", own, zones=zones, confirmed=stated)
        assert decision.effect == effect


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hours=st.integers(-48, 48), other=st.booleans(), every=st.sampled_from(["visit", "day", "case"])
)
def test_a_wider_confirmation_silences_more(
    tmp_path: Path, hours: int, other: bool, every: str
) -> None:
    at = datetime(2026, 7, 14, 10, tzinfo=UTC) + timedelta(hours=hours)
    stated = [{"rule": "a.ack", "at": at.isoformat(), "visit": "V2" if other else "V1"}]
    own = pack_from(tmp_path, pack_text({**ACK, "every": every}))
    decision = decided(AT, own, zones=("UTC",), action={"visit": "V1"}, confirmed=stated)
    reaches = {"visit": not other, "day": -10 <= hours <= 0, "case": True}[every]
    assert decision.effect == ("allow" if reaches and hours <= 0 else "ack")


@pytest.mark.parametrize(
    ("rule", "change", "key"),
    [
        (SAY, {"first": None, "show": None}, "first"),
        (SAY, {"first": "who you are"}, "first"),
        (SAY, {"on": ["enter_home"]}, "on"),
        (SAY, {"after_identity": 1}, "after_identity"),
        (ACK, {"prompt": None}, "prompt"),
        (ACK, {"prompt": "Dressed"}, "prompt"),
        (ACK, {"prompt": {"zh-Hans": "着装得体。"}}, "prompt"),
        (ACK, {"every": "week"}, "every"),
        (ACK, {"on": ["dress"]}, "on"),
    ],
)
def test_faults_of_a_rule(
    tmp_path: Path, rule: dict[str, Any], change: dict[str, Any], key: str
) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**rule, **change}))
    assert caught.value.field == f"rule[1].{key}"
