"""Every command of the parser is called as a user calls it, and stands in the README."""

import argparse
import json
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from command_line import CASES, NIGHT, TEN, CommandLine
from gate_cases import pack_text

import fieldvisit
from fieldvisit import wording
from fieldvisit.cli.main import COMMANDS, build_parser, run

README = Path(__file__).parents[2] / "README.md"
CONTENT = Path(fieldvisit.__file__).parent / "content"
HAN = re.compile("[\u4e00-\u9fff]")
LATER = "2026-12-03T10:00+08:00"
MORE = (
    "HT-4,Zoe Lang,70,33,,,,CN,third_party,2026-11-24\nHT-5,Li,7,3,,,,CN,third_party,2026-11-24\n"
)
FACTS = {"id": "T", "packs": ["uk"], "place": {"zones": ["Europe/London"]}}
FACTS["action"] = {"kind": "visit", "at": "2026-11-24T10:00:00Z"}

SETUP = """
config init --test-clock
config set zone Asia/Shanghai
config set currency CNY
config set pack_folder {home}/packs
import {home}/cases.csv
case flag HT-1 --name dispute
outcome HT-1@2026-11-24 --code PTP --amount 500 --date 2026-12-01 --method transfer
visit start HT-2@2026-11-24 --party debtor
case flag HT-3 --name dispute
"""
HOUSE = {"id": "house.record", "kind": "record", "effect": "block", "one_of": ["audio"]}
HOUSE |= {"source": "House rule: recordings", "mark": "POLICY", "on": ["visit"]}
PLAN = "--parts 3 --first 2026-12-10"
SCHEDULE = "kind currency total total_interest last_due affordable approval instalments"
STATUS = "date visits done open totals unsent last_sync closed"
PROMISED = {
    "import {home}/cases.csv": "file format encoding rows new changed unchanged rejected rejections"
    " mapping applied",
    "today": "date zone visits",
    "case list": "cases total",
    "case show HT-1": "case borrower account amount dpd contacts visits plans flags consents",
    "case search HT": "query cases total",
    "case contact HT-1 --kind call --result no_answer": "case event",
    "case consent HT-1 --name consent.hours": "case event",
    "case flag HT-1 --name lawyer": "case event",
    "case paper HT-1 --name visit_notice": "case event",
    "case avoid HT-1 --day Sat": "case event",
    "case contacts {home}/contacts.csv": "file format encoding rows new unchanged rejected"
    " rejections mapping applied",
    "case end {entry} --reason settled": "entry event",
    "visit check HT-4@2026-11-24": "effect reasons packs local",
    "visit start HT-4@2026-11-24 --party debtor": "visit state event decision",
    "visit ask HT-2@2026-11-24 --kind leave_note": "visit state event decision",
    "visit close HT-1@2026-11-24 --recorded audio --reference R1": "visit state event decision",
    "visit finish HT-2@2026-11-24": "visit state event decision",
    "visit move HT-4@2026-11-24 --to 2026-11-26": "visit state event decision",
    "visit plan HT-4 --on 2026-11-27": "visit state event decision",
    "outcome HT-4@2026-11-24 --code DL": "visit code event words follow_up",
    "undo": "undone event",
    f"plan preview --debt 70 --currency CNY {PLAN}": SCHEDULE,
    f"plan agree HT-4@2026-11-24 {PLAN} --read-back 'three times'": f"{SCHEDULE} event",
    "promise list": "promises",
    "promise keep HT-1@2026-12-01": "promise status event",
    f"promise break HT-1@2026-12-01 --now {LATER}": "promise status event",
    "rules list": "packs",
    "rules show uk": "id title rules",
    f"rules check {CONTENT / 'packs' / 'uk.toml'}": "file pack ok findings",
    "rules decide {home}/facts.json": "id effect reasons packs",
    "rules replay": "ok decisions differences",
    "rules schema": "kind effect mark",
    "words lists": "lists",
    "words check --as note Calm": "hits blocked",
    "script list": "scripts",
    "script show first-visit": "id nodes",
    f"script check {CONTENT / 'scripts' / 'first-visit.toml'}": "file ok findings",
    "day status": STATUS,
    f"day close --now {NIGHT}": f"{STATUS} event code",
    "sync --folder {home}": "carrier sent confirmed duplicates refused quarantined unsent received",
    "verify": "ok events head chain copy projections",
    "rebuild": "events",
    "doctor": "ok findings",
    "locate": "settings store journal_copy crash_reports",
    "keys": "commands faults",
    "config list": "language zone currency",
    "config set agency Fair": "agency",
    "config init": "store test_clock",
}
"""A call of each command, and the keys that its document is promised to have."""
WORDLESS = {"config list", "config set", "config init", "rules schema"}
"""Commands that show ids and values only."""
ON_SCREENS = {"demo"}
"""Commands that open the screens instead of answering; tests/cli/test_opening.py has them."""


