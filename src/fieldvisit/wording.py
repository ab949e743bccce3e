"""The words a person reads: the language in use, translations, and amounts and dates as text."""

from __future__ import annotations

import gettext as catalogues
import os
import sys
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Literal

from fieldvisit.domain.money import Money
from fieldvisit.domain.problems import Problem

Language = Literal["en", "zh-Hans", "zh-Hant"]
LANGUAGES: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")
LANGUAGE_NAMES: dict[Language, str] = {
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
}
_TRADITIONAL = ("hant", "tw", "hk", "mo", "traditional", "taiwan", "hong kong", "macau")
_CATALOGUES = Path(__file__).parent / "locale"

_language: Language = "en"
_catalogue: catalogues.NullTranslations = catalogues.NullTranslations()


def language_of(tag: str) -> Language | None:
    """The language a locale name or a person's word means; None when it is none of ours.

    Reads zh_CN.UTF-8, zh-Hant-HK, Chinese (Traditional)_Taiwan, en; every Chinese locale that
    does not name Taiwan, Hong Kong, Macau or Traditional is Simplified.
    """
    lowered = tag.split(".")[0].replace("_", "-").lower()
    if lowered.startswith(("zh", "chinese")):
        parts = lowered.replace("(", "-").replace(")", "-")
        return "zh-Hant" if any(word in parts for word in _TRADITIONAL) else "zh-Hans"
    return "en" if lowered.startswith("en") else None


def language_of_terminal(environment: Mapping[str, str] = os.environ) -> Language:
    """The language the terminal's locale asks for; English when it asks for none of ours."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        for tag in environment.get(name, "").split(":"):
            if tag and (found := language_of(tag)):
                return found
    if sys.platform == "win32":
        import locale

        return language_of(locale.getlocale()[0] or "") or "en"
    return "en"


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


def _(phrase: str) -> str:
    """The phrase in the language in use; the empty phrase stays empty."""
    return _catalogue.gettext(phrase) if phrase else ""


def counted(one: str, many: str, number: int) -> str:
    """The phrase for that number, with its {n} filled in."""
    return _catalogue.ngettext(one, many, number).format(n=number)


def pick(texts: Mapping[str, str]) -> str:
    """The text of a content file in the language in use, else in English."""
    return texts.get(_language) or texts["en"]


def explain(problem: Problem) -> str:
    """The problem's sentence in the language in use."""
    details = {
        name: _(value) if isinstance(value, str) else value
        for name, value in problem.details.items()
    }
    return _(problem.phrase).format(**{"field": _(problem.field), **details})


def money_text(money: Money, *, with_currency: bool = True) -> str:
    """The amount as the language writes it, with the currency's sign unless told otherwise."""
    from babel.numbers import format_currency, format_decimal

    amount = money.plain
    if with_currency:
        return format_currency(Decimal(amount), money.currency, locale=_babel())
    places = len(amount.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(Decimal(amount), format=pattern, locale=_babel())


def _babel() -> str:
    return _language.replace("-", "_")


def date_text(day: date) -> str:
    """The date as the language writes it, with its weekday: Tue 24 Nov 2026."""
    from babel.dates import format_date

    pattern = "EEE d MMM y" if _language == "en" else "y年M月d日 EEE"
    return format_date(day, pattern, locale=_babel())


def clock_text(moment: datetime | time) -> str:
    """Hours and minutes, 24-hour clock."""
    return moment.strftime("%H:%M")
