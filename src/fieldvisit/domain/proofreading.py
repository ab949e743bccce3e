"""Faults in shipped texts: a missing language, a character that breaks columns, a long sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field

from fieldvisit.domain.content import LANGUAGES, Texts
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_, is_han, safe_text

LONGEST_HAN = 34
"""Han characters in one sentence: what fits a line of 80 cells beside a frame."""
LONGEST_LATIN = 160
"""Characters in one English sentence: two lines of 80 cells, one breath when spoken."""

PLACES = re.compile(r"\{([a-z_]+)\}")
_SENTENCE_END = re.compile(r"[。！？；!?;\n]|\.(?=\s|$)")
_EMOJI = (range(0x2600, 0x27C0), range(0x2B00, 0x2C00), range(0x1F000, 0x20000))


@frozen
class Finding:
    """One fault. `where` is the path of the key in its file; `phrase` has {places} for details."""

    code: str
    where: str
    phrase: str
    details: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.where}: {self.phrase.format(**self.details)}"


def proofread(texts: Texts, where: str) -> list[Finding]:
    """What is wrong with the text in each language, and between the languages."""
    findings = [
        Finding("language.missing", where, N_("no text in {language}."), {"language": language})
        for language in LANGUAGES
        if not texts.get(language, "").strip()
    ]
    for language, text in texts.items():
        findings += _unsafe(text, f"{where}.{language}")
        findings += _long(text, language, f"{where}.{language}")
    return findings + _lost_places(texts, where)


def places_in(text: str) -> frozenset[str]:
    """The names of the {places} that are filled in when the text is shown."""
    return frozenset(PLACES.findall(text))


def _unsafe(text: str, where: str) -> list[Finding]:
    findings = []
    for character in sorted(set(text)):
        phrase = _fault_of(character)
        if phrase:
            point = f"U+{ord(character):04X}"
            findings.append(Finding("character.unsafe", where, phrase, {"point": point}))
    if safe_text(text, lines=True) != text:
        phrase = N_("holds a control or invisible character; type the text again.")
        findings.append(Finding("character.hidden", where, phrase))
    return findings


def _fault_of(character: str) -> str:
    if any(ord(character) in block for block in _EMOJI):
        return N_("{point} is an emoji or a symbol that terminals draw differently; remove it.")
    if unicodedata.east_asian_width(character) == "A":
        return N_(
            "{point} is one cell wide here and two there; use ASCII or full-width punctuation."
        )
    return ""


def _long(text: str, language: str, where: str) -> list[Finding]:
    findings = []
    for sentence in _SENTENCE_END.split(text):
        if language == "en":
            length, longest = len(sentence.strip()), LONGEST_LATIN
        else:
            length, longest = sum(map(is_han, sentence)), LONGEST_HAN
        if length > longest:
            phrase = N_("a sentence of {length} characters; {longest} are the most, so divide it.")
            details: dict[str, object] = {"length": length, "longest": longest}
            findings.append(Finding("sentence.long", where, phrase, details))
    return findings


def _lost_places(texts: Texts, where: str) -> list[Finding]:
    used = {language: places_in(text) for language, text in texts.items() if text.strip()}
    everywhere = frozenset[str]().union(*used.values())
    return [
        Finding(
            "place.lost",
            f"{where}.{language}",
            N_("{places} stands in another language and is missing here."),
            {"places": ", ".join(f"{{{place}}}" for place in sorted(everywhere - places))},
        )
        for language, places in used.items()
        if everywhere - places
    ]
