"""Words for roles, kinds of debt and lender, priorities and languages."""

import pytest

from fieldvisit.domain.case import DEBT_TYPES, ROLES
from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.meanings import (
    debt_type_of,
    language_of,
    lender_type_of,
    priority_of,
    role_of,
)


@pytest.mark.parametrize(
    ("word", "role"),
    [(role, role) for role in ROLES]
    + [
        ("Third-party", "third_party"),
        ("委外催收", "third_party"),
        ("委託", "third_party"),
        ("自催", "first_party"),
        ("债权受让人", "debt_buyer"),
        ("資產管理公司", "debt_buyer"),
    ],
)
def test_roles_are_known(word: str, role: str) -> None:
    assert role_of(word) == role


def test_an_unknown_role_is_refused_with_those_that_exist() -> None:
    with pytest.raises(BadInput) as caught:
        role_of("friend")

    assert "first_party, third_party, debt_buyer" in str(caught.value)


@pytest.mark.parametrize(
    ("word", "kind"),
    [(kind, kind) for kind in DEBT_TYPES]
    + [
        ("Credit Card", "credit_card"),
        ("信用卡", "credit_card"),
        ("房貸", "mortgage"),
        ("助学贷款", "student_loan"),
        ("小额信贷", "microfinance"),
        ("现金贷", "consumer_loan"),
        ("yacht", "other"),
    ],
)
def test_kinds_of_debt_are_known_or_other(word: str, kind: str) -> None:
    assert debt_type_of(word) == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("financing_company", "financing_company"),
        ("Financing Company", "financing_company"),
        ("银行", "bank"),
        ("小貸", "小貸"),
        ("Credit-Union ", "credit_union"),
    ],
)
def test_kinds_of_lender_are_written_as_rule_packs_do(word: str, kind: str) -> None:
    assert lender_type_of(word) == kind


@pytest.mark.parametrize(
    ("word", "priority"),
    [
        ("high", 1),
        ("高", 1),
        ("Normal", 0),
        ("中", 0),
        ("low", -1),
        ("低", -1),
        ("緊急", 2),
        ("7", 7),
        ("-3", -3),
        ("２", 2),
        ("5.0", 5),
        ("999", 999),
    ],
)
def test_priorities_are_words_or_numbers(word: str, priority: int) -> None:
    assert priority_of(word) == priority


@pytest.mark.parametrize("word", ["soon", "1000", "1.5", "P1"])
def test_an_unknown_priority_is_refused(word: str) -> None:
    with pytest.raises(BadInput) as caught:
        priority_of(word)

    assert caught.value.code == "priority.wrong"


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("中文", "zh-Hans"),
        ("普通话", "zh-Hans"),
        ("繁體中文", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("ZH_hans", "zh-Hans"),
        ("English", "en"),
        ("hi", "hi"),
        ("Tamil", "Tamil"),
    ],
)
def test_languages_are_tags_where_they_are_known(word: str, tag: str) -> None:
    assert language_of(word) == tag
