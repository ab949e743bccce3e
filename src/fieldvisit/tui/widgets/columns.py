"""How columns share the width of a table."""

from __future__ import annotations

from collections.abc import Sequence

from fieldvisit.domain.frozen import frozen


@frozen
class Column:
    """One column. `label` is a msgid, `width` its least width in cells.

    What is left over goes to the columns with a `share`, in proportion. A column is left out when
    the table is narrower than `from_width` cells.
    """

    label: str
    width: int
    right: bool = False
    share: int = 0
    from_width: int = 0


def fitted(columns: Sequence[Column], width: int) -> tuple[tuple[int, Column, int], ...]:
    """The columns that are shown, each with its place among the cells and its width.

    Together with one blank after each they are at most `width` cells wide; columns on the right
    shrink, then go, when even their least widths do not fit.
    """
    shown = [(at, column) for at, column in enumerate(columns) if column.from_width <= width]
    spare = max(width - sum(column.width + 1 for _at, column in shown), 0)
    shares = sum(column.share for _at, column in shown)
    placed: list[tuple[int, Column, int]] = []
    left = width
    for at, column in shown:
        cells = column.width
        if column.share:
            part = spare * column.share // shares
            cells, spare, shares = cells + part, spare - part, shares - column.share
        cells = min(cells, left - 1)
        if cells < 1:
            break
        placed.append((at, column, cells))
        left -= cells + 1
    return tuple(placed)
