"""One working day from the first command to the sealed log."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import CASES, VISIT, Answer, CommandLine

from fieldvisit.wording import use_language

Program = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def each_a_process(home: Path) -> Program:
    """Starts the program anew for every command, with the bytes of an ASCII terminal."""

    def answer(*words: str) -> Answer:
        ended = subprocess.run(
            [sys.executable, "-m", "fieldvisit", *words],
            env={**os.environ, "FIELDVISIT_HOME": str(home), "PYTHONIOENCODING": "ascii"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return Answer(ended.returncode, ended.stdout, ended.stderr)

    return answer


class Laptop:
    """A program with a home, at a time of the day."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def run(self, *words: str, clock: str = "") -> Answer:
        now = ["--now", f"2026-11-24T{clock}+08:00"] if clock else []
        return self._program(*words, *now)

    def document(self, *words: str, clock: str = "", code: int = 0) -> Any:
        ended = self.run(*words, "--json", clock=clock)
        assert ended.code == code, ended.out + ended.err
        assert (ended.err == "") == (code == 0)
        return json.loads(ended.out)


def test_a_whole_day_of_commands_each_a_process_of_its_own(tmp_path: Path) -> None:
    a_whole_day(tmp_path, each_a_process(tmp_path / "家"), "zh-Hans")


def test_a_whole_day_in_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = CommandLine(tmp_path / "家", capsys)
    a_whole_day(tmp_path, lambda *words: line(*words, now=None), "en")


def a_whole_day(folder: Path, program: Program, language: str) -> None:
    laptop = Laptop(program)
    cases, stick = folder / "名单.csv", folder / "stick"
    cases.write_text(CASES, "utf-8-sig")
    stick.mkdir()

    laptop.document("config", "init", "--test-clock")
    for name, value in (
        ("language", language),
        ("zone", "Asia/Shanghai"),
        ("currency", "CNY"),
        ("agency", "Fair Steps"),
    ):
        laptop.document("config", "set", name, value)

    assert laptop.document("import", str(cases), clock="08:00")["new"] == 3
    assert laptop.document("import", str(cases), clock="08:01")["unchanged"] == 3
    today = laptop.document("today", clock="08:05")
    assert [each["case"] for each in today["visits"]] == ["HT-2", "HT-1"]

    call = ("case", "contact", "HT-1", "--kind", "call", "--result", "spoke_to_debtor")
    laptop.document(*call, clock="08:30")
    assert laptop.document("visit", "check", VISIT, clock="09:00")["effect"] == "allow"
    blocked = laptop.document(
        *("visit", "start", VISIT, "--party", "debtor"), clock="07:59", code=3
    )
    assert blocked["decision"]["effect"] == "block"
    started = laptop.document("visit", "start", VISIT, "--party", "debtor", clock="09:30")
    assert started["state"] == "started"
    assert laptop.document("visit", "finish", VISIT, clock="09:55")["state"] == "finished"
    promised = laptop.document(
        *("outcome", VISIT, "--code", "PTP", "--amount", "300", "--date", "2026-12-01"),
        *("--method", "transfer", "--met", "debtor", "--cause", "job_loss"),
        clock="10:00",
    )
    assert promised["follow_up"] == {"date": "2026-12-01", "kind": "promise"}

    second = "HT-2@2026-11-24"
    plan = ("--parts", "4", "--first", "2026-12-10")
    preview = laptop.document("plan", "preview", "--debt", "8000", "--currency", "CNY", *plan)
    laptop.document("visit", "start", second, "--party", "debtor", clock="11:00")
    agreed = laptop.document(
        *("plan", "agree", second, *plan, "--read-back", "four times 2000"), clock="11:20"
    )
    assert agreed["total"] == preview["total"]
    laptop.document("outcome", second, "--code", "PLAN", clock="11:25")
    assert len(laptop.document("promise", "list")["promises"]) == 5

    status = laptop.document("day", "status", clock="18:00")
    assert (status["done"], status["open"]) == (2, [])
    assert status["totals"]["promised"] == [{"amount": "8300.00", "currency": "CNY"}]
    closed = laptop.document("day", "close", clock="18:05")
    assert closed["closed"]
    sent = laptop.document("sync", "--folder", str(stick), clock="18:10")
    assert (sent["sent"], sent["unsent"]) == (closed["event"]["seq"], 0)
    assert laptop.document("sync", "--folder", str(stick), clock="18:11")["sent"] == 0

    verified = laptop.document("verify")
    assert (verified["ok"], verified["events"]) == (True, sent["sent"])
    shown = laptop.document("case", "show", "HT-1", clock="18:20")
    assert laptop.document("rebuild")["events"] == sent["sent"]
    assert laptop.document("case", "show", "HT-1", clock="18:20") == shown

    plain = laptop.run("today", clock="18:30")
    word = {"en": "recorded", "zh-Hans": "已记录"}[language]
    assert (plain.code, word in plain.out) == (0, True), plain.out
