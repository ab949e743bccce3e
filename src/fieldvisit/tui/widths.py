"""Text measured in terminal cells: a Chinese character takes two."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from fieldvisit.domain.text import safe_text

CUT = ".."


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
