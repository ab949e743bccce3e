"""The words a person reads: the language in use, translations, and amounts and dates as text."""

from __future__ import annotations

import gettext as catalogues
import os
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Literal

from fieldvisit.domain.case import Rejection
from fieldvisit.domain.money import Money
from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import safe_text

Language = Literal["en", "zh-Hans", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")
LANGUAGE_NAMES: dict[Language, str] = {
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
_SIMPLIFIED = ("hans", "simplified")
_TRADITIONAL = ("hant", "tw", "hk", "mo", "traditional", "taiwan", "hong kong", "macau")
_SIGNS = {
    "AUD": "AU$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "CN¥",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NZD": "NZ$",
    "TWD": "NT$",
    "USD": "US$",
    "VND": "₫",
    "XAF": "FCFA",
    "XCD": "EC$",
    "XCG": "Cg.",
    "XOF": "F\u202fCFA",
    "XPF": "CFPF",
}
_SIGNS_IN: Mapping[Language, Mapping[str, str]] = {
    "en": _SIGNS | {"AUD": "A$", "PHP": "₱", "USD": "$"},
    "zh-Hans": _SIGNS | {"CNY": "¥", "JPY": "JP¥"},
    "zh-Hant": _SIGNS | {"KRW": "￦", "TWD": "$"},
}
"""The signs of CLDR, as Babel has them, but for those that are wide in some terminals and narrow
in others. They stand here because the first screen would wait for Babel's tables."""
_CATALOGUES = Path(__file__).parent / "locale"

_GIANT = re.compile(r"\S{300,}")
_GIANT_SHOWN = 60
"""A word longer than any path is cut to so many characters in a sentence."""

_language: Language = "en"
_catalogue: catalogues.NullTranslations = catalogues.NullTranslations()


def language_of(tag: str) -> Language | None:
    """The language a locale name or a person's word means; None when it is none of ours.

    Reads zh_CN.UTF-8, zh-Hant-HK, Chinese (Traditional)_Taiwan, en; every Chinese locale that
    does not name Taiwan, Hong Kong, Macau or Traditional is Simplified, and so is one that says
    Simplified wherever it is (zh-Hans-HK).
    """
    lowered = tag.split(".")[0].replace("_", "-").lower()
    if lowered.startswith(("zh", "chinese")):
        if any(word in lowered for word in _SIMPLIFIED):
            return "zh-Hans"
        return "zh-Hant" if any(word in lowered for word in _TRADITIONAL) else "zh-Hans"
    return "en" if lowered.startswith("en") else None


def language_of_terminal(environment: Mapping[str, str] = os.environ) -> Language:
    """The language the terminal's locale asks for; English when it asks for none of ours.

    As in gettext, the first of LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set decides, so
    that LC_ALL=C means English whatever LANG says. On Windows, where none is, the system does.
    """
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    asked = next((environment[name] for name in names if environment.get(name)), "")
    if not asked and sys.platform == "win32":
        import locale

        asked = locale.getlocale()[0] or ""
    return next((found for tag in asked.split(":") if (found := language_of(tag))), "en")


def use_language(language: Language) -> None:
    """Speak this language from now on, in the whole program."""
    global _language, _catalogue
    _language = language
    _catalogue = catalogues.translation(
        "fieldvisit", str(_CATALOGUES), languages=[language.replace("-", "_")], fallback=True
    )


def language() -> Language:
    """The language in use."""
    return _language


def _(phrase: str | Mapping[str, str]) -> str:
    """The phrase, or the text of a content file, in the language in use; empty stays empty."""
    if isinstance(phrase, str):
        return _catalogue.gettext(phrase) if phrase else ""
    return pick(phrase)


def counted(one: str, many: str, number: int) -> str:
    """The phrase for that number, with its {n} filled in."""
    return _catalogue.ngettext(one, many, number).format(n=number)


def listed(texts: Iterable[str]) -> str:
    """Things of one kind, one after the other."""
    return _(", ").join(texts)


def clauses(first: str, *others: str) -> str:
    """Short statements in one line, one after the other."""
    for other in others:
        first = _("{first}, {other}").format(first=first, other=other)
    return first


def labelled(label: str, text: str) -> str:
    """What something is called, and then the thing."""
    return _("{label}: {text}").format(label=label, text=text)


def pick(texts: Mapping[str, str]) -> str:
    """The text of a content file in the language in use, else in English."""
    return texts.get(_language) or texts["en"]


def _told(value: str) -> str:
    """A detail as a sentence holds it: translated where it has a translation, harmless and short.

    It may be what somebody typed, a name of a file, or a word of a program.
    """
    return _GIANT.sub(lambda word: word[0][:_GIANT_SHOWN] + "...", safe_text(_(value), lines=True))


def explain(problem: Problem, called: str = "") -> str:
    """The problem's sentence in the language in use, its amounts and dates written likewise.

    `called` is what a form calls the field, translated; else the field's own id is written.
    """
    details = {name: _as_text(value) for name, value in problem.details.items()}
    return _(problem.phrase).format(**{"field": called or _told(problem.field), **details})


def reason_text(rejection: Rejection) -> str:
    """Why a row was rejected, in the language in use."""
    details = {name: _as_text(value) for name, value in rejection.details.items()}
    return _(rejection.reason).format(**details)


def _as_text(value: object) -> object:
    if isinstance(value, str):
        return _told(value)
    if isinstance(value, Money):
        return money_text(value)
    return date_text(value) if isinstance(value, date) else value


def money_text(money: Money, *, with_currency: bool = True) -> str:
    """The amount as the language writes it, with the currency's sign unless told otherwise.

    Every decimal of the currency is written; a currency without a sure sign shows its code:
    EUR 12.50.
    """
    amount = Decimal(money.plain)
    digits = f"{abs(amount):,}"
    if not with_currency:
        return f"-{digits}" if amount < 0 else digits
    sign = _SIGNS_IN[_language].get(money.currency, money.currency)
    gap = " " if sign.isalpha() else ""
    return f"{'-' if amount < 0 else ''}{sign}{gap}{digits}"


def date_text(day: date, *, weekday: bool = True) -> str:
    """The date as the language writes it: Tue 24 Nov 2026; what is read aloud needs no weekday."""
    from babel.dates import format_date

    pattern = "EEE d MMM y" if _language == "en" else "y年M月d日 EEE"
    if not weekday:
        pattern = pattern.replace("EEE", "").strip()
    return format_date(day, pattern, locale=_language.replace("-", "_"))


def clock_text(moment: datetime | time) -> str:
    """Hours and minutes, 24-hour clock."""
    return moment.strftime("%H:%M")
