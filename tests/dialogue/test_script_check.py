"""Each rule of the checker against a small sound script with one fault put in."""

from dataclasses import replace
from pathlib import Path

import pytest

from fieldvisit.dialogue.check import check_file, check_script
from fieldvisit.dialogue.load import load_script
from fieldvisit.dialogue.script import SIDES

HELLO = "text = { en = 'Hello {name}', zh-Hans = '您好{name}', zh-Hant = '您好{name}' }\n"
SUM = "text = { en = '{amount} is due', zh-Hans = '应还{amount}', zh-Hant = '應還{amount}' }\n"
NAMES = "{ en = 'A', zh-Hans = '甲', zh-Hant = '甲' }"
SIDE = "".join(
    f"[side.{name}]\ngoto = 'aside'\ntext = {NAMES}\n" for name in SIDES if name != "joined"
)
SOUND = f"""\
id = "small"
version = 1
start = "door"
title = {NAMES}
summary = {NAMES}
{SIDE}
[side.joined]
goto = "aside"
sets = {{ alone = false }}
text = {NAMES}

[node.door]
speaker = "collector"
step = "door"
neutral = true
{HELLO}
[[node.door.choice]]
goto = "sum"
text = {NAMES}
sets = {{ talking_to = "debtor", identity = true, alone = true }}
[[node.door.choice]]
goto = "away"
text = {NAMES}

[node.sum]
speaker = "collector"
step = "introduce"
{SUM}
[[node.sum.choice]]
goto = "away"
text = {NAMES}
outcome = "PTP"
flag = "dispute"
sets = {{ cause = "job_loss" }}

[node.aside]
speaker = "collector"
step = "care"
neutral = true
aside = true
{HELLO}
[[node.aside.choice]]
goto = "return"
text = {NAMES}
sets = {{ alone = true }}
[[node.aside.choice]]
goto = "sum"
text = {NAMES}
[[node.aside.choice]]
goto = "away"
text = {NAMES}

[node.away]
speaker = "coach"
step = "close"
neutral = true
end = true
{HELLO}
coach = {NAMES}
"""
LOOSE = f"[node.loose]\nspeaker = 'coach'\nstep = 'close'\nneutral = true\nend = true\n{HELLO}"
LOOP = (
    f"[[node.door.choice]]\ngoto = 'round'\ntext = {NAMES}\n"
    f"[node.round]\nspeaker = 'coach'\nstep = 'door'\nneutral = true\n{HELLO}"
    f"[[node.round.choice]]\ngoto = 'round'\ntext = {NAMES}\n"
)
CONFIRMS = 'sets = { talking_to = "debtor", identity = true, alone = true }'


def findings(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "small.toml"
    path.write_text(text, "utf-8")
    return [(finding.code, finding.where) for finding in check_file(path)]


def changed(old: str, new: str, times: int = 1) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, times)


