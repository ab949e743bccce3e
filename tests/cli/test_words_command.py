"""`fieldvisit words`: the document as promised, the sentences for people, and the exit codes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from command_line import CASES, VISIT, Answer, CommandLine


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path, capsys)


def check(command: CommandLine, *words: str) -> Answer:
    return command("words", "check", *words, now=None)


def test_a_script_with_forbidden_words_is_blocked(command: CommandLine) -> None:
    answer = check(command, "--as", "script", "Pay or else!", "--json")
    [hit] = answer.document["hits"]
    assert answer.code == 0
    assert answer.document["blocked"] is True
    assert hit["list"] == "threat"
    assert (hit["start"], hit["end"], hit["text"]) == (0, 11, "Pay or else")
    assert (hit["level"], hit["speaker"]) == ("block", "collector")
    assert "1692d" in hit["source"]


def test_a_note_never_is(command: CommandLine) -> None:
    document = check(command, "--as", "note", "他对我说：打断你的腿", "--json").document
    assert document["blocked"] is False
    assert [(hit["list"], hit["speaker"]) for hit in document["hits"]] == [("threat", "borrower")]


def test_a_cue_says_where_it_leads(command: CommandLine) -> None:
    document = check(command, "--as", "note", "Talk to my lawyer.", "--json").document
    assert [(hit["level"], hit["flag"]) for hit in document["hits"]] == [("ack", "lawyer")]


def test_nothing_found(command: CommandLine) -> None:
    answer = check(command, "--as", "note", "A calm talk.", "--json")
    assert answer.document == {"hits": [], "blocked": False}
    assert check(command, "--as", "note", "A calm talk.").out == "No such words found.\n"


def test_people_read_the_words_the_list_and_the_source(command: CommandLine) -> None:
    out = check(command, "--as", "note", "你这个骗子", "--lang", "zh-Hans").out
    assert "侮辱" in out
    assert "CIFA" in out


def test_the_text_can_come_by_the_input(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO("第一行\n打断你的腿".encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    [hit] = check(command, "--as", "script", "-", "--json").document["hits"]
    assert (hit["start"], hit["text"]) == (4, "打断你的腿")


def test_an_input_in_another_encoding_is_refused(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("打断".encode("gbk"))))
    answer = check(command, "--as", "script", "-", "--json")
    assert (answer.code, answer.error["field"]) == (2, "TEXT")


@pytest.mark.parametrize("words", [(), ("--as", "poem", "x"), ("--as", "note"), ("x",)])
def test_bad_usage(command: CommandLine, words: tuple[str, ...]) -> None:
    assert check(command, *words, "--json").code == 2


def test_the_lists_are_shown(command: CommandLine) -> None:
    lists = command("words", "lists", "--json", now=None).document["lists"]
    assert len(lists) == 19
    assert lists[0]["id"] == "threat"
    assert "disguise" in command("words", "lists", now=None).out


@pytest.fixture
def cases(command: CommandLine, tmp_path: Path) -> CommandLine:
    """The same with a case list taken in."""
    command("config", "init", "--test-clock", now=None)
    (tmp_path / "cases.csv").write_text(CASES, "utf-8")
    assert command("import", str(tmp_path / "cases.csv"), "--currency", "CNY").code == 0
    return command


MET = ("outcome", VISIT, "--code", "RTP", "--met", "debtor", "--reason")
NOTE = ("--note", "你这个骗子。有事找我律师谈。")


def record(command: CommandLine, *words: str) -> Answer:
    from fieldvisit.domain.outcome import load_outcome_codes

    reason = load_outcome_codes().current("RTP").reasons[0].id
    return command(*MET, reason, *NOTE, *words, "--json")


def test_a_record_prints_what_its_note_holds(cases: CommandLine) -> None:
    answer = record(cases)
    assert answer.code == 0, answer.err
    words = [(each["list"], each["start"], each["end"]) for each in answer.document["words"]]
    assert ("insult", 1, 5) in words
    assert "stop_cue" in {name for name, _start, _end in words}
    assert {each["answered"] for each in answer.document["words"]} == {False}


def test_whose_words_and_the_supervisor_are_options(cases: CommandLine) -> None:
    options = ("--said-by", "borrower", "--said-by", "insult=collector", "--supervisor", "insult")
    words = record(cases, *options, "--flag", "lawyer").document["words"]
    told = {each["list"]: (each["speaker"], each["supervisor"]) for each in words}
    assert told["insult"] == ("collector", True)
    assert told["stop_cue"] == ("borrower", False)
    assert [each["taken"] for each in words if each["list"] == "stop_cue"] == [True]
    everything = record(cases, "--supervisor", "all").document["words"]
    assert {each["supervisor"] for each in everything} == {True}
    nothing = record(cases, "--supervisor", "none").document["words"]
    assert {each["supervisor"] for each in nothing} == {False}


@pytest.mark.parametrize(
    "option", [("--said-by", "nobody"), ("--said-by", "odd=other"), ("--supervisor", "odd")]
)
def test_an_answer_that_makes_no_sense_saves_nothing(
    cases: CommandLine, option: tuple[str, str]
) -> None:
    answer = record(cases, *option)
    assert answer.code == 2
    assert "odd" in answer.error["message"] or "nobody" in answer.error["message"]
