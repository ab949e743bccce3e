"""The parser of the command line, in the language in use, and the options of every command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _

ARGPARSE_PHRASES = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("expected %s argument"),
    N_("expected %s arguments"),
    N_("ignored explicit argument %r"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse itself says to a person."""

PLACES = {
    "CASE": N_("the case's number; see: fieldvisit case list"),
    "VISIT": N_("the visit's id; see: fieldvisit today"),
    "PROMISE": N_("the promise's id; see: fieldvisit promise list"),
    "ENTRY": N_("the entry's id; see: fieldvisit case show"),
}
"""What the word in that place of a command line is, for every command that has it."""


class Parser(argparse.ArgumentParser):
    """A parser whose errors end like every other bad input; below a command it is the same."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, allow_abbrev=False, exit_on_error=False)
        add = self.add_argument_group(_("options of every command")).add_argument
        missing = argparse.SUPPRESS
        add("--home", metavar="DIR", default=missing, help=_("keep everything under this folder"))
        add("--lang", metavar="L", default=missing, help=_("en, zh-Hans or zh-Hant"))
        add("--json", action="store_true", default=missing, help=_("print one JSON document"))
        add("--now", metavar="T", default=missing, help=_("another clock, in test stores only"))

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """Add an argument; a place that several commands have is explained for all of them."""
        if (place := options.get("metavar")) in PLACES:
            options.setdefault("help", _(PLACES[place]))
        return super().add_argument(*names, **options)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments; raises BadInput that names the one at fault and repeats no text."""
        arguments, left = self.parse_known_args(args, namespace)
        unknown = next((word.partition("=")[0] for word in left if word.startswith("-")), "")
        if unknown:
            raise self._wrong(
                N_("{field}: there is no such option. See: {command} --help"), unknown
            )
        if left:
            raise self._wrong(
                N_("One word too many; put a text with spaces in quotes. See: {command} --help")
            )
        return arguments

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """The arguments and what is left over; raises BadInput that names the one at fault."""
        try:
            return super().parse_known_args(args, namespace)
        except argparse.ArgumentError as error:
            raise self._wrong(
                N_("{field}: {message}. See: {command} --help"),
                error.argument_name or "",
                message=error.message,
            ) from None

    def error(self, message: str) -> NoReturn:
        """Raise BadInput instead of printing and leaving."""
        raise self._wrong(N_("{message}. See: {command} --help"), message=message)

    def print_help(self, file: Any = None) -> None:
        """Print the help as UTF-8, whatever the console's own encoding is."""
        if file is None:
            write(self.format_help().rstrip())
        else:
            super().print_help(file)

    def _wrong(self, phrase: str, field: str = "", **details: str) -> BadInput:
        return BadInput(phrase, code="usage", field=field, command=self.prog, **details)


def first_look(argv: Sequence[str]) -> tuple[argparse.Namespace, str]:
    """The options of every command as far as they can be read, and the command behind them.

    The command is empty when there is none, or when something else stands before it.
    """
    try:
        found, left = Parser(add_help=False).parse_known_args(list(argv))
    except BadInput:
        found, left = argparse.Namespace(json="--json" in argv), list(argv)
    return found, left[0] if left and not left[0].startswith("-") else ""


def teach_argparse() -> None:
    """Lead argparse to our catalogues: it looks its words up under two names of its module."""
    for name, look_up in (("_", _), ("ngettext", _one_or_many)):
        setattr(argparse, name, look_up)


def _one_or_many(one: str, many: str, number: int) -> str:
    return _(one if number == 1 else many)


def write(text: str) -> None:
    """Print UTF-8 whatever the console's own encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
