"""Sentences about a decision, made in English and spoken in any language at the edge."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any

from fieldvisit.domain.content import Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.rules.names import WEEKDAY_WORDS, WEEKDAYS, words_for
from fieldvisit.rules.zones import city_of, clock_reading, local_date

Translate = Callable[[str | Texts], str]
"""From an English phrase, or a text in each language, to the language in use, as `wording._`."""

CHANNEL_WORDS = {
    "visit": N_("visits"),
    "call": N_("calls"),
    "message": N_("messages"),
    "letter": N_("letters"),
}

_COUNTED = {
    "visit": (N_("1 visit"), N_("{n} visits")),
    "call": (N_("1 call"), N_("{n} calls")),
    "message": (N_("1 message"), N_("{n} messages")),
    "letter": (N_("1 letter"), N_("{n} letters")),
    "ask_location": (N_("1 question"), N_("{n} questions")),
    "": (N_("1 contact"), N_("{n} contacts")),
}
_SHORT_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)

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


@frozen
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
    if isinstance(value, str):
        return translate(value) if value else value
    if isinstance(value, Phrase):
        return spoken(value, translate)
    if isinstance(value, tuple):
        return translate(N_(", ")).join(_detail(each, translate) for each in value)
    return translate(value) if isinstance(value, Mapping) and value else str(value)


def either(things: Sequence[str]) -> str | Phrase:
    """One or more things of which one is enough: "this", or "this, that or another"."""
    if len(things) < 2:
        return "".join(things)
    return Phrase(N_("{some} or {other}"), {"some": tuple(things[:-1]), "other": things[-1]})


def clock_there(moment: datetime, zone: str, place_zone: str = "") -> Phrase:
    """The clock at the place: "05:30 in Los Angeles".

    `place_zone` is given when the law reads another clock than the place keeps: "21:05 in Urumqi
    by Beijing time"; when it is the same as `zone` there is no more to say than the law's clock.
    """
    clock = clock_reading(moment, zone)
    law = _NATIONAL_TIMES.get(zone)
    if place_zone and place_zone != zone:
        by = law or Phrase(N_("{city} time"), {"city": city_of(zone)})
        details = {"clock": clock, "city": city_of(place_zone), "time": by}
        return Phrase(N_("{clock} in {city} by {time}"), details)
    if law:
        return Phrase(N_("{clock} by {time}"), {"clock": clock, "time": law})
    return Phrase(N_("{clock} in {city}"), {"clock": clock, "city": city_of(zone)})


def day_there(day: date, asked_on: date) -> Phrase:
    """A date as people say it: "Fri 10 Jul", with the year when it is not the one of asking."""
    details = {
        "weekday": _SHORT_DAYS[day.weekday()],
        "day": day.day,
        "month": MONTHS[day.month - 1],
    }
    if day.year == asked_on.year:
        return Phrase(N_("{weekday} {day} {month}"), details)
    return Phrase(N_("{weekday} {day} {month} {year}"), {**details, "year": day.year})


def moment_there(moment: datetime, zone: str, asked_at: datetime) -> Phrase:
    """Date and clock at the place: "Fri 10 Jul, 05:30 in Los Angeles"."""
    day = day_there(local_date(moment, zone), local_date(asked_at, zone))
    return Phrase("{parts}", {"parts": (day, clock_there(moment, zone))})


def how_many(kinds: Collection[str], number: int) -> Phrase:
    """So many contacts of these kinds: "3 calls", "1 visit", or "5 contacts" when they differ."""
    one, many = _COUNTED[next(iter(kinds)) if len(kinds) == 1 else ""]
    return Phrase(one) if number == 1 else Phrase(many, {"n": number})


def opening(opens_at: datetime, asked_at: datetime, zone: str) -> Phrase:
    """When it opens, as a person at the place would say it on the day of asking.

    A day that is free from its first minute is only named: nobody is to go at midnight.
    """
    clock = clock_reading(opens_at, zone)
    day, today = local_date(opens_at, zone), local_date(asked_at, zone)
    days = (day - today).days
    if days == 0:
        return Phrase(N_("Opens today at {clock}."), {"clock": clock})
    if days == 1:
        at, alone = N_("Opens tomorrow at {clock}."), N_("Opens tomorrow.")
    else:
        at, alone = N_("Opens on {day} at {clock}."), N_("Opens on {day}.")
    named = WEEKDAY_WORDS[day.weekday()] if days < 7 else day_there(day, today)
    return Phrase(alone if clock == "00:00" else at, {"clock": clock, "day": named})


def what_clears(unless: Iterable[str]) -> Phrase | None:
    """What would excuse from the rule, None when nothing does."""
    things = tuple(words_for(name) for name in unless)
    return Phrase(N_("It would be cleared by: {things}."), {"things": things}) if things else None


def day_names(days: tuple[str, ...]) -> Phrase:
    """Days of the week: "Monday to Saturday", or each by name when they do not follow in a row."""
    numbers = sorted(WEEKDAYS.index(day) for day in days)
    words = tuple(WEEKDAY_WORDS[number] for number in numbers)
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return Phrase(N_("{first} to {last}"), {"first": words[0], "last": words[-1]})
    return Phrase("{days}", {"days": words})
