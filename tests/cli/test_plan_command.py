"""`fieldvisit plan preview`: its flags, its document, its words."""

import argparse
from collections.abc import Iterator
from typing import Any

import pytest
from rich.cells import cell_len

from fieldvisit import wording
from fieldvisit.cli.plan import add_commands
from fieldvisit.domain.problems import BadInput

DEBT = ["--debt", "12,000", "--currency", "cny"]
PLAN = [*DEBT, "--parts", "12", "--first", "2027-01-31", "--from", "2027-01-10"]
EXTENSION = [*DEBT, "--kind", "extension", "--from", "2027-01-10", "--to", "2027-03-24"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    wording.use_language("en")
    yield
    wording.use_language("en")


def arguments_of(*flags: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--now")
    add_commands(parser.add_subparsers())
    now, flags = (flags[:2], flags[2:]) if flags[:1] == ("--now",) else ((), flags)
    return parser.parse_args([*now, "plan", "preview", *flags])


def preview(*flags: str) -> dict[str, Any]:
    arguments = arguments_of(*flags)
    document: dict[str, Any] = arguments.run(arguments)
    return document


def test_the_document_holds_the_promised_keys() -> None:
    document = preview(*PLAN, "--every", "month", "--rate", "0.12", "--method", "annuity")

    assert {
        "kind": "instalments",
        "currency": "CNY",
        "total": "12794.23",
        "total_interest": "794.23",
        "last_due": "2027-12-31",
        "affordable": None,
        "approval": "not-needed",
    }.items() <= document.items()
    assert document["instalments"][1] == {
        "no": 2,
        "due": "2027-02-28",
        "amount": "1066.19",
        "principal": "955.65",
        "interest": "110.54",
        "balance": "10098.16",
    }


def test_an_extension_waits_for_approval() -> None:
    document = preview(*EXTENSION, "--rate", "12%", "--surplus", "500")

    assert (document["kind"], document["approval"], document["affordable"]) == (
        "extension",
        "pending",
        False,
    )
    assert document["total_interest"] == "288.00"


@pytest.mark.parametrize(
    ("rate", "read"),
    [
        ("0.12", "0.12"),
        (".12", "0.12"),
        ("12%", "0.12"),
        ("12 %", "0.12"),
        ("12", "0.12"),
        ("１２％", "0.12"),
        ("0.5%", "0.005"),
        ("1%", "0.01"),
        ("0", "0"),
        ("1.5", "0.015"),
    ],
)
def test_a_rate_is_a_share_or_percent(rate: str, read: str) -> None:
    assert preview(*PLAN, "--rate", rate)["rate"] == read


@pytest.mark.parametrize(
    ("surplus", "affordable"), [("1000", True), ("999.99", False), ("-5", False), ("－5", False)]
)
def test_the_surplus_decides(surplus: str, affordable: bool) -> None:
    assert preview(*PLAN, "--surplus", surplus)["affordable"] is affordable


def test_a_down_payment_falls_due_on_the_day_of_the_agreement() -> None:
    first = preview(*PLAN, "--down", "2000")["instalments"][0]

    assert (first["no"], first["due"], first["amount"]) == (0, "2027-01-10", "2000.00")


def test_the_agreement_is_today_unless_the_first_payment_is_earlier() -> None:
    flags = [*DEBT, "--parts", "2", "--first", "2027-01-31"]

    assert preview("--now", "2027-01-12T12:00:00Z", *flags)["start"] == "2027-01-12"
    assert preview("--now", "2027-02-12T12:00:00Z", *flags)["start"] == "2027-01-31"


@pytest.mark.parametrize(
    ("flags", "field", "code"),
    [
        (["--currency", "CNY", "--parts", "3", "--first", "2027-01-31"], "debt", "debt.missing"),
        (["--debt", "5"], "currency", "currency.missing"),
        ([*DEBT, "--first", "2027-01-31"], "parts", "parts.missing"),
        ([*DEBT, "--parts", "3"], "first", "first.missing"),
        ([*DEBT, "--parts", "3", "--first", " "], "first", "first.missing"),
        ([*DEBT, "--kind", "extension"], "to", "to.missing"),
        ([*DEBT, "--kind", "gift"], "kind", "kind.unknown"),
        ([*PLAN, "--every", "day"], "every", "every.unknown"),
        ([*PLAN, "--method", "magic"], "method", "method.unknown"),
        ([*PLAN, "--parts", "3.5"], "parts", "parts.wrong"),
        ([*PLAN, "--parts", "١"], "parts", "parts.wrong"),
        ([*PLAN, "--parts", "500"], "parts", "parts.range"),
        ([*PLAN, "--rate", "1"], "rate", "rate.wrong"),
        ([*PLAN, "--rate", "lots"], "rate", "rate.wrong"),
        ([*PLAN, "--rate", "101%"], "rate", "rate.range"),
        ([*PLAN, "--from", "yesterday"], "from", "date.wrong"),
        ([*PLAN, "--from", "2027-02-01"], "first", "first.early"),
        ([*PLAN, "--down", "$5"], "down", "amount.currency"),
        ([*PLAN, "--surplus", "x"], "surplus", "amount.wrong"),
    ],
)
def test_a_wrong_flag_is_named(flags: list[str], field: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        preview(*flags)

    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_plan_in_words() -> None:
    arguments = arguments_of(*PLAN, "--parts", "2", "--down", "2000", "--surplus", "7000")
    text = arguments.plain(arguments.run(arguments))

    assert text.splitlines() == [
        "2 instalments",
        "In all CN¥12,000.00, of which interest CN¥0.00; last payment on Sun 28 Feb 2027.",
        "The household can keep it: no month asks for more than it has over.",
        "It can be agreed here and now.",
        "",
        "no.  due                amount  principal  interest    balance",
        "  0  Sun 10 Jan 2027  2,000.00   2,000.00      0.00  10,000.00",
        "  1  Sun 31 Jan 2027  5,000.00   5,000.00      0.00   5,000.00",
        "  2  Sun 28 Feb 2027  5,000.00   5,000.00      0.00       0.00",
    ]


def test_an_extension_in_words() -> None:
    arguments = arguments_of(*EXTENSION)
    text = arguments.plain(arguments.run(arguments))

    assert text.startswith("Extension to Wed 24 Mar 2027\n")
    assert "Head office must approve it" in text
    assert "is not known" in text


def test_columns_line_up_in_chinese() -> None:
    arguments = arguments_of(*PLAN)
    document = arguments.run(arguments)
    wording.use_language("zh-Hans")
    table = arguments.plain(document).split("\n\n")[1].splitlines()

    assert len({cell_len(line) for line in table}) == 1
