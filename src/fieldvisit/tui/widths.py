"""Text measured in terminal cells: a Chinese character takes two."""

from __future__ import annotations

import re

from rich._wrap import divide_line
from rich.cells import cell_len, chop_cells, set_cell_size

from fieldvisit.domain.text import safe_text

CUT = ".."

_WIDE = "\u2e80-\U0003ffff"
_OPENING = "「『（《〈【〔｛"
_CLOSING = "、。，．：；？！」』）》〉】〕｝％"
_PIECE = re.compile(
    rf"[{_OPENING}]*(?:[^\s{_WIDE}]+(?:(?![{_OPENING}])[{_WIDE}])?|[{_WIDE}])[{_CLOSING}]*\s*|.",
    re.DOTALL,
)
"""What a line is never broken inside: a word or number with the sign behind it, or one Chinese
character, each with the marks that may not stand apart from it."""


def cut_to(text: str, cells: int) -> str:
    """The harmless text, at most so many cells wide; ends in ".." where something is missing."""
    text = safe_text(text)
    if cell_len(text) <= cells:
        return text
    if cells <= len(CUT):
        return CUT[: max(cells, 0)]
    return set_cell_size(text, cells - len(CUT)).rstrip(" ") + CUT


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """The harmless text at exactly so many cells, cut or filled with blanks."""
    text = cut_to(text, cells)
    blanks = " " * (cells - cell_len(text))
    return blanks + text if right else text + blanks


def line_breaks(text: str, width: int, fold: bool = True) -> list[int]:
    """Where to break the text so that each line fits, as Rich's `divide_line` says it.

    Chinese text has no blanks: it is broken between any two characters, but no line begins with a
    mark that closes or ends with one that opens.
    """
    if text.isascii() or not fold:
        return divide_line(text, width, fold)
    breaks: list[int] = []
    at = used = 0
    for piece in _PIECE.findall(text):
        needed = cell_len(piece.rstrip())
        if used and used + needed > width:
            breaks.append(at)
            used = 0
        parts = chop_cells(piece, width) if needed > width > 1 else [piece]
        for part in parts[:-1]:
            breaks.append(at + len(part))
            at += len(part)
        used = cell_len(parts[-1]) + (used if len(parts) == 1 else 0)
        at += len(parts[-1])
    return breaks
