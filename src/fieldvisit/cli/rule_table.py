"""A rule as a supervisor reads it: what it is, what it asks, its words, source and mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fieldvisit.cli.printing import aligned
from fieldvisit.cli.rule_words import BY_WORDS, KEY_WORDS, KIND_WORDS, VALUE_WORDS, WORDS_OF
from fieldvisit.domain.wordlists.lists import word_lists
from fieldvisit.rules.explain import day_names, spoken
from fieldvisit.rules.names import (
    WEEKDAYS,
    words_for,
)
from fieldvisit.wording import _, counted, pick

_APART = ("id", "kind", "effect", "mark", "source", "text")
"""Keys of a rule that the heading and the last lines show."""
_USUAL = {"edges": "[)", "override": "none", "holidays": "open", "by": "borrower"}
"""What goes without saying."""
_SPAN = re.compile(r"(\d+) ?(h|days|months|years)")


def head_lines(document: Mapping[str, Any]) -> list[str]:
    """Whom the pack binds, from when on, when it was checked, and its holiday table."""
    dates = _("In force from {effective}, checked on {checked_on}.").format(**document)
    lines = [_("Research for software, not legal advice."), dates]
    for key, wanted in document["applies"].items():
        lines.append(f"  {_label(key)}: {_told(key, wanted)}")
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
    kind = _(KIND_WORDS.get(rule["kind"], rule["kind"]))
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
        return _(", ").join(_(BY_WORDS[part]) for part in value.split("+"))
    return _words(value, WORDS_OF.get(key, {}))


def _label(key: str) -> str:
    return _(KEY_WORDS[key]) if key in KEY_WORDS else key


def _words(value: Any, own: Mapping[str, str]) -> str:
    """A value of a rule: names in words, lists with commas, a table as its keys and values.

    `own` are the words of the key before all others.
    """
    if value is True:
        return _("yes")
    if isinstance(value, Mapping):
        if "en" in value:
            return str(pick(value))
        told = ((key, each) for key, each in value.items() if _is_told(key, each))
        return "; ".join(f"{_label(key)}: {_told(key, each)}" for key, each in told)
    if isinstance(value, list):
        return _(", ").join(_words(each, own) for each in value)
    return _word(str(value), own)


def _word(value: str, own: Mapping[str, str]) -> str:
    if said := own.get(value) or VALUE_WORDS.get(value):
        return _(said)
    if value.startswith("no "):
        return _("no {thing}").format(thing=_word(value.removeprefix("no "), own))
    span = _SPAN.fullmatch(value)
    return _span(int(span[1]), span[2]) if span else value


def _span(number: int, unit: str) -> str:
    if unit == "h":
        return counted("{n} hour", "{n} hours", number)
    if unit == "days":
        return counted("{n} day", "{n} days", number)
    if unit == "months":
        return counted("{n} month", "{n} months", number)
    return counted("{n} year", "{n} years", number)