def test_the_sound_script_has_no_faults(tmp_path: Path) -> None:
    assert findings(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            changed('start = "door"', 'start = "window"'), ("start.nowhere", "start"), id="start"
        ),
        pytest.param(
            changed('goto = "sum"', 'goto = "some"'),
            ("goto.nowhere", "node.door.choice[1]"),
            id="goto",
        ),
        pytest.param(
            changed("goto = 'aside'", "goto = 'beside'"),
            ("goto.nowhere", "side.crisis"),
            id="goto of a side",
        ),
        pytest.param(SOUND + LOOSE, ("node.unreachable", "node.loose"), id="unreachable"),
        pytest.param(changed("end = true\n", ""), ("node.dead_end", "node.away"), id="no choices"),
        pytest.param(
            changed('step = "door"\n', 'step = "door"\nend = true\n'),
            ("node.dead_end", "node.door"),
            id="end with choices",
        ),
        pytest.param(
            changed('goto = "away"', 'goto = "return"'),
            ("return.outside", "node.door.choice[2]"),
            id="return outside",
        ),
        pytest.param(
            changed("goto = 'aside'", "goto = 'return'"),
            ("return.outside", "side.crisis"),
            id="side that returns",
        ),
        pytest.param(
            changed('outcome = "PTP"', 'violation = "threat"'),
            ("violation.live", "node.sum.choice[1]"),
            id="violation",
        ),
        pytest.param(
            changed('outcome = "PTP"', 'outcome = "XYZ"'),
            ("outcome.unknown", "node.sum.choice[1].outcome"),
            id="outcome",
        ),
        pytest.param(
            changed('flag = "dispute"', 'flag = "odd"'),
            ("flag.unknown", "node.sum.choice[1].flag"),
            id="flag",
        ),
        pytest.param(
            changed('cause = "job_loss"', 'cause = "odd"'),
            ("cause.unknown", "node.sum.choice[1].cause"),
            id="cause",
        ),
        pytest.param(
            changed(", zh-Hant = '應還{amount}'", ""),
            ("language.missing", "node.sum.text"),
            id="language",
        ),
        pytest.param(
            changed("应还{amount}", "应还"), ("place.lost", "node.sum.text.zh-Hans"), id="place"
        ),
        pytest.param(
            changed("{amount}", "{total}", 3), ("field.unknown", "node.sum.text"), id="field"
        ),
        pytest.param(
            changed("'Hello {name}'", "'Hello {name}, your loan'"),
            ("word.debt", "node.door.text.en"),
            id="debt word",
        ),
        pytest.param(
            changed(f"coach = {NAMES}", "coach = { en = 'A', zh-Hans = '甲', zh-Hant = '債' }"),
            ("word.debt", "node.away.coach.zh-Hant"),
            id="debt word in a hint",
        ),
        pytest.param(
            changed(f"title = {NAMES}", "title = { en = 'Debt', zh-Hans = '甲', zh-Hant = '甲' }"),
            ("word.debt", "title.en"),
            id="debt word in the title",
        ),
        pytest.param(
            changed(f"goto = 'aside'\ntext = {NAMES}", f"goto = 'aside'\n{SUM}"),
            ("field.private", "side.crisis.text"),
            id="private field in a side",
        ),
        pytest.param(
            changed("甲", "甲" * 35),
            ("sentence.long", "title.zh-Hans"),
            id="long sentence",
        ),
        pytest.param(
            changed("'甲'", "'甲…'"), ("character.unsafe", "title.zh-Hans"), id="two widths"
        ),
        pytest.param(changed("'甲'", "'甲😀'"), ("character.unsafe", "title.zh-Hans"), id="emoji"),
    ],
)
def test_each_fault_is_found(tmp_path: Path, text: str, expected: tuple[str, str]) -> None:
    assert expected in findings(tmp_path, text)


@pytest.mark.parametrize("name", SIDES)
def test_a_live_script_needs_each_side_branch(tmp_path: Path, name: str) -> None:
    lines = SOUND.splitlines(keepends=True)
    at = lines.index(f"[side.{name}]\n")
    length = 4 if name == "joined" else 3
    text = "".join(lines[:at] + lines[at + length :])
    assert findings(tmp_path, text) == [("side.missing", f"side.{name}")]


@pytest.mark.parametrize(
    "confirms",
    [
        'sets = { talking_to = "debtor", identity = true }',
        'sets = { talking_to = "debtor", alone = true }',
        'sets = { talking_to = "relative", identity = true, alone = true }',
    ],
)
def test_talk_of_the_debt_waits_for_the_borrower_confirmed_and_alone(
    tmp_path: Path, confirms: str
) -> None:
    found = findings(tmp_path, changed(CONFIRMS, confirms))
    assert ("goto.early", "node.door.choice[1]") in found
    assert ("node.unreachable", "node.sum") in found


def test_a_side_must_be_open_at_the_doorstep_too(tmp_path: Path) -> None:
    text = changed("goto = 'aside'", "goto = 'sum'")
    assert findings(tmp_path, text) == [("goto.early", "side.crisis")]


def test_a_round_without_a_way_out_is_a_dead_end(tmp_path: Path) -> None:
    without_sides = SOUND.replace("version = 1", "version = 1\nlive = false")
    start = without_sides.index("[side.crisis]")
    end = without_sides.index("[node.door]")
    without_sides = without_sides[:start] + without_sides[end:]
    aside = without_sides.index("[node.aside]")
    away = without_sides.index("[node.away]")
    small = without_sides[:aside] + without_sides[away:]

    assert findings(tmp_path, small + LOOP) == [("node.dead_end", "node.round")]


def test_a_practice_script_may_show_a_violation_at_the_door(tmp_path: Path) -> None:
    violation = (
        "[[node.door.choice]]\ngoto = 'sum'\nviolation = 'disclosure'\n"
        "text = { en = 'Mention the debt', zh-Hans = '提到欠款', zh-Hant = '提到欠款' }\n\n"
        "[node.sum]"
    )
    text = changed("[node.sum]", violation).replace("version = 1", "version = 1\nlive = false")
    assert findings(tmp_path, text) == []


def test_forbidden_words_are_found_in_a_script_that_was_made_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(SOUND, "utf-8")
    (sound, said) = (load_script(path), {"en": "Pay or we will hurt you.", "zh-Hans": "A"})

    found = check_script(replace(sound, summary={**said, "zh-Hant": "A"}))

    assert [(each.code, each.where) for each in found] == [("words.blocked", "summary.en")]
    assert found[0].details["words"] == '"will hurt you"'
