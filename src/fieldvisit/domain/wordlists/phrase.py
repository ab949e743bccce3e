"""Phrases of the word lists as patterns.

A phrase is written as it is read, with five signs: `(a|b|)` is one of these (or nothing), `~`
after a letter any ending of the word, `..` a short gap within the clause, `#` a number, `$` the
end of the clause. English stands without short forms: "will not", "i am".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import is_han
from fieldvisit.domain.wordlists.folding import fold_characters

STOPS = "，。；：！？、,.;:!?…\n\"'“”‘’「」『』《》<>()（）【】"
"""What ends a clause or a quotation, before and after folding."""

_BETWEEN_WORDS = r"[\s\-_/]{1,3}"
_WORD = r"[a-z0-9']+"
_GAP = rf"(?:{_BETWEEN_WORDS}{_WORD}){{0,3}}?{_BETWEEN_WORDS}"
_GAP_HAN = rf"[^{re.escape(STOPS)}]{{0,6}}?"
_NUMBER = "[0-9一二三四五六七八九十百两]+"
_CLAUSE_END = rf"(?=\s*(?:[{re.escape(STOPS)}]|\Z))"
_SIGNS = {"(": "(?:", ")": ")", "|": "|", "$": _CLAUSE_END}


@frozen
class Phrase:
    """`heads` are the characters with which a match can begin: one ideograph, or two letters of a
    word where it has them. `folded` is the phrase as the check reads it."""

    folded: str
    heads: frozenset[str]
    is_han: bool

    @classmethod
    def of(cls, text: str) -> Phrase:
        """The phrase as written in a list; raises ValueError when its brackets do not match."""
        folded = fold_characters(text).text
        _check_brackets(folded)
        return cls(folded, frozenset(_heads(folded)), any(map(is_han, folded)))

    def end_in(self, text: str, start: int) -> int:
        """Where the phrase ends in a folded text when it begins at `start`, -1 when it does not."""
        found = _pattern(self.folded, self.is_han).match(text, start)
        return found.end() if found and found.end() > start else -1


def starts(text: str) -> Iterator[int]:
    """Where a phrase may begin: at every ideograph, and at the start of every other word."""
    before = " "
    for place, character in enumerate(text):
        if character.isalnum() and (not before.isalnum() or is_han(character) or is_han(before)):
            yield place
        before = character


@cache
def _pattern(folded: str, is_chinese: bool) -> re.Pattern[str]:
    """The phrase's pattern, made when a text first begins as it does: most never are."""
    return re.compile(_han_source(folded) if is_chinese else _latin_source(folded))


def _latin_source(text: str) -> str:
    parts = []
    for part in re.split(r"( \.\. |[(|)~#$]|[\s\-]+)", text):
        if part == " .. ":
            parts.append(_GAP)
        elif part in _SIGNS:
            parts.append(_SIGNS[part])
        elif part == "~":
            parts.append("[a-z]*")
        elif part == "#":
            parts.append(_NUMBER)
        elif part:
            parts.append(re.escape(part) if part.strip(" -") else _BETWEEN_WORDS)
    return "".join(parts) + r"(?![a-z0-9])"


def _han_source(text: str) -> str:
    parts = []
    for part in re.findall(r"\.\.|.", text):
        if part == "..":
            parts.append(_GAP_HAN)
        elif part == "#":
            parts.append(_NUMBER)
        elif part == " ":
            parts.append(r"\s?")
        else:
            parts.append(_SIGNS.get(part) or re.escape(part))
    return "".join(parts)


def _check_brackets(text: str) -> None:
    depth = 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0 or (character == "|" and not depth):
            raise ValueError(text)
    if depth:
        raise ValueError(text)


def _heads(text: str) -> set[str]:
    """The characters with which everything that the phrase can match begins."""
    found: set[str] = set()
    waiting = [("", text)]
    while waiting:
        head, rest = waiting.pop()
        if rest.startswith("("):
            inside, after = _alternatives(rest)
            waiting += [(head, each + after) for each in inside]
        elif not head and rest.startswith("#"):
            found.update("0123456789一二三四五六七八九十百两")
        elif head and (not rest[:1].isalnum() or is_han(rest[0])):
            found.add(head)
        elif head or is_han(rest[0]):
            found.add(head + rest[0])
        else:
            waiting.append((rest[0], rest[1:]))
    return found


def _alternatives(text: str) -> tuple[list[str], str]:
    """What the brackets at the start of the text hold, and what follows them."""
    depths = list(accumulate({"(": 1, ")": -1}.get(each, 0) for each in text))
    close = depths.index(0)
    bars = (each for each in range(close) if text[each] == "|" and depths[each] == 1)
    cuts = [0, *bars, close]
    inside = [text[left + 1 : right] for left, right in pairwise(cuts)]
    return inside, text[close + 1 :]
