"""The command line itself: help, language, errors, exit codes."""

import argparse
import ast
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from command_line import NIGHT, VISIT, Answer, CommandLine, a_command_line, a_working_day

from fieldvisit import __version__, bootstrap, wording
from fieldvisit.cli.main import COMMANDS, build_parser, run
from fieldvisit.cli.parser import ARGPARSE_PHRASES, teach_argparse
from fieldvisit.paths import places

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    yield
    wording.use_language("en")


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path, capsys)


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_is_there_with_help(verb: str) -> None:
    module, sentence = COMMANDS[verb]
    assert hasattr(import_module(f"fieldvisit.cli.{module}"), "add_commands")

    shown = {}
    for language in wording.LANGUAGES:
        wording.use_language(language)
        parser = build_parser(verb)
        assert wording._(sentence) in " ".join(parser.format_help().split())
        for command, below in _below(parser, verb):
            for action in below._actions:
                assert action.help or not action.option_strings, (command, action.dest)
            shown[language, command] = below.format_help()

    for (language, command), text in shown.items():
        assert text.startswith("usage:") == (language == "en"), command
        if language != "en":
            assert HAN.search(text)
            assert "options:" not in text
            assert "show this help" not in text


def _below(
    parser: argparse.ArgumentParser, verb: str
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                if parser.prog != "fieldvisit" or name == verb:
                    yield below.prog, below
                    yield from _below(below, verb)


def test_argparse_says_nothing_to_a_person_that_we_do_not_know() -> None:
    """A newer Python may say more; these are its errors about command lines, not about code."""
    source = ast.parse(Path(argparse.__file__).read_text("utf-8"))
    known = {*ARGPARSE_PHRASES, *OVERRIDDEN}
    said = {
        argument.value
        for call in ast.walk(source)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "ngettext")
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }

    assert {
        phrase for phrase in said if phrase not in known and not _is_for_coders(phrase)
    } == set()
    if sys.version_info[:2] == (3, 11):
        assert set(ARGPARSE_PHRASES) <= said


OVERRIDDEN = {
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "unrecognized arguments: %s",
    "ambiguous option: %(option)s could match %(matches)s",
    "show program's version number and exit",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "unexpected option string: %s",
    "can't open '%(filename)s': %(error)s",
    "subcommands",
    "%(heading)s:",
    " (default: %(default)s)",
}


def _is_for_coders(phrase: str) -> bool:
    words = (
        "conflict",
        "dest=",
        "callable",
        "__call__",
        "mode",
        "required' is",
        "must start",
        "must be optional",
        "cannot",
        "deprecated",
        "warning",
    )
    return any(word in phrase for word in words)


def test_help_and_version_are_answers(line: CommandLine) -> None:
    assert line("--version", now=None) == Answer(0, f"fieldvisit {__version__}\n", "")
    helped = line("--help", now=None)
    assert (helped.code, helped.err) == (0, "")
    assert all(verb in helped.out for verb in COMMANDS)
    below = line("case", "--help", now=None)
    assert "usage: fieldvisit case" in below.out
    assert "options of every command" in below.out
    assert "--reason TEXT" in line("case", "end", "--help", now=None).out


def test_help_speaks_the_asked_language(line: CommandLine) -> None:
    simplified = line("case", "--help", "--lang", "zh-Hans", now=None).out
    traditional = line("--lang=zh-Hant", "case", "--help", now=None).out

    assert HAN.search(simplified)
    assert simplified != traditional
    for word in ("usage", "options", "positional", "show this help"):
        assert word not in simplified + traditional


def test_help_goes_where_it_is_asked_to_go() -> None:
    page = io.StringIO()

    build_parser("case").print_help(page)

    assert page.getvalue().startswith("usage: fieldvisit")


def test_one_and_many_are_told_apart() -> None:
    teach_argparse()
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("--pair", nargs=2)

    with pytest.raises(argparse.ArgumentError, match="expected 2 arguments"):
        parser.parse_args(["--pair", "1"])


