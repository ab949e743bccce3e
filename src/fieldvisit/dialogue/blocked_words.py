"""Words in a script that no collector may say, by the lists of the words check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldvisit.dialogue.script import Script
from fieldvisit.domain.content import Texts

if TYPE_CHECKING:
    from fieldvisit.domain.wordlists.check import Hit


def blocked_words(script: Script) -> Iterator[tuple[str, str, Hit]]:
    """The key of the text, its language, and what stands there, for every such text.

    A choice with a violation shows it on purpose, and a borrower may say anything.
    """
    # The program's own script opens without the word lists being read.
    from fieldvisit.domain.wordlists.check import check_words

    for where, texts in _said(script):
        for language, text in texts.items():
            for hit in check_words(text, "script"):
                if hit.level == "block":
                    yield where, language, hit


def _said(script: Script) -> Iterator[tuple[str, Texts]]:
    yield "title", script.title
    yield "summary", script.summary
    for node in script.nodes.values():
        if node.speaker != "borrower":
            yield f"node.{node.id}.text", node.text
        yield f"node.{node.id}.coach", node.coach
        for number, choice in enumerate(node.choices, start=1):
            if not choice.violation:
                yield f"node.{node.id}.choice[{number}].text", choice.text
    for name, side in script.sides.items():
        yield f"side.{name}.text", side.text
