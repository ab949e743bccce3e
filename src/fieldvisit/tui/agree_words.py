"""What the Agree step says about the form, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldvisit.domain.affordability import Offer
from fieldvisit.domain.outcome import load_outcome_codes
from fieldvisit.domain.plan import Schedule
from fieldvisit.domain.visit import VisitState
from fieldvisit.tui.agree_form import Agreeing, plan_of_visit
from fieldvisit.tui.agree_offers import WorkedOut
from fieldvisit.tui.plan_words import (
    AFFORDABLE_WORDS,
    APPROVAL_WORDS,
    KIND_WORDS,
    agreement_sentence,
    sum_sentence,
)
from fieldvisit.wording import _, money_text, pick

if TYPE_CHECKING:
    from fieldvisit.domain.record import PlanRecord
    from fieldvisit.services.visit_file import VisitFile

_SHOWN_OF_WORDS = 200


def ways_of_payment() -> list[tuple[str, str]]:
    """How a promise can be paid: name and id."""
    options = load_outcome_codes().needs["promise_method"].options
    return [(pick(each.name), each.id) for each in options]


def standing_words(file: VisitFile) -> str:
    """What this visit has agreed already, and whether anything can be agreed now."""
    sentences = []
    if file.visit.state == VisitState.PLANNED:
        sentences.append(_("Preview: the visit has not begun; nothing can be saved yet."))
    if plan := plan_of_visit(file):
        sentences += [agreed_words(plan), _("Saving again replaces it.")]
    return " ".join(sentences)


def agreed_words(plan: PlanRecord) -> str:
    """What is paid when by an agreement that stands, and whether head office must approve it."""
    agreement = agreement_sentence(Schedule.of(plan.schedule))
    sentence = _("Agreed already: {agreement}.").format(agreement=agreement)
    if plan.approval == "pending":
        sentence += " " + _("It waits for head office.")
    return sentence


def left_words(worked: WorkedOut) -> str:
    """What a plan may take each month."""
    if worked.left is None:
        return _("What is left each month is not known yet.")
    return _("Left each month: {amount}").format(amount=money_text(worked.left))


def suggestion_words(worked: WorkedOut) -> str:
    """What stands in the empty field for the number of payments."""
    return "" if worked.suggested is None else _("{n} suggested").format(n=worked.suggested)


def words_instead(kind: str, worked: WorkedOut) -> str:
    """Why there is no such offer now."""
    if kind == "instalments" and not worked.faults and worked.suggested is None:
        return _("No number of payments fits into what is left each month.")
    return _("Put right what is marked with ! first.")


def review_words(file: VisitFile, form: Agreeing, offer: Offer) -> str:
    """The agreement once more, to be read before it is saved."""
    plan = offer.schedule
    lines = [
        _(KIND_WORDS[plan.kind]),
        agreement_sentence(plan),
        sum_sentence(plan),
        _(AFFORDABLE_WORDS[offer.affordable]),
        _(APPROVAL_WORDS[offer.approval]),
    ]
    if way := next((name for name, each in ways_of_payment() if each == form.pay_by), ""):
        lines.append(_("Way of payment: {way}").format(way=way))
    said = " ".join(form.read_back.split())
    lines.append(_("Said back: {words}").format(words=said[:_SHOWN_OF_WORDS]))
    if plan_of_visit(file):
        lines.append(_("It replaces what this visit agreed before."))
    return "\n".join(lines)


def saved_words(seq: int, offer: Offer) -> str:
    """That it is on the disk, and what is still missing."""
    saved = _("Saved #{seq}").format(seq=seq)
    if offer.approval == "pending":
        return f"{saved}\n" + _("Until head office approves it, it is a request.")
    return saved
