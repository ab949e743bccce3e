"""How commands read dates and print tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from fieldvisit.domain.calendar import parse_date
from fieldvisit.domain.events import instant_of
from fieldvisit.domain.privacy import mask_name
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text

if TYPE_CHECKING:
    from fieldvisit.settings import Settings


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose columns line up in a terminal, Chinese and Latin alike; heads may be empty."""
    from rich.cells import cell_len

    table = [[safe_text(cell) for cell in row] for row in ([heads, *rows] if heads else rows)]
    widths = [max(cell_len(row[place]) for row in table) for place in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    )


def name_for_lists(name: str, settings: Settings) -> str:
    """A borrower's name as lists show it to people: covered in the middle unless set otherwise."""
    return mask_name(name) if settings.mask_names else name


def day_option(text: str | None, field: str = "--date") -> date | None:
    """The date of an option, None where it was left out; raises BadInput naming it."""
    return None if text is None else parse_date(text, field=field)


def instant_option(text: str | None, field: str = "--at") -> datetime | None:
    """The instant of an option, offset required, None where it was left out; raises BadInput."""
    if text is None:
        return None
    try:
        return instant_of(text)
    except ValueError:
        raise BadInput(
            N_("{field}: write date, time and offset, such as 2026-11-24T10:00+08:00."),
            code="instant.wrong",
            field=field,
        ) from None
