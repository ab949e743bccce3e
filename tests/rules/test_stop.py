"""No contact while something stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import LONDON, NEW_YORK, STOP, decided, pack_from, pack_text

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decision import Decision

AT = "2026-07-14T12:00:00+01:00"
CASE = {"country": "GB", "role": "third_party", "borrower": "B1", "debt": "D1", "institution": "A"}


def asked(
    folder: Path, at: str = AT, *, rule: dict[str, Any] | None = None, **more: Any
) -> Decision:
    """The decision by one `stop` with these changes, about a visit at home in London."""
    pack = pack_from(folder, pack_text({**STOP, **(rule or {})}))
    place = {"kind": "home", "zones": [LONDON], **more.pop("place", {})}
    return decided(at, pack, place=place, case=CASE, **more)


@pytest.mark.parametrize(
    ("flag", "at", "effect"),
    [
        ({}, AT, "block"),
        ({"since": "2026-07-14T12:00:00+01:00"}, AT, "block"),
        ({"since": "2026-07-14T12:00:01+01:00"}, AT, "allow"),
        ({"since": "2026-07-14"}, "2026-07-14T00:00:00+01:00", "block"),
        ({"since": "2026-07-14"}, "2026-07-13T23:59:59+01:00", "allow"),
        ({"until": "2026-07-14"}, "2026-07-14T23:59:59+01:00", "block"),
        ({"until": "2026-07-14"}, "2026-07-15T00:00:00+01:00", "allow"),
        ({"until": "2026-07-14T12:00:00+01:00"}, AT, "allow"),
        ({"name": "lawyer"}, AT, "allow"),
    ],
)
def test_it_stops_while_the_flag_stands(
    tmp_path: Path, flag: dict[str, Any], at: str, effect: str
) -> None:
    assert asked(tmp_path, at, flags=[{"name": "cease", **flag}]).effect == effect


def test_it_says_since_when_and_that_time_does_not_end_it(tmp_path: Path) -> None:
    decision = asked(tmp_path, flags=[{"name": "cease", "since": "2026-07-01"}])
    assert decision.reasons[0].sentences() == [
        "No contact while this stands: request to stop all contact, since Wed 1 Jul.",
        "It has no end by time.",
    ]
    assert decision.opens_at is None


def test_a_moratorium_says_when_it_ends_and_what_is_still_allowed(tmp_path: Path) -> None:
    rule = {"while": ["moratorium"], "allow": ["answer_query", "other_debt"]}
    flags = [{"name": "moratorium", "since": "2026-06-01", "until": "2026-07-30"}]
    decision = asked(tmp_path, rule=rule, flags=flags)
    assert decision.reasons[0].sentences() == [
        "No contact while this stands: moratorium, since Mon 1 Jun.",
        "Opens on Fri 31 Jul.",
        "Still allowed: answering a question or complaint, another debt.",
    ]
    for purpose, effect in (("other_debt", "allow"), ("collect", "block"), ("notify", "block")):
        action = {"purpose": purpose}
        assert asked(tmp_path, rule=rule, flags=flags, action=action).effect == effect


@pytest.mark.parametrize(
    ("has", "effect"),
    [
        ({}, "block"),
        ({"verification_sent": "2026-07-14T12:00:00+01:00"}, "allow"),
        ({"verification_sent": "2026-07-14T12:00:01+01:00"}, "block"),
        ({"verification_sent": "2026-07-10T00:00:00+01:00"}, "allow"),
        # sent before this dispute was raised, so it does not answer it
        ({"verification_sent": "2026-07-09T23:59:59+01:00"}, "block"),
    ],
)
def test_a_dispute_stops_until_the_verification_is_sent(
    tmp_path: Path, has: dict[str, str], effect: str
) -> None:
    rule = {"while": ["dispute"], "until": "verification_sent"}
    flags = [{"name": "dispute", "since": "2026-07-10"}]
    decision = asked(tmp_path, rule=rule, flags=flags, has=has)
    assert decision.effect == effect
    if not has:
        assert decision.reasons[0].sentences()[1:] == [
            "It would be cleared by: verification of the debt."
        ]


P7 = {"name": "third_party_refused", "person": "P7"}


@pytest.mark.parametrize(
    ("flag", "action", "effect"),
    [
        (P7, {"party": "contact", "person": "P7"}, "block"),
        (P7, {"party": "contact", "person": "P8"}, "allow"),
        (P7, {"party": "contact"}, "block"),
        (P7, {"party": "debtor"}, "allow"),
        (P7, {}, "allow"),
        ({"name": "third_party_refused"}, {"party": "relative", "person": "P8"}, "block"),
        ({"name": "third_party_refused"}, {"party": "debtor"}, "allow"),
        ({"name": "cease", "person": "B1"}, {"party": "spouse", "person": "P8"}, "block"),
        ({"name": "cease", "person": "P8"}, {"party": "spouse", "person": "P8"}, "block"),
        ({"name": "cease", "person": "P8"}, {"party": "debtor", "person": "B1"}, "allow"),
    ],
)
def test_whom_a_flag_concerns(
    tmp_path: Path, flag: dict[str, Any], action: dict[str, Any], effect: str
) -> None:
    rule = {"while": ["cease", "third_party_refused"]}
    for at in (AT, "2036-07-14T12:00:00+01:00"):
        decision = asked(tmp_path, at, rule=rule, flags=[flag], action=action)
        assert decision.effect == effect
        assert decision.opens_at is None


@pytest.mark.parametrize(
    ("flag", "effect"),
    [
        ({"debts": ["D2"]}, "allow"),
        ({"debts": ["D1", "D2"]}, "block"),
        ({"institution": "B"}, "allow"),
        ({"institution": "A"}, "block"),
        ({"place": "work"}, "allow"),
        ({"place": "home"}, "block"),
    ],
)
def test_what_a_flag_concerns(tmp_path: Path, flag: dict[str, Any], effect: str) -> None:
    assert asked(tmp_path, flags=[{"name": "cease", **flag}]).effect == effect


@pytest.mark.parametrize(
    ("rule", "more", "effect"),
    [
        ({"place": ["work"]}, {"place": {"kind": "work"}}, "block"),
        ({"place": ["work"]}, {}, "allow"),
        ({"who": ["spouse"]}, {"action": {"party": "spouse"}}, "block"),
        ({"who": ["spouse"]}, {"action": {"party": "debtor"}}, "allow"),
        ({"not": ["executor"]}, {"action": {"party": "executor"}}, "allow"),
        ({"not": ["executor"]}, {"action": {"party": "relative"}}, "block"),
        ({"not": ["debtor"]}, {}, "allow"),
        ({"unless": ["attorney.consents"]}, {}, "block"),
    ],
)
def test_what_contact_is_stopped(
    tmp_path: Path, rule: dict[str, Any], more: dict[str, Any], effect: str
) -> None:
    assert asked(tmp_path, rule=rule, flags=[{"name": "cease"}], **more).effect == effect


@pytest.mark.parametrize(
    ("how", "at", "effect"),
    [
        ("oral", "2026-07-10T23:59:59+01:00", "block"),
        ("oral", "2026-07-11T00:00:00+01:00", "allow"),
        ("written", "2026-07-11T00:00:00+01:00", "block"),
        ("", "2026-07-11T00:00:00+01:00", "block"),
    ],
)
def test_word_of_mouth_may_end_by_itself(tmp_path: Path, how: str, at: str, effect: str) -> None:
    flags = [{"name": "no_work_contact", "since": "2026-07-01", "how": how}]
    rule = {"while": ["no_work_contact"], "oral_for": "10 days"}
    assert asked(tmp_path, at, rule=rule, flags=flags).effect == effect


@pytest.mark.parametrize(
    ("how", "effect"), [("written", "block"), ("oral", "allow"), ("", "block"), ("fax", "block")]
)
def test_only_what_was_made_in_that_way_stops(tmp_path: Path, how: str, effect: str) -> None:
    flags = [{"name": "cease", "how": how}]
    assert asked(tmp_path, rule={"how": ["written"]}, flags=flags).effect == effect


@pytest.mark.parametrize(
    ("at", "effect"),
    [("2026-08-12T23:59:59+01:00", "block"), ("2026-08-13T00:00:00+01:00", "allow")],
)
def test_it_may_go_on_after_the_end(tmp_path: Path, at: str, effect: str) -> None:
    flags = [{"name": "crisis", "since": "2026-06-01", "until": "2026-07-13"}]
    rule = {"while": ["crisis"], "after_end": "30 days"}
    assert asked(tmp_path, at, rule=rule, flags=flags).effect == effect


@pytest.mark.parametrize(
    ("given", "effect"),
    [(None, "block"), ("2026-07-14T12:00:00+01:00", "allow"), ("2026-07-14T12:01:00Z", "block")],
)
def test_it_may_stop_for_want_of_consent(tmp_path: Path, given: str | None, effect: str) -> None:
    consents = [{"name": "consent.visit", "given_by": "debtor", "at": given}] if given else []
    decision = asked(tmp_path, rule={"while": ["no consent.visit"]}, consents=consents)
    assert decision.effect == effect
    if effect == "block":
        assert decision.reasons[0].text == "No contact without: agreement to the visit."


def test_it_lasts_as_long_as_in_any_zone(tmp_path: Path) -> None:
    flags = [{"name": "cease", "until": "2026-07-14"}]
    place = {"zones": [LONDON, NEW_YORK]}
    at = "2026-07-15T00:30:00+01:00"
    assert asked(tmp_path, at, flags=flags, place=place).is_blocked
    assert asked(tmp_path, at, flags=flags).effect == "allow"


def test_something_must_stop(tmp_path: Path) -> None:
    for states in ([], ["cease_written"]):
        with pytest.raises(BadInput) as caught:
            pack_from(tmp_path, pack_text({**STOP, "while": states}))
        assert caught.value.field == "rule[1].while"
