"""How money is taken: not at all, or with a whole receipt, never with a fee."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import decided, pack_from, pack_text, reason
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decision import Decision
from fieldvisit.rules.names import ACTIONS, RECEIPT

AT = "2026-07-14T10:00:00Z"
MONEY = {"id": "a.money", "kind": "money", "effect": "block"}
RULE = {
    **MONEY,
    "cash": "receipt",
    "receipt": ["number", "amount", "date"],
    "numbering": "preprinted_consecutive",
}
WHOLE = {"number": 8, "amount": "200.00", "date": "2026-07-14"}


def taken(
    folder: Path, rule: dict[str, Any], paid: dict[str, Any] | None, kind: str = "take_money"
) -> Decision:
    pack = pack_from(folder, pack_text(rule))
    action: dict[str, Any] = {"kind": kind}
    if paid is not None:
        action["money"] = {"amount": "200.00", "currency": "USD", **paid}
    return decided(AT, pack, action=action)


@pytest.mark.parametrize("kind", ["take_money", "close_visit"])
@pytest.mark.parametrize(
    ("how", "effect"),
    [
        ("cash", "block"),
        ("", "block"),
        ("private_account", "block"),
        ("transfer", "allow"),
        ("lender_app", "allow"),
        ("wallet", "allow"),
        ("card", "allow"),
        ("counter", "allow"),
    ],
)
def test_no_money_goes_through_the_hands(tmp_path: Path, how: str, effect: str, kind: str) -> None:
    decision = taken(tmp_path, {**MONEY, "cash": "forbidden"}, {"how": how}, kind)
    assert decision.effect == effect
    if (spoken := reason(decision, "a.money")) and (how or kind != "close_visit"):
        assert spoken.sentences() == [
            "Take no money yourself.",
            "Let the borrower pay by transfer, card, app or at a counter.",
        ]


def test_a_payment_without_its_way_asks_for_the_record_when_the_visit_is_closed(
    tmp_path: Path,
) -> None:
    decision = taken(tmp_path, {**MONEY, "cash": "forbidden"}, {"how": ""}, "close_visit")
    spoken = reason(decision, "a.money")
    assert spoken
    assert spoken.sentences() == [
        "The record does not say how the money was paid, so it counts as cash.",
        "Correct the record: say how it was paid.",
    ]


@pytest.mark.parametrize(
    ("kind", "effect"), [("take_money", "block"), ("close_visit", "allow"), ("visit", "allow")]
)
def test_without_a_payment_only_taking_is_judged(tmp_path: Path, kind: str, effect: str) -> None:
    for rule in ({**MONEY, "cash": "forbidden"}, RULE):
        assert taken(tmp_path, rule, None, kind).effect == effect


@pytest.mark.parametrize(
    ("fee", "effect"),
    [
        ("", "allow"),
        ("0", "allow"),
        ("0.00", "allow"),
        ("0.01", "block"),
        ("5", "block"),
        ("some", "block"),
        ("nan", "block"),
    ],
)
def test_no_fee_beyond_the_debt(tmp_path: Path, fee: str, effect: str) -> None:
    rule = {**MONEY, "extra_fee": "forbidden"}
    assert taken(tmp_path, rule, {"how": "transfer", "fee": fee}).effect == effect
    assert taken(tmp_path, rule, None).effect == "allow"


@pytest.mark.parametrize("kind", ["take_money", "close_visit"])
@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({}, ""),
        ({"number": "8"}, ""),
        ({"previous": 7}, ""),
        ({"previous": "7"}, ""),
        ({"number": None}, "The receipt lacks: number."),
        ({"amount": "", "date": None}, "The receipt lacks: amount, date."),
        ({"date": False}, "The receipt lacks: date."),
        ({"number": "A8"}, "The number of the receipt does not follow the one before."),
        ({"previous": 8}, "The number of the receipt does not follow the one before."),
        ({"previous": 6}, "The number of the receipt does not follow the one before."),
    ],
)
def test_cash_needs_a_whole_receipt(
    tmp_path: Path, change: dict[str, Any], text: str, kind: str
) -> None:
    receipt = {key: value for key, value in {**WHOLE, **change}.items() if value is not None}
    decision = taken(tmp_path, RULE, {"how": "cash", "receipt": receipt}, kind)
    spoken = reason(decision, "a.money")
    assert (spoken.text if spoken else "") == text
    assert taken(tmp_path, RULE, {"how": "card"}, kind).effect == "allow"


def test_a_receipt_without_named_fields_must_still_be_there(tmp_path: Path) -> None:
    rule = {**MONEY, "cash": "receipt"}
    assert taken(tmp_path, rule, {"how": "cash"}).effect == "block"
    assert taken(tmp_path, rule, {"how": "cash", "receipt": {"number": 1}}).effect == "allow"


def test_a_receipt_may_follow_before_leaving(tmp_path: Path) -> None:
    rule = {**RULE, "within": "before_leaving"}
    taking = taken(tmp_path, rule, {"how": "cash"})
    assert taking.effect == "allow"
    assert [each.text for each in taking.duties] == [
        "Hand over a receipt before you leave: number, amount, date."
    ]
    assert taken(tmp_path, rule, {"how": "card"}).duties == ()
    half = {"number": 8, "amount": "200.00"}
    assert taken(tmp_path, rule, {"how": "cash", "receipt": half}).effect == "block"
    closing = taken(tmp_path, rule, {"how": "cash"}, "close_visit")
    assert closing.effect == "block"
    paid = {"how": "cash", "receipt": WHOLE}
    assert taken(tmp_path, rule, paid, "close_visit").effect == "allow"
    assert taken(tmp_path, rule, paid, "close_visit").duties == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.sets(st.sampled_from(sorted(RECEIPT)), min_size=1),
    written=st.sets(st.sampled_from(sorted(RECEIPT))),
)
def test_every_field_of_the_receipt_counts(
    tmp_path: Path, wanted: set[str], written: set[str]
) -> None:
    rule = {**MONEY, "cash": "receipt", "receipt": sorted(wanted)}
    receipt = dict.fromkeys(written, "x")
    decision = taken(tmp_path, rule, {"how": "cash", "receipt": receipt})
    assert (decision.effect == "allow") == (wanted <= written)


@pytest.mark.parametrize(
    "kind", [each for each in ACTIONS if each not in ("take_money", "close_visit")]
)
def test_other_actions_are_no_matter(tmp_path: Path, kind: str) -> None:
    assert taken(tmp_path, {**MONEY, "cash": "forbidden"}, {"how": "cash"}, kind).effect == "allow"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({}, "cash"),
        ({"cash": "allowed"}, "cash"),
        ({"extra_fee": "small"}, "extra_fee"),
        ({"cash": "forbidden", "receipt": ["number"]}, "receipt"),
        ({"cash": "forbidden", "within": "before_leaving"}, "within"),
        ({"extra_fee": "forbidden", "numbering": "preprinted_consecutive"}, "numbering"),
        ({"cash": "receipt", "receipt": ["stamp"]}, "receipt"),
        ({"cash": "receipt", "within": "1 day"}, "within"),
        ({"cash": "receipt", "on": ["visit"]}, "on"),
    ],
)
def test_faults_of_a_rule(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text({**MONEY, **change}))
    assert caught.value.field == f"rule[1].{key}"
