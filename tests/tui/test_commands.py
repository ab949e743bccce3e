"""Commands: one record from which keys, footer and checks come."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from fieldvisit.tui.commands import (
    MOST_IN_FOOTER,
    Command,
    all_commands,
    commands_by_place,
    faults_of_keys,
    footer_commands,
    key_to_show,
    keys_of,
)
from fieldvisit.tui.commands.bindings import command_bindings, own_bindings
from fieldvisit.tui.keys import split_keys, why_unreliable, writes_text


def never(_command: Command) -> str | None:
    return None


def test_every_command_has_its_own_id_a_name_a_sentence_and_sound_keys() -> None:
    commands = all_commands()

    assert [id for id, times in Counter(c.id for c in commands).items() if times > 1] == []
    for command in commands:
        assert command.name, command.id
        assert command.help.endswith("."), command.id
        for key in split_keys(command.keys):
            assert why_unreliable(key) is None, command.id
            assert "," not in key


def test_a_letter_is_never_the_only_way_to_a_command() -> None:
    for command in all_commands():
        keys = split_keys(command.keys)
        reachable = any(not writes_text(key) or key.isdigit() for key in keys)
        in_palette = command.id.partition(".")[0] != "list"
        assert reachable or command.digit or in_palette, command.id


def test_no_two_commands_of_a_place_share_a_key_or_a_digit() -> None:
    for place, commands in commands_by_place().items():
        keys = Counter(key for command in commands for key in split_keys(command.keys))
        digits = Counter(command.digit for command in commands if command.digit)
        assert [key for key, times in (keys | digits).items() if times > 1] == [], place


def test_the_verb_is_the_last_part_of_the_id_unless_named() -> None:
    assert Command("a.save-draft", "n", "h.").verb == "save_draft"
    assert Command("a.import", "n", "h.", action="take_in").verb == "take_in"
    assert Command("a.x", "n", "h.", argument="today").arguments == ("today",)
    assert Command("a.x", "n", "h.").arguments == ()


def test_a_persons_own_keys_take_the_place_of_the_shipped_ones() -> None:
    command = Command("a.x", "n", "h.", keys="x,f3")

    assert keys_of(command, {}) == ("x", "f3")
    assert keys_of(command, {"a.x": "y"}) == ("y",)
    assert keys_of(command, {"a.x": ""}) == ("x", "f3")


def test_while_typing_only_keys_that_write_nothing_are_shown() -> None:
    command = Command("a.x", "n", "h.", keys="x,?,f3")

    assert key_to_show(command, {}, typing=False) == "x"
    assert key_to_show(command, {}, typing=True) == "f3"
    assert key_to_show(Command("a.y", "n", "h.", keys="y"), {}, typing=True) is None


def test_the_footer_shows_at_most_six_that_work_now_by_rank() -> None:
    commands = [Command(f"a.{n}", "n", "h.", keys=f"f{n}", footer=20 - n) for n in range(1, 10)]
    commands.append(Command("a.none", "n", "h.", keys="x"))

    def why_not(command: Command) -> str | None:
        return "no" if command.id == "a.9" else None

    shown = [key for key, _command in footer_commands(commands, why_not, {}, typing=False)]

    assert shown == ["f8", "f7", "f6", "f5", "f4", "f3"]
    assert len(shown) == MOST_IN_FOOTER
    assert list(footer_commands(commands[-1:], never, {}, typing=False)) == []


def test_sound_keys_have_no_fault() -> None:
    assert faults_of_keys({}) == []
    assert faults_of_keys({"app.help": "f1"}) == []


@pytest.mark.parametrize(
    ("keys", "part"),
    [
        ({"app.nothing": "x"}, "no such command"),
        ({"app.help": "ctrl+b"}, "tmux"),
        ({"app.help": "q"}, "q is set for more than one"),
        ({"list.up": "q"}, "q is set for more than one"),
    ],
)
def test_faults_of_a_persons_keys_are_told(keys: dict[str, str], part: str) -> None:
    (fault,) = faults_of_keys(keys)

    assert part in fault


def test_bindings_carry_id_name_and_sentence() -> None:
    command = Command("a.x", "Name", "Sentence.", keys="x,f3")
    (binding,) = command_bindings([command])

    assert (binding.key, binding.action) == ("x,f3", "run_command('a.x')")
    assert (binding.id, binding.description, binding.tooltip) == ("a.x", "Name", "Sentence.")
    assert not binding.priority
    assert own_bindings([command])[0].action == "x"


def test_only_keys_that_write_nothing_work_over_dialogs() -> None:
    command = Command("a.quit", "n", "h.", keys="q,ctrl+q", over_dialogs=True)
    over, plain = command_bindings([command])

    assert (over.key, over.priority, over.id) == ("ctrl+q", True, None)
    assert (plain.key, plain.priority, plain.id) == ("q", False, "a.quit")


def test_a_command_is_always_possible_unless_it_says_otherwise() -> None:
    anything: Any = object()

    assert Command("a.x", "n", "h.").why_not(anything) is None
