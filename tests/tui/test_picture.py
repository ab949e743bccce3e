"""Pictures of the screen."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from tiny import NOON, settled, tiny_app

from fieldvisit.tui.picture import CELL_WIDTH, MARGIN, picture_of, save_picture, svg

TEXT = "{http://www.w3.org/2000/svg}text"
RECT = "{http://www.w3.org/2000/svg}rect"


def drawn(line: list[Segment], columns: int = 20) -> ElementTree.Element:
    return ElementTree.fromstring(svg([line], columns, "#ffffff", "#000000"))


def places(picture: ElementTree.Element) -> list[tuple[str, int, int]]:
    """Each run with its first cell and its width in cells."""
    return [
        (
            text.text or "",
            (int(text.attrib["x"]) - MARGIN) // CELL_WIDTH,
            int(text.attrib["textLength"]) // CELL_WIDTH,
        )
        for text in picture.iter(TEXT)
    ]


def test_wide_and_narrow_runs_have_their_own_place_and_width() -> None:
    picture = drawn([Segment("ab 欧阳c  晓"), Segment("d")])

    assert places(picture) == [
        ("ab", 0, 2),
        ("欧阳", 3, 4),
        ("c", 7, 1),
        ("晓", 10, 2),
        ("d", 12, 1),
    ]


def test_names_cannot_break_the_picture() -> None:
    assert places(drawn([Segment("<&>\"'")])) == [("<&>\"'", 0, 5)]


def test_styles_become_classes() -> None:
    red = Color.parse("#ff0000")
    bold = Style(bold=True, italic=True, underline=True, color=red)
    text = svg([[Segment("a", bold), Segment("b", Style(dim=True))]], 4, "#ffffff", "#000000")

    assert ".t0{fill:#ff0000;font-weight:bold;font-style:italic;text-decoration:underline}" in text
    assert ".t1{fill:#999999}" in text


def test_reversed_text_has_its_colours_exchanged() -> None:
    picture = drawn([Segment("ab", Style(reverse=True))])
    behind = [rect for rect in picture.iter(RECT) if rect.attrib.get("x")]

    assert [(rect.attrib["fill"], rect.attrib["width"]) for rect in behind] == [("#ffffff", "20")]
    assert "fill:#000000" in svg([[Segment("ab", Style(reverse=True))]], 4, "#ffffff", "#000000")


def test_a_picture_loads_nothing_and_is_the_same_every_time(tmp_path: Path) -> None:
    assert "http" not in svg([[Segment("a")]], 4, "#ffffff", "#000000").replace(
        "http://www.w3.org/2000/svg", ""
    )
    assert save_picture("<svg/>", tmp_path, NOON).read_text() == "<svg/>"


async def test_the_same_screen_gives_the_same_bytes(tmp_path: Path) -> None:
    pictures = []
    for _ in range(2):
        app = tiny_app(tmp_path)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            pictures.append(picture_of(app))

    assert pictures[0] == pictures[1]
    assert "欧阳晓雯" in pictures[0]
    assert re.search(r'viewBox="0 0 820 500"', pictures[0])
