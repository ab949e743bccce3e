"""Options by which people answer the gate: rules confirmed, rules a supervisor lets pass."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.services.assent import Assent

ASSENT_OPTIONS = {
    "confirm": "--confirm",
    "override": "--override",
    "by": "--by",
    "reason": "--reason",
}


def add_assent(parser: argparse.ArgumentParser) -> None:
    """Add `--confirm`, `--override`, `--by` and `--reason`."""
    add = parser.add_argument
    confirm = _("a rule that was read and is confirmed; give it again for more")
    add("--confirm", action="append", default=[], metavar="RULE", help=confirm)
    override = _("a rule that the supervisor lets pass, where a rule allows it")
    add("--override", action="append", default=[], metavar="RULE", help=override)
    add("--by", default="", metavar="NAME", help=_("the supervisor who overrides"))
    add("--reason", default="", metavar="TEXT", help=_("why it is confirmed or overridden"))


def assent_of(arguments: argparse.Namespace) -> Assent:
    """What those options say."""
    from fieldvisit.services.assent import Assent

    return Assent(
        confirmed=tuple(arguments.confirm),
        overridden=tuple(arguments.override),
        by=arguments.by,
        reason=arguments.reason,
    )