@pytest.mark.parametrize(
    ("words", "sentence", "field"),
    [
        (["frob"], "COMMAND: invalid choice: 'frob' (choose from 'demo',", "COMMAND"),
        (["today", "--frob=1"], "--frob: there is no such option.", "--frob"),
        (["today", "too", "many"], "One word too many; put a text with spaces in quotes.", ""),
        (["case"], "case needs one more word. See: fieldvisit case --help", "case"),
        (["case", "frob"], "ACTION: invalid choice: 'frob'", "ACTION"),
        (["visit", "start"], "the following arguments are required: --party, VISIT.", ""),
        (["outcome", "V", "--code"], "--code: expected one argument.", "--code"),
        (["case", "list", "--after", "x"], "--after: invalid int value: 'x'.", "--after"),
        (["today", "--jso"], "--jso: there is no such option.", "--jso"),
        (["today", "--lang"], "--lang: expected one argument.", "--lang"),
        (["today", "--lang", "fr"], "--lang: choose en, zh-Hans or zh-Hant.", "--lang"),
    ],
)
def test_a_slip_gets_one_sentence_that_names_it(
    line: CommandLine, words: list[str], sentence: str, field: str
) -> None:
    plain = line(*words, now=None)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err.startswith(sentence)
    assert plain.err.count("\n") == 1

    answer = line("--json", *words, now=None)
    assert (answer.code, answer.error["field"]) == (2, field)


def test_what_was_typed_by_mistake_is_not_repeated(line: CommandLine) -> None:
    assert "王建国" not in line("case", "search", "王", "王建国", now=None).err


def test_errors_speak_the_asked_language(line: CommandLine) -> None:
    answer = line("today", "--date", "31/31/2026", "--lang", "zh-Hans", "--json", now=None)

    assert HAN.search(answer.error["message"])
    required = line("visit", "start", "--lang", "zh-Hans", now=None).err
    assert HAN.search(required)
    assert "required" not in required


def test_the_language_of_the_settings_is_spoken(line: CommandLine) -> None:
    line.json("config", "set", "language", "zh-Hans", now=None)

    assert HAN.search(line("case", "list", now=None).out)
    assert not HAN.search(line("case", "list", "--lang", "en", now=None).out)


def test_broken_settings_do_not_stop_the_help(line: CommandLine) -> None:
    (line.home / "config").mkdir()
    (line.home / "config" / "settings.toml").write_text("language = ", "utf-8")

    assert line("--help", now=None).code == 0
    assert line.error("today", now=None) == (2, "settings.unreadable", "settings.toml")


def test_a_home_may_have_the_name_of_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(["--home", "demo", "locate", "--json"]) == 0
    assert str(tmp_path / "demo") in capsys.readouterr().out


def test_a_store_in_use_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = a_command_line(tmp_path, capsys)

    with bootstrap.held(places(str(tmp_path))):
        assert line.error("today") == (3, "store.locked", "")
    assert line("today").code == 0


def test_another_clock_is_refused_by_a_real_store(line: CommandLine) -> None:
    line.json("config", "init", now=None)

    assert line.error("today") == (3, "clock.real", "--now")
    assert line.error("visit", "check", VISIT, "--at", NIGHT, now=None) == (
        3,
        "clock.real",
        "--at",
    )
    start = ("visit", "start", VISIT, "--party", "debtor", "--at", NIGHT)
    assert line.error(*start, now=None) == (3, "clock.real", "--at")
    assert line("today", now=None).code == 0


def test_a_clock_needs_an_offset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = a_command_line(tmp_path, capsys)

    assert line.error("today", now="2026-11-24T10:00") == (2, "instant.wrong", "--now")
    assert line.error("today", now="noon") == (2, "instant.wrong", "--now")


def test_what_the_system_refuses_is_a_sentence(line: CommandLine) -> None:
    (line.home / "data").write_text("in the way", "utf-8")

    assert line.error("today", now=None)[:2] == (1, "system.refused")
    said = line("today", "--lang", "zh-Hans", now=None).err
    assert not any(word in said for word in ("directory", "exists", "denied"))


def test_a_failure_of_the_program_shows_no_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = a_working_day(tmp_path, capsys)

    def fail(*_words: object) -> None:
        raise ValueError("王建国 13800138000")

    monkeypatch.setattr("fieldvisit.services.board.visits_today", fail)

    answer = line("today", "--json")

    assert (answer.code, answer.error["code"]) == (1, "crash")
    reports = list((tmp_path / "state" / "crashes").iterdir())
    assert len(reports) == 1
    for text in (answer.out, answer.err, reports[0].read_text("utf-8")):
        assert "王建国" not in text
        assert "13800138000" not in text


def test_an_interruption_says_so(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fieldvisit.cli.locate.run", interrupt)

    answer = line("locate", now=None)
    assert (answer.code, answer.out) == (130, "")
    assert answer.err == "\nStopped; what was not finished was not saved.\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    ended = subprocess.run(
        [sys.executable, "-m", "fieldvisit", "--home", str(tmp_path), "keys"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(theirs)

    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("words", [[], ["demo"]])
def test_the_screens_need_a_terminal(line: CommandLine, words: list[str]) -> None:
    assert line.error(*words, now=None) == (2, "terminal.none", "")
