"""What the Talk step fills into a script, and what it keeps of a conversation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fieldvisit.dialogue.run import Conversation
from fieldvisit.dialogue.script import Script
from fieldvisit.domain.money import Money
from fieldvisit.domain.plan import Schedule
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.tui.plan_words import agreement_sentence
from fieldvisit.wording import _, date_text, money_text

if TYPE_CHECKING:
    from fieldvisit.services.visit_file import VisitFile
    from fieldvisit.settings import Settings

SCRIPT = "first-visit"
SPEAKER_WORDS = {
    "collector": N_("say this"),
    "coach": N_("for you"),
    "borrower": N_("you hear"),
}


def script_values(file: VisitFile, settings: Settings, today: date) -> dict[str, str]:
    """The fields of a script by name; what is not known stays empty and is shown as a blank.

    The name stands unmasked: it is to be spoken aloud.
    """
    case = file.visit.case
    return {
        "name": case.borrower,
        "phone": settings.phone,
        "agent": settings.collector,
        "firm": settings.agency,
        "badge": settings.badge,
        "channel": settings.complaints,
        "lender": case.lender,
        "product": case.product,
        "contract_date": _day(case.contract_date),
        "amount": money_text(case.amount_due),
        "due_date": date_text(case.due_date),
        "dpd": str(case.days_past_due(today)),
        "instalment": _amount(case.instalment),
        "last_paid_on": _day(case.last_paid_on),
        "agreed": _agreed(file),
        "advice": _("a free advice service"),
    }


def talk_document(talk: Conversation, *, rehearsal: bool) -> dict[str, Any]:
    """The draft of a conversation, with what it suggests for the record; a rehearsal's is empty."""
    outcomes = () if rehearsal else talk.outcomes
    return {
        "conversation": talk.document(),
        "rehearsal": rehearsal,
        "private": not (rehearsal or talk.doorstep),
        "met": [] if rehearsal else list(talk.met),
        "outcome": outcomes[-1] if outcomes else "",
        "cause": "" if rehearsal else str(talk.facts.get("cause", "")),
        "flags": [] if rehearsal else list(talk.flags),
    }


def talk_from(script: Script, draft: dict[str, Any], *, rehearsal: bool) -> Conversation | None:
    """The conversation that a draft holds, or a new one; None when the draft's cannot be taken up.

    A rehearsal is not taken over into the visit itself.
    """
    if "conversation" not in draft or draft.get("rehearsal", False) != rehearsal:
        return Conversation.begin(script)
    try:
        return Conversation.of(script, draft["conversation"])
    except BadInput:
        return None


def _day(day: date | None) -> str:
    return date_text(day, weekday=False) if day else ""


def _amount(amount: Money | None) -> str:
    return money_text(amount) if amount else ""


def _agreed(file: VisitFile) -> str:
    plans = [plan for plan in file.plans if plan.visit_id == file.visit.visit_id]
    return agreement_sentence(Schedule.of(plans[-1].schedule)) if plans else ""
