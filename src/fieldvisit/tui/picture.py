"""A picture of the screen as SVG, with every Chinese character on its two cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.color import blend_rgb
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.app import App

CELL_WIDTH = 10
CELL_HEIGHT = 20
FONT_SIZE = 16.5
BASELINE = 15
MARGIN = 10
FONTS = (
    "'DejaVu Sans Mono','Noto Sans Mono CJK SC','Noto Sans Mono CJK TC',"
    "'Cascadia Mono',Menlo,Consolas,'Microsoft YaHei','PingFang SC',monospace"
)
_WIDE_GAP = CELL_WIDTH * 2 - FONT_SIZE
_RUNS = re.compile(r" +|[^ ]+")


def picture_of(app: App[Any]) -> str:
    """The screen as it is now; the same screen gives the same bytes."""
    strips = app.screen._compositor.render_strips()
    background = app.theme_variables.get("background", "#000000")
    foreground = app.theme_variables.get("foreground", "#ffffff")
    return svg([list(strip) for strip in strips], app.size.width, foreground, background)


def save_picture(picture: str, folder: Path, now: datetime) -> Path:
    """Write it under a name made of the time; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"fieldvisit-{now:%Y%m%dT%H%M%S}.svg"
    path.write_text(picture, "utf-8")
    return path


def svg(lines: list[list[Segment]], columns: int, foreground: str, background: str) -> str:
    """The lines as SVG. Colours are "#rrggbb"; `columns` is the width in cells."""
    palette = _Palette(foreground, background)
    body: list[str] = []
    for row, line in enumerate(lines):
        body.extend(_row(line, row, palette))
    width = columns * CELL_WIDTH + 2 * MARGIN
    height = len(lines) * CELL_HEIGHT + 2 * MARGIN
    font = f"text{{font:{FONT_SIZE}px {FONTS};white-space:pre}}.w{{letter-spacing:{_WIDE_GAP:g}px}}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    style = f"<style>{font}{palette.rules()}</style>"
    back = f'<rect width="{width}" height="{height}" rx="8" fill="{background}"/>'
    return "\n".join([head, style, back, *body, "</svg>", ""])


class _Palette:
    """Text styles as CSS classes, numbered in the order in which they are met."""

    def __init__(self, foreground: str, background: str) -> None:
        self._foreground = ColorTriplet(*_channels(foreground))
        self.background = ColorTriplet(*_channels(background))
        self._classes: dict[str, str] = {}

    def colors(self, style: Style) -> tuple[ColorTriplet, ColorTriplet]:
        """Colour of text and of what is behind it, with reverse and dim worked out."""
        front = _triplet(style, "color") or self._foreground
        back = _triplet(style, "bgcolor") or self.background
        if style.reverse:
            front, back = back, front
        return (blend_rgb(back, front, 0.6) if style.dim else front), back

    def class_of(self, style: Style, front: ColorTriplet) -> str:
        """The class of text in that style."""
        rule = f"fill:{front.hex}"
        rule += ";font-weight:bold" if style.bold else ""
        rule += ";font-style:italic" if style.italic else ""
        rule += ";text-decoration:underline" if style.underline else ""
        return self._classes.setdefault(rule, f"t{len(self._classes)}")

    def rules(self) -> str:
        """The style sheet."""
        return "".join(f".{name}{{{rule}}}" for rule, name in self._classes.items())


def _row(line: list[Segment], row: int, palette: _Palette) -> Iterator[str]:
    top = MARGIN + row * CELL_HEIGHT
    x = 0
    texts: list[str] = []
    for text, style, _control in line:
        style = style or Style.null()
        cells = cell_len(text)
        front, back = palette.colors(style)
        if back != palette.background:
            yield (
                f'<rect x="{MARGIN + x * CELL_WIDTH}" y="{top}" width="{cells * CELL_WIDTH}"'
                f' height="{CELL_HEIGHT}" fill="{back.hex}"/>'
            )
        texts.extend(_texts(text, x, top + BASELINE, palette.class_of(style, front)))
        x += cells
    yield from texts


def _texts(text: str, x: int, y: int, name: str) -> Iterator[str]:
    # Browsers obey textLength, other programs letter-spacing; runs of one width suit both.
    for wide, characters in groupby(text, key=lambda c: c != " " and cell_len(c) == 2):
        run = "".join(characters)
        for part in _RUNS.finditer(run):
            part_text = part.group()
            if part_text[0] != " ":
                left = MARGIN + (x + cell_len(run[: part.start()])) * CELL_WIDTH
                length = cell_len(part_text) * CELL_WIDTH
                yield (
                    f'<text class="{name}{" w" if wide else ""}" x="{left}" y="{y}"'
                    f' textLength="{length}">{escape(part_text, quote=False)}</text>'
                )
        x += cell_len(run)


def _triplet(style: Style, which: str) -> ColorTriplet | None:
    color = getattr(style, which)
    if color is None or color.is_default:
        return None
    triplet: ColorTriplet = color.get_truecolor(foreground=which == "color")
    return triplet


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