@pytest.fixture(autouse=True)
def _english_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "FIELDVISIT_HOME"):
        monkeypatch.setenv(name, "")
    yield
    wording.use_language("en")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in the middle of a day; tests work on copies of it."""
    home = tmp_path_factory.mktemp("prepared")
    (home / "cases.csv").write_text(CASES + MORE, "utf-8")
    (home / "contacts.csv").write_text("case,time,channel\nHT-1,2026-11-20 10:00,call\n")
    (home / "facts.json").write_text(json.dumps(FACTS), "utf-8")
    (home / "packs").mkdir()
    (home / "packs" / "house.toml").write_text(pack_text(HOUSE, name="house"), "utf-8")
    for line in SETUP.format(home=home).strip().splitlines():
        clock = [] if line.startswith("config") else ["--now", TEN]
        assert run(["--home", str(home), "--lang", "en", *clock, *line.split()]) == 0, line
    return home


@pytest.fixture
def line(prepared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A command line on a copy of that home."""
    return CommandLine(shutil.copytree(prepared, tmp_path / "home"), capsys)


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command that does something, by its words: "case list", "today"."""
    return {
        name.removeprefix("fieldvisit "): parser
        for verb in COMMANDS
        for name, parser in _ends(build_parser(verb), verb)
    }


def _ends(
    parser: argparse.ArgumentParser, verb: str
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    if not below:
        yield parser.prog, parser
    for action in below:
        for name, each in action.choices.items():
            if parser.prog != "fieldvisit" or name == verb:
                yield from _ends(each, verb)


def words_of(call: str, line: CommandLine, entry: str = "") -> list[str]:
    """The call as words, with the places of this home."""
    return shlex.split(call.format(home=line.home, entry=entry))


def name_of(call: str, names: Iterable[str]) -> str:
    """The command that a call is one of."""
    return next(name for name in names if f"{call} ".startswith(f"{name} "))


def test_every_command_is_called_here() -> None:
    names = commands()

    assert {name_of(call, names) for call in PROMISED} == set(names) - ON_SCREENS


@pytest.mark.parametrize("call", PROMISED, ids=lambda call: call.split(" --")[0])
def test_a_command_keeps_its_promise_and_speaks_every_language(
    call: str, line: CommandLine, prepared: Path
) -> None:
    entry = line.json("case", "show", "HT-3")["flags"][0]["id"]
    spoken = {}
    for language in wording.LANGUAGES:
        answer = line(*words_of(call, line, entry), "--lang", language)
        assert (answer.code, answer.err) == (0, "")
        spoken[language] = answer.out
        shutil.rmtree(line.home)
        shutil.copytree(prepared, line.home)
    document = line.json(*words_of(call, line, entry))

    assert set(PROMISED[call].split()) <= set(document)
    assert all(text.strip() for text in spoken.values())
    if name_of(call, commands()) not in WORDLESS:
        assert HAN.search(spoken["zh-Hans"])
        assert HAN.search(spoken["zh-Hant"])
        assert spoken["en"] not in (spoken["zh-Hans"], spoken["zh-Hant"])


def test_every_place_and_option_is_explained_in_every_language() -> None:
    explained: dict[str, list[str]] = {}
    for language in wording.LANGUAGES:
        wording.use_language(language)
        explained[language] = [
            f"{name} {action.dest}: {action.help or ''}"
            for name, parser in commands().items()
            for action in parser._actions
        ]

    assert [each for each in explained["en"] if each.endswith(": ")] == []
    for language in ("zh-Hans", "zh-Hant"):
        assert [each for each in explained[language] if not HAN.search(each)] == []


def readme_rows() -> Iterator[str]:
    """The commands in the first column of the README's table."""
    table = README.read_text("utf-8").split("\n| command |")[1].split("\n\n")[0]
    for row in table.splitlines()[2:]:
        yield from re.findall(r"`(?:fieldvisit ?)?([^`]*)`", row.split(" | ")[0])


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set()
    for row in filter(None, readme_rows()):
        verb, *words = row.split()
        actions = [word.rstrip(",") for word in words]
        actions = [word for word in actions if re.fullmatch("[a-z]+", word)]
        named |= {f"{verb} {action}" for action in actions} or {verb}

    assert named == set(commands())


