"""`fieldvisit import`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.printing import aligned
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, counted, reason_text

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.exchange.read import CaseList
    from fieldvisit.exchange.rows import ImportDefaults
    from fieldvisit.services.cases import ImportPreview
    from fieldvisit.settings import Settings


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `import`."""
    parser = verbs.add_parser("import", help=_("take in a case list from a file"))
    add = parser.add_argument
    add("file", metavar="FILE", help=_("CSV, XLSX, or a Fineract collection sheet"))
    add("--map", action="append", default=[], metavar="field=Header", help=_("map a column"))
    add("--clients", metavar="FILE", help=_("names for a Fineract sheet"))
    add("--zone", default="", metavar="Z", help=_("IANA zone of rows that state none"))
    add("--currency", default="", metavar="C", help=_("currency of rows that state none"))
    add("--country", default="", metavar="C", help=_("country of rows that state none"))
    add("--role", default="", metavar="R", help=_("first_party, third_party or debt_buyer"))
    add("--debt-type", default="consumer_loan", metavar="T", help=_("of rows that state none"))
    add("--date-order", default="", metavar="dmy|mdy", help=_("how 03/04/2026 is meant"))
    add("--calendar", default="gregorian", metavar="gregorian|roc", help=_("roc: 115 is 2026"))
    add("--rejected", metavar="FILE", help=_("write the rejected rows into this file"))
    add("--dry-run", action="store_true", help=_("show what would change; write nothing"))
    called = {"file": "FILE", "clients": "--clients"}
    parser.set_defaults(run=run, plain=plain, needs_store=True, called=called)


def run(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    """Read, compare, and unless it is a dry run take in."""
    try:
        return _taken_in(arguments, workplace)
    except BadInput as problem:
        problem.field = problem.field or "file"
        raise


def _taken_in(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:
    from fieldvisit.services.cases import import_cases, index_cases, preview_import

    case_list = _opened(arguments, workplace)
    expected = case_list.row_count_hint or 0
    preview = preview_import(
        workplace.store, case_list.rows(), expected, progress=_progress(_("read"))
    )
    if arguments.rejected and preview.rejected:
        _save_rejected(arguments.rejected, case_list, preview)
    if not arguments.dry_run:
        import_cases(
            workplace.store,
            preview,
            workplace.today(),
            workplace.clock(),
            progress=_progress(_("saved")),
        )
        index_cases(workplace.store)
    return _document(case_list, preview, applied=not arguments.dry_run)


def _opened(arguments: argparse.Namespace, workplace: Workplace) -> CaseList:
    from fieldvisit.exchange.columns import read_map_options
    from fieldvisit.exchange.read import open_case_list

    return open_case_list(
        Path(arguments.file),
        mapping=read_map_options(arguments.map),
        defaults=_defaults(arguments, workplace.settings),
        today=workplace.today(),
        clients=Path(arguments.clients) if arguments.clients else None,
    )


def _defaults(arguments: argparse.Namespace, settings: Settings) -> ImportDefaults:
    from fieldvisit.exchange.rows import ImportDefaults

    try:
        return ImportDefaults(
            currency=arguments.currency or settings.currency,
            country=arguments.country or settings.country,
            zone=arguments.zone,
            role=arguments.role or settings.role,
            debt_type=arguments.debt_type,
            date_order=arguments.date_order,
            calendar=arguments.calendar,
        )
    except BadInput as problem:
        problem.field = f"--{problem.field}"
        raise


def _save_rejected(path: str, case_list: CaseList, preview: ImportPreview) -> None:
    from fieldvisit.exchange.rejected import write_rejected

    try:
        write_rejected(Path(path), case_list.headers, preview.rejected, reason_text)
    except OSError as error:
        raise BadInput(
            N_("{field} cannot be used: {reason}."),
            code="rejected.refused",
            field="--rejected",
            reason=error.strerror or type(error).__name__,
        ) from None


def _progress(what: str) -> Any:
    """Count on stderr while a person watches; silent in scripts."""
    if not sys.stderr.isatty():
        from fieldvisit.services.cases import unheard

        return unheard

    def show(done: int, total: int) -> None:
        of = f"/{total}" if total else ""
        print(f"\r{what} {done}{of} ", end="", file=sys.stderr, flush=True)

    return show


def _document(case_list: CaseList, preview: ImportPreview, *, applied: bool) -> dict[str, Any]:
    return {
        "file": case_list.path.name,
        "format": case_list.format,
        "encoding": case_list.encoding,
        "rows": preview.rows,
        "new": len(preview.new),
        "changed": len(preview.changed),
        "unchanged": preview.unchanged,
        "rejected": len(preview.rejected),
        "rejections": [
            {"row": each.row, "column": each.column, "reason": reason_text(each)}
            for each in preview.rejections
        ],
        "mapping": case_list.mapping,
        "unused": list(case_list.unused),
        "hints": _hints(case_list, preview),
        "applied": applied,
    }


def _hints(case_list: CaseList, preview: ImportPreview) -> list[dict[str, Any]]:
    """What should be put right before the day begins: what the file leaves out of every row."""
    lacking = dict(preview.lacking)
    if case_list.lacks_currency and preview.rejected:
        lacking["currency"] = len(preview.rejected)
    return [
        {
            "code": "missing_defaults",
            "field": name,
            "cases": count,
            "message": _hint(name, count),
        }
        for name, count in lacking.items()
    ]


def _hint(name: str, count: int) -> str:
    from fieldvisit.rules.explain import paragraph

    if name == "currency":
        said = counted(
            "{n} row has no currency and was rejected.",
            "{n} rows have no currency and were rejected.",
            count,
        )
    elif name == "country":
        said = counted(
            "{n} case has no country: its visit would be blocked.",
            "{n} cases have no country: their visits would be blocked.",
            count,
        )
    else:
        said = counted(
            "{n} case does not say your role: its visit would be blocked.",
            "{n} cases do not say your role: their visits would be blocked.",
            count,
        )
    way = _("Import again with --{name}, or set it: fieldvisit config set {name}")
    return paragraph([said, way.format(name=name)])


def plain(document: dict[str, Any]) -> str:
    """Counts, and the rejected rows with their reasons."""
    counts = [
        [_("rows"), str(document["rows"])],
        [_("new"), str(document["new"])],
        [_("changed"), str(document["changed"])],
        [_("unchanged"), str(document["unchanged"])],
        [_("rejected"), str(document["rejected"])],
    ]
    lines = [aligned([], counts)]
    lines += [_("Row {row}: {reason}").format(**each) for each in document["rejections"][:50]]
    hidden = document["rejected"] - 50
    if hidden > 0:
        lines.append(counted("and {n} more", "and {n} more", hidden))
    lines += [each["message"] for each in document["hints"]]
    if not document["applied"]:
        lines.append(_("Nothing was written: this was a dry run."))
    return "\n".join(lines)
