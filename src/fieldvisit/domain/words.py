"""The words for people, flags, contacts and found words whose ids records hold."""

from __future__ import annotations

from fieldvisit.domain.text import N_

PARTY_WORDS = {
    "debtor": N_("the borrower"),
    "spouse": N_("wife or husband"),
    "guarantor": N_("guarantor"),
    "parent": N_("mother or father"),
    "executor": N_("executor of the estate"),
    "contact": N_("named contact"),
    "relative": N_("another relative"),
    "colleague": N_("colleague"),
    "neighbour": N_("neighbour"),
    "roommate": N_("room-mate"),
    "minor": N_("a child"),
    "lawyer": N_("lawyer"),
    "adviser": N_("adviser"),
    "nobody": N_("nobody"),
}

PARTIES = tuple(PARTY_WORDS)
"""Who may be met at a door."""

FLAG_WORDS = {
    "cease": N_("asked to stop contact"),
    "lawyer": N_("has a lawyer or representative"),
    "dispute": N_("disputes the debt"),
    "moratorium": N_("breathing space or moratorium"),
    "crisis": N_("mental health crisis treatment"),
    "deceased": N_("reported deceased"),
    "no_capacity": N_("cannot decide for themselves"),
    "bankrupt": N_("bankrupt"),
    "vulnerable": N_("vulnerable"),
    "bereavement": N_("in mourning"),
    "refused_visit": N_("refuses visits"),
    "no_work_contact": N_("no contact at work"),
    "third_party_refused": N_("a third person refused contact"),
    "unreachable": N_("cannot be reached"),
    "complaint": N_("has complained"),
    "deadlock": N_("talks are deadlocked"),
    "identity_theft": N_("says it was identity theft"),
    "refused_to_pay": N_("refuses to pay"),
    "marriage": N_("wedding in the family"),
    "calamity": N_("disaster at the place"),
    "time_barred": N_("debt is time-barred"),
}

FLAGS = tuple(FLAG_WORDS)
"""What may protect the borrower or another person, as the rules know it."""

CONTACT_WORDS = {
    "visit": N_("visit"),
    "call": N_("call"),
    "message": N_("message"),
    "letter": N_("letter"),
    "ask_location": N_("asked for an address"),
}

RESULT_WORDS = {
    "conversation": N_("talked"),
    "no_answer": N_("no answer"),
    "not_connected": N_("not connected"),
    "spoke_to_debtor": N_("talked to the borrower"),
    "spoke_to_other": N_("talked to someone else"),
    "nobody": N_("nobody there"),
    "sent": N_("sent"),
    "delivered": N_("delivered"),
}

STARTER_WORDS = {
    "collector": N_("we did"),
    "borrower": N_("the borrower did"),
    "other": N_("somebody else did"),
}

PLACE_WORDS = {
    "home": N_("at home"),
    "work": N_("at work"),
    "school": N_("at school"),
    "hospital": N_("in hospital"),
    "public": N_("in public"),
    "other": N_("elsewhere"),
}

PLACES = tuple(PLACE_WORDS)
"""Kinds of place at which a visit may be made."""

LEVEL_WORDS = {
    "block": N_("must not be said"),
    "ack": N_("asks for an answer"),
    "warn": N_("look at it"),
    "info": N_("only for information"),
}

SAID_BY_WORDS = {
    "collector": N_("said by the collector"),
    "borrower": N_("said by the borrower"),
    "other": N_("said by another person"),
    "unknown": N_("not known who said it"),
}
"""Whose words a note holds."""
