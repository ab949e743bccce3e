"""Families of words: what stands for what in the phrases of the word lists."""

from __future__ import annotations

import re
from functools import cache

from fieldvisit.domain.content import CONTENT, read_content
from fieldvisit.domain.text import N_
from fieldvisit.domain.wordlists.folding import fold_phrases
from fieldvisit.domain.wordlists.phrase import Families, readable

_NAMED = re.compile(r"\{([a-z]+)\}")


@cache
def word_families(language: str) -> Families:
    """The families of "english" or "chinese"; raises BadInput for one that is not there."""
    table = read_content(CONTENT / "families" / f"{language}.toml")
    families: dict[str, tuple[str, ...]] = {}
    for name in table.values:
        words: list[str] = []
        for part in readable(fold_phrases(table.text(name))).replace("\n", "").split("|"):
            named = _NAMED.fullmatch(part)
            if named and named[1] not in families:
                message = N_("{file}, line {line}: {key} names a family that is not known: {text}")
                raise table.wrong(name, message, text=part)
            words += families[named[1]] if named else [part]
        families[name] = tuple(dict.fromkeys(words))
    return families
