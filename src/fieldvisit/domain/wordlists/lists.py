"""The word lists of the program's content: phrases, what they are about, and how loud they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from fieldvisit.domain.content import CONTENT, Table, Texts, read_content
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_
from fieldvisit.domain.wordlists.families import word_families
from fieldvisit.domain.wordlists.folding import fold_phrases
from fieldvisit.domain.wordlists.names import CARDS, LEVELS, LISTS
from fieldvisit.domain.wordlists.phrase import Phrase
from fieldvisit.domain.words import FLAGS, PARTIES

PHRASES_IN = ("english", "chinese")
"""The keys of the phrases, one a line. Chinese ones may be in either script: both are folded."""


@frozen
class Group:
    """Phrases that lead to the same next step: a flag of the ledger, a person met, or a card."""

    phrases: tuple[Phrase, ...]
    flag: str = ""
    met: str = ""
    card: str = ""


@frozen
class WordList:
    """One list. `script` and `note` are levels, empty where the list is not asked.

    `whose` says whose words it is about: those of the collector, or of anyone. What a `supervisor`
    list finds in a note is meant for the supervisor. `allow` holds phrases that stand for nothing.
    """

    id: str
    title: Texts
    why: Texts
    source: str
    script: str
    note: str
    whose: str
    supervisor: bool
    groups: tuple[Group, ...]
    allow: tuple[Phrase, ...]

    def level(self, kind: str) -> str:
        """How loud a hit is in a text of that kind ("script", "note"), empty when it is not."""
        return self.script if kind == "script" else self.note


@cache
def word_lists() -> Mapping[str, WordList]:
    """Every list by its id, in the handbook's order; read once."""
    return {name: load_list(CONTENT / "words" / f"{name}.toml") for name in LISTS}


def load_list(path: Path) -> WordList:
    """The list of a file; raises BadInput naming file, line and key."""
    table = read_content(path)
    levels = ("", *LEVELS)
    read = WordList(
        id=table.one_of("id", LISTS),
        title=table.texts("title"),
        why=table.texts("why"),
        source=table.text("source"),
        script=table.one_of("script", levels, ""),
        note=table.one_of("note", levels, ""),
        whose=table.one_of("whose", ("collector", "anyone"), "collector"),
        supervisor=table.yes("supervisor"),
        groups=tuple(_group(each) for each in table.tables("group")),
        allow=_phrases(table.table("allow")),
    )
    table.close()
    return read


def _group(table: Table) -> Group:
    group = Group(
        flag=table.one_of("flag", ("", *FLAGS), ""),
        met=table.one_of("met", ("", *PARTIES), ""),
        card=table.one_of("card", ("", *CARDS), ""),
        phrases=_phrases(table),
    )
    if not group.phrases:
        raise table.wrong("english", N_("{file}, line {line}: {key} must name at least one."))
    return group


def _phrases(table: Table) -> tuple[Phrase, ...]:
    phrases = tuple(phrase for language in PHRASES_IN for phrase in _phrases_in(table, language))
    table.close()
    return phrases


def _phrases_in(table: Table, language: str) -> Iterator[Phrase]:
    lines = fold_phrases(table.text(language, "")).splitlines()
    families = word_families(language) if lines else {}
    for line in filter(None, map(str.strip, lines)):
        phrase = Phrase(line, families)
        if fault := phrase.fault():
            raise table.wrong(language, _FAULTS[fault], text=line)
        yield phrase


_FAULTS = {
    "brackets": N_("{file}, line {line}: {key} has brackets that do not match: {text}"),
    "family": N_("{file}, line {line}: {key} names a family that is not known: {text}"),
}
