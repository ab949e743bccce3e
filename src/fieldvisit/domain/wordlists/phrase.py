"""Phrases of the word lists, as they are written and as they are looked for.

A phrase is written as it is read, with eight signs: `(a|b|)` is one of these (or nothing), `{kin}`
one word of that family, `~` after a letter any ending of the word, `..` a short gap within the
clause, `...` a long one within the sentence that holds no denial, `#` a number, `$` the end of the
clause, and `^` before all its beginning. English stands without short forms: "will not".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from fieldvisit.domain.wordlists import matching
from fieldvisit.domain.wordlists.heads import Part, Sequence, heads_of, needs_of
from fieldvisit.domain.wordlists.matching import STOPS, Firsts, Matcher

Families = Mapping[str, tuple[str, ...]]
"""Words that stand for one another, by the name of their family."""


_NO_FAMILIES: Families = {}
_TOKEN = re.compile(
    r"\([^(){~#$.]*\)|\{[a-z]+\}| \.{2,3} |\.{2,3}|[(|)~#$]|(?:(?! \.\.)[^(|)~#${.])+|."
)
"""Plain words in brackets are one token."""
_INNER = re.compile(r"\([^()]*\)")
_FAMILY = re.compile(r"\{([a-z]+)\}")
_JOINTS = str.maketrans("-_/", "   ")
_BETWEEN = re.compile(r"(?<=[a-z0-9'])\s+(?=[a-z0-9'])")
_SIGNS: Mapping[str, Callable[[Matcher], Matcher]] = {
    "~": matching.any_ending,
    "#": matching.number,
    "$": matching.clause_end,
}
_GAPS: Mapping[str, Callable[[Matcher, Firsts], Matcher]] = {
    " .. ": matching.gap_of_words,
    "..": matching.gap_of_ideographs,
    " ... ": matching.long_gap,
    "...": matching.long_gap,
}
_SPECIAL = frozenset([*"()|", *_SIGNS, *_GAPS])


def readable(folded: str) -> str:
    """A folded text as phrases are looked for in it: of the same length, words parted by spaces."""
    text = folded.translate(_JOINTS)
    return _BETWEEN.sub(lambda found: " " * len(found[0]), text)


class Phrase:
    """A phrase of a list, folded; read no sooner than a text can hold it."""

    def __init__(self, folded: str, families: Families = _NO_FAMILIES) -> None:
        self.folded = folded
        self.families = families

    @cached_property
    def is_han(self) -> bool:
        """Whether it is Chinese."""
        return not self.folded.isascii()

    @cached_property
    def heads(self) -> frozenset[str]:
        """How a match can begin: the first word, or two letters of it and "~" where the word goes
        on, or one or two ideographs."""
        return frozenset(heads_of(self._sequence))

    @cached_property
    def needs(self) -> tuple[frozenset[str], frozenset[str]]:
        """Two sets of words, or of one or two ideographs, of each of which one stands in every
        sentence that holds a match."""
        return needs_of(self._sequence, is_chinese=self.is_han)

    def end_in(self, text: str, start: int) -> int:
        """Where a match that begins at `start` of a readable text ends; at most `start` if none."""
        if self._begins_clause and text[start - 1 : start].strip(STOPS + " "):
            return -1
        return self._matcher(text, start)

    def fault(self) -> str:
        """What is wrong with how it is written: "brackets", "family", or empty."""
        bare, found = self.folded, 1
        while found:
            bare, found = _INNER.subn("", bare)
        if set(bare) & set("()|"):
            return "brackets"
        return "" if set(_FAMILY.findall(self.folded)) <= set(self.families) else "family"

    @cached_property
    def _begins_clause(self) -> bool:
        return self.folded.startswith("^")

    @cached_property
    def _sequence(self) -> Sequence:
        text = " ".join(self.folded.lstrip("^").translate(_JOINTS).split())
        tokens = _TOKEN.findall(text)
        return _alternatives(tokens, 0, self)[0][0]

    @cached_property
    def _matcher(self) -> Matcher:
        return _matcher(self._sequence, matching.here if self.is_han else matching.word_end)


def _alternatives(tokens: list[str], at: int, phrase: Phrase) -> tuple[list[Sequence], int]:
    """The sequences up to the closing bracket or the end, and where reading goes on."""
    found: list[Sequence] = [[]]
    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        at += 1
        if token == "|":
            found.append([])
        elif token == "(":
            inside, closed = _alternatives(tokens, at, phrase)
            at = closed + 1
            found[-1].append(_joined(inside))
        elif token.startswith("("):
            is_plain = at < len(tokens) and tokens[at] not in _SPECIAL and tokens[at][0] not in "({"
            after = tokens[at] if is_plain else ""
            at += is_plain
            found[-1].append(tuple(word + after for word in token[1:-1].split("|")))
        elif token.startswith("{"):
            found[-1].append(phrase.families[token[1:-1]])
        elif token in _SIGNS or token in _GAPS:
            found[-1].append(token)
        else:
            found[-1].append((token,))
    return found, at


def _joined(ways: list[Sequence]) -> Part:
    """Plain words where every way is one of them, else the ways."""
    words: list[str] = []
    for way in ways:
        if not way:
            words.append("")
        elif len(way) == 1 and isinstance(way[0], tuple):
            words += way[0]
        else:
            return ways
    return tuple(words)


def _matcher(sequence: Sequence, then: Matcher, firsts: Firsts = None) -> Matcher:
    for part in reversed(sequence):
        if isinstance(part, list):
            then = matching.one_way([_matcher(way, then, firsts) for way in part])
            firsts = None
        elif isinstance(part, tuple):
            then = (
                matching.one_word(part[0], then) if len(part) == 1 else matching.one_of(part, then)
            )
            firsts = None if "" in part else frozenset(word[0] for word in part)
        else:
            then = _SIGNS[part](then) if part in _SIGNS else _GAPS[part](then, firsts)
            firsts = None
    return then
