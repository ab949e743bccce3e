"""What a note asks of the collector, and what the record keeps of the answers."""

from __future__ import annotations

from typing import Any

import pytest

from fieldvisit.domain.outcome import Outcome
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.wordlists.answers import Answer, answers_in, check_answers
from fieldvisit.domain.wordlists.check import check_words
from fieldvisit.domain.wordlists.findings import Finding, findings_of, noted_words

NOTE = "I told him: you deadbeat, deadbeat. He wants to talk to my lawyer. She talked of suicide."


def findings(note: str = NOTE) -> list[Finding]:
    return findings_of(check_words(note, "note"))


def noted(note: str, answers: dict[str, Answer] | None = None, **more: Any) -> list[dict[str, Any]]:
    return noted_words(Outcome("MET", note=note, **more), answers or {})


def test_a_life_in_danger_comes_first_then_cues_then_words() -> None:
    assert [each.key for each in findings()] == [
        "vulnerable_cue:crisis",
        "stop_cue:lawyer",
        "insult",
    ]
    assert [each.is_cue for each in findings()] == [True, True, False]


def test_a_finding_gives_its_words_once_and_its_speaker_where_it_is_certain() -> None:
    insult = findings()[-1]
    assert (insult.list, insult.words, insult.speaker) == ("insult", ("deadbeat",), "collector")
    assert findings("You deadbeat.")[0].speaker == ""
    assert findings("I said: deadbeat.\nDeadbeat.")[0].speaker == ""


def test_what_is_only_for_information_asks_nothing() -> None:
    assert findings('He said: "you thieves, you scum".') == []
    assert [each["level"] for each in noted('He said: "you scum".')] == ["info"]


def test_an_empty_note_holds_nothing() -> None:
    assert noted(" \n") == []


def test_answers_go_by_finding_by_list_or_to_all() -> None:
    by_key = {"stop_cue:lawyer": Answer("borrower", supervisor=True, why_not="only a threat")}
    [lawyer] = [each for each in noted("Talk to my lawyer.", by_key) if each["level"] == "ack"]
    assert lawyer["speaker"] == "borrower"
    assert (lawyer["supervisor"], lawyer["answered"]) == (True, True)
    assert (lawyer["taken"], lawyer["why_not"]) == (False, "only a threat")
    for key in ("insult", ""):
        [insult] = noted("Deadbeat.", {key: Answer("other")})
        assert (insult["speaker"], insult["answered"]) == ("other", True)
        assert "taken" not in insult


def test_without_an_answer_the_note_and_the_list_decide() -> None:
    [insult] = noted("Deadbeat.")
    assert (insult["speaker"], insult["supervisor"], insult["answered"]) == (
        "unknown",
        False,
        False,
    )
    [staying] = noted("I will follow you.")
    assert staying["supervisor"] is True
    assert noted("I will follow you.", {"": Answer(supervisor=False)})[0]["supervisor"] is False


def test_a_flag_that_is_set_answers_its_cue() -> None:
    [lawyer] = noted("Talk to my lawyer.", flags=("lawyer",))
    assert (lawyer["taken"], lawyer["answered"]) == (True, True)
    [child] = noted("A 12-year-old answered.", met=("minor",))
    assert (child["taken"], child["answered"]) == (True, True)


def test_the_record_repeats_no_words_of_the_note() -> None:
    assert all("text" not in each for each in noted(NOTE))


def test_answers_come_back_out_of_the_record() -> None:
    answers = {
        "insult": Answer("collector", supervisor=True),
        "stop_cue:lawyer": Answer("borrower", supervisor=False, why_not="said in anger"),
    }
    again = answers_in(noted(NOTE, answers))
    assert again["insult"] == answers["insult"]
    assert again["stop_cue:lawyer"] == answers["stop_cue:lawyer"]
    assert "vulnerable_cue:crisis" not in again
    assert {key: Answer.of(each.document()) for key, each in answers.items()} == answers


@pytest.mark.parametrize("answers", [{"odd": Answer()}, {"insult": Answer("nobody")}])
def test_an_answer_that_makes_no_sense_is_named(answers: dict[str, Answer]) -> None:
    with pytest.raises(BadInput) as caught:
        check_answers(answers)
    assert caught.value.field == "said_by"
    check_answers({"": Answer("other"), "stop_cue:lawyer": Answer()})
