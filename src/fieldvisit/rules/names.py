"""The closed lists that facts and packs may use, and the words for what may be missing."""

from __future__ import annotations

from fieldvisit.domain.case import DEBT_TYPES, ROLES
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import CONTACT_WORDS, PARTIES, PLACES, RESULT_WORDS, STARTER_WORDS

__all__ = ["DEBT_TYPES", "PARTIES", "PLACES", "ROLES"]

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
RECORDS = ("visit", "call", "message", "letter", "notice", "recording", "call_recording")
"""Kinds of record that `keep` speaks about and `delete` deletes."""
MEDIA = ("audio", "video_outside", "video_inside")
LEDGER_KINDS = tuple(CONTACT_WORDS)
RESULTS = tuple(RESULT_WORDS)
STARTERS = tuple(STARTER_WORDS)
CONSENT_FORMS = ("written", "oral", "recorded")
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
GATE_WORDS = {
    "allow": N_("may go"),
    "record": N_("may go"),
    "warn": N_("take care"),
    "ack": N_("confirm first"),
    "block": N_("not now"),
}
"""The gate's verdict in words, by the effect of a decision."""

MARK_WORDS = {
    "VERIFIED": N_("source checked"),
    "KNOWN": N_("source not read"),
    "UNSURE": N_("not certain"),
    "POLICY": N_("house policy"),
    "DRAFT": N_("draft law"),
}
"""How sure a rule is of its source."""
MARKS = tuple(MARK_WORDS)
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

_TO_A_VISIT = (
    "consent.visit",
    "consent.more_visits_written",
    "consent.enter_home",
    "consent.place",
)
WITHDRAWS = {
    "cease": (
        "consent.hours",
        "consent.hours_written",
        "consent.call",
        "consent.frequency",
        *_TO_A_VISIT,
    ),
    "refused_visit": _TO_A_VISIT,
    "no_work_contact": ("consent.place",),
}
"""By the name of a flag what it takes back of that to which the borrower agreed before."""

WITHDRAWS_AT = {"no_work_contact": "work"}
"""The kind of place at which a flag does so; any other does it everywhere."""

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
    "prior_tries": N_("earlier tries to reach the borrower"),
    "employer_asked": N_("request to be seen at work"),
    "papers_carried": N_("papers to carry"),
    "recording": N_("recording of the visit"),
    "no_recording_reason": N_("reason why there is no recording"),
}
"""Things that exist, by name. `prior_contact` and `prior_tries` are also read from the ledger."""

FLAGS = {
    "cease": N_("request to stop all contact"),
    "refused_to_pay": N_("refusal to pay"),
    "lawyer": N_("the borrower has a lawyer"),
    "dispute": N_("the debt is disputed"),
    "moratorium": N_("moratorium"),
    "crisis": N_("treatment in a mental health crisis"),
    "deceased": N_("the borrower has died"),
    "no_capacity": N_("the borrower cannot decide for themselves"),
    "bankrupt": N_("bankruptcy"),
    "vulnerable": N_("the borrower is vulnerable"),
    "bereavement": N_("bereavement in the family"),
    "marriage": N_("wedding in the family"),
    "calamity": N_("disaster at the borrower's place"),
    "refused_visit": N_("refusal of visits"),
    "no_work_contact": N_("no contact at work"),
    "third_party_refused": N_("this person does not want to be contacted"),
    "unreachable": N_("the borrower cannot be reached"),
    "complaint": N_("open complaint"),
    "deadlock": N_("talks are deadlocked"),
    "identity_theft": N_("identity theft is claimed"),
    "time_barred": N_("the debt is time-barred"),
}
"""What protects the borrower or another person, by name."""

FLAGS_OF_OTHERS = ("third_party_refused",)
"""Flags that concern somebody else than the borrower, even when they do not say whom."""
UNTOLD = {
    "amount": N_("the amount"),
    "overdue_days": N_("how long it is overdue"),
    "that_there_is_a_debt": N_("that there is a debt"),
    "employer_unless_asked": N_("whom you work for, unless asked"),
}
"""What another person must not learn, by name."""

RECEIPT = {
    "number": N_("number"),
    "agency_name": N_("name of the agency"),
    "agency_street": N_("address of the agency"),
    "permit_number": N_("permit number of the agency"),
    "creditor": N_("name of the creditor"),
    "account": N_("account number"),
    "amount": N_("amount"),
    "date": N_("date"),
    "balance": N_("balance, or paid in full"),
    "taker_last_name": N_("family name of the person who took the money"),
}
"""What a receipt may have to state, by name."""

EXCUSES = (*CONSENTS, *HAS, *FLAGS)
"""What `unless` may name."""


PURPOSE_WORDS = {
    "collect": N_("collecting"),
    "answer_query": N_("answering a question or complaint"),
    "verify": N_("verifying the debt"),
    "notify": N_("a notice that the law allows"),
    "arrange_visit": N_("arranging a visit"),
    "other_debt": N_("another debt"),
}


def words_for(name: str) -> str:
    """The English words for a consent, a thing or a flag, for a sentence about it."""
    return CONSENTS.get(name) or HAS.get(name) or FLAGS[name]


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
        "never": list(UNTOLD),
        "receipt": list(RECEIPT),
        "effect": list(EFFECTS),
        "mark": list(MARKS),
        "override": list(OVERRIDES),
        "debt_type": list(DEBT_TYPES),
        "lender_type": list(LENDER_TYPES),
    }
