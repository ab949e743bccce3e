"""What a note's hits ask of the collector, and what the record keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.wordlists.answers import Answer, key_for
from fieldvisit.domain.wordlists.check import Hit, check_words


@frozen
class Finding:
    """The hits of one list that lead to the same next step; `key` tells it from the others.

    A cue (`is_cue`) asks for a flag, a person met or a card; the others ask whose words they are.
    """

    key: str
    hits: tuple[Hit, ...]

    @property
    def list(self) -> str:
        """The list that found it."""
        return self.hits[0].list

    @property
    def words(self) -> tuple[str, ...]:
        """The words as typed, each once."""
        return tuple(dict.fromkeys(hit.text for hit in self.hits))

    @property
    def is_cue(self) -> bool:
        """Whether it leads to a flag, a person met or a card."""
        first = self.hits[0]
        return bool(first.flag or first.met or first.card)

    @property
    def speaker(self) -> str:
        """Whose words they are as far as the note itself says so, else empty."""
        speakers = {hit.speaker for hit in self.hits if hit.is_certain}
        return speakers.pop() if len(speakers) == 1 and all(h.is_certain for h in self.hits) else ""


def findings_of(hits: Iterable[Hit]) -> list[Finding]:
    """What the hits ask, most urgent first: a life in danger, then cues, then words."""
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.level != "info":
            grouped.setdefault(key_of(hit), []).append(hit)
    findings = [Finding(key, tuple(found)) for key, found in grouped.items()]
    return sorted(findings, key=_urgency)


def key_of(hit: Hit) -> str:
    """The finding that a hit belongs to."""
    return key_for({"list": hit.list, "card": hit.card, "flag": hit.flag, "met": hit.met})


def noted_words(outcome: Outcome, answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    """Every hit in the outcome's note with the answer to its finding, for the record of the visit.

    `answers` go by the finding's key, by its list, or by "" for whatever has no answer of its own.
    """
    if not outcome.note.strip():
        return []
    return [_noted(hit, outcome, answers) for hit in check_words(outcome.note, "note")]


def _noted(hit: Hit, outcome: Outcome, answers: Mapping[str, Answer]) -> dict[str, Any]:
    keys = (key_of(hit), hit.list, "") if hit.level != "info" else ()
    given = next((answers[key] for key in keys if key in answers), None)
    answer = given or Answer()
    document = hit.document()
    del document["text"], document["source"]
    if answer.said_by:
        document["speaker"] = answer.said_by
    if answer.supervisor is not None:
        document["supervisor"] = answer.supervisor
    is_taken = hit.flag in outcome.flags or hit.met in outcome.met
    if hit.flag or hit.met:
        document |= {"taken": is_taken, "why_not": answer.why_not}
    return {**document, "answered": given is not None or is_taken}


def _urgency(finding: Finding) -> tuple[int, int]:
    first = finding.hits[0]
    return (0 if first.card else 1 if finding.is_cue else 2, first.start)
