"""`fieldvisit verify`."""

from __future__ import annotations

import argparse
from typing import Any

from fieldvisit.cli.printing import aligned
from fieldvisit.domain.text import N_
from fieldvisit.wording import _

WORDS = {
    "equal": N_("equal"),
    "behind": N_("behind"),
    "ahead": N_("ahead"),
    "missing": N_("missing"),
    "differ": N_("differ"),
    "whole": N_("whole"),
    "damaged": N_("damaged"),
}


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `verify`."""
    verify = verbs.add_parser("verify", help=_("check the journal, its copy and the tables"))
    verify.set_defaults(run=run, plain=plain, exit_code=exit_code)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Read everything and compare."""
    from fieldvisit.bootstrap import verify_store

    found = verify_store(getattr(arguments, "home", None))
    return {
        "ok": found.ok,
        "events": found.events,
        "head": found.head,
        "chain": "whole" if found.broken_at is None else {"broken_at": found.broken_at},
        "copy": found.copy,
        "projections": found.projections,
        "pages": found.pages,
    }


def exit_code(document: dict[str, Any]) -> int:
    """0 when all is well, else 1."""
    return 0 if document["ok"] else 1


def plain(document: dict[str, Any]) -> str:
    """The findings for people."""
    chain = _("whole")
    if document["chain"] != "whole":
        chain = _("broken at entry {seq}").format(seq=document["chain"]["broken_at"])
    rows = [
        [_("entries"), str(document["events"])],
        [_("chain"), chain],
        [_("copy"), _(WORDS[document["copy"]])],
        [_("tables"), _(WORDS[document["projections"]])],
        [_("files"), _(WORDS[document["pages"]])],
    ]
    advice = _("All is well.") if document["ok"] else _("Run: fieldvisit rebuild")
    return aligned([], rows) + f"\n{advice}"
