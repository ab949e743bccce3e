"""Commands run in this process, as a person or a script would, in a home of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fieldvisit.cli.main import run

TEN = "2026-11-24T10:00+08:00"
NIGHT = "2026-11-24T23:00+08:00"
VISIT = "HT-1@2026-11-24"
CASES = """case,borrower,amount_due,dpd,phone,address,district,country,role,visit_date
HT-1,王建国,1200.00,31,13800138000,南京东路1号,黄浦区,CN,third_party,2026-11-24
HT-2,李小梅,"8,000",40,13900139001,,静安区,CN,third_party,2026-11-24
HT-3,Anna Berg,99.5,12,,,,CN,third_party,2026-11-25
"""


@dataclass(frozen=True)
class Answer:
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        """The error of a failed command, which stands on stderr too as one sentence."""
        error: dict[str, str] = self.document["error"]
        assert set(error) == {"code", "message", "field"}
        assert self.err.strip() == error["message"]
        assert self.code in (1, 2, 3)
        return error


class CommandLine:
    """A home with a test store. Commands run at ten in the morning in Shanghai by default."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *words: str, now: str | None = TEN) -> Answer:
        """Run the words; narration and errors are kept apart from the answer."""
        clock = ["--now", now] if now else []
        self._capsys.readouterr()
        code = run(["--home", str(self.home), *clock, *words])
        out, err = self._capsys.readouterr()
        return Answer(code, out, err)

    def json(self, *words: str, now: str | None = TEN) -> Any:
        """The document of a command that works and says nothing else."""
        answer = self(*words, "--json", now=now)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.document

    def error(self, *words: str, now: str | None = TEN) -> tuple[int, str, str]:
        """Exit code, error code and field of a command that fails."""
        answer = self(*words, "--json", now=now)
        return answer.code, answer.error["code"], answer.error["field"]

    def write(self, name: str, text: str) -> str:
        """A file in the home; its path."""
        path = self.home / name
        path.write_text(text, "utf-8")
        return str(path)


def a_command_line(home: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A test store with settings and no cases."""
    line = CommandLine(home, capsys)
    line.json("config", "init", "--test-clock", now=None)
    for name, value in (("language", "en"), ("zone", "Asia/Shanghai"), ("currency", "CNY")):
        line.json("config", "set", name, value, now=None)
    return line


def a_working_day(home: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A test store with three cases, two of them to be visited today."""
    line = a_command_line(home, capsys)
    line.json("import", line.write("cases.csv", CASES))
    return line
