"""The words a person reads, in the language in use."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.numbers import format_decimal, get_currency_symbol

from fieldvisit import wording
from fieldvisit.domain.money import CURRENCIES, Money
from fieldvisit.domain.problems import BadInput

CATALOGUE = {
    "Saved": "已保存",
    "parts": "期数",
    "{field}: at most {most}, {total} by {by}.": "{field}：最多{most}，{by}前{total}",
    "too many": "太多",
}


@pytest.fixture(autouse=True)
def _english_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="zh_Hans")
    for phrase, translated in CATALOGUE.items():
        catalogue.add(phrase, translated)
    catalogue.add(("{n} visit", "{n} visits"), ("{n} 次走访",))
    with (folder / "fieldvisit.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(wording, "_CATALOGUES", tmp_path)
    before = wording.language()
    wording.use_language("en")
    yield
    monkeypatch.undo()
    wording.use_language(before)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en_GB.UTF-8", "en"),
        ("English", "en"),
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh_SG", "zh-Hans"),
        ("Chinese (Simplified)_China", "zh-Hans"),
        ("Chinese (Simplified)_Hong Kong SAR", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh_TW.Big5", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh_MO", "zh-Hant"),
        ("Chinese (Traditional)_Taiwan", "zh-Hant"),
        ("fr_FR", None),
        ("C", None),
        ("", None),
    ],
)
def test_language_of_a_locale_name(tag: str, language: str | None) -> None:
    assert language == wording.language_of(tag)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh-Hans"),
        ({"LANGUAGE": "de:zh_HK:en", "LC_ALL": "en_US"}, "zh-Hant"),
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_language_of_the_terminal(environment: dict[str, str], language: str) -> None:
    assert language == wording.language_of_terminal(environment)


def test_windows_is_asked_when_the_environment_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("locale.getlocale", lambda: ("Chinese (Traditional)_Taiwan", "950"))

    assert wording.language_of_terminal({}) == "zh-Hant"
    assert wording.language_of_terminal({"LANG": "en_US"}) == "en"


def test_an_unknown_windows_locale_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))

    assert wording.language_of_terminal({}) == "en"


def test_phrases_in_the_language_in_use() -> None:
    assert (
        wording._("Saved"),
        wording.counted("{n} visit", "{n} visits", 1),
        wording.counted("{n} visit", "{n} visits", 2),
    ) == ("Saved", "1 visit", "2 visits")

    wording.use_language("zh-Hans")

    assert wording.language() == "zh-Hans"
    assert wording._("Saved") == "已保存"
    assert wording.counted("{n} visit", "{n} visits", 2) == "2 次走访"
    assert wording._("Not in the catalogue") == "Not in the catalogue"
    assert wording._("") == ""


def test_texts_of_content_files_fall_back_to_english() -> None:
    texts = {"en": "Hello", "zh-Hans": "您好", "zh-Hant": ""}
    said = []
    for language in wording.LANGUAGES:
        wording.use_language(language)
        said.append(wording.pick(texts))

    assert said == ["Hello", "您好", "Hello"]


def test_a_problem_is_explained_in_the_language_in_use() -> None:
    problem = BadInput(
        "{field}: at most {most}, {total} by {by}.",
        code="parts.many",
        field="parts",
        most="too many",
        total=Money(1250, "CNY"),
        by=date(2026, 11, 24),
    )

    assert wording.explain(problem) == "parts: at most too many, CN¥12.50 by Tue 24 Nov 2026."
    wording.use_language("zh-Hans")
    assert wording.explain(problem) == "期数：最多太多，2026年11月24日 周二前¥12.50"


def test_a_number_in_a_problem_stays_a_number() -> None:
    assert wording.explain(BadInput("at most {most}", code="x", most=12)) == "at most 12"


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(123450, "CNY"), "CN¥1,234.50"),
        (Money(-123450, "USD"), "-$1,234.50"),
        (Money(1234567, "JPY"), "¥1,234,567"),
        (Money(1234567, "KWD"), "KWD 1,234.567"),
        (Money(123450, "AFN"), "AFN 1,234.50"),
        (Money(123450, "EUR"), "EUR 1,234.50"),
    ],
)
def test_amounts_with_their_currency(money: Money, text: str) -> None:
    assert text == wording.money_text(money)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(123450, "CNY"), "1,234.50"),
        (Money(-5, "CNY"), "-0.05"),
        (Money(1234, "JPY"), "1,234"),
    ],
)
def test_amounts_without_their_currency(money: Money, text: str) -> None:
    assert text == wording.money_text(money, with_currency=False)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_currency_keeps_its_decimals_and_a_sure_width(language: wording.Language) -> None:
    wording.use_language(language)
    for currency in sorted(CURRENCIES):
        money = Money(1234567, currency)
        text = wording.money_text(money)

        assert text.replace(",", "").endswith(money.plain)
        assert "A" not in {east_asian_width(each) for each in text}


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_amounts_are_written_as_babel_writes_them(language: wording.Language) -> None:
    wording.use_language(language)
    locale = language.replace("-", "_")
    for currency in sorted(CURRENCIES):
        money = Money(123456789, currency)
        digits = format_decimal(Decimal(money.plain), locale=locale, decimal_quantization=False)
        sign = get_currency_symbol(currency, locale=locale)
        if any(east_asian_width(each) == "A" for each in sign):
            sign = currency

        assert wording.money_text(money) == f"{sign}{' ' if sign.isalpha() else ''}{digits}"


def test_dates_and_clock() -> None:
    day = date(2026, 11, 24)
    written = []
    for language in wording.LANGUAGES:
        wording.use_language(language)
        written.append(wording.date_text(day))

    assert written == ["Tue 24 Nov 2026", "2026年11月24日 周二", "2026年11月24日 週二"]
    assert wording.clock_text(time(8, 5)) == "08:05"
    assert wording.clock_text(datetime(2026, 11, 24, 20, 45, tzinfo=UTC)) == "20:45"


def test_what_somebody_typed_neither_steers_the_terminal_nor_fills_it() -> None:
    typed = "\x1b[31mred\u202e" + "x" * 1000
    sentence = wording.explain(
        BadInput("{field}: {value} is odd.", code="odd", field=typed, value=typed)
    )

    assert "\x1b" not in sentence
    assert "\u202e" not in sentence
    assert len(sentence) < 200


def test_a_path_is_told_whole() -> None:
    path = "/home/" + "folder/" * 30 + "cases.csv"

    assert path in wording.explain(BadInput("{value}", code="odd", value=path))
