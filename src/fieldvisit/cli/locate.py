"""`fieldvisit locate`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fieldvisit.cli.printing import aligned
from fieldvisit.wording import _


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `locate`."""
    locate = verbs.add_parser("locate", help=_("say where files live"))
    locate.set_defaults(run=run, plain=plain)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """The paths in use; none of them is made by asking."""
    from fieldvisit.paths import places
    from fieldvisit.settings import load_settings

    where = places(getattr(arguments, "home", None))
    settings = load_settings(where.settings)
    return {
        "settings": str(where.settings),
        "store": str(where.data / "store.db"),
        "journal_copy": str(Path(settings.journal_folder or where.data) / "journal.db"),
        "crash_reports": str(where.crash_reports),
    }


def plain(document: dict[str, Any]) -> str:
    """The paths for people."""
    names = {
        "settings": _("settings"),
        "store": _("store"),
        "journal_copy": _("journal copy"),
        "crash_reports": _("crash reports"),
    }
    return aligned([], [[names[name], path] for name, path in document.items()])
