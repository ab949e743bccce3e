"""An import in words and rows: files to choose, columns and samples, what would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fieldvisit.domain.case import Case
from fieldvisit.domain.money import Money
from fieldvisit.domain.text import N_
from fieldvisit.exchange.fields import FIELDS, REQUIRED
from fieldvisit.rules.explain import paragraph
from fieldvisit.tui.import_draft import GROUPS, ImportDraft
from fieldvisit.tui.import_files import FoundFile, short_path
from fieldvisit.tui.showing import amount_cell, name_shown, phone_shown
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.table import Cell, Record
from fieldvisit.wording import _, clauses, counted, labelled, listed, money_text, reason_text

if TYPE_CHECKING:
    from fieldvisit.exchange.read import CaseList, CaseRow
    from fieldvisit.exchange.rows import ImportDefaults
    from fieldvisit.services.cases import ImportPreview
    from fieldvisit.settings import Settings

MOST_LISTED = 100
"""Rows of one group that are listed; the count says how many there are."""

FILE_COLUMNS = (
    Column(N_("file"), 24, share=3),
    Column(N_("folder"), 14, share=2),
    Column(N_("size"), 8, right=True),
    Column(N_("changed on"), 11),
)
FIELD_COLUMNS = (
    Column(N_("field"), 20),
    Column(N_("column in the file"), 20, share=2),
    Column(N_("first value"), 16, share=3),
)
CASE_COLUMNS = (
    Column(N_("case"), 12, share=1),
    Column(N_("borrower"), 12, share=3),
    Column(N_("district"), 10, share=2),
    Column(N_("days"), 4, right=True),
    Column(N_("amount"), 13, right=True),
    Column(N_("visit"), 10, from_width=70),
)
REJECTED_COLUMNS = (
    Column(N_("row"), 6, right=True),
    Column(N_("column"), 12, share=1),
    Column(N_("reason"), 30, share=4),
)
GROUP_WORDS = {
    "new": N_("new"),
    "changed": N_("changed"),
    "unchanged": N_("unchanged"),
    "rejected": N_("rejected"),
}
ROLE_WORDS = {
    "first_party": N_("first party: the lender itself"),
    "third_party": N_("third party: an agency for the lender"),
    "debt_buyer": N_("debt buyer: the debt was bought"),
}
ORDER_WORDS = {
    "dmy": N_("day first: 03/04 is 3 April"),
    "mdy": N_("month first: 03/04 is 4 March"),
}
CALENDAR_WORDS = {
    "gregorian": N_("Gregorian"),
    "roc": N_("Minguo: 115 is 2026"),
}
_FORMATS = {"csv": "CSV", "xlsx": "XLSX", "fineract": N_("Fineract collection sheet")}


def number_text(number: int) -> str:
    """The count with its thousands apart."""
    return f"{number:,}"


def file_records(files: Iterable[FoundFile], today: date) -> list[Record]:
    """The files to choose from."""
    return [
        Record(
            str(each.path),
            (
                each.path.name,
                Cell(short_path(each.path.parent), "dim"),
                size_text(each.size),
                _when(each, today),
            ),
        )
        for each in files
    ]


def _when(file: FoundFile, today: date) -> str:
    form = "%H:%M" if file.changed_at.date() == today else "%Y-%m-%d"
    return file.changed_at.strftime(form)


def size_text(size: int) -> str:
    """The size of a file, in the unit that keeps it short."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size = round(size / 1000)
    return f"{size} GB"


def about_file(case_list: CaseList) -> str:
    """What was recognised: name, format, encoding, and about how many rows."""
    parts = [case_list.path.name, _(_FORMATS[case_list.format]), case_list.encoding]
    if case_list.row_count_hint:
        rows = number_text(case_list.row_count_hint)
        parts.append(_("about {rows} rows").format(rows=rows))
    return clauses(*parts)


def field_records(case_list: CaseList, settings: Settings) -> list[Record]:
    """Every field with its column and a sample; the required ones first, then those found."""
    mapping = case_list.mapping
    names = sorted(FIELDS, key=lambda name: (name not in REQUIRED, name not in mapping))
    return [
        Record(
            name,
            (
                _(FIELDS[name].label) + (" *" if name in REQUIRED else ""),
                _column_cell(case_list, name),
                Cell(_sample(case_list, name, settings), "dim"),
            ),
        )
        for name in names
    ]


def _column_cell(case_list: CaseList, name: str) -> Cell:
    if name in case_list.missing_required:
        return Cell(_("missing: Enter chooses"), "bad")
    if header := case_list.mapping.get(name):
        return Cell(header)
    return Cell(_("counted from the days") if name == "due_date" else "-", "dim")


def _sample(case_list: CaseList, name: str, settings: Settings) -> str:
    """The first value that is not empty, of all columns that fill the field."""
    places = case_list.columns.places.get(name, ())
    return " ".join(filter(None, (sample_of(case_list, place, settings) for place in places)))


def sample_of(case_list: CaseList, place: int, settings: Settings) -> str:
    """The first value of that column that is not empty, in one line; names and phones masked."""
    cells = (row[place] for row in case_list.sample if place < len(row))
    value = next((" ".join(cell.split()) for cell in cells if cell.strip()), "")
    places = case_list.columns.places
    if place in places.get("borrower", ()):
        return name_shown(value, settings)
    return phone_shown(value, settings) if place in places.get("phone", ()) else value


def columns_not_read(case_list: CaseList) -> str:
    """Which columns are left, and which are never read; empty when there are none."""
    parts = []
    if case_list.unused:
        parts.append(_("Not read: {headers}.").format(headers=listed(case_list.unused)))
    if case_list.guarded:
        parts.append(
            _("Identity and card numbers, never read: {headers}.").format(
                headers=listed(case_list.guarded)
            )
        )
    return paragraph(parts)


