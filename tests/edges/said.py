"""Edges of what is said and written: `words`."""

from __future__ import annotations

from collections.abc import Iterator

from said import violations

from edges.subject import Document, Edge, Subject
from fieldvisit.rules.kinds.words import Words

SENT = ("message", "letter", "leave_note")
NOTED = ("visit", "call", "close_visit")
CALM = "A calm talk about the plan."
DENIED = "Nobody will be arrested, and I did not tell your neighbours anything."


def wordings(subject: Subject) -> Iterator[Edge]:
    """Each list's own words, calm words and none, where the rule looks and where it does not."""
    words: Words = subject.rule.own
    sent = SENT if {"message", "template"} & set(words.look_in) else ()
    looked_in = (*sent, *(NOTED if "note" in words.look_in else ()))
    guilty = {each.list: each.text for each in violations() if each.kind == "script"}
    for action in (*SENT, *NOTED):
        for name in words.lists:
            speaks = action in looked_in
            yield Edge(f"{action} with {name}", _said(subject, action, guilty[name]), speaks)
        for text in ("", CALM, DENIED):
            yield Edge(f"{action} with {text!r}", _said(subject, action, text), speaks=False)


def _said(subject: Subject, action: str, text: str) -> Document:
    return subject.facts(action={"kind": action, "text": text})
