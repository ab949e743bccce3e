"""Agreements in words, as the steps of a visit show and read them out."""

from __future__ import annotations

from collections.abc import Mapping

from fieldvisit.domain.plan import Instalment, Schedule
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, counted, date_text, money_text

EVERY_WORDS = {"week": N_("week"), "fortnight": N_("two weeks"), "month": N_("month")}
METHOD_WORDS = {
    "annuity": N_("level payments"),
    "equal-principal": N_("falling payments"),
    "flat": N_("on the first balance"),
}
KIND_WORDS = {"instalments": N_("Instalments"), "extension": N_("Extension")}
AFFORDABLE_WORDS: Mapping[bool | None, str] = {
    True: N_("Can be kept: no month asks for more than is left."),
    False: N_("Cannot be kept: a month asks for more than is left."),
    None: N_("Not known whether it can be kept; fill in the month above."),
}
APPROVAL_WORDS = {
    "not-needed": N_("Can be agreed here and now."),
    "pending": N_("Head office must approve it first."),
}


def agreement_sentence(schedule: Schedule) -> str:
    """What is paid when, short enough to be read out at the door."""
    parts = [each for each in schedule.instalments if each.no]
    sentence = _parts_sentence(parts)
    for down in schedule.instalments[: len(schedule.instalments) - len(parts)]:
        sentence = _("{down}, then {others}").format(down=_one_payment(down), others=sentence)
    return sentence


def sum_sentence(schedule: Schedule) -> str:
    """What is paid in all."""
    total, interest = money_text(schedule.total), money_text(schedule.total_interest)
    if schedule.total_interest.minor == 0:
        return _("In all {total}, without interest").format(total=total)
    return _("In all {total}, interest {interest}").format(total=total, interest=interest)


def _parts_sentence(parts: list[Instalment]) -> str:
    first, last = parts[0], parts[-1]
    if first is last:
        return _one_payment(first)
    return counted(
        "{n} payment: the first {{first}}, the last {{last}}",
        "{n} payments: the first {{first}}, the last {{last}}",
        len(parts),
    ).format(first=_one_payment(first), last=_one_payment(last))


def _one_payment(payment: Instalment) -> str:
    return _("{amount} on {day}").format(
        amount=money_text(payment.amount), day=date_text(payment.due)
    )
