"""Sentences about a decision, made in English and spoken in any language at the edge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fieldvisit.domain.content import Texts
from fieldvisit.domain.text import N_
from fieldvisit.rules.names import WEEKDAY_WORDS, WEEKDAYS
from fieldvisit.rules.zones import city_of, local, local_date

Translate = Callable[[str | Texts], str]
"""From an English phrase, or a text in each language, to the language in use, as `wording._`."""

CHANNEL_WORDS = {
    "visit": N_("visits"),
    "call": N_("calls"),
    "message": N_("messages"),
    "letter": N_("letters"),
}

ACTION_WORDS = {
    "visit": N_("the visit"),
    "call": N_("the call"),
    "message": N_("the message"),
    "letter": N_("the letter"),
    "enter_home": N_("entering the home"),
    "disclose": N_("speaking about the debt"),
    "ask_location": N_("asking where the borrower is"),
    "leave_note": N_("leaving a note"),
    "take_money": N_("taking money"),
    "record": N_("recording"),
    "close_visit": N_("closing the visit"),
    "delete": N_("deleting"),
}

_NATIONAL_TIMES = {"Asia/Shanghai": N_("Beijing time")}
"""Zones that a whole country keeps under a name of its own."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English sentence with {places}. A detail is a text (translated too), a text in each
    language, a number, another phrase, or a tuple of these, which becomes a list with commas."""

    text: str
    details: Mapping[str, Any] = field(default_factory=dict)


def english(text: str | Texts) -> str:
    """The translation into English: the phrase itself."""
    return text if isinstance(text, str) else text["en"]


def spoken(phrase: Phrase, translate: Translate = english) -> str:
    """The phrase as a sentence, in English unless told otherwise."""
    details = {name: _detail(each, translate) for name, each in phrase.details.items()}
    return translate(phrase.text).format(**details)


def paragraph(sentences: Iterable[str]) -> str:
    """Sentences one after the other; a full-width stop brings its own space."""
    return " ".join(sentences).replace("\u3002 ", "\u3002")


def _detail(value: Any, translate: Translate) -> str:
    if isinstance(value, Phrase):
        return spoken(value, translate)
    if isinstance(value, tuple):
        return translate(N_(", ")).join(_detail(each, translate) for each in value)
    return translate(value) if isinstance(value, str | Mapping) and value else str(value)


def clock_there(moment: datetime, zone: str, place_zone: str = "") -> Phrase:
    """The clock at the place: "05:30 in Los Angeles".

    `place_zone` is given when the law reads another clock than the place keeps: "21:05 in Urumqi
    by Beijing time"; when it is the same as `zone` there is no more to say than the law's clock.
    """
    clock = f"{local(moment, zone):%H:%M}"
    law = _NATIONAL_TIMES.get(zone)
    if place_zone and place_zone != zone:
        by = law or Phrase(N_("{city} time"), {"city": city_of(zone)})
        details = {"clock": clock, "city": city_of(place_zone), "time": by}
        return Phrase(N_("{clock} in {city} by {time}"), details)
    if law:
        return Phrase(N_("{clock} by {time}"), {"clock": clock, "time": law})
    return Phrase(N_("{clock} in {city}"), {"clock": clock, "city": city_of(zone)})


def opening(opens_at: datetime, asked_at: datetime, zone: str) -> Phrase:
    """When it opens, as a person at the place would say it on the day of asking."""
    clock = f"{local(opens_at, zone):%H:%M}"
    day = local_date(opens_at, zone)
    days = (day - local_date(asked_at, zone)).days
    if days == 0:
        return Phrase(N_("Opens today at {clock}."), {"clock": clock})
    if days == 1:
        return Phrase(N_("Opens tomorrow at {clock}."), {"clock": clock})
    if days < 7:
        details = {"clock": clock, "weekday": WEEKDAY_WORDS[day.weekday()]}
        return Phrase(N_("Opens on {weekday} at {clock}."), details)
    return Phrase(N_("Opens on {date} at {clock}."), {"clock": clock, "date": day.isoformat()})


def day_names(days: tuple[str, ...]) -> Phrase:
    """Days of the week: "Monday to Saturday", or each by name when they do not follow in a row."""
    numbers = sorted(WEEKDAYS.index(day) for day in days)
    words = tuple(WEEKDAY_WORDS[number] for number in numbers)
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return Phrase(N_("{first} to {last}"), {"first": words[0], "last": words[-1]})
    return Phrase("{days}", {"days": words})
