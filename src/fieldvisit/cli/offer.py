"""The figures of a plan: the options that give them, the offer they make, and its words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from rich.cells import cell_len

from fieldvisit.cli.printing import aligned
from fieldvisit.domain.affordability import Limits, Offer, offer
from fieldvisit.domain.amortisation import Method
from fieldvisit.domain.calendar import Step, parse_date
from fieldvisit.domain.money import Money, checked_currency, parse_money
from fieldvisit.domain.plan import (
    KINDS,
    METHODS,
    NO_INTEREST,
    STEPS,
    Schedule,
    extension,
    instalments,
)
from fieldvisit.domain.plan_terms import parse_count, parse_rate
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width
from fieldvisit.wording import _, counted, date_text, money_text


def add_plan_arguments(parser: ArgumentParser) -> None:
    """The figures of a plan. They are read by `asked_offer`, which names the one that is wrong."""
    add = parser.add_argument
    add("--debt", metavar="A", help=_("what is owed: the amount that the plan pays off"))
    add("--currency", metavar="C", help=_("three letters such as CNY or USD"))
    add("--kind", metavar="|".join(KINDS), default="instalments", help=_("the kind of plan"))
    add("--parts", metavar="N", help=_("number of instalments, without the down payment"))
    add("--every", metavar="|".join(STEPS), default="month", help=_("time between instalments"))
    add("--first", metavar="D", help=_("due date of the first instalment"))
    add("--down", metavar="A", help=_("down payment on the day of the agreement"))
    add(
        "--rate",
        metavar="R",
        help=_("interest a year: 12%%, or 0.12 as a share of one; none when left out"),
    )
    add("--method", metavar="|".join(METHODS), default="annuity", help=_("how interest is spread"))
    add("--to", metavar="D", help=_("extension: the new date for the whole debt"))
    add("--surplus", metavar="A", help=_("what the household has over in a month"))
    add(
        "--from",
        dest="agreed",
        metavar="D",
        help=_("day of the agreement; today, or the first due date when that is earlier"),
    )


def asked_offer(arguments: Namespace, limits: Limits, today: date) -> Offer:
    """The offer that the flags of `add_plan_arguments` ask for; raises BadInput."""
    currency = checked_currency(_given(arguments, "currency"))
    kind = _one_of(arguments, "kind", KINDS)
    surplus = _surplus(arguments, currency)
    build = _asked_extension if kind == "extension" else _asked_instalments
    return offer(build(arguments, currency, today), surplus, limits)


def _asked_instalments(arguments: Namespace, currency: str, today: date) -> Schedule:
    first = parse_date(_given(arguments, "first"), field="first")
    return instalments(
        _amount(arguments, "debt", currency),
        parse_count(_given(arguments, "parts")),
        cast(Step, _one_of(arguments, "every", STEPS)),
        first,
        agreed=_agreed(arguments, min(today, first)),
        down=_amount(arguments, "down", currency) if arguments.down is not None else None,
        rate=_rate(arguments.rate),
        method=cast(Method, _one_of(arguments, "method", METHODS)),
    )


def _asked_extension(arguments: Namespace, currency: str, today: date) -> Schedule:
    return extension(
        _amount(arguments, "debt", currency),
        parse_date(_given(arguments, "to"), field="to"),
        _rate(arguments.rate),
        start=_agreed(arguments, today),
    )


def _given(arguments: Namespace, name: str) -> str:
    text: str | None = getattr(arguments, name)
    if text is None or not text.strip():
        raise BadInput(
            N_("{field}: this is needed."),
            code=f"{name}.missing",
            field=name,
        )
    return text


def _one_of(arguments: Namespace, name: str, choices: Sequence[str]) -> str:
    text = _given(arguments, name)
    if text not in choices:
        raise BadInput(
            N_("{field}: write one of {choices}."),
            code=f"{name}.unknown",
            field=name,
            choices=", ".join(choices),
        )
    return text


def _amount(arguments: Namespace, name: str, currency: str) -> Money:
    return parse_money(_given(arguments, name), currency, field=name)


def _surplus(arguments: Namespace, currency: str) -> Money | None:
    """A month may leave less than nothing, so that a minus sign is read here."""
    if arguments.surplus is None:
        return None
    text = half_width(_given(arguments, "surplus")).strip()
    amount = parse_money(text.removeprefix("-"), currency, field="surplus")
    return Money(-amount.minor, currency) if text.startswith("-") else amount


def _agreed(arguments: Namespace, default: date) -> date:
    return default if arguments.agreed is None else parse_date(arguments.agreed, field="from")


def _rate(text: str | None) -> Decimal:
    return NO_INTEREST if text is None else parse_rate(text)


def offer_text(document: dict[str, Any]) -> str:
    """The offer as a person reads it in a terminal."""
    plan = Schedule.of(document)
    lines = [
        _title(plan),
        _("In all {total}, of which interest {interest}; last payment on {day}.").format(
            total=money_text(plan.total),
            interest=money_text(plan.total_interest),
            day=date_text(plan.last_due),
        ),
        _(_AFFORDABLE[document["affordable"]]),
        _(_APPROVAL[document["approval"]]),
    ]
    return "\n".join([*lines, "", _payments(plan)])


def _title(plan: Schedule) -> str:
    if plan.kind == "extension":
        return _("Extension to {day}").format(day=date_text(plan.last_due))
    parts = sum(1 for each in plan.instalments if each.no)
    return counted("{n} instalment", "{n} instalments", parts)


_AFFORDABLE = {
    True: N_("The household can keep it: no month asks for more than it has over."),
    False: N_("The household cannot keep it: a month asks for more than it has over."),
    None: N_("Whether the household can keep it is not known; give its surplus."),
}
_APPROVAL = {
    "not-needed": N_("It can be agreed here and now."),
    "pending": N_("Head office must approve it before it counts."),
}


def _payments(plan: Schedule) -> str:
    heads = (_("no."), _("due"), _("amount"), _("principal"), _("interest"), _("balance"))
    figures = ("amount", "principal", "interest", "balance")
    rows = [
        (
            str(each.no),
            date_text(each.due),
            *(money_text(getattr(each, name), with_currency=False) for name in figures),
        )
        for each in plan.instalments
    ]
    number, due, *amounts = zip(heads, *rows, strict=True)
    columns = [_to_the_right(number), due, *(_to_the_right(amount) for amount in amounts)]
    heads, *rows = zip(*columns, strict=True)
    return aligned(heads, rows)


def _to_the_right(cells: Sequence[str]) -> list[str]:
    width = max(cell_len(cell) for cell in cells)
    return [" " * (width - cell_len(cell)) + cell for cell in cells]
