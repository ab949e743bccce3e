"""What a text must hold for a phrase to be worth looking for: how it begins, what it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from fieldvisit.domain.text import is_han
from fieldvisit.domain.wordlists.folding import HAN
from fieldvisit.domain.wordlists.matching import NUMBERS

Part = tuple[str, ...] | str | list["Sequence"]
Sequence = list[Part]
"""Words one of which stands here, a sign, or sequences one of which stands here."""

ANYTHING = ""
"""What a phrase needs that needs nothing; every sentence holds it."""

_START = re.compile(f"[{HAN}]|[a-z0-9]+")
_WORD = re.compile(r"[a-z0-9]+")
_NOTHING = frozenset([ANYTHING])
_SENTENCE_END = re.compile(r"[。！？!?;；\n.]")
_SENTENCE = re.compile(r"(?:[^。！？!?;；\n.]|\.(?!\s))+")


def sentences(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where each sentence of a readable text starts and ends, and what phrases may need of it."""
    for found in _SENTENCE.finditer(text):
        said = found[0]
        held = {ANYTHING, *_WORD.findall(said)}
        if not said.isascii():
            held.update(said)
            held.update(map("".join, pairwise(said)))
        yield *found.span(), frozenset(held)


def starts(text: str, first: int, last: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where a phrase may begin, at every ideograph and every other word, and the heads of those
    that can begin there."""
    for found in _START.finditer(text, first, last):
        place, word = found.start(), found[0]
        if word.isascii():
            yield place, (word, word[:2] + "~", word[:1] + "~")
        else:
            yield place, (word, text[place : place + 2])


def heads_of(sequence: Sequence) -> Iterator[str]:
    """The heads that a phrase can begin with, as `heads_at` finds them in a text."""
    first, rest = sequence[0], sequence[1:]
    if isinstance(first, list):
        for way in first:
            yield from heads_of([*way, *rest])
    elif first == "#":
        yield from (f"{each}~" if each.isascii() else each for each in NUMBERS)
    else:
        for word in first:
            yield from _begun(word, rest) if word else heads_of(rest)


def needs_of(sequence: Sequence, *, is_chinese: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The two best of what the parts after the first one need: the longest words, the fewest."""
    found = (_needs(sequence, number, is_chinese) for number in range(1, len(sequence)))
    best, other, *_rest = [*sorted(filter(None, found), key=_telling), _NOTHING, _NOTHING]
    return best, other


def _begun(word: str, rest: Sequence) -> Iterable[str]:
    """The word's head; of a single ideograph with what follows it, where that is words."""
    after = rest[0] if rest and len(word) == 1 and is_han(word) else ""
    if isinstance(after, tuple) and "" not in after:
        return {word + each[0] for each in after}
    return [_head(word, rest)]


def _head(word: str, rest: Sequence) -> str:
    if is_han(word[0]):
        return word[:2]
    found = _WORD.match(word)
    begun = found[0] if found else word[0]
    is_whole = begun != word or all(map(_parts, rest[:1]))
    return begun if is_whole else begun[:2] + "~"


def _parts(part: Part) -> bool:
    """Whether a word is over where this follows."""
    if isinstance(part, tuple):
        return all(word.startswith((" ", "'")) for word in part)
    return part in (" .. ", " ... ", "$")


def _opens(part: Part) -> bool:
    """Whether a word can begin after this."""
    return (
        all(word.endswith(" ") for word in part)
        if isinstance(part, tuple)
        else part in (" .. ", " ... ")
    )


def _telling(words: frozenset[str]) -> tuple[int, int]:
    return -min(*map(len, words), 4), len(words)


def _needs(sequence: Sequence, number: int, is_chinese: bool) -> frozenset[str]:
    part = sequence[number]
    if not isinstance(part, tuple) or "" in part:
        return frozenset()
    if is_chinese:
        goes_on = _SENTENCE_END.search("|".join(part))
        return frozenset() if goes_on else frozenset(word[:2] for word in part)
    is_begun = all(map(_opens, sequence[number - 1 : number]))
    is_over = all(map(_parts, sequence[number + 1 : number + 2]))
    words = [_whole_word(word, is_begun, is_over) for word in part]
    return frozenset(words) if all(words) else frozenset()


def _whole_word(text: str, is_begun: bool, is_over: bool) -> str:
    """The longest word that surely stands whole in what is looked for, empty when none does."""
    whole = [
        found[0]
        for found in _WORD.finditer(text)
        if (found.start() or is_begun) and (found.end() < len(text) or is_over)
    ]
    return max(whole, key=len, default="")
