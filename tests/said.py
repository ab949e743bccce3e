"""The sentences that the words check is measured on, and what it makes of them.

Two sets: harmless look-alikes, none of which may raise an alarm except of the lists in `right`, and
violations and cues, each of which its list must find at its own level. Of each a part is "held"
out, of the violations another that is "far" from all that the lists know.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldvisit.domain.wordlists.check import Hit, check_words
from fieldvisit.domain.wordlists.lists import word_lists

FOLDER = Path(__file__).parent / "domain" / "wordlists"
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Harmless:
    """A sentence of a decent collector. `right` are lists that may speak all the same."""

    text: str
    kind: str
    right: tuple[str, ...]

    def alarms(self) -> list[Hit]:
        """The hits that somebody would be stopped by."""
        hits = check_words(self.text, self.kind)
        return [hit for hit in hits if hit.level != "info" and hit.list not in self.right]


@dataclass(frozen=True, slots=True)
class Violation:
    """A sentence that this list must find, in a text of this kind."""

    text: str
    kind: str
    list: str

    def is_found(self) -> bool:
        """Whether the list speaks, as loud as it is meant to."""
        level = word_lists()[self.list].level(self.kind)
        hits = check_words(self.text, self.kind, [self.list])
        return any(hit.level == level for hit in hits)


def harmless(part: str = "") -> Iterator[Harmless]:
    """The harmless sentences; the part "held" are those held out."""
    for group in _read("harmless", part)["group"]:
        for language in LANGUAGES:
            for text in group.get(language, ()):
                yield Harmless(text, group.get("as", "note"), tuple(group.get("right", ())))


def violations(part: str = "") -> Iterator[Violation]:
    """The violations, once as words to be said where the list is asked there, once as a note."""
    for name, texts in _read("violations", part).items():
        for kind in ("script", "note"):
            if word_lists()[name].level(kind):
                for language in LANGUAGES:
                    for text in texts[language]:
                        yield Violation(text, kind, name)


def _read(name: str, part: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}{'-' if part else ''}{part}.toml").read_text("utf-8"))
