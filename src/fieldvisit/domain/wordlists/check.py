"""The words check: what of the word lists stands in a text, where, how loud, and said by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.privacy import number_spans
from fieldvisit.domain.text import is_han
from fieldvisit.domain.wordlists.denial import Denial
from fieldvisit.domain.wordlists.folding import Folded, fold
from fieldvisit.domain.wordlists.heads import sentences, starts
from fieldvisit.domain.wordlists.lists import Group, word_lists
from fieldvisit.domain.wordlists.matching import STOPS
from fieldvisit.domain.wordlists.names import LISTS
from fieldvisit.domain.wordlists.phrase import Phrase, readable
from fieldvisit.domain.wordlists.speech import Speech

NUMBERS = "sensitive_data"
"""The list that identity and card numbers belong to."""

_ALLOWED = Group(())


@frozen
class Hit:
    """Words of a list in a text: `text` is what stands from `start` to `end` as it was typed.

    `speaker` is "collector", "borrower", "other" or "unknown"; `is_certain` when the text says so
    itself. `flag`, `met` and `card` are where a cue leads; `is_number` marks a number that can be
    masked.
    """

    list: str
    start: int
    end: int
    text: str
    level: str
    speaker: str
    source: str
    is_certain: bool = False
    supervisor: bool = False
    flag: str = ""
    met: str = ""
    card: str = ""
    is_number: bool = False

    def document(self) -> dict[str, Any]:
        """The hit as `words check` prints it."""
        document: dict[str, Any] = {
            "list": self.list,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "level": self.level,
            "speaker": self.speaker,
            "source": self.source,
            "supervisor": self.supervisor,
        }
        leads = {"flag": self.flag, "met": self.met, "card": self.card}
        return document | {name: value for name, value in leads.items() if value}


def check_words(typed: str, kind: str, lists: Collection[str] = LISTS) -> list[Hit]:
    """The hits of these lists in a "script" or a "note", in the order of the text.

    Within a list the longest of overlapping hits stands. What is denied, and what somebody else
    than the collector is said to have said, is lowered to "info", except in lists about anyone's
    words; a sign that a life is in danger is never lowered.
    """
    folded = fold(typed)
    reader = _Reader(typed, folded, kind)
    asked = [name for name in LISTS if name in lists and word_lists()[name].level(kind)]
    hits = [
        reader.hit(found)
        for finds in _found(readable(folded.text), frozenset(asked)).values()
        for found in _longest(finds)
    ]
    if NUMBERS in asked:
        hits = reader.with_numbers(hits)
    return sorted(hits, key=lambda hit: (hit.start, LISTS.index(hit.list)))


def is_blocked(hits: Collection[Hit]) -> bool:
    """Whether any hit stops the text from being said."""
    return any(hit.level == "block" for hit in hits)


@frozen
class _Found:
    list: str
    start: int
    end: int
    group: Group


_Entry = tuple[str, Group, Phrase]


@cache
def _index(*, is_han: bool) -> Mapping[str, list[_Entry]]:
    """Every phrase of every list by how it begins: the Chinese ones or the others."""
    index: dict[str, list[_Entry]] = {}
    for each in word_lists().values():
        allowed = [(each.id, _ALLOWED, phrase) for phrase in each.allow]
        said = [(each.id, group, phrase) for group in each.groups for phrase in group.phrases]
        for entry in allowed + said:
            for head in entry[2].heads if entry[2].is_han == is_han else ():
                index.setdefault(head, []).append(entry)
    return index


def _found(text: str, asked: frozenset[str]) -> dict[str, list[_Found]]:
    """What begins where, by list."""
    has_han = not text.isascii() and any(map(is_han, text))
    found: dict[str, list[_Found]] = {}
    for first, last, held in sentences(text):
        for start, heads in starts(text, first, last):
            for entries in _entries(heads, has_han=has_han):
                for name, group, phrase in entries:
                    best, other = phrase.needs
                    if best.isdisjoint(held) or other.isdisjoint(held) or name not in asked:
                        continue
                    end = phrase.end_in(text, start)
                    if end > start:
                        end = start + len(text[start:end].rstrip(STOPS))
                        found.setdefault(name, []).append(_Found(name, start, end, group))
    return found


def _entries(heads: tuple[str, ...], *, has_han: bool) -> list[list[_Entry]]:
    """The phrases that begin with one of these heads. An index is made when a text first needs
    it: the Chinese one for a text that is partly Chinese."""
    indexes = [_index(is_han=True)] if has_han else []
    if heads[0].isascii():
        indexes.append(_index(is_han=False))
    return [index[head] for index in indexes for head in heads if head in index]


def _longest(found: list[_Found]) -> Iterator[_Found]:
    """Of overlapping finds of a list the longest; an allowed phrase wins over all others."""
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: (each.group is not _ALLOWED, each.start - each.end)):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    return (each for each in kept if each.group is not _ALLOWED)


class _Reader:
    """Turns what was found in one text into hits."""

    def __init__(self, typed: str, folded: Folded, kind: str) -> None:
        self._typed = typed
        self._folded = folded
        self._kind = kind
        self._speech = Speech(folded.text, is_note=kind == "note")
        self._denial = Denial(folded.text)

    def hit(self, found: _Found) -> Hit:
        """The find with its level, its speaker and where it leads."""
        words = word_lists()[found.list]
        start, end = self._folded.typed(found.start, found.end)
        speaker, is_certain = self._speech.speaker(found.start)
        is_quoted = is_certain and speaker in ("borrower", "other") and words.whose == "collector"
        is_quiet = is_quoted or self._denial.takes_back(found.start, found.end)
        level = "info" if is_quiet and not found.group.card else words.level(self._kind)
        return Hit(
            list=found.list,
            start=start,
            end=end,
            text=self._typed[start:end],
            level=level,
            speaker=speaker,
            source=words.source,
            is_certain=is_certain,
            supervisor=words.supervisor and self._kind == "note" and level != "info",
            flag=found.group.flag,
            met=found.group.met,
            card=found.group.card,
        )

    def with_numbers(self, hits: list[Hit]) -> list[Hit]:
        """The hits with every identity and card number, whose own find covers what names it."""
        spans = number_spans(self._folded.text)
        numbers = [self._number(*self._folded.typed(*span)) for span in spans]
        others = [
            hit
            for hit in hits
            if hit.list != NUMBERS or not any(_overlap(hit, number) for number in numbers)
        ]
        return others + numbers

    def _number(self, start: int, end: int) -> Hit:
        words = word_lists()[NUMBERS]
        speaker, is_certain = self._speech.speaker(start)
        return Hit(
            list=NUMBERS,
            start=start,
            end=end,
            text=self._typed[start:end],
            level=words.level(self._kind),
            speaker=speaker,
            source=words.source,
            is_certain=is_certain,
            is_number=True,
        )


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end
