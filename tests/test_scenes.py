"""Every screen looks as it was approved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from scenes import PICTURES, pictures


@pytest.mark.parametrize(("name", "drawing"), pictures().items(), ids=list(pictures()))
def test_the_scene_equals_its_picture(name: str, drawing: Callable[[], str]) -> None:
    """`python tests/scenes.py --accept` approves what is drawn now."""
    approved = (PICTURES / f"{name}.svg").read_text("utf-8")

    assert approved == drawing()


def test_no_picture_is_left_over() -> None:
    """A picture without a scene would never be drawn again."""
    assert {path.stem for path in PICTURES.glob("*.svg")} == set(pictures())
