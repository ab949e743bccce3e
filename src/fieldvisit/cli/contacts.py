"""`fieldvisit case contacts FILE`: earlier contacts from a CSV or XLSX list."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import aligned
from fieldvisit.wording import _, counted, reason_text

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace

MOST_NAMED = 50


def add_contacts(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `case contacts`."""
    contacts = actions.add_parser("contacts", help=_("take earlier contacts in from a list"))
    contacts.add_argument("file", metavar="FILE", help=_("CSV or XLSX, a contact in each row"))
    dry = _("show what would change; write nothing")
    contacts.add_argument("--dry-run", action="store_true", help=dry)
    contacts.set_defaults(run=run, plain=plain, needs_store=True)


def run(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Read, compare, and unless it is a dry run take in."""
    from fieldvisit.exchange.contacts import open_contact_list
    from fieldvisit.services.contacts import import_contacts, preview_contacts

    contacts = open_contact_list(Path(arguments.file))
    now = workplace.clock()
    preview = preview_contacts(workplace.store, contacts.rows(), now)
    if not arguments.dry_run:
        import_contacts(workplace.store, preview, now)
    return {
        "file": contacts.path.name,
        "format": contacts.source.format,
        "encoding": contacts.source.encoding,
        "rows": preview.rows,
        "new": len(preview.new),
        "unchanged": preview.unchanged,
        "rejected": len(preview.rejections),
        "rejections": [
            {"row": each.row, "column": each.column, "reason": reason_text(each)}
            for each in preview.rejections
        ],
        "mapping": contacts.mapping,
        "unused": list(contacts.unused),
        "applied": not arguments.dry_run,
    }


def plain(document: dict[str, Any]) -> str:
    """Counts, and the rejected rows with their reasons."""
    words = {
        "rows": _("rows"),
        "new": _("new"),
        "unchanged": _("unchanged"),
        "rejected": _("rejected"),
    }
    lines = [aligned([], [[word, str(document[name])] for name, word in words.items()])]
    lines += [
        _("Row {row}: {reason}").format(**each) for each in document["rejections"][:MOST_NAMED]
    ]
    hidden = document["rejected"] - MOST_NAMED
    if hidden > 0:
        lines.append(counted("and {n} more", "and {n} more", hidden))
    if not document["applied"]:
        lines.append(_("Nothing was written: this was a dry run."))
    return "\n".join(lines)
