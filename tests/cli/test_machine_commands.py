"""Config, locate, keys, doctor: what is set, where things lie, what could go wrong."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine, a_command_line, a_working_day

from fieldvisit import bootstrap, wording
from fieldvisit.rules.load import shipped_packs
from fieldvisit.settings import Settings
from fieldvisit.tui.commands import all_commands


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    yield CommandLine(tmp_path, capsys)
    wording.use_language("en")


@pytest.fixture(autouse=True)
def _in_a_plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMUX", "STY", "TERM_PROGRAM", "TEXTUAL_DRIVER", "FIELDVISIT_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "")


def settings_file(line: CommandLine, text: str) -> None:
    (line.home / "config").mkdir(exist_ok=True)
    (line.home / "config" / "settings.toml").write_text(text, "utf-8")


def test_settings_are_listed_and_changed(line: CommandLine) -> None:
    assert set(line.json("config", "list", now=None)) == set(Settings.__dataclass_fields__)
    for name, value, expected in (
        ("team_size", "3", 3),
        ("mask_names", "no", False),
        ("mask_names", "True", True),
        ("start_lat", "31.2", 31.2),
        ("start_lon", "-121", -121.0),
        ("agency", "公平", "公平"),
        ("agency", "", ""),
        ("start_lat", "", None),
    ):
        assert line.json("config", "set", name, value, now=None) == {name: expected}
        assert line.json("config", "list", now=None)[name] == expected
    plain = line("config", "list", now=None).out
    assert "team_size" in plain
    assert line("config", "set", "agency", "", now=None).out == "agency  -\n"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("colour", "red", "settings.unknown"),
        ("team_size", "many", "settings.wrong"),
        ("team_size", "10", "settings.range"),
        ("mask_names", "perhaps", "settings.wrong"),
        ("start_lat", "91", "settings.range"),
        ("start_lat", "north", "settings.wrong"),
        ("zone", "Moon/Base", "settings.wrong"),
        ("country", "China", "settings.wrong"),
        ("keys", "x", "settings.wrong"),
    ],
)
def test_a_wrong_setting_is_named_and_nothing_kept(
    line: CommandLine, name: str, value: str, code: str
) -> None:
    assert line.error("config", "set", name, value, now=None) == (2, code, name)
    assert not (line.home / "config" / "settings.toml").exists()


def test_a_negative_value_is_a_value(line: CommandLine) -> None:
    assert line.json("config", "set", "start_lat", "-33.9", now=None) == {"start_lat": -33.9}


def test_only_an_empty_store_becomes_a_test_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = CommandLine(tmp_path, capsys)
    made = line.json("config", "init", now=None)
    assert made == {"store": str(tmp_path / "data"), "test_clock": False}
    assert line.json("config", "init", "--test-clock", now=None)["test_clock"] is True
    assert line.json("config", "init", now=None)["test_clock"] is True

    other = a_working_day(tmp_path / "other", capsys)
    assert other.error("config", "init", "--test-clock")[:2] == (2, "clock.late")


def test_locate_names_the_files_and_makes_none(line: CommandLine) -> None:
    home = line.home
    assert line.json("locate", now=None) == {
        "settings": str(home / "config" / "settings.toml"),
        "store": str(home / "data" / "store.db"),
        "journal_copy": str(home / "data" / "journal.db"),
        "crash_reports": str(home / "state" / "crashes"),
    }
    assert list(home.iterdir()) == []
    assert "journal copy" in line("locate", now=None).out


def test_the_copy_may_lie_elsewhere(line: CommandLine) -> None:
    folder = line.home / "other disk"
    line.json("config", "set", "journal_folder", str(folder), now=None)

    assert line.json("locate", now=None)["journal_copy"] == str(folder / "journal.db")


def test_every_key_is_listed(line: CommandLine) -> None:
    document = line.json("keys", now=None)

    assert {each["id"] for each in document["commands"]} == {each.id for each in all_commands()}
    assert all(
        set(each) == {"id", "place", "keys", "name", "help"} for each in document["commands"]
    )
    assert document["faults"] == []
    own = next(each for each in document["commands"] if each["keys"])
    settings_file(line, f'[keys]\n"{own["id"]}" = "f9"\n"no.such" = "f8"\n')
    document = line.json("keys", now=None)
    assert next(each for each in document["commands"] if each["id"] == own["id"])["keys"] == ["f9"]
    assert "no.such" in document["faults"][0]
    plain = line("keys", now=None).out
    assert "f9" in plain
    assert document["faults"][0] in plain


def findings(line: CommandLine) -> tuple[int, dict[str, dict[str, Any]]]:
    answer = line("doctor", "--json", now=None)
    assert answer.err == ""
    assert answer.document["ok"] == (answer.code == 0)
    assert all(set(each) == {"name", "ok", "says"} for each in answer.document["findings"])
    return answer.code, {each["name"]: each for each in answer.document["findings"]}


def test_the_doctor_finds_a_sound_machine_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = findings(a_command_line(tmp_path, capsys))

    assert (code, [each for each in found.values() if not each["ok"]]) == (0, [])
    assert {"Python", "SQLite", "tzdata", "store", "free disk", "encoding", "rule packs"} <= set(
        found
    )


def test_the_doctor_looks_before_the_first_start(line: CommandLine) -> None:
    code, found = findings(line)

    assert (code, found["store"]["ok"]) == (0, True)
    assert list(line.home.iterdir()) == []
    assert "well" in line("doctor", now=None).out


@pytest.mark.parametrize(
    ("variable", "value", "word"),
    [("TMUX", "/x", "tmux"), ("STY", "1", "screen"), ("TERM_PROGRAM", "vscode", "VS Code")],
)
def test_the_doctor_knows_terminals(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, word: str
) -> None:
    monkeypatch.setenv(variable, value)

    code, found = findings(line)

    assert (code, word in found["terminal"]["says"]) == (0, True)
    monkeypatch.setenv("TERM_PROGRAM", "another")
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    assert "terminal" not in findings(line)[1]


def test_the_doctor_warns_of_the_classic_console(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delenv("WT_SESSION", raising=False)
    monkeypatch.setenv("LANG", "en")

    code, found = findings(line)

    assert (code, found["terminal"]["ok"]) == (1, False)


def test_the_doctor_finds_what_is_wrong(line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    settings_file(line, '[keys]\n"no.such" = "f8"\n')
    (line.home / "data").mkdir()
    (line.home / "data" / "store.db").write_bytes(b"this is no database" * 100)
    later = bootstrap.system_clock() + timedelta(days=5000)
    monkeypatch.setattr(bootstrap, "system_clock", lambda: later)
    monkeypatch.setattr("fieldvisit.cli.doctor.LEAST_FREE", 1 << 62)

    code, found = findings(line)

    wrong = {name for name, each in found.items() if not each["ok"]}
    stale = any(pack.stale_after for pack in shipped_packs())
    assert code == 1
    assert wrong == {"keys", "store", "free disk"} | ({"rule packs"} if stale else set())
    assert "LOOK" in line("doctor", now=None).out


def test_the_doctor_reads_broken_settings(line: CommandLine) -> None:
    settings_file(line, "language = ")

    code, found = findings(line)

    assert (code, found["settings"]["ok"]) == (1, False)
