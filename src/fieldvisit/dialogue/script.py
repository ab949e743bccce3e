"""A conversation as data: who says what, and where each answer leads."""

from __future__ import annotations

from collections.abc import Mapping

from fieldvisit.domain.content import Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import PARTIES

SPEAKERS = ("collector", "coach", "borrower")
"""Who speaks a node's text: read aloud, meant for the collector's eyes, or heard."""

STEPS: Mapping[str, str] = {
    "arrive": N_("Arrive"),
    "door": N_("At the door"),
    "other_person": N_("Someone else"),
    "identity": N_("Identity"),
    "private": N_("Time and place"),
    "introduce": N_("Introduce"),
    "listen": N_("Listen"),
    "cause": N_("Cause"),
    "contract": N_("Contract"),
    "afford": N_("Affordability"),
    "options": N_("Ways forward"),
    "agree": N_("Agree"),
    "readback": N_("Read back"),
    "rights": N_("Rights"),
    "close": N_("Goodbye"),
    "care": N_("Care"),
}
"""The steps of a visit in their order, with the names that a screen shows; "care" is any time."""

TAGS = (
    "safety",
    "identify-self",
    "check-identity",
    "privacy",
    "ask-permission",
    "listen",
    "empathise",
    "open-question",
    "contract",
    "afford",
    "options",
    "read-back",
    "rights",
    "complaint-channel",
    "consent",
    "signpost",
    "stop",
    "de-escalate",
)
"""What a node fulfils of a visit's duties and good practice."""

DOORSTEP_FIELDS = frozenset({"name", "phone", "agent"})
"""What may be filled in before anyone but the borrower: whom one seeks, who asks, a number."""

FIELDS = DOORSTEP_FIELDS | {
    "firm",
    "badge",
    "lender",
    "product",
    "contract_date",
    "amount",
    "due_date",
    "dpd",
    "instalment",
    "last_paid_on",
    "agreed",
    "channel",
    "advice",
}
"""Every {field} that a script may hold. `agreed` is the agreement in a sentence."""

SIDES: Mapping[str, str] = {
    "crisis": N_("Someone is in danger"),
    "anger": N_("Anger"),
    "dispute": N_("Something is disputed"),
    "leave": N_("Asked to leave"),
    "joined": N_("Someone joins"),
}
"""Branches that one key opens from anywhere; every live script has each of them."""

FACTS: Mapping[str, tuple[str, ...] | None] = {
    "opened": PARTIES,
    "talking_to": PARTIES,
    "identity": None,
    "alone": None,
    "cause": (),
    "option": ("instalments", "extension", "promise", "payment", "hardship"),
    "record_health": None,
}
"""What a choice can set: a closed list of words, None for true or false, () for a cause's code."""

RETURN = "return"
"""Where a choice of an aside leads to take up the talk again."""


@frozen
class Choice:
    """One thing that can happen next.

    `sets` are facts learnt by it; `flag` and `outcome` are suggestions for the record. A choice
    with a `violation` shows what must not be done: for practice, never in a live script.
    """

    text: Texts
    goto: str
    sets: Mapping[str, str | bool]
    flag: str = ""
    outcome: str = ""
    violation: str = ""


@frozen
class Node:
    """One moment of the talk.

    A `neutral` node may be read by anyone at the door. An `aside` is a branch that comes back to
    where the talk was left. An `end` has no choices.
    """

    id: str
    speaker: str
    step: str
    text: Texts
    coach: Texts
    tags: tuple[str, ...]
    neutral: bool
    aside: bool
    end: bool
    choices: tuple[Choice, ...]


@frozen
class Script:
    """A whole conversation. Only a `live` script is offered on a visit; others are for practice."""

    id: str
    version: int
    live: bool
    title: Texts
    summary: Texts
    start: str
    nodes: Mapping[str, Node]
    sides: Mapping[str, Choice]
