"""The command line: finds the command, opens what it needs, prints its answer."""

from __future__ import annotations

import argparse
import errno
import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fieldvisit import __version__
from fieldvisit.cli.parser import Parser, first_look, teach_argparse, write
from fieldvisit.domain.problems import BadInput, Problem
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, explain

OK, WRONG, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130

_SYSTEM_WORDS = {
    "EACCES": N_("it may not be read or written here"),
    "EPERM": N_("it may not be read or written here"),
    "EROFS": N_("it may not be read or written here"),
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("the disk is full"),
    "ENOENT": N_("there is no such file or folder"),
    "ENOTDIR": N_("a part of its path is no folder"),
    "EISDIR": N_("it is a folder"),
    "EEXIST": N_("a file is there already"),
    "ENAMETOOLONG": N_("the name is too long"),
    "ELOOP": N_("its links lead in a circle"),
    "EIO": N_("the disk or stick cannot be read"),
}
"""What a system means by the name of an error; not every system knows all of them."""

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
    "words": ("words", N_("look for words that must not be said or noted")),
    "day": ("day", N_("show how the day stands, and close it")),
    "sync": ("sync", N_("hand the log over to a folder or USB stick")),
    "verify": ("verify", N_("check the journal, its copy and the tables")),
    "rebuild": ("rebuild", N_("make the tables again from the journal")),
    "doctor": ("doctor", N_("look for what could go wrong on this machine")),
    "locate": ("locate", N_("say where files live")),
    "keys": ("keys", N_("list every key and what it does")),
    "config": ("config", N_("show and change settings")),
}


def run(argv: Sequence[str]) -> int:
    """Run one command line; returns the exit code and prints nothing but its answer."""
    common, verb = first_look(argv)
    as_json, home = getattr(common, "json", False), getattr(common, "home", None)
    arguments = argparse.Namespace()
    try:
        _speak(home, getattr(common, "lang", None))
        arguments = build_parser(verb).parse_args(list(argv))
        return _answer(arguments)
    except Problem as problem:
        return report(problem, as_json=as_json, called=getattr(arguments, "called", {}))
    except SystemExit as left:
        return int(left.code or OK)
    except KeyboardInterrupt:
        print("\n" + _("Stopped; what was not finished was not saved."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # What reads our output has closed it; without this Python complains when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        return report(_refused_by_system(error), as_json=as_json)
    except Exception as error:
        return report(_crashed(error, home), as_json=as_json)


def keep_tracebacks_away(argv: Sequence[str]) -> None:
    """From now on what nothing catches, in any thread, leaves a report and one sentence."""
    from fieldvisit.bootstrap import system_clock
    from fieldvisit.paths import places
    from fieldvisit.tui.crash import keep_tracebacks_from_the_terminal

    home = getattr(first_look(argv)[0], "home", None)
    keep_tracebacks_from_the_terminal(places(home).crash_reports, system_clock)


def build_parser(named: str = "") -> argparse.ArgumentParser:
    """The parser of the named command; without one, of all their names, for help and errors."""
    teach_argparse()
    parser = Parser(prog="fieldvisit", description=_("A field collector's working day, offline."))
    parser.add_argument(
        "--version",
        action="version",
        version=f"fieldvisit {__version__}",
        help=_("show the version and exit"),
    )
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND")
    if named in COMMANDS:
        importlib.import_module(f"fieldvisit.cli.{COMMANDS[named][0]}").add_commands(verbs)
    else:
        for verb, (_module, sentence) in COMMANDS.items():
            verbs.add_parser(verb, help=_(sentence))
    return parser


def _speak(home: str | None, asked: str | None) -> None:
    """Choose the language before anything is said; raises BadInput when it is none of ours."""
    from fieldvisit.bootstrap import speak
    from fieldvisit.paths import places
    from fieldvisit.settings import Settings, load_settings

    try:
        settings = load_settings(places(home).settings)
    except Problem:
        settings = Settings()
    speak(None, settings)
    if asked is not None:
        speak(asked, settings)


def _answer(arguments: argparse.Namespace) -> int:
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
        _write_json(document)
    else:
        plain: Callable[[Any], str] = arguments.plain
        write(plain(document))
    decides: Callable[[Any], int] | None = getattr(arguments, "exit_code", None)
    return decides(document) if decides else OK


def report(problem: Problem, *, as_json: bool, called: Mapping[str, str] | None = None) -> int:
    """Print the problem's sentence, or its document, and return its exit code.

    `called` says which option holds a field; a key of the rule engine's facts is looked up by its
    last part.
    """
    option = (called or {}).get(problem.field.rpartition(".")[2], "")
    if option and "key" in problem.details:
        problem.details["key"] = option
    sentence = explain(problem, option)
    if option and "{field}" not in problem.phrase and "key" not in problem.details:
        sentence = _("{field}: {sentence}").format(field=option, sentence=sentence)
    decision = getattr(problem, "decision", None)
    if as_json:
        error = {"code": problem.code, "message": sentence, "field": problem.field}
        document: dict[str, Any] = {"error": error}
        if decision is not None:
            document["decision"] = decision.document(_)
        _write_json(document)
    elif decision is not None:
        from fieldvisit.cli.steps import plain_decision

        sentence += "\n" + plain_decision(decision.document(_))
    print(sentence, file=sys.stderr)
    return problem.exit_code


def _refused_by_system(error: OSError) -> Problem:
    return Problem(
        N_("{field} cannot be used: {reason}."),
        code="system.refused",
        field=str(error.filename or _("a file")),
        reason=_SYSTEM_WORDS.get(errno.errorcode.get(error.errno or 0, ""))
        or error.strerror
        or type(error).__name__,
    )


def _crashed(error: Exception, home: str | None) -> Problem:
    """A report without personal data instead of a traceback, which would show values."""
    from fieldvisit.bootstrap import system_clock
    from fieldvisit.paths import places
    from fieldvisit.tui import crash

    written = crash.write_report(error, places(home).crash_reports, now=system_clock())
    sentence = crash.sentence(error, written)
    return Problem("{sentence}", code="crash", sentence=sentence)


def _write_json(document: Any) -> None:
    write(json.dumps(document, ensure_ascii=False, indent=2))
