"""What must be set before Textual is imported; imports nothing of it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_DEFAULTS = {
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
}


_TURN, _HURRIED_TURN = 0.005, 0.0005
"""Seconds after which a thread that computes must let another one compute; Python's own first."""


def prepare_environment() -> None:
    """Set what Textual reads once at import; a value the person set himself stays.

    The Kitty keyboard protocol is always off: with it on, a Chinese input method's commit of five
    characters or more arrives as an escape sequence written into the field.
    """
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    os.environ.pop("TEXTUAL_DEBUG", None)


def hurry() -> None:
    """Until `take_time`, do what brings the first screen sooner.

    Garbage lies: nearly all that is made then stays, and looking it over takes a tenth of the
    start. The threads take turns more often: the one of the store gives its turn away at every
    statement, and would wait for the next until the screens have had five milliseconds.
    """
    gc.disable()
    sys.setswitchinterval(_HURRIED_TURN)


def take_time() -> None:
    """Collect garbage again, but for what the start made; does nothing unless it was put off."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(_TURN)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave garbage lie while long work runs, and what it has made out of later collections.

    A collection holds up every thread: over the rows of a long case list for a quarter second.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_collecting:
            gc.enable()
