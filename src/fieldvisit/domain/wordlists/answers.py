"""The collector's answers to what the word lists find in a note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.domain.wordlists.names import LISTS, SPEAKERS


@frozen
class Answer:
    """What the collector says to a finding.

    `said_by` is one of SPEAKERS or empty; `supervisor` whether it goes to the supervisor, None as
    its list has it; `why_not` why the flag of a cue was not set.
    """

    said_by: str = ""
    supervisor: bool | None = None
    why_not: str = ""

    def document(self) -> dict[str, Any]:
        """The answer as JSON values; `Answer.of` reads it back."""
        return {"said_by": self.said_by, "supervisor": self.supervisor, "why_not": self.why_not}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Answer:
        """The answer that a document holds."""
        return cls(document["said_by"], document["supervisor"], document["why_not"])


def key_for(hit: Mapping[str, Any]) -> str:
    """The key of the finding that a hit, as a document or by its leads, belongs to."""
    leads = next((hit[name] for name in ("card", "flag", "met") if hit.get(name)), "")
    return f"{hit['list']}:{leads}" if leads else str(hit["list"])


def check_answers(answers: Mapping[str, Answer]) -> None:
    """Raise BadInput for an answer to a list, or by a speaker, that there is not."""
    for key, answer in answers.items():
        name = key.partition(":")[0]
        if name and name not in LISTS:
            raise _unknown(name, LISTS)
        if answer.said_by and answer.said_by not in SPEAKERS:
            raise _unknown(answer.said_by, SPEAKERS)


def _unknown(value: str, allowed: Iterable[str]) -> BadInput:
    return BadInput(
        N_("{field}: {value} is not known; use one of {allowed}."),
        code="words.answer",
        field="said_by",
        value=value,
        allowed=", ".join(allowed),
    )


def answers_in(words: Iterable[Mapping[str, Any]]) -> dict[str, Answer]:
    """The answers that a record's words hold, by the keys of their findings."""
    return {
        key_for(each): Answer(
            each["speaker"] if each["speaker"] in SPEAKERS else "",
            each["supervisor"],
            each.get("why_not", ""),
        )
        for each in words
        if each["answered"]
    }
