"""What is set before Textual is imported."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from fieldvisit.tui.environment import hurry, prepare_environment, take_time


def test_what_a_person_set_stays_but_for_the_keyboard_protocol(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "full")
    monkeypatch.setenv("TEXTUAL_DISABLE_KITTY_KEY", "0")
    monkeypatch.setenv("TEXTUAL_DEBUG", "1")
    monkeypatch.delenv("TEXTUAL_SMOOTH_SCROLL", raising=False)
    prepare_environment()

    assert os.environ["TEXTUAL_ANIMATIONS"] == "full"
    assert os.environ["TEXTUAL_SMOOTH_SCROLL"] == "0"
    assert os.environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    assert "TEXTUAL_DEBUG" not in os.environ


def test_it_is_set_without_importing_textual() -> None:
    code = (
        "import sys, fieldvisit.tui.environment as e; e.prepare_environment();"
        "print('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_the_start_hurries_until_it_is_over() -> None:
    try:
        usual = sys.getswitchinterval()
        hurry()
        assert not gc.isenabled()
        assert sys.getswitchinterval() < usual
        take_time()
        assert gc.isenabled()
        assert sys.getswitchinterval() == usual
        assert gc.get_freeze_count() > 0
    finally:
        gc.enable()
        gc.unfreeze()


def test_collecting_is_left_alone_when_it_was_not_put_off() -> None:
    before = gc.get_freeze_count()
    take_time()

    assert gc.isenabled()
    assert gc.get_freeze_count() == before
