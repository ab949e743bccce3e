"""Outcome, undo, plan, promise, day, sync, verify, rebuild: documents as promised."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import NIGHT, VISIT, CommandLine, a_working_day

from fieldvisit import wording
from fieldvisit.domain.outcome import load_outcome_codes
from fieldvisit.store.engine import connect

SECOND = "HT-2@2026-11-24"
PTP = ("--code", "PTP", "--amount", "500", "--date", "2026-12-01", "--method", "transfer")
RECORDED = ("--recorded", "audio", "--reference", "A-1")
"""The law of the place asks for a recording before a visit is closed."""
PLAN = ("--parts", "3", "--first", "2026-12-10")


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    yield a_working_day(tmp_path, capsys)
    wording.use_language("en")


def test_a_promise_is_recorded_with_what_follows(line: CommandLine) -> None:
    note = ("--cause", "job_loss", "--note", "calm talk")
    document = line.json("outcome", VISIT, *PTP, *note, *RECORDED)

    assert set(document["event"]) == {"id", "seq"}
    assert document["closing"]["effect"] == "allow"
    assert {key: document[key] for key in ("visit", "code", "words", "follow_up")} == {
        "visit": VISIT,
        "code": "PTP",
        "words": [],
        "follow_up": {"date": "2026-12-01", "kind": "promise"},
    }
    follow_up = line.json("today", "--date", "2026-12-01")["visits"][-1]
    assert (follow_up["id"], follow_up["kind"]) == ("HT-1@2026-12-01", "follow_up")


def test_money_consents_and_details_are_recorded(line: CommandLine) -> None:
    line.json(
        *("outcome", VISIT, "--code", "PPAY", "--amount", "200", "--receipt", "R-7"),
        *("--how", "cash", "--met", "debtor", "--flag", "vulnerable"),
        *("--consent", "consent.hours=yes", "--consent", "record_health=no"),
    )
    line.json("outcome", SECOND, "--code", "NAH", "--detail", "best_time=after six")

    first, second = (line.json("case", "show", each)["outcomes"][0] for each in ("HT-1", "HT-2"))
    assert first["money"] == {"amount": "200.00", "currency": "CNY"}
    assert (first["how"], first["receipt"], first["flags"]) == ("cash", "R-7", ["vulnerable"])
    assert first["consents"] == {"consent.hours": True, "record_health": False}
    assert second["details"] == {"best_time": "after six"}


def test_part_is_paid_and_the_rest_promised(line: CommandLine) -> None:
    part = ("outcome", VISIT, "--code", "PPAY", "--amount", "200", "--receipt", "R-7")
    assert line(*part, "--date", "2026-12-01").err.startswith("--promised: this outcome needs it")
    assert line(*part, "--promised", "100").err.startswith("--date: this outcome needs it")

    recorded = line.json(*part, "--promised", "100", "--date", "2026-12-01")
    assert recorded["follow_up"] == {"date": "2026-12-01", "kind": "promise"}
    assert line.json("promise", "list")["promises"][0]["amount"]["amount"] == "100.00"
    assert line.json("day", "status")["totals"] == {
        "promised": [{"amount": "100.00", "currency": "CNY"}],
        "collected": [{"amount": "200.00", "currency": "CNY"}],
    }


def test_people_read_that_it_is_saved_and_what_follows(line: CommandLine) -> None:
    recorded = line("outcome", VISIT, *PTP, *RECORDED).out
    assert recorded == "Saved #4\nIt comes up again on 2026-12-01.\n"
    empty = ("--not-recorded", "nobody was there")
    assert line("outcome", SECOND, "--code", "DL", *empty).out == "Saved #5\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--code", "PTP", "--amount", "500"), "--date: this outcome needs it"),
        (("--code", "PTP"), "--amount: this outcome needs it"),
        (("--code", "PTP", "--amount", "much"), "--amount: "),
        (("--code", "PTP", "--amount", "1.234"), "--amount: "),
        (("--code", "NAH"), "--detail best_time: this outcome needs it"),
        (("--code", "MET3"), "--met: this outcome needs it"),
        (("--code", "PAID", "--amount", "1"), "--receipt: this outcome needs it"),
        (("--code", "RTP"), "--reason: this outcome needs it"),
        (("--code", "VUL"), "--consent: this outcome needs it"),
        (("--code", "XYZ"), "--code: this outcome code is not known"),
        (("--code", "PLAN"), "--code: this outcome needs an agreement"),
        (("--code", "DL", "--met", "dog"), "--met: dog is not known"),
        (("--code", "DL", "--flag", "tired"), "--flag: tired is not known"),
        (("--code", "DL", "--cause", "bad_luck"), "--cause: "),
        (("--code", "DL", "--consent", "consent.hours=perhaps"), "--consent: write NAME=yes"),
        (("--code", "DL", "--consent", "sure=yes"), "--consent: sure is not known"),
        (("--code", "DL", "--detail", "best_time"), "--detail: write NAME=TEXT."),
        (("--code", "DL", "--date", "soon"), "--date: "),
    ],
)
def test_the_option_that_is_missing_or_wrong_is_named(
    line: CommandLine, words: tuple[str, ...], sentence: str
) -> None:
    answer = line("outcome", VISIT, *words)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(sentence)
    assert answer.err.count("\n") == 1
    assert line.json("today")["recorded"] == 0


def test_every_need_of_every_code_has_an_option(line: CommandLine) -> None:
    for code in load_outcome_codes().codes.values():
        answer = line("outcome", VISIT, "--code", code.id)
        if code.needs:
            assert answer.err.startswith("--"), answer.err


def test_a_note_is_not_repeated_in_an_error(line: CommandLine) -> None:
    answer = line(
        *("outcome", VISIT, "--code", "VUL", "--consent", "record_health=no"),
        *("--note", "王建国 is ill", "--json"),
    )

    assert answer.error["code"] == "consent.refused"
    assert "王建国" not in answer.out + answer.err


def test_the_last_record_is_taken_back(line: CommandLine) -> None:
    first = line.json("outcome", VISIT, "--code", "DL")["event"]["id"]
    line.json("outcome", SECOND, "--code", "DL")

    undone = line.json("undo")
    assert (undone["undone"]["type"], set(undone["event"])) == ("outcome.logged", {"id", "seq"})
    assert line.json("undo", first)["undone"]["id"] == first
    assert line.json("today")["recorded"] == 0
    assert line.error("undo") == (3, "undo.nothing", "")
    assert line.error("undo", first)[:2] == (3, "undo.impossible")
    line.json("outcome", VISIT, "--code", "DL")
    assert line("undo").out == "Taken back. Saved #9\n"


def test_an_agreement_is_previewed_and_recorded(line: CommandLine) -> None:
    preview = line.json("plan", "preview", "--debt", "1200", "--currency", "CNY", *PLAN)
    agreed = line.json("plan", "agree", VISIT, *PLAN, "--read-back", "three times 400")

    assert set(agreed) == set(preview) | {"visit", "event"}
    assert agreed["total"] == "1200.00"
    assert [each["due"] for each in agreed["instalments"]] == [
        "2026-12-10",
        "2027-01-10",
        "2027-02-10",
    ]
    assert (agreed["approval"], agreed["affordable"]) == ("not-needed", None)
    promises = line.json("promise", "list")["promises"]
    assert [each["number"] for each in promises] == [1, 2, 3]
    assert {each["plan"] for each in promises} == {agreed["event"]["id"]}
    assert line.json("case", "show", "HT-1")["plans"][0]["kind"] == "instalments"
    again = line("plan", "agree", VISIT, "--parts", "2", *PLAN[2:], "--read-back", "two times").out
    assert again.startswith("2 instalments\n")
    assert again.endswith("Saved #5\n")
    assert line.json("outcome", VISIT, "--code", "PLAN")["follow_up"] is None


def test_an_extension_waits_for_head_office(line: CommandLine) -> None:
    words = ("--kind", "extension", "--to", "2027-03-31", "--read-back", "end of March")

    assert line.json("plan", "agree", VISIT, *words)["approval"] == "pending"


def test_an_agreement_needs_the_borrowers_words(line: CommandLine) -> None:
    answer = line("plan", "agree", VISIT, *PLAN)

    assert (answer.code, answer.err.split(":")[0]) == (2, "--read-back")
    assert line.error("plan", "agree", VISIT, "--parts", "2", "--read-back", "x")[2] == "first"
    past = ("--parts", "2", "--first", "2026-11-01", "--read-back", "x")
    assert line.error("plan", "agree", VISIT, *past)[0] == 2


def test_promises_are_listed_and_settled(line: CommandLine) -> None:
    assert line("promise", "list").out == "No promise is pending.\n"
    line.json("outcome", VISIT, *PTP)
    line.json("outcome", SECOND, *PTP)

    listed = line.json("promise", "list")["promises"]
    assert listed[0] == {
        "promise": "HT-1@2026-12-01",
        "case": "HT-1",
        "borrower": "王建国",
        "shown": listed[0]["shown"],
        "amount": {"amount": "500.00", "currency": "CNY"},
        "due": "2026-12-01",
        "plan": None,
        "number": 1,
        "status": "pending",
    }
    assert line.json("promise", "list", "--through", "2026-11-30")["promises"] == []
    plain = line("promise", "list").out
    assert "HT-1@2026-12-01" in plain
    assert "王建国" not in plain

    part = line.json("promise", "keep", "HT-1@2026-12-01", "--part", "200")
    assert (part["promise"], part["status"]) == ("HT-1@2026-12-01", "part")
    assert line("promise", "keep", "HT-2@2026-12-01").out == "Saved #7\n"
    assert line.error("promise", "keep", "HT-2@2026-12-01")[:2] == (3, "promise.settled")
    assert line.error("promise", "keep", "X") == (2, "promise.unknown", "promise")


def test_a_part_is_less_than_the_whole(line: CommandLine) -> None:
    line.json("outcome", VISIT, *PTP)

    for part in ("500", "0", "some"):
        answer = line("promise", "keep", "HT-1@2026-12-01", "--part", part)
        assert (answer.code, answer.err.split(":")[0]) == (2, "--part")


def test_a_promise_is_broken_when_its_day_is_over_where_the_borrower_lives(
    line: CommandLine,
) -> None:
    line.json("config", "set", "zone", "Pacific/Kiritimati")
    line.json("outcome", VISIT, *PTP)
    words = ("promise", "break", "HT-1@2026-12-01")

    assert line.error(*words, now="2026-12-01T23:59+08:00")[:2] == (3, "promise.early")
    assert line.json(*words, now="2026-12-02T00:00+08:00")["status"] == "broken"


def test_the_day_has_figures_and_is_sealed(line: CommandLine) -> None:
    line.json("outcome", VISIT, *PTP, *RECORDED)
    paid = ("--code", "PAID", "--amount", "8000", "--receipt", "R-1", "--how", "transfer")
    line.json("outcome", SECOND, *paid, *RECORDED)

    status = line.json("day", "status")
    assert status == {
        "date": "2026-11-24",
        "visits": 2,
        "done": 2,
        "open": [],
        "outcomes": {"PAID": 1, "PTP": 1},
        "plans": 0,
        "totals": {
            "promised": [{"amount": "500.00", "currency": "CNY"}],
            "collected": [{"amount": "8000.00", "currency": "CNY"}],
        },
        "unsent": 5,
        "last_sync": None,
        "closed": False,
        "unclosed": [],
    }
    closed = line.json("day", "close", now=NIGHT)
    assert (closed["closed"], closed["unsent"], closed["event"]["seq"]) == (True, 6, 6)
    assert len(closed["code"]) == 9
    assert line.error("day", "close", now=NIGHT)[:2] == (3, "day.closed")
    assert closed["code"] in line("day", "close", now=NIGHT).err
    line.json("outcome", SECOND, *paid)
    plain = line("day", "close", now=NIGHT).out
    assert "Code to read out: " in plain
    assert "recorded: 2" in plain


def test_other_days_have_figures_too(line: CommandLine) -> None:
    assert line.json("day", "status", "--date", "2026-11-25")["open"] == [
        VISIT,
        SECOND,
        "HT-3@2026-11-25",
    ]
    assert "promised: -" in line("day", "status").out
    assert line("day", "close", "--date", "2026-11-26").err.startswith("--date: this day has not")


def test_the_log_is_handed_over_once(line: CommandLine, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    line.json("outcome", VISIT, *PTP)

    first = line.json("sync", "--folder", str(stick))
    assert {key: first[key] for key in first if key != "carrier"} == {
        "sent": 4,
        "confirmed": 0,
        "duplicates": 0,
        "refused": [],
        "quarantined": [],
        "unsent": 0,
        "received": 0,
    }
    files = sorted(stick.iterdir())
    second = line.json("sync", "--folder", str(stick))
    assert (second["sent"], second["duplicates"]) == (0, 0)
    assert sorted(stick.iterdir()) == files
    status = line.json("day", "status")
    assert (status["unsent"], status["last_sync"]) == (0, "2026-11-24T02:00:00Z")
    assert line.error("undo") == (3, "undo.nothing", "")

    line.json("config", "set", "sync_folder", str(stick))
    assert "0 entries handed over" in line("sync").out


def test_a_file_in_the_way_of_the_log_is_told(line: CommandLine, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    line.json("sync", "--folder", str(stick))
    other = tmp_path / "other stick"
    other.mkdir()
    for folder in (each for each in stick.iterdir() if each.is_dir()):
        (other / folder.name).mkdir()
        for bundle in folder.iterdir():
            (other / folder.name / bundle.name).write_bytes(b"something else")

    assert len(line.json("sync", "--folder", str(other))["refused"]) == 1
    assert "refused: " in line("sync", "--folder", str(other)).out


def test_a_hand_over_needs_a_folder(line: CommandLine) -> None:
    assert line.error("sync") == (2, "sync.no_folder", "--folder")


def test_the_journal_is_verified_and_the_tables_made_again(line: CommandLine) -> None:
    line.json("outcome", VISIT, *PTP)
    before = line.json("case", "show", "HT-1")

    found = line.json("verify")
    assert {
        "ok": True,
        "events": 4,
        "chain": "whole",
        "copy": "equal",
        "projections": "equal",
    }.items() <= found.items()
    assert len(found["head"]) == 64
    assert "All is well." in line("verify").out
    rebuilt = line.json("rebuild")
    assert (rebuilt["events"], rebuilt["from_copy"]) == (4, False)
    assert line.json("case", "show", "HT-1") == before
    assert "4 entries" in line("rebuild").out


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_lost_store_is_made_again_from_the_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, elsewhere: bool
) -> None:
    line = CommandLine(tmp_path, capsys)
    if elsewhere:
        (tmp_path / "other disk").mkdir()
        folder = str(tmp_path / "other disk")
        line.json("config", "set", "journal_folder", folder, now=None)
    line = a_working_day(tmp_path, capsys)
    line.json("outcome", VISIT, *PTP)
    before = line.json("case", "show", "HT-1")
    (line.home / "data" / "store.db").unlink()

    assert line.error("today", now=None)[:2] == (1, "store.missing")
    rebuilt = line.json("rebuild", now=None)
    assert (rebuilt["events"], rebuilt["from_copy"]) == (4, True)
    assert line.json("case", "show", "HT-1", now=None)["promises"] == before["promises"]
    assert line.json("verify", now=None)["ok"]


def test_changed_tables_are_noticed_and_put_right(line: CommandLine) -> None:
    connection = connect(line.home / "data" / "store.db")
    connection.execute("UPDATE visit SET day = '2026-01-01'")
    connection.close()

    answer = line("verify", "--json")
    assert (answer.code, answer.document["projections"]) == (1, "differ")
    assert "Run: fieldvisit rebuild" in line("verify").out
    line.json("rebuild")
    assert line("verify").code == 0


def test_a_changed_journal_is_noticed(line: CommandLine) -> None:
    line.json("outcome", VISIT, *PTP)
    connection = connect(line.home / "data" / "store.db")
    connection.execute("UPDATE event_log SET stored = replace(stored, '500', '501') WHERE seq = 4")
    connection.close()

    answer = line("verify")

    assert answer.code == 1
    assert "All is well." not in answer.out


@pytest.mark.parametrize("words", [("today",), ("verify",), ("rebuild",)])
def test_nothing_is_done_without_the_drive_of_the_copy(
    line: CommandLine, words: tuple[str, ...]
) -> None:
    line.json("config", "set", "journal_folder", str(line.home / "drive"))

    assert line.error(*words, now=None) == (2, "journal.folder", "journal_folder")
