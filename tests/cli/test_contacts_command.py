"""Contacts, wishes, overrides, closing and replay on the command line."""

from pathlib import Path

import pytest
from command_line import VISIT, CommandLine, a_working_day

ROWS = "case,time,channel,result\nHT-1,2026-11-20 10:00,call,talked\nHT-9,2026-11-20,call,\n"
RULES = """[pack]
id = "own"
schema = 1
title = { en = "Own" }
jurisdiction = "CN"
effective = 2026-01-01
checked_on = 2026-11-01
[[rule]]
id = "own.record"
kind = "record"
effect = "block"
on = ["visit"]
one_of = ["audio", "video"]
source = "own"
mark = "POLICY"
[[rule]]
id = "own.notice"
kind = "need"
effect = "block"
before = "visit"
has = ["visit_notice"]
override = "supervisor"
source = "own"
mark = "POLICY"
"""


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return a_working_day(tmp_path, capsys)


def own_rules(line: CommandLine) -> None:
    packs = line.home / "packs"
    packs.mkdir()
    (packs / "own.toml").write_text(RULES, "utf-8")
    line.json("config", "set", "pack_folder", str(packs), now=None)


def test_contacts_are_taken_in_once(line: CommandLine) -> None:
    path = line.write("contacts.csv", ROWS)

    dry = line.json("case", "contacts", path, "--dry-run")
    first = line.json("case", "contacts", path)
    second = line.json("case", "contacts", path)

    assert (dry["new"], dry["applied"]) == (1, False)
    assert (first["rows"], first["new"], first["rejected"], first["applied"]) == (2, 1, 1, True)
    assert (second["new"], second["unchanged"]) == (0, 1)
    assert first["rejections"][0]["row"] == 3
    assert line.json("case", "show", "HT-1")["contacts"][0]["result"] == "conversation"
    assert "Row 3: case" in line("case", "contacts", path).out


def test_a_wish_is_logged_and_shown(line: CommandLine) -> None:
    line.json("case", "avoid", "HT-1", "--day", "Sun", "--from", "09:00", "--place", "work")

    (wish,) = line.json("case", "show", "HT-1")["avoid"]
    assert {"days": ["Sun"], "from": "09:00", "place": "work"}.items() <= wish.items()
    assert line.error("case", "avoid", "HT-1")[:2] == (2, "avoid.empty")


def test_a_final_refusal_ends_in_a_supervisors_name_only(line: CommandLine) -> None:
    flag = ("case", "flag", "HT-1", "--name", "third_party_refused", "--person", "P7")
    assert line.error(*flag, "--until", "2026-12-01")[1:] == ("flag.final", "until")
    entry = line.json(*flag)["event"]["id"]

    assert line.error("case", "end", entry, "--reason", "a slip")[:2] == (3, "entry.final")
    line.json("case", "end", entry, "--reason", "a slip", "--by", "Chen Li")
    assert line.json("case", "show", "HT-1")["flags"] == []


def test_override_ask_close_and_replay(line: CommandLine) -> None:
    own_rules(line)
    start = ("visit", "start", VISIT, "--party", "debtor", "--team", "Zhang Min,2026-01-10")
    assert line(*start, "--json").code == 3
    by = ("--override", "own.notice", "--by", "Chen Li", "--reason", "the post is on strike")
    started = line.json(*start, *by)
    said = next(r for r in started["decision"]["reasons"] if r["rule"] == "own.notice")
    assert said["overridden"] == {"by": "Chen Li", "reason": "the post is on strike"}
    assert line.json("case", "show", "HT-1")["overrides"][0]["by"] == "Chen Li"

    refused = line("visit", "ask", VISIT, "--kind", "enter_home", "--json")
    assert (refused.code, refused.error["code"]) == (3, "action.blocked")
    assert line.json("visit", "ask", VISIT, "--kind", "leave_note")["decision"]["effect"]

    recorded = line.json("outcome", VISIT, "--code", "DL")
    assert recorded["closing"]["effect"] == "block"
    assert line.json("day", "status")["unclosed"] == [VISIT]
    assert line("visit", "close", VISIT, "--json").code == 3
    line.json("visit", "close", VISIT, "--not-recorded", "the recorder was out of order")
    assert line.json("day", "status")["unclosed"] == []

    replay = line.json("rules", "replay")
    assert (replay["ok"], replay["differences"]) == (True, [])
    assert replay["decisions"] == 6
    line.json("config", "set", "pack_folder", "", now=None)
    assert line("rules", "replay", "--json").document["ok"] is False


def test_today_shows_what_may_go(line: CommandLine) -> None:
    assert len(line.json("today", "--open", "now")["visits"]) == 2
    early = "2026-11-24T06:30+08:00"
    assert line.json("today", "--open", "now", now=early)["visits"] == []
    soon = line.json("today", "--open", "2h", now=early)["visits"]
    assert {each["may_from"] for each in soon} == {"2026-11-24T00:00:00Z"}


def test_the_doctor_names_rules_that_cannot_be_read(line: CommandLine) -> None:
    own_rules(line)
    (line.home / "packs" / "own.toml").write_text("nonsense", "utf-8")

    answer = line("doctor", "--json", now=None)

    found = next(each for each in answer.document["findings"] if "own.toml" in each["says"])
    assert (found["ok"], answer.code) == (False, 1)
