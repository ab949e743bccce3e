"""The last net before the terminal: nothing that is drawn can carry a control character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.filter import LineFilter

from fieldvisit.domain.text import safe_text

if TYPE_CHECKING:
    from textual.color import Color

_PRINTABLE_YET_HIDDEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def guarded(text: str) -> str:
    """The text as it may reach the terminal, as wide as before in cells."""
    if text.isprintable() and not _PRINTABLE_YET_HIDDEN.search(text):
        return text
    return set_cell_size(safe_text(text), cell_len(text))


def _ascii_twins() -> dict[int, str]:
    lines = dict.fromkeys(range(0x2500, 0x2580), "+")
    blocks = dict.fromkeys(range(0x2580, 0x25A0), "#")
    signs = dict.fromkeys((*range(0x2010, 0x2E80), *range(0x1FB00, 0x1FC00)), "*")
    like = dict.fromkeys(map(ord, "─━┄┅┈┉═╌╍╴╶╸╺╼╾▔▁‐‑‒–—―"), "-")
    like |= dict.fromkeys(map(ord, "│┃┆┇┊┋║╎╏╵╷╹╻╽╿▏▎▍▌▋▊▉▐▕"), "|")
    like |= dict.fromkeys(map(ord, "‘’"), "'") | dict.fromkeys(map(ord, "“”"), '"')
    like |= {ord("…"): ".", ord("▲"): "^", ord("▼"): "v", ord("▶"): ">", ord("◀"): "<"}
    return signs | lines | blocks | like


_ASCII_TWINS = _ascii_twins()


def drawn_in_ascii(text: str) -> str:
    """The text with the lines, blocks and signs of a terminal program as ASCII.

    Consoles with Chinese fonts draw many of them two cells wide, which breaks every border.
    """
    return text if text.isascii() else text.translate(_ASCII_TWINS)


class OutputGuard(LineFilter):
    """Textual runs this over every line of every widget, after borders and styles are applied.

    Textual's own sequences are added later, so they pass and data never does. Hyperlinks go too:
    their address is written to the terminal as it stands.
    """

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._draw = drawn_in_ascii if ascii_only else str
        self.blank = Blank()
        """Stands in for the guard where nothing at all may be read."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments, harmless."""
        return [
            Segment(
                self._draw(guarded(text)),
                style.update_link(None) if style and style.link else style,
            )
            for text, style, _control in segments
        ]


class Blank(LineFilter):
    """Draws cells without a letter in them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """As many blanks as the segments have cells."""
        return [Segment(" " * cell_len(text), style) for text, style, _control in segments]
