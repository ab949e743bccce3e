"""A text as the words check reads it, with the place in the typed text of every character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain

from fieldvisit.domain.content import CONTENT, read_content
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import is_han

HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
"""Ideographs, as a class of regular expressions."""

By = str | Callable[[re.Match[str]], str]
"""What takes the place of a match, or how it is made of it."""

_SIGNS = str.maketrans(
    "\u2018\u2019\u02bc\u2032`\u2010\u2011\u2012\u2013\u2014\u2212", "'''''------"
)
_BARE = {"ll": " will", "nt": " not"}


def _only(wanted: str) -> By:
    unwanted = re.compile(f"[^{wanted}]")
    return lambda found: unwanted.sub("", found[0])


def _parted(found: re.Match[str]) -> str:
    return found[0][:-2] + _BARE[found[0][-2:]]


_SPACING: tuple[tuple[re.Pattern[str], By], ...] = (
    (re.compile(rf"(?<=[{HAN}])[ \t\-_.*+/|~^=#@&\u00b7\u2022\u3001]+(?=[{HAN}])"), ""),
    (re.compile(rf"(?<=[{HAN}])[ \t]+(?=[^\s{HAN}])|(?<=[^\s{HAN}])[ \t]+(?=[{HAN}])"), ""),
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(r"(?<![a-z0-9])[a-z](?:[ .\-_*][a-z]){3,}(?![a-z0-9])"), _only("a-z")),
    (re.compile(rf"(?<![{HAN}])[{HAN}](?:[ ,.。!?;:][{HAN}]){{2,}}(?![{HAN}])"), _only(HAN)),
)
"""Spaces and signs between ideographs and beside them, wide gaps, words written sign by sign."""
_SHORT_FORMS: tuple[tuple[re.Pattern[str], By], ...] = (
    (re.compile(r"\bwon'?t\b"), "will not"),
    (re.compile(r"\bcan'?t\b|\bcannot\b"), "can not"),
    (re.compile(r"\bshan'?t\b"), "shall not"),
    (re.compile(r"(?<=[a-z])n't\b"), " not"),
    (re.compile(r"\b(?<!')(?:do|does|did|is|was|are|were|has|have|had)nt\b"), _parted),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'re\b"), " are"),
    (
        re.compile(r"(?:(?<=\bhe)|(?<=\bshe)|(?<=\bit)|(?<=\bthat)|(?<=\bhere))'s\b"),
        " is",
    ),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"\b(?:you|they)ll\b"), _parted),
)


@frozen
class Folded:
    """`places[i]` is where `text[i]` comes from in the typed text."""

    text: str
    places: tuple[int, ...]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the typed text that `text[start:end]` was made of."""
        return self.places[start], self.places[end - 1] + 1


def fold(typed: str) -> Folded:
    """NFKC, lower case, simplified characters, one kind of apostrophe and dash, no short forms.

    Written Cantonese becomes the Mandarin that says the same.

    Gone: invisible characters, combining marks, spaces beside ideographs, signs between them (not
    commas and stops), and the gaps of a word written letter by letter.
    """
    text = fold_characters(typed)
    steps = (*_SPACING, *_SHORT_FORMS) if typed.isascii() else _steps()
    for pattern, by in steps:
        text = _replaced(text, pattern, by)
    return text


def fold_phrases(text: str) -> str:
    """The phrases of a list as `fold` leaves a text: what has no place to be kept for."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_SIGNS).translate(_one_for_one())
    for pattern, by in _cantonese():
        plain = pattern.sub(by, plain)
    return plain


def fold_characters(typed: str) -> Folded:
    """Each character by itself: NFKC, lower case, simplified, plain apostrophes and dashes."""
    if typed.isascii():
        return Folded(typed.lower(), tuple(range(len(typed))))
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(typed):
        folded = character.lower() if character.isascii() else _folded(character)
        characters.append(folded)
        places.extend([place] * len(folded))
    return Folded("".join(characters), tuple(places))


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    if unicodedata.category(character) in ("Cf", "Mn", "Me", "Cs", "Co"):
        return ""
    plain = unicodedata.normalize("NFKC", character).lower().translate(_SIGNS)
    return plain.translate(_one_for_one()) if is_han(plain[:1] or " ") else plain


def _replaced(folded: Folded, pattern: re.Pattern[str], by: By) -> Folded:
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for found in pattern.finditer(folded.text):
        start, new = found.start(), by if isinstance(by, str) else by(found)
        parts += (folded.text[done:start], new)
        places += folded.places[done:start]
        places += (folded.places[start + each] for each in _sources(found[0], new))
        done = found.end()
    if not done:
        return folded
    return Folded("".join([*parts, folded.text[done:]]), (*places, *folded.places[done:]))


def _sources(old: str, new: str) -> Iterator[int]:
    """Where in the old text each character of the new one comes from."""
    here = 0
    for character in new:
        place = old.find(character, here)
        yield min(here, len(old) - 1) if place < 0 else place
        here = here if place < 0 else place + 1


@cache
def _steps() -> tuple[tuple[re.Pattern[str], By], ...]:
    """What is replaced in a text that is not English alone."""
    return (*_SPACING, *_cantonese(), *_SHORT_FORMS)


@cache
def _one_for_one() -> dict[int, str]:
    """Simplified for traditional characters, Mandarin ones for those of written Cantonese."""
    files = (CONTENT / "folding" / f"{name}.toml" for name in ("simplified", "cantonese"))
    pairs = chain.from_iterable(read_content(file).text("pairs").split() for file in files)
    return {ord(pair[0]): pair[1] for pair in pairs}


@cache
def _cantonese() -> tuple[tuple[re.Pattern[str], By], ...]:
    """Words of written Cantonese that stand for others in Mandarin."""
    table = read_content(CONTENT / "folding" / "cantonese.toml").text("words")
    plain = table.translate(_one_for_one())
    words = dict(each.split("=") for each in plain.split())
    named = re.compile("|".join(sorted(words, key=len, reverse=True)))
    return ((named, lambda found: words[found[0]]), *_PARTICLES)


_PARTICLES: tuple[tuple[re.Pattern[str], By], ...] = (
    (re.compile("(?<![关联体派院科世谱维干直嫡中文学])系(?![统列数里主办所鞋好住带着])"), "是"),
    (re.compile("(?<=[他她我你仔女主人])话(?![费题音里语不少多很术剧筒])"), "说"),
    (re.compile("仲(?=[不没有要想敢好说欠会])"), "还"),
)
"""係, 話 and 仲 where they are no part of a longer word of Mandarin."""
