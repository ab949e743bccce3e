"""Keys: full-width twins, names, keys that do not arrive."""

from __future__ import annotations

import pytest
from textual import events
from textual.binding import Binding
from textual.widgets import Input, TextArea

from fieldvisit.tui.framework import as_meant, comes_from_input_method, takes_text
from fieldvisit.tui.keys import FULL_WIDTH, shown_key, split_keys, why_unreliable, writes_text


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("？", "?"),
        ("／", "/"),
        ("、", "/"),
        ("：", ":"),
        ("【", "["),
        ("】", "]"),
        ("０", "0"),
        ("ｑ", "q"),
    ],
)
def test_a_full_width_key_means_its_twin(sent: str, meant: str) -> None:
    event = as_meant(events.Key(sent, sent), None)

    assert isinstance(event, events.Key)
    assert event.character == meant
    assert event.key == next(iter(Binding.make_bindings([(meant, "x")]))).key


def test_a_full_width_key_is_typed_as_it_is_into_a_field() -> None:
    event = events.Key("？", "？")

    assert as_meant(event, Input()) is event


def test_other_events_stay_as_they_are() -> None:
    for event in (events.Key("a", "a"), events.Key("f1", None), events.AppFocus()):
        assert as_meant(event, None) is event


def test_pasted_text_cannot_steer_the_terminal() -> None:
    event = as_meant(events.Paste("a\x1b[31mb\r\nc\u202e"), Input())

    assert isinstance(event, events.Paste)
    assert event.text == "a[31mb\nc"


def test_han_characters_betray_an_input_method_unless_they_are_typed() -> None:
    assert comes_from_input_method(events.Key("中", "中"), None)
    assert not comes_from_input_method(events.Key("中", "中"), Input())
    assert not comes_from_input_method(events.Key("？", "？"), None)
    assert not comes_from_input_method(events.Key("a", "a"), None)
    assert not comes_from_input_method(events.Key("f1", None), None)
    assert not comes_from_input_method(events.AppFocus(), None)


def test_only_fields_take_text() -> None:
    assert takes_text(Input())
    assert takes_text(TextArea())
    assert not takes_text(TextArea(read_only=True))
    assert not takes_text(None)


def test_no_folded_key_is_itself_folded() -> None:
    assert set(FULL_WIDTH.values()) & set(FULL_WIDTH) == set()


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("f1", "F1"),
        ("?", "?"),
        ("question_mark", "?"),
        ("ctrl+p", "Ctrl+P"),
        ("escape", "Esc"),
        ("q", "q"),
        ("G", "G"),
        ("shift+tab", "Shift+Tab"),
        ("+", "+"),
    ],
)
def test_a_key_is_shown_by_its_name(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_keys_of_a_list() -> None:
    assert split_keys("f2, ctrl+p,:") == ("f2", "ctrl+p", ":")
    assert split_keys("") == ()


def test_letters_and_signs_write_text_and_others_do_not() -> None:
    assert all(writes_text(key) for key in ("a", "?", "0", "slash", "space"))
    assert not any(writes_text(key) for key in ("f1", "enter", "escape", "ctrl+c"))


def test_keys_that_may_not_arrive_say_why() -> None:
    for key in ("ctrl+b", "alt+1", "ctrl+enter", "ctrl+shift+p", "super+c", "ctrl+space"):
        assert why_unreliable(key)
    for key in ("f8", "q", "ctrl+p", "0", "?"):
        assert why_unreliable(key) is None
