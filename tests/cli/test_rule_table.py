"""A rule as a supervisor reads it, in the language in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import AVOID, CALL_LIMIT, HOLD, HOURS, NEED, STOP, pack_text

from fieldvisit.cli.main import run
from fieldvisit.cli.rule_table import rule_lines
from fieldvisit.cli.rule_words import KEY_WORDS, KIND_WORDS
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.schema import keys_by_kind, keys_of_parts
from fieldvisit.wording import use_language

LAW = {"text": {"en": "Not so often.", "zh-Hans": "不得过于频繁。"}, "mark": "VERIFIED"}


def shown(folder: Path, capsys: pytest.CaptureFixture[str], lang: str, *rules: Any) -> str:
    """What `rules show` prints for a pack of these rules."""
    path = folder / "own.toml"
    path.write_text(pack_text(*rules), "utf-8")
    assert run(["--home", str(folder), "--lang", lang, "rules", "show", str(path)]) == 0
    return capsys.readouterr().out


def test_a_limit_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(tmp_path, capsys, "en", {**CALL_LIMIT, **LAW, "unless": ["consent.call"]})
    assert told.split("\n\n", 1)[1] == (
        "At most so often: blocked  [VERIFIED]  a.limit\n"
        "  Not so often.\n"
        "    for               calls\n"
        "    unless            consent to be called\n"
        "    counted           begun by: the collector; without: not connected, calls agreed to\n"
        "    at most           7\n"
        "    in any            7 days\n"
        "    counted apart by  person, debt\n"
        "    source            a law\n"
    )


def test_the_same_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(tmp_path, capsys, "zh-Hans", {**CALL_LIMIT, **LAW})
    assert "次数上限: 不可  [VERIFIED]  a.limit\n  不得过于频繁。\n" in told
    assert "    来源      a law\n" in told


def test_what_goes_without_saying_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = shown(tmp_path, capsys, "en", {**HOURS, "days": ["Mon", "Tue", "Wed"]})
    assert "weekdays  Monday to Wednesday\n" in whole
    assert "edges" not in whole
    assert "weekdays" not in shown(tmp_path, capsys, "en", HOURS)


def test_every_kind_and_its_keys_have_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    need = {**NEED, "has": ["prior_tries"], "tries": 2, "within": "9 days"}
    told = shown(tmp_path, capsys, "zh-Hant", HOURS, AVOID, CALL_LIMIT, HOLD, need, STOP)
    for key in ("has", "tries", "within", "while", "after", "for", "max"):
        assert f"    {key} " not in told
        assert key in KEY_WORDS
    assert set(KIND_WORDS) >= set(KINDS)


UNSPOKEN = {"kind", "effect", "mark", "edges", "id", "text", "source"}
"""Keys whose values stand in the heading, or as the file writes them."""


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_no_word_of_a_closed_list_is_told_as_the_file_writes_it(language: Any) -> None:
    """Whatever a rule may name is Chinese in a Chinese table, its key too."""
    rule = {"id": "a", "kind": "hours", "mark": "POLICY", "text": {}, "source": "house"}
    use_language(language)
    try:
        raw = [
            f"{path}: {word}: {line}"
            for path, words in {**keys_by_kind(), **keys_of_parts()}.items()
            if path.startswith(("kind", "rule")) and (key := path.split(".")[-1]) not in UNSPOKEN
            for word in words
            if word not in ("true", "false", "none")
            for line in list(rule_lines({**rule, key: _as_written(key, word)}, ""))[1:-1]
            if not all(_is_chinese(cell) for cell in line.split(maxsplit=1))
        ]
    finally:
        use_language("en")

    assert raw == []


def _as_written(key: str, word: str) -> Any:
    return [word] if key in ("days", "lists") else word


def _is_chinese(cell: str) -> bool:
    return any("\u4e00" <= each <= "\u9fff" for each in cell)
