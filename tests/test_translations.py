"""Every phrase in every language: whole, with its places, in characters of a sure width."""

import pytest
from catalogues import LANGUAGES, compiled_differs, faults_of, phrases, read

from fieldvisit.domain.proofreading import proofread


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_phrase_is_translated_and_sound(locale: str) -> None:
    """Put right with: python tests/catalogues.py, then translate what is empty, then again."""
    assert faults_of(read(locale), phrases()) == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(locale: str) -> None:
    assert compiled_differs(locale) == []


def test_english_phrases_are_sound() -> None:
    said = {part for message in phrases() for part in _parts(message.id)}
    findings = [
        f"{phrase!r}: {finding}"
        for phrase in sorted(said)
        for finding in proofread({"en": phrase}, "text")
        if finding.code.startswith("character")
    ]

    assert findings == []


def _parts(phrase: str | tuple[str, ...] | list[str]) -> list[str]:
    return [phrase] if isinstance(phrase, str) else list(phrase)
