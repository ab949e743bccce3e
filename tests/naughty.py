"""Strings that steer terminals or hide what is written, and what must not come of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

NAUGHTY = Path(__file__).parents[1] / ".." / "shared" / "samples" / "naughty_strings.json"
OUR_OWN = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\",
    "\x9b31mC1\x9b0m",
    "\x1bP$q\x1b\\",
    "a\u202eb\u2066c\u200bd\u200de\ufefff\u00adg",
    "\ud800lone",
    "[b]bold[/b] [@click=app.quit]x[/]",
    "[/] [",
    "bell\x07 back\x08\x08 nul\x00 del\x7f",
    "line\nfeed\rreturn\ttab\x0bvt\x0cff\x85nel\u2028ls",
    "👨\u200d👩\u200d👧\ufe0f",
    "e\u0301" * 30,
    "\U000e0041tag",
]
SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[P^_X][^\x1b]*\x1b\\"
    r"|\x1b[@-Z\\-_]"
)
HARMFUL = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def naughty_strings() -> list[str]:
    if not NAUGHTY.exists():
        pytest.skip("the list of naughty strings is not beside the checkout")
    return [*json.loads(NAUGHTY.read_text("utf-8")), *OUR_OWN]


def sequences_of(output: bytes) -> set[str]:
    """Every sequence, with the numbers of cursor movements and of true colours taken out."""
    found = SEQUENCE.findall(output.decode("utf-8", "strict"))
    places = {re.sub(r"\d+(;\d+)*(?=H$)", "N", sequence) for sequence in found}
    return {re.sub(r"\[[\d;]*[34]8;2;[\d;]*m$", "[colour", sequence) for sequence in places}


def assert_never_steered(naughty: bytes, plain: bytes) -> None:
    foreign = sequences_of(naughty) - sequences_of(plain)
    assert foreign == set(), foreign
    harmful = HARMFUL.findall(SEQUENCE.sub("", naughty.decode("utf-8")))
    assert harmful == [], harmful
