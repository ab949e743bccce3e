"""`fieldvisit doctor`: what could go wrong on this machine."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import aligned
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import Problem
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, explain, listed

if TYPE_CHECKING:
    from fieldvisit.paths import Places
    from fieldvisit.settings import Settings

LEAST_FREE = 200 * 1024 * 1024
"""Bytes that should be free: a store grows by some 15 MB a year, and SQLite needs room to write."""

_LIBRARIES = ("textual", "sqlmodel", "sqlcipher3", "babel", "tzdata")
_TERMINALS = (
    ("TMUX", "", N_("tmux takes Ctrl+B and may delay Esc; 0 and F2 reach everything.")),
    ("STY", "", N_("screen takes Ctrl+A; 0 and F2 reach everything.")),
    ("TERM_PROGRAM", "vscode", N_("VS Code takes Ctrl+P and Ctrl+Q; use F2 and q.")),
    ("TEXTUAL_DRIVER", "", N_("another driver is named by TEXTUAL_DRIVER; keys may differ.")),
)
"""A variable, its value ("" for any), and what it means for the keys."""


@frozen
class Finding:
    """One thing looked at. `ok` is false only when something should be put right."""

    name: str
    ok: bool
    says: str


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `doctor`."""
    doctor = verbs.add_parser("doctor", help=_("look for what could go wrong on this machine"))
    doctor.set_defaults(run=run, plain=plain, exit_code=exit_code)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Look at everything; nothing is changed."""
    from fieldvisit.paths import places
    from fieldvisit.settings import Settings, load_settings

    where = places(getattr(arguments, "home", None))
    findings: list[Finding] = []
    try:
        settings = load_settings(where.settings)
        findings.append(Finding(_("settings"), ok=True, says=str(where.settings)))
    except Problem as problem:
        settings = Settings()
        findings.append(Finding(_("settings"), ok=False, says=explain(problem)))
    findings += [*_versions(), *_files(where, settings), *_rules(settings), *_terminal(settings)]
    return {"ok": all(each.ok for each in findings), "findings": [asdict(f) for f in findings]}


def exit_code(document: dict[str, Any]) -> int:
    """0 when all is well, else 1."""
    return 0 if document["ok"] else 1


def plain(document: dict[str, Any]) -> str:
    """The findings for people."""
    marks = {True: _("well"), False: _("LOOK")}
    rows = [[marks[each["ok"]], each["name"], each["says"]] for each in document["findings"]]
    return aligned([], rows)


def _versions() -> Iterator[Finding]:
    from fieldvisit.store.engine import SAFE_SQLITE, sqlite_version

    yield Finding(_("Python"), ok=True, says=sys.version.split()[0])
    for library in _LIBRARIES:
        yield Finding(library, ok=True, says=version(library))
    found = sqlite_version()
    yield Finding(_("SQLite"), ok=found >= SAFE_SQLITE, says=".".join(map(str, found)))


def _files(where: Places, settings: Settings) -> Iterator[Finding]:
    from fieldvisit.bootstrap import has_store, held, open_store

    if not has_store(where):
        yield Finding(_("store"), ok=True, says=_("none yet; the first start makes it"))
    else:
        try:
            with held(where):
                store = open_store(where, settings)
                entries = store.journal.head().seq
                store.close()
            said = _("{n} entries, both files agree").format(n=entries)
            yield Finding(_("store"), ok=True, says=said)
        except Problem as problem:
            yield Finding(_("store"), ok=False, says=explain(problem))
    folder = next((each for each in (where.data, *where.data.parents) if each.exists()), where.data)
    free = shutil.disk_usage(folder).free
    yield Finding(_("free disk"), ok=free >= LEAST_FREE, says=f"{free // 1024**2} MB")


def _rules(settings: Settings) -> Iterator[Finding]:
    from fieldvisit.bootstrap import system_clock
    from fieldvisit.rules.select import is_stale
    from fieldvisit.services.rulebook import rulebook

    book = rulebook(settings)
    if book.fault is not None:
        yield Finding(_("rule packs"), ok=False, says=explain(book.fault))
        return
    stale = [pack.id for pack in book.packs_for("") if is_stale(pack, system_clock())]
    said = _("not compared with their sources for too long: {packs}").format(packs=listed(stale))
    yield Finding(_("rule packs"), ok=not stale, says=said if stale else _("up to date"))


def _terminal(settings: Settings) -> Iterator[Finding]:
    from fieldvisit.tui.commands import faults_of_keys

    for variable, value, sentence in _TERMINALS:
        if (found := os.environ.get(variable)) and value in ("", found):
            yield Finding(_("terminal"), ok=True, says=_(sentence))
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    yield Finding(_("encoding"), ok=encoding == "utf8", says=sys.stdout.encoding or "-")
    if sys.platform == "win32" and "WT_SESSION" not in os.environ:
        said = _("the classic console draws lines too wide; use Windows Terminal")
        yield Finding(_("terminal"), ok=False, says=said)
    for fault in faults_of_keys(settings.keys):
        yield Finding(_("keys"), ok=False, says=fault)