def values_line(defaults: ImportDefaults) -> str:
    """The values in force for rows that state none."""
    nothing = "-"
    return _(
        "Where a row states none: currency {currency}, country {country}, zone {zone}, role {role}"
    ).format(
        currency=defaults.currency or nothing,
        country=defaults.country or nothing,
        zone=defaults.zone or nothing,
        role=_(ROLE_WORDS[defaults.role]).partition(":")[0] if defaults.role else nothing,
    )


def lacking_columns(case_list: CaseList) -> list[str]:
    """What no row can state and no value stands in for, so that visits would be refused."""
    mapped, defaults = case_list.mapping, case_list.defaults
    lacking = []
    if "country" not in mapped and not defaults.country:
        lacking.append(_("Nothing says the country: every visit would be blocked. v sets it."))
    if "role" not in mapped and not defaults.role:
        lacking.append(_("Nothing says your role: every visit would be blocked. v sets it."))
    if case_list.lacks_currency:
        lacking.append(_("Nothing says the currency: every row would be rejected. v sets it."))
    return lacking


def lacking_in_cases(preview: ImportPreview) -> list[str]:
    """What so many of the cases leave out that the gate blocks their visits."""
    lacking, sentences = preview.lacking, []
    if count := lacking.get("country"):
        sentences.append(
            counted(
                "{n} case has no country: its visit would be blocked.",
                "{n} cases have no country: their visits would be blocked.",
                count,
            )
        )
    if count := lacking.get("role"):
        sentences.append(
            counted(
                "{n} case does not say your role: its visit would be blocked.",
                "{n} cases do not say your role: their visits would be blocked.",
                count,
            )
        )
    return sentences


def group_line(draft: ImportDraft) -> str:
    """The four groups with their counts, the one that is listed in brackets."""
    texts = (
        (group, f"{_(GROUP_WORDS[group])} {number_text(draft.counts[group])}") for group in GROUPS
    )
    return " ".join(f"[{text}]" if group == draft.group else f" {text} " for group, text in texts)


def listed_line(total: int, listed: int) -> str:
    """Says when not all rows of the group are listed; else empty."""
    if total <= listed:
        return ""
    return _("The first {n} are listed.").format(n=listed)


def case_records(cases: Sequence[Case], today: date, settings: Settings) -> list[Record]:
    """At most 100 of these cases."""
    return [
        Record(
            case.case_id,
            (
                case.case_id,
                name_shown(case.borrower, settings),
                case.district or case.city,
                str(case.days_past_due(today)),
                amount_cell(case.amount_due),
                case.visit_date.isoformat() if case.visit_date else "",
            ),
        )
        for case in cases[:MOST_LISTED]
    ]


def rejected_records(rows: Sequence[CaseRow]) -> list[Record]:
    """At most 100 of the rejected rows."""
    return [
        Record(str(row.row), (number_text(row.row), _column_name(row), Cell(_why(row), "bad")))
        for row in rows[:MOST_LISTED]
    ]


def _column_name(row: CaseRow) -> str:
    column = getattr(row.outcome, "column", "")
    return _(FIELDS[column].label) if column in FIELDS else column


def _why(row: CaseRow) -> str:
    return reason_text(row.outcome) if not isinstance(row.outcome, Case) else ""


def rejected_details(row: CaseRow, headers: Sequence[str]) -> str:
    """The whole reason, then the row's own cells under their headers, masked as they are."""
    lines = [_("Row {row}: {reason}").format(row=row.row, reason=_why(row)), ""]
    lines += [f"{header}: {cell}" for header, cell in zip(headers, row.cells, strict=False) if cell]
    return "\n".join(lines)


def case_details(case: Case, before: Case | None, settings: Settings) -> str:
    """The case field by field; where it is here already, only what changes, before and after."""
    return "\n".join(_lines_of(case, before, settings))


def _lines_of(case: Case, before: Case | None, settings: Settings) -> Iterator[str]:
    after, known = _shown(case, settings), _shown(before, settings) if before else {}
    for name in after | known:
        label = _(FIELDS[_field_of(name)].label)
        new, old = after.get(name, "-"), known.get(name, "-")
        if before is None:
            yield labelled(label, new)
        elif case.document().get(name) != before.document().get(name):
            yield _("{field}: {old}, then {new}").format(field=label, old=old, new=new)


def _field_of(name: str) -> str:
    return "case" if name == "case_id" else name


def _shown(case: Case, settings: Settings) -> dict[str, str]:
    shown = {}
    for name in case.document():
        value = getattr(case, name)
        shown[name] = money_text(value) if isinstance(value, Money) else str(value)
    shown["borrower"] = name_shown(case.borrower, settings)
    return shown | ({"phone": phone_shown(case.phone, settings)} if case.phone else {})


def result_lines(draft: ImportDraft, saved_to: Path | None) -> str:
    """What came of it, and what is left to do."""
    counts = draft.counts
    taken = counts["new"] + counts["changed"]
    lines = [
        counted("{n} case was taken in.", "{n} cases were taken in.", taken)
        if taken
        else _("Nothing had to change."),
        "",
        *(labelled(_(GROUP_WORDS[group]), number_text(counts[group])) for group in GROUPS),
        "",
    ]
    if saved_to is not None:
        lines.append(_("The rejected rows are in {path}.").format(path=saved_to))
    elif counts["rejected"]:
        lines.append(_("s saves the rejected rows as a file, to correct and import again."))
    lines.append(_("F8 or Esc leaves the import. What is new can be searched in a moment."))
    return "\n".join(lines)