def test_the_options_that_the_readme_names_are_there() -> None:
    parsers = commands()
    for row in filter(None, readme_rows()):
        options = {each.split("=")[0] for each in re.findall(r"--[a-z-]+", row)}
        known = {
            each
            for name, parser in parsers.items()
            if name.split()[0] == row.split()[0]
            for each in parser._option_string_actions
        }
        assert options <= known, row


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("import {home}/none.csv", "FILE: There is no such file"),
        ("import {home}", "FILE: This is a folder"),
        ("import {home}/facts.json", "FILE: This JSON file is not a Fineract"),
        ("import {home}/cases.csv --clients {home}/facts.json", "FILE: A file of clients"),
        ("import {home}/cases.csv --currency XXX", "--currency: this is not a currency code"),
        ("import {home}/cases.csv --country Chin", "--country: this country is not known"),
        ("import {home}/cases.csv --zone Moon/Base", "--zone: this time zone is not known"),
        ("import {home}/cases.csv --role king", "--role: write one of"),
        ("import {home}/cases.csv --debt-type love", "--debt-type: write one of"),
        ("import {home}/cases.csv --date-order ymd", "--date-order: write one of"),
        ("import {home}/cases.csv --calendar roman", "--calendar: write one of"),
        ("import {home}/cases.csv --map case=Nope", "case: the file has no column"),
        ("import {home}/cases.csv --map hair=case", "hair: a case list has no such field"),
        ("import {home}/cases.csv --map case", "case: write the mapping as field=Header"),
        ("today --date 2026-02-30", "--date: this is not a date"),
        ("today --now 0001-01-01T00:00+08:00", "--now: write date, time and offset"),
        ("today --date 1899-12-31", "--date: this is not a date"),
        ("case list --after -1", "--after: write a whole number"),
        ("case show NOPE", "case: there is no case"),
        ("case contact NOPE --kind call --result no_answer", "case: there is no case"),
        ("case contact HT-1 --kind call --result no_answer --party dog", "--party: write one of"),
        ("case consent HT-1 --name gift", "--name: write one of"),
        ("case paper HT-1 --name rocket", "--name: write one of"),
        ("case end NOPE --reason x", "entry: there is no entry"),
        ("visit check NOPE", "visit: there is no visit"),
        ("visit start NOPE --party debtor", "visit: there is no visit"),
        ("visit start HT-4@2026-11-24 --party dog", "--party: "),
        ("visit finish NOPE", "visit: there is no visit"),
        ("visit move NOPE --to 2026-11-26", "visit: there is no visit"),
        ("visit move HT-4@2026-11-24 --to 2026-11-26 --window 9-11", "--window: write a window"),
        ("visit move HT-4@2026-11-24 --to 2026-11-26 --window 09:00Z-11:00", "--window: write"),
        ("visit plan NOPE --on 2026-11-26", "case: there is no case"),
        ("visit plan HT-4 --on 2026-11-01", "--on: "),
        ("outcome NOPE --code DL", "visit: there is no visit"),
        ("outcome HT-4@2026-11-24 --code DL --detail hat=blue", "--detail: hat is not known"),
        ("outcome HT-4@2026-11-24 --code DL --amount 5", "--amount: this does not belong"),
        ("undo NOPE", "event: there is no record"),
        ("plan preview --debt 5", "--currency: this is needed"),
        ("plan preview --debt x --currency CNY --parts 2 --first 2027-01-01", "--debt: "),
        ("plan preview --debt 5 --currency CNY --parts 0 --first 2027-01-01", "--parts: "),
        ("plan preview --debt 5 --currency CNY --parts 2 --first soon", "--first: "),
        ("plan preview --debt 5 --currency CNY --kind gift", "--kind: write one of"),
        ("plan preview --debt 5 --currency CNY --kind extension --to soon", "--to: "),
        ("plan agree NOPE --parts 2 --first 2026-12-10", "visit: there is no visit"),
        ("plan agree HT-4@2026-11-24 --parts 2 --first 2026-12-10", "--read-back: "),
        ("promise list --through soon", "--through: this is not a date"),
        ("promise keep NOPE", "promise: there is no promise"),
        ("promise keep HT-1@2026-12-01 --part 900", "--part: "),
        ("promise break NOPE", "promise: there is no promise"),
        ("rules show NOPE", "PACK: there is no pack"),
        ("rules check {home}/none.toml", "none.toml: the file cannot be opened"),
        ("rules decide {home}/cases.csv", "FACTS, line 1: this is not JSON"),
        ("rules list --packs {home}/none", "none: this folder is not there"),
        ("script show NOPE", "script: there is no such script"),
        ("script check {home}/none.toml", "none.toml: the file cannot be opened"),
        ("day status --date soon", "--date: this is not a date"),
        ("day close --date 2026-11-26", "--date: this day has not"),
        ("sync", "--folder: name the folder"),
        ("sync --folder {home}/none", "--folder: there is no such folder"),
        ("config set hair red", "hair: "),
        ("config set currency XXX", "currency: "),
        ("config init --test-clock", "--test-clock: this store holds records"),
    ],
)
def test_bad_input_is_one_sentence_that_names_it_and_changes_nothing(
    line: CommandLine, call: str, sentence: str
) -> None:
    def files() -> dict[str, bytes]:
        paths = sorted(each for each in line.home.rglob("*") if each.is_file())
        return {
            each.name: each.read_bytes()
            for each in paths
            if each.name in ("journal.db", "settings.toml") or each.suffix == ".csv"
        }

    before = files()
    now = None if call.startswith("config") else TEN
    answer = line(*words_of(call, line), now=now)

    assert (answer.code, answer.out) == (2, ""), answer
    assert answer.err.startswith(sentence), answer.err
    assert answer.err.count("\n") == 1
    assert files() == before


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("visit finish HT-4@2026-11-24", "visit.not_begun"),
        (f"visit start HT-4@2026-11-24 --party debtor --at {NIGHT}", "visit.blocked"),
        ("visit start HT-2@2026-11-24 --party debtor", "visit.begun"),
        ("visit plan HT-4 --on 2026-11-24", "visit.listed"),
        ("visit move HT-1@2026-11-24 --to 2026-11-26", "visit.begun"),
        ("promise break HT-1@2026-12-01", "promise.early"),
    ],
)
def test_what_is_refused_ends_with_3_and_says_why(line: CommandLine, call: str, code: str) -> None:
    """The gate's refusal is an entry of the journal; nothing else is."""
    standing = line.json("day", "status")
    answer = line(*words_of(call, line), "--json")

    assert (answer.code, answer.error["code"]) == (3, code)
    assert line.json("day", "status") | {"unsent": 0} == standing | {"unsent": 0}
