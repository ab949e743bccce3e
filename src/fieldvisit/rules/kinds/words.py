"""`words`: lists of words that must not be said, or that must be looked at in a note.

`look_in` says where: a "message" or "template" is the text of a message, a letter or a note left
behind; a "note" is what was written down about a visit, a call or its end. A "script" is looked at
when it is loaded, with every list whose level for scripts is "block".

What is denied ("nobody will tell your neighbours"), and what a note gives as somebody else's words,
does not make the rule speak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldvisit.domain.content import Table
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.privacy import mask_numbers
from fieldvisit.domain.text import N_
from fieldvisit.domain.wordlists.names import LISTS
from fieldvisit.rules.decision import Reason
from fieldvisit.rules.explain import Phrase
from fieldvisit.rules.kind import Kind, reason_of
from fieldvisit.rules.pack import Rule
from fieldvisit.rules.scene import Scene

if TYPE_CHECKING:
    from fieldvisit.domain.wordlists.check import Hit

LOOK_IN = ("script", "message", "template", "note")
_SENT = ("message", "letter", "leave_note")
_NOTED = ("visit", "call", "close_visit")


@frozen
class Words:
    """Which lists are looked for, and in what."""

    lists: tuple[str, ...]
    look_in: tuple[str, ...]


def read(table: Table) -> Words:
    """The fields of the kind; raises BadInput when a list or a place is missing."""
    words = Words(lists=table.names("lists", LISTS), look_in=table.names("look_in", LOOK_IN))
    for key, named in (("lists", words.lists), ("look_in", words.look_in)):
        if not named:
            raise table.wrong(key, N_("{file}, line {line}: {key} must name at least one."))
    return words


def speak(rule: Rule, scene: Scene) -> Reason | None:
    """The words of the lists in the action's text."""
    words: Words = rule.own
    action = scene.facts.action
    kind = _kind_of(words, action.kind)
    if not action.text or not kind:
        return None
    # Only texts need the word lists: the gate of a visit starts without reading them.
    from fieldvisit.domain.wordlists.check import check_words

    loud = [hit for hit in check_words(action.text, kind, words.lists) if hit.level != "info"]
    return reason_of(rule, scene, _said(loud), clears=_CLEARS[kind]) if loud else None


def document(words: Words) -> dict[str, object]:
    """The fields as the file writes them."""
    return {"lists": list(words.lists), "look_in": list(words.look_in)}


def loosens(parent: Words, child: Words) -> str:
    """The key in which the child lacks a list or a place of the parent."""
    if set(parent.lists) - set(child.lists):
        return "lists"
    return "look_in" if set(parent.look_in) - set(child.look_in) else ""


def _kind_of(words: Words, action: str) -> str:
    """As what the words check reads the action's text, empty when the rule does not look there."""
    if action in _SENT and {"message", "template"} & set(words.look_in):
        return "script"
    return "note" if action in _NOTED and "note" in words.look_in else ""


_CLEARS = {
    "script": Phrase(N_("Take these words out.")),
    "note": Phrase(N_("Say who said it; the note stays as it is written.")),
}


def _said(hits: list[Hit]) -> Phrase:
    """The words that were found, those of each list together; numbers with most digits hidden."""
    from fieldvisit.domain.wordlists.lists import word_lists

    found = []
    for name in dict.fromkeys(hit.list for hit in hits):
        words = dict.fromkeys(mask_numbers(hit.text) for hit in hits if hit.list == name)
        details = {"list": word_lists()[name].title, "words": tuple(words)}
        found.append(Phrase(N_("{list} ({words})"), details))
    return Phrase(N_("Found in the text: {lists}."), {"lists": tuple(found)})


KIND = Kind(
    name="words",
    read=read,
    speak=speak,
    loosens=loosens,
    document=document,
    actions=(*_SENT, *_NOTED),
)
