"""Cells that a spreadsheet program would run as a formula, made to be read as text, and back."""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_AS_TEXT = re.compile(r'="(?P<text>[^"]*)"')


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it when a spreadsheet could take it for a formula."""
    return "'" + cell if _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of `guarded`; `="0012"`, which keeps zeros in a spreadsheet, is read as 0012."""
    if not cell.startswith(("'", "=")):
        return cell
    if cell[0] == "'":
        return cell[1:] if _RISKY.match(cell) else cell
    as_text = _AS_TEXT.fullmatch(cell)
    return as_text["text"] if as_text else cell
