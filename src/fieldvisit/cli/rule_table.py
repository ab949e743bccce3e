"""A rule as a supervisor reads it: what it is, what it asks, its words, source and mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fieldvisit.cli.printing import aligned
from fieldvisit.domain.text import N_
from fieldvisit.domain.wordlists.lists import word_lists
from fieldvisit.domain.words import PARTY_WORDS, PLACE_WORDS, RESULT_WORDS
from fieldvisit.rules.counting import SKIP_WORDS
from fieldvisit.rules.explain import ACTION_WORDS, CHANNEL_WORDS, day_names, spoken
from fieldvisit.rules.names import (
    CONSENTS,
    FLAGS,
    HAS,
    PURPOSE_WORDS,
    RECEIPT,
    UNTOLD,
    WEEKDAY_WORDS,
    WEEKDAYS,
    words_for,
)
from fieldvisit.wording import _, counted, pick

_KINDS = {
    "hours": N_("Hours"),
    "avoid": N_("Times and places that the borrower named"),
    "limit": N_("At most so often"),
    "hold": N_("Quiet period"),
    "need": N_("Needed beforehand"),
    "stop": N_("No contact"),
    "party": N_("Who may be spoken to"),
    "team": N_("Who comes along"),
    "say": N_("To be said and shown"),
    "record": N_("Recording"),
    "money": N_("Taking money"),
    "keep": N_("Keeping records"),
    "words": N_("Words"),
    "ack": N_("To be confirmed by a person"),
}
_KEYS = {
    "on": N_("for"),
    "before": N_("before"),
    "when": N_("when"),
    "unless": N_("unless"),
    "override": N_("may lift it"),
    "open": N_("from"),
    "close": N_("to"),
    "days": N_("weekdays"),
    "holidays": N_("public holidays"),
    "whole_visit": N_("planned end too"),
    "place": N_("place"),
    "count": N_("counted"),
    "after": N_("after"),
    "max": N_("at most"),
    "per": N_("in any"),
    "by": N_("counted apart by"),
    "for": N_("lasts"),
    "first_day": N_("first day"),
    "has": N_("needed"),
    "lead": N_("time before"),
    "later": N_("may follow within"),
    "within": N_("within"),
    "while": N_("while"),
    "until": N_("until"),
    "allow": N_("still allowed"),
    "who": N_("who"),
    "not": N_("not for"),
    "channel": N_("by"),
    "outcome": N_("result"),
    "started_by": N_("begun by"),
    "skip": N_("without"),
    "prompt": N_("to be confirmed"),
    "every": N_("how often"),
    "source": N_("source"),
    "min": N_("at least"),
    "may": N_("what is allowed"),
    "never": N_("not allowed"),
    "only_if": N_("only when"),
    "ask_max": N_("asked at most"),
    "one_of": N_("one of"),
    "all_of": N_("all of"),
    "consent": N_("consent of"),
    "cash": N_("cash"),
    "extra_fee": N_("extra fee"),
    "receipt": N_("receipt with"),
    "what": N_("what is kept"),
    "at_least": N_("at least"),
    "at_most": N_("at most"),
    "certificate": N_("certificate"),
    "certificate_max_age": N_("certificate not older than"),
    "approved_until": N_("approval still valid"),
    "same_person_max": N_("visits by the same person"),
    "first": N_("at first contact"),
    "show": N_("to be shown"),
    "shows": N_("to be shown"),
    "after_identity": N_("once identity is sure"),
    "lists": N_("word lists"),
    "look_in": N_("looked for in"),
    "dpd_over": N_("days past due over"),
    "dpd_up_to": N_("days past due up to"),
    "role": N_("role"),
    "debt_type": N_("kind of debt"),
    "lender_type": N_("kind of lender"),
    "flags": N_("noted"),
    "since": N_("in force from"),
    "tries": N_("number of tries"),
    "in_a_row": N_("in a row"),
    "how": N_("made in this way"),
    "oral_for": N_("if only spoken, lasts"),
    "after_end": N_("and after the end"),
}
_APART = ("id", "kind", "effect", "mark", "source", "text")
"""Keys of a rule that the heading and the last lines show."""
_USUAL = {"edges": "[)", "override": "none", "holidays": "open", "by": "borrower"}
"""What goes without saying."""
_NAMES: dict[str, str] = {
    **PARTY_WORDS,
    **RESULT_WORDS,
    **SKIP_WORDS,
    **UNTOLD,
    **RECEIPT,
    **CONSENTS,
    **HAS,
    **FLAGS,
    **ACTION_WORDS,
    **CHANNEL_WORDS,
    **PURPOSE_WORDS,
    **PLACE_WORDS,
    **dict(zip(WEEKDAYS, WEEKDAY_WORDS, strict=True)),
    "first_party": N_("the lender itself"),
    "third_party": N_("an agency"),
    "debt_buyer": N_("a buyer of debts"),
    "supervisor": N_("a supervisor"),
    "collector": N_("the collector"),
    "borrower": N_("the borrower"),
    "closed": N_("closed"),
    "forbidden": N_("forbidden"),
    "audio": N_("sound"),
    "video": N_("picture"),
    "script": N_("scripts"),
    "template": N_("templates"),
    "note": N_("notes"),
    "case": N_("for each case"),
    "day": N_("every day"),
    "borrower.inconvenient": N_("what the borrower asked for"),
}
_BY = {
    "borrower": N_("borrower"),
    "person": N_("person"),
    "debt": N_("debt"),
    "number": N_("telephone number"),
    "place": N_("place"),
    "institution": N_("lender"),
    "agency": N_("agency"),
}
_SPAN = re.compile(r"(\d+) ?(h|days|months|years)")


def head_lines(document: Mapping[str, Any]) -> list[str]:
    """Whom the pack binds, from when on, when it was checked, and its holiday table."""
    dates = _("In force from {effective}, checked on {checked_on}.").format(**document)
    lines = [_("Research for software, not legal advice."), dates]
    for key, wanted in document["applies"].items():
        lines.append(f"  {key}: {' '.join(wanted)}")
    for name, days in document["consents_last"].items():
        phrase = _("Counts for {n} days at most, the day on which it was given included: {name}")
        lines.append(phrase.format(name=_(words_for(name)), n=days))
    if document["holidays"]:
        table = {**document["holidays"], "years": _years(document["holidays"]["covers"])}
        phrase = _("Public holidays {id}, {years}, checked on {checked_on}: {source}")
        lines.append(phrase.format(**table))
    return lines


def _years(covers: list[int]) -> str:
    return f"{min(covers)}-{max(covers)}" if len(covers) > 1 else str(covers[0])


def rule_lines(rule: Mapping[str, Any], effect: str) -> Iterator[str]:
    """The rule as lines; `effect` is what it does, in words."""
    kind = _(_KINDS.get(rule["kind"], rule["kind"]))
    yield f"{kind}: {effect}  [{rule['mark']}]  {rule['id']}"
    if rule["text"]:
        yield f"  {pick(rule['text'])}"
    told = [(key, value) for key, value in rule.items() if _is_told(key, value)]
    rows = [[_label(key), _told(key, value)] for key, value in (*told, ("source", rule["source"]))]
    yield from (f"    {line}" for line in aligned([], rows).splitlines())


def _is_told(key: str, value: Any) -> bool:
    if key in _APART or value in (None, "", [], {}, False):
        return False
    return _USUAL.get(key) != value and not (key == "days" and len(value) == len(WEEKDAYS))


def _told(key: str, value: Any) -> str:
    if key == "days":
        return spoken(day_names(tuple(value)), _)
    if key == "lists":
        return _(", ").join(pick(word_lists()[name].title) for name in value)
    if key == "by":
        return _(", ").join(_(_BY[part]) for part in value.split("+"))
    return _words(value)


def _label(key: str) -> str:
    return _(_KEYS[key]) if key in _KEYS else key


def _words(value: Any) -> str:
    """A value of a rule: names in words, lists with commas, a table as its keys and values."""
    if value is True:
        return _("yes")
    if isinstance(value, Mapping):
        if "en" in value:
            return str(pick(value))
        told = ((key, each) for key, each in value.items() if _is_told(key, each))
        return "; ".join(f"{_label(key)}: {_told(key, each)}" for key, each in told)
    if isinstance(value, list):
        return _(", ").join(_words(each) for each in value)
    if value in _NAMES:
        return _(_NAMES[value])
    span = _SPAN.fullmatch(str(value))
    return _span(int(span[1]), span[2]) if span else str(value)


def _span(number: int, unit: str) -> str:
    if unit == "h":
        return counted("{n} hour", "{n} hours", number)
    if unit == "days":
        return counted("{n} day", "{n} days", number)
    if unit == "months":
        return counted("{n} month", "{n} months", number)
    return counted("{n} year", "{n} years", number)
