"""Below the note: what the word lists find in it, why it matters, and what is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from fieldvisit.domain.wordlists.answers import Answer
from fieldvisit.domain.words import FLAG_WORDS, PARTY_WORDS, SAID_BY_WORDS
from fieldvisit.tui.commands.record import ANSWER
from fieldvisit.tui.keys import shown_key, split_keys
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.wording import _, clauses, labelled, pick

if TYPE_CHECKING:
    from fieldvisit.domain.wordlists.findings import Finding
    from fieldvisit.tui.app import FieldvisitApp

PAUSE = 0.4
"""Seconds after the last key before the note is looked through."""
SHOWN = 2
"""Findings that stand below the note; the others are counted."""
_LONGEST = 40


class NoteFindings(Vertical):
    """The findings in the note as it was last looked through, those without an answer first.

    Nothing is shown while others may look on: the words would tell of the matter.
    """

    class Changed(Message):
        """Other findings stand below the note than before."""

    app: FieldvisitApp

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.findings: list[Finding] = []
        self._answers: Mapping[str, Answer] = {}
        self._done: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """One text for all of them."""
        yield Lines(id="found")

    def look_at(self, note: str, pause: float = PAUSE) -> None:
        """Look through the note once nothing more was typed for a moment."""
        self.run_worker(self._look(note, pause), group="words", exclusive=True, exit_on_error=False)

    def show(
        self, answers: Mapping[str, Answer], done: frozenset[str], *, is_private: bool
    ) -> None:
        """Show the answers given so far; `done` are the flags and people that are ticked."""
        self._answers, self._done = answers, done
        shown = [] if is_private else self.findings
        self.display = bool(shown)
        if shown:
            self.query_one("#found", Lines).say("\n".join(self._lines()))

    @property
    def open(self) -> list[Finding]:
        """The findings without an answer, most urgent first."""
        return [each for each in self.findings if not self._is_answered(each)]

    async def _look(self, note: str, pause: float) -> None:
        await asyncio.sleep(pause)
        self.findings = await asyncio.to_thread(_found, note)
        self.post_message(self.Changed())

    def _is_answered(self, finding: Finding) -> bool:
        first = finding.hits[0]
        return finding.key in self._answers or bool(self._done & {first.flag, first.met})

    def _lines(self) -> list[str]:
        waiting = self.open
        answered = [each for each in self.findings if each not in waiting]
        lines = [self._line(each) for each in (*waiting, *answered)[:SHOWN]]
        if waiting:
            keys = self.app.office.settings.keys.get(ANSWER.id, ANSWER.keys)
            key = _(shown_key(split_keys(keys)[0]))
            lines.append(labelled(key, question_of(waiting[0])))
        more = len(self.findings) - SHOWN
        if more > 0:
            lines.append(_("{n} more.").format(n=more))
        return lines

    def _line(self, finding: Finding) -> str:
        from fieldvisit.domain.wordlists.lists import word_lists

        words = word_lists()[finding.list]
        found = labelled(pick(words.title), words_of(finding))
        if finding in self.open:
            return f"! {found}  {pick(words.why)}"
        return f"  {found}  {self._answered(finding)}"

    def _answered(self, finding: Finding) -> str:
        answer = self._answers.get(finding.key, Answer())
        said = _(SAID_BY_WORDS[answer.said_by]) if answer.said_by else answer.why_not or _("done")
        return clauses(said, *([_("goes to the supervisor")] if answer.supervisor else []))


def words_of(finding: Finding) -> str:
    """The words as typed, in quotation marks; numbers with most digits covered."""
    from fieldvisit.domain.privacy import mask_numbers

    return ", ".join(f'"{mask_numbers(each)[:_LONGEST]}"' for each in finding.words[:3])


def question_of(finding: Finding) -> str:
    """What the finding asks."""
    first = finding.hits[0]
    if first.card:
        return _("open the card for someone in danger")
    if first.flag:
        return _("set the flag: {flag}?").format(flag=_(FLAG_WORDS[first.flag]))
    if first.met:
        return _("note who was met: {party}?").format(party=_(PARTY_WORDS[first.met]))
    if all(hit.is_number for hit in finding.hits):
        return _("cover the numbers?")
    return _("who said it?")


def _found(note: str) -> list[Finding]:
    from fieldvisit.domain.wordlists.check import check_words
    from fieldvisit.domain.wordlists.findings import findings_of

    return findings_of(check_words(note, "note"))
