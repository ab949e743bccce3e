"""The command line: finds the command, opens what it needs, prints its answer."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from fieldvisit import __version__
from fieldvisit.domain.problems import BadInput, Problem
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, explain

OK, WRONG, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("opening", N_("open the program on sample data in a throw-away store")),
    "import": ("importing", N_("take in a case list from a file")),
    "today": ("today", N_("show the day's visits and whether they may go")),
    "case": ("case", N_("list, show and search cases; add to a case's ledger")),
    "visit": ("visit", N_("check, start, finish, move or plan a visit")),
    "outcome": ("outcome", N_("record what came of a visit")),
    "undo": ("undo", N_("take back the last record that is still unsent")),
    "plan": ("plan", N_("work out and agree instalments or an extension")),
    "promise": ("promise", N_("list promises and say what became of them")),
    "rules": ("rules", N_("list, show, check and apply rule packs")),
    "script": ("script", N_("list, show and check conversation scripts")),
    "day": ("day", N_("show how the day stands, and close it")),
    "sync": ("sync", N_("hand the log over to a folder or USB stick")),
    "verify": ("verify", N_("check the journal, its copy and the tables")),
    "rebuild": ("rebuild", N_("make the tables again from the journal")),
    "doctor": ("doctor", N_("look for what could go wrong on this machine")),
    "locate": ("locate", N_("say where files live")),
    "keys": ("keys", N_("list every key and what it does")),
    "config": ("config", N_("show and change settings")),
}


class Parser(argparse.ArgumentParser):
    """A parser whose errors end like every other bad input."""

    def error(self, message: str) -> NoReturn:
        """Raise BadInput instead of printing and leaving."""
        raise BadInput(
            N_("{message}. See: {command} --help"),
            code="usage",
            message=message,
            command=self.prog,
        )


def run(argv: Sequence[str]) -> int:
    """Run one command line; returns the exit code and prints nothing but its answer."""
    as_json = "--json" in argv
    _speak_before_parsing(argv)
    try:
        parser = build_parser(argv)
        arguments = parser.parse_args(argv)
        return _answer(arguments)
    except Problem as problem:
        return report(problem, as_json)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return OK


def build_parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with the arguments of the command in `argv`, or of all when it names none."""
    parser = Parser(prog="fieldvisit", description=_("A field collector's working day, offline."))
    parser.add_argument("--version", action="version", version=f"fieldvisit {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", parser_class=Parser)
    named = [word for word in argv if word in COMMANDS][:1]
    for verb, (module, sentence) in COMMANDS.items():
        if verb in named:
            importlib.import_module(f"fieldvisit.cli.{module}").add_commands(verbs)
        else:
            verbs.add_parser(verb, help=_(sentence))
    _add_common(parser)
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Give the options that every command takes to the parser and all below it."""
    missing = argparse.SUPPRESS
    add = parser.add_argument
    add("--home", metavar="DIR", default=missing, help=_("keep everything under this folder"))
    add("--lang", metavar="L", default=missing, help=_("en, zh-Hans or zh-Hant"))
    add("--json", action="store_true", default=missing, help=_("print one JSON document"))
    add("--now", metavar="T", default=missing, help=_("another clock, for demo and test stores"))
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                _add_common(below)


def _speak_before_parsing(argv: Sequence[str]) -> None:
    """Help texts and errors of the parser itself already speak the asked language."""
    from fieldvisit.bootstrap import speak
    from fieldvisit.paths import places
    from fieldvisit.settings import Settings, load_settings

    try:
        settings = load_settings(places(_option(argv, "--home")).settings)
    except Problem:
        settings = Settings()
    try:
        speak(_option(argv, "--lang"), settings)
    except Problem:
        speak(None, settings)


def _option(argv: Sequence[str], name: str) -> str | None:
    for word, following in zip(argv, [*argv[1:], None], strict=True):
        if word == name:
            return following
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


def _answer(arguments: argparse.Namespace) -> int:
    from fieldvisit.bootstrap import speak
    from fieldvisit.settings import Settings

    if asked := getattr(arguments, "lang", None):
        speak(asked, Settings())
    if arguments.verb is None:
        from fieldvisit.cli.opening import open_program

        return open_program(arguments)
    if hasattr(arguments, "open_screen"):
        return int(arguments.open_screen(arguments))
    if not hasattr(arguments, "run"):
        raise BadInput(
            N_("{field} needs one more word. See: fieldvisit {field} --help"),
            code="usage",
            field=arguments.verb,
        )
    return _print_answer(arguments, _document(arguments))


def _document(arguments: argparse.Namespace) -> Any:
    if not getattr(arguments, "needs_store", False):
        return arguments.run(arguments)
    from fieldvisit.bootstrap import open_workplace

    home, now = getattr(arguments, "home", None), getattr(arguments, "now", None)
    with open_workplace(home, now) as workplace:
        return arguments.run(arguments, workplace)


def _print_answer(arguments: argparse.Namespace, document: Any) -> int:
    if getattr(arguments, "json", False):
        _write(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        plain: Callable[[Any], str] = arguments.plain
        _write(plain(document))
    decides: Callable[[Any], int] | None = getattr(arguments, "exit_code", None)
    return decides(document) if decides else OK


def report(problem: Problem, as_json: bool) -> int:
    """Print the problem's sentence, or its document, and return its exit code."""
    if as_json:
        error = {"code": problem.code, "message": str(problem), "field": problem.field}
        document: dict[str, Any] = {"error": error}
        if (decision := getattr(problem, "decision", None)) is not None:
            document["decision"] = decision.document()
        _write(json.dumps(document, ensure_ascii=False, indent=2))
    print(explain(problem), file=sys.stderr)
    return problem.exit_code


def _write(text: str) -> None:
    """Print UTF-8 whatever the console's own encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
