"""The closed lists that facts and packs may use, and the words for what may be missing."""

from __future__ import annotations

from fieldvisit.domain.case import DEBT_TYPES, ROLES
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import PARTIES

__all__ = ["DEBT_TYPES", "PARTIES", "ROLES"]

ACTIONS = (
    "visit",
    "call",
    "message",
    "letter",
    "enter_home",
    "disclose",
    "ask_location",
    "leave_note",
    "take_money",
    "record",
    "close_visit",
    "delete",
)
CHANNELS = ("visit", "call", "message", "letter")
PURPOSES = ("collect", "answer_query", "verify", "notify", "arrange_visit", "other_debt")
PLACES = ("home", "work", "school", "hospital", "public", "other")
RECORDS = ("visit", "call", "message", "letter", "notice", "recording", "call_recording")
"""Kinds of record that `keep` speaks about and `delete` deletes."""
MEDIA = ("audio", "video_outside", "video_inside")
CONSENT_FORMS = ("written", "oral", "recorded")
LEDGER_KINDS = ("visit", "call", "message", "letter", "ask_location")
STARTERS = ("collector", "borrower", "other")
RESULTS = (
    "conversation",
    "no_answer",
    "not_connected",
    "spoke_to_debtor",
    "spoke_to_other",
    "nobody",
    "sent",
    "delivered",
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAY_WORDS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

EFFECTS = ("block", "ack", "warn", "record")
"""What a rule may do, strictest first."""
MARKS = ("VERIFIED", "KNOWN", "UNSURE", "POLICY", "DRAFT")
OVERRIDES = ("none", "supervisor")

LENDER_TYPES = (
    "bank",
    "consumer_finance",
    "financing_company",
    "lending_company",
    "insurer",
    "microfinance",
    "online_lender",
    "other",
)

CONSENTS = {
    "consent.hours": N_("consent to other hours"),
    "consent.hours_written": N_("written consent to other hours"),
    "consent.call": N_("consent to be called"),
    "consent.frequency": N_("consent to more frequent contact"),
    "consent.visit": N_("agreement to the visit"),
    "consent.place": N_("express consent to a visit at this place"),
    "consent.more_visits_written": N_("written consent to more visits"),
    "consent.enter_home": N_("consent to enter the home"),
    "consent.record_audio": N_("consent to an audio recording"),
    "consent.record_video": N_("consent to a video recording"),
    "consent.disclose": N_("consent to tell the other person about the debt"),
    "court.permission": N_("permission of a court"),
    "attorney.consents": N_("consent of the borrower's lawyer"),
    "attorney.no_reply": N_("note that the borrower's lawyer does not answer"),
}
"""Consents by name; a name that ends in `_written` is met by nothing oral."""

HAS = {
    "identity_confirmed": N_("confirmation that this is the borrower"),
    "visit_notice": N_("notice of the visit with date, time and purpose"),
    "validation_notice": N_("validation notice"),
    "verification_sent": N_("verification of the debt"),
    "assignment_notice": N_("notice that the debt was assigned"),
    "agency_notice": N_("notice that an agency acts for the lender"),
    "agent_notice": N_("notice of who will visit"),
    "payment_offer": N_("the borrower's offer to pay"),
    "forbearance_considered": N_("note that forbearance was considered"),
    "prior_contact": N_("call, message or letter to the borrower"),
    "employer_asked": N_("request to be seen at work"),
    "papers_carried": N_("papers to carry"),
    "recording": N_("recording of the visit"),
    "no_recording_reason": N_("reason why there is no recording"),
}
"""Things that exist, by name. `prior_contact` is also read from the ledger."""

FLAGS = (
    "cease",
    "lawyer",
    "dispute",
    "moratorium",
    "crisis",
    "deceased",
    "no_capacity",
    "bankrupt",
    "vulnerable",
    "bereavement",
    "refused_visit",
    "no_work_contact",
    "third_party_refused",
    "unreachable",
    "complaint",
    "deadlock",
    "identity_theft",
)

EXCUSES = (*CONSENTS, *HAS, *FLAGS)
"""What `unless` may name."""


def words_for(name: str) -> str:
    """The English words for a consent or a thing, for a sentence about what is missing."""
    return CONSENTS.get(name) or HAS[name]


def schema() -> dict[str, list[str]]:
    """Every closed list that facts and packs may use, by the key it belongs to."""
    return {
        "action.kind": list(ACTIONS),
        "action.purpose": list(PURPOSES),
        "action.media": list(MEDIA),
        "action.what": list(RECORDS),
        "party": list(PARTIES),
        "place.kind": list(PLACES),
        "case.role": list(ROLES),
        "ledger.kind": list(LEDGER_KINDS),
        "ledger.started_by": list(STARTERS),
        "ledger.result": list(RESULTS),
        "consents.name": list(CONSENTS),
        "consents.how": list(CONSENT_FORMS),
        "flags.name": list(FLAGS),
        "has": list(HAS),
        "days": list(WEEKDAYS),
        "effect": list(EFFECTS),
        "mark": list(MARKS),
        "override": list(OVERRIDES),
        "debt_type": list(DEBT_TYPES),
        "lender_type": list(LENDER_TYPES),
    }
