"""Import, today, case, visit: documents as promised, and their words for people."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import CASES, NIGHT, TEN, VISIT, CommandLine, a_command_line, a_working_day

from fieldvisit import wording
from fieldvisit.store.store import Store


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    yield a_working_day(tmp_path, capsys)
    wording.use_language("en")


@pytest.fixture
def fresh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    yield a_command_line(tmp_path, capsys)
    wording.use_language("en")


def test_an_import_says_what_it_did(fresh: CommandLine) -> None:
    rows = CASES + "HT-4,No Amount,much,1,,,,CN,third_party,\n"
    path = fresh.write("cases.csv", rows)

    dry = fresh.json("import", path, "--dry-run")
    assert (dry["applied"], dry["new"]) == (False, 3)
    assert fresh.json("case", "list")["total"] == 0

    first = fresh.json("import", path)
    assert first["rejections"] == [
        {"row": 5, "column": "amount_due", "reason": first["rejections"][0]["reason"]}
    ]
    assert "much" not in first["rejections"][0]["reason"]
    assert first["mapping"]["borrower"] == "borrower"
    assert {key: first[key] for key in first if key not in ("rejections", "mapping")} == {
        "file": "cases.csv",
        "format": "csv",
        "encoding": "utf-8",
        "rows": 4,
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "rejected": 1,
        "unused": [],
        "hints": [],
        "applied": True,
    }
    again = fresh.json("import", path)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 3)


def test_an_import_warns_of_what_would_block_every_visit(fresh: CommandLine) -> None:
    path = fresh.write("bare.csv", "case,borrower,amount_due,dpd\nA,Ann,1,1\nB,Bob,2,2\n")

    hints = fresh.json("import", path, "--dry-run")["hints"]
    assert [(each["code"], each["field"], each["cases"]) for each in hints] == [
        ("missing_defaults", "country", 2),
        ("missing_defaults", "role", 2),
    ]
    assert "--country" in hints[0]["message"]
    plain = fresh("import", path, "--dry-run").out
    assert hints[0]["message"] in plain
    assert "Nothing was written" in plain

    given = ("--country", "CN", "--role", "third_party")
    assert fresh.json("import", path, *given)["hints"] == []
    assert fresh.json("today")["visits"][0]["decision"]["effect"] == "ack"


def test_a_list_without_a_currency_says_how_to_state_it(fresh: CommandLine) -> None:
    path = fresh.write("bare.csv", "案件号,姓名,金额,到期日\nA,李四,1,2026-10-01\n")

    fresh.json("config", "set", "currency", "", now=None)
    document = fresh.json("import", path, "--dry-run")
    assert [(each["field"], each["cases"]) for each in document["hints"]] == [("currency", 1)]
    assert "--currency" in document["hints"][0]["message"]
    plain = fresh("import", path, "--dry-run").out
    assert "Row 2: Currency: this is required and the row does not have it." in plain


def test_columns_are_mapped_by_hand_and_rejected_rows_kept(fresh: CommandLine) -> None:
    path = fresh.write("odd.csv", "case,Who,amount_due,dpd\nA,Ann,1,1\nB,Bob,x,2\n")
    rejected = fresh.home / "rejected.csv"

    document = fresh.json("import", path, "--map", "borrower=Who", "--rejected", str(rejected))

    assert (document["mapping"]["borrower"], document["new"]) == ("Who", 1)
    assert "Bob" in rejected.read_text("utf-8-sig")
    assert fresh.error("import", path, "--map", "Who")[:2] == (2, "map.form")
    assert fresh.error("import", str(fresh.home / "none.csv"))[0] == 2
    assert fresh.error("import", path, "--role", "king")[2] == "--role"


def test_many_rejections_are_not_all_written_out(fresh: CommandLine) -> None:
    rows = "".join(f"X{number},Ann,no,1\n" for number in range(60))
    path = fresh.write("bad.csv", "case,borrower,amount_due,dpd\n" + rows)

    plain = fresh("import", path).out

    assert plain.count("\nRow ") == 50
    assert "and 10 more" in plain


def test_today_says_that_a_planned_time_is_shut(fresh: CommandLine) -> None:
    heads = "case,borrower,amount_due,dpd,country,role,window_from,window_to\n"
    late = "L,Ann,1,40,CN,third_party,22:30,23:00\n"
    fresh.json("import", fresh.write("late.csv", heads + late))

    visit = fresh.json("today")["visits"][0]
    assert visit["at_window"]["effect"] == "block"
    assert visit["at_window"]["reasons"][0]["rule"] == "cn.hours"
    assert "not at 22:30" in fresh("today").out


def test_today_shows_the_day_with_decisions(line: CommandLine) -> None:
    document = line.json("today")

    assert (document["date"], document["zone"]) == ("2026-11-24", "Asia/Shanghai")
    assert (document["open"], document["recorded"]) == (2, 0)
    first = document["visits"][0]
    decision = first.pop("decision")
    assert first == {
        "id": "HT-2@2026-11-24",
        "case": "HT-2",
        "borrower": "李小梅",
        "shown": "李*梅",
        "district": "静安区",
        "dpd": 40,
        "amount": {"amount": "8000.00", "currency": "CNY"},
        "window": None,
        "state": "planned",
        "kind": "visit",
        "outcome": None,
        "may_from": "2026-11-24T02:00:00Z",
        "at_window": None,
        "place": "home",
    } | {key: first[key] for key in ("shown",)}
    assert set(decision) >= {"effect", "reasons", "packs", "local"}
    assert len(line.json("today", "--date", "2026-11-25")["visits"]) == 3
    assert line.error("today", "--date", "tomorrow")[1:] == ("date.wrong", "--date")


def test_today_for_people_covers_names(line: CommandLine) -> None:
    plain = line("today").out

    assert "HT-1@2026-11-24" in plain
    assert "confirm first" in plain
    assert "王建国" not in plain
    line.json("config", "set", "mask_names", "no")
    assert "王建国" in line("today").out
    assert "No visits" in line("today", "--date", "2026-11-01").out


def test_a_window_is_shown(fresh: CommandLine) -> None:
    rows = "case,borrower,amount_due,dpd,window_from,window_to\nA,Ann,1,1,09:00,11:00\n"
    fresh.json("import", fresh.write("w.csv", rows))

    assert fresh.json("today")["visits"][0]["window"] == ["09:00", "11:00"]
    assert "09:00-11:00" in fresh("today").out


def test_the_decision_speaks_the_asked_language(line: CommandLine) -> None:
    texts = [
        line.json("visit", "check", VISIT, "--lang", language)["reasons"][0]["text"]
        for language in wording.LANGUAGES
    ]

    assert len(set(texts)) == 3


def test_cases_are_listed_and_found(line: CommandLine) -> None:
    listed = line.json("case", "list")
    assert (listed["total"], listed["cases"][0]["case"]) == (3, "HT-1")
    assert [each["case"] for each in line.json("case", "list", "--after", "2")["cases"]] == ["HT-3"]

    found = line.json("case", "search", "建国")
    assert (found["query"], found["total"]) == ("建国", 1)
    assert {"case": "HT-1", "borrower": "王建国", "matched": "borrower"}.items() <= found["cases"][
        0
    ].items()
    plain = line("case", "search", "wjg").out
    assert "HT-1" in plain
    assert "王建国" not in plain
    assert "1 case" in plain
    assert line("case", "search", "nobody").out == "No case found.\n"


def test_a_case_is_shown_whole(line: CommandLine) -> None:
    for words in (
        ("contact", "--kind", "call", "--result", "spoke_to_debtor"),
        ("consent", "--name", "consent.hours", "--until", "2026-12-31"),
        ("flag", "--name", "dispute", "--at", "2026-11-24T09:00+08:00"),
        ("paper", "--name", "visit_notice"),
    ):
        saved = line.json("case", words[0], "HT-1", *words[1:])
        assert set(saved) == {"case", "event"}
        assert set(saved["event"]) == {"id", "seq"}
    line.json(
        *("outcome", VISIT, "--code", "PTP", "--amount", "500", "--date", "2026-12-01"),
        *("--method", "transfer", "--met", "debtor", "--met", "spouse"),
    )

    document = line.json("case", "show", "HT-1")

    assert document["amount"] == {"amount": "1200.00", "currency": "CNY"}
    assert (document["case"], document["borrower"], document["account"]) == ("HT-1", "王建国", "")
    assert document["dpd"] == 31
    assert [each["kind"] for each in document["contacts"]] == ["call", "visit"]
    assert [(each["name"], each["until"]) for each in document["consents"]] == [
        ("consent.hours", "2026-12-31")
    ]
    assert [each["at"] for each in document["flags"]] == ["2026-11-24T01:00:00Z"]
    assert [each["name"] for each in document["papers"]] == ["visit_notice"]
    assert [each["state"] for each in document["visits"]] == ["recorded", "planned"]
    assert document["promises"][0]["status"] == "pending"
    assert (document["plans"], document["outcomes"][0]["code"]) == ([], "PTP")
    plain = line("case", "show", "HT-1").out
    assert "debtor, spouse" in plain
    for words_shown in ("Visits", "Contacts", "Promises", "Papers", "1200.00 CNY"):
        assert words_shown in plain
    assert "13800138000" not in plain
    line.json("config", "set", "mask_phones", "no")
    assert "13800138000" in line("case", "show", "HT-1").out


def test_a_bare_case_shows_no_empty_block(line: CommandLine) -> None:
    plain = line("case", "show", "HT-3").out

    assert "Visits" in plain
    for title in ("Contacts", "Outcomes", "Promises", "Flags", "Consents", "Papers"):
        assert title not in plain


def test_entries_end_with_a_reason(line: CommandLine) -> None:
    flag = line.json("case", "flag", "HT-1", "--name", "dispute")["event"]["id"]

    ended = line.json("case", "end", flag, "--reason", "settled")

    assert ended["entry"] == flag
    assert line.json("case", "show", "HT-1")["flags"] == []
    assert line.error("case", "end", flag, "--reason", "again")[:2] == (3, "entry.ended")
    assert line.error("case", "end", "X", "--reason", " ")[0] == 2
    assert line("case", "flag", "HT-1", "--name", "dispute").out.startswith("Saved #")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("contact", "HT-1", "--kind", "call", "--result", "shouted"), "--result: write one of"),
        (("flag", "HT-1", "--name", "tired"), "--name: write one of"),
        (("flag", "HT-1", "--name", "dispute", "--until", "soon"), "--until: write date"),
        (("flag", "HT-1", "--name", "dispute", "--at", NIGHT), "--at: this lies in the future"),
        (("flag", "HT-1", "--name", "dispute", "--at", "noon"), "--at: write date, time"),
    ],
)
def test_the_option_at_fault_is_named(
    line: CommandLine, words: tuple[str, ...], sentence: str
) -> None:
    answer = line("case", *words)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(sentence)


def test_the_gate_is_asked_and_nothing_written(line: CommandLine) -> None:
    decision = line.json("visit", "check", VISIT, "--at", NIGHT)

    assert decision["effect"] == "block"
    assert decision["opens_at"] == "2026-11-25T00:00:00Z"
    assert "not now" in line("visit", "check", VISIT, "--at", NIGHT).out
    assert "not now  Opens tomorrow at 08:00." in line("today", now=NIGHT).out
    assert line.json("day", "status")["unsent"] == 3
    assert line.error("visit", "check", "X") == (2, "visit.unknown", "visit")


def test_a_visit_is_started_and_finished(line: CommandLine) -> None:
    started = line.json("visit", "start", VISIT, "--party", "debtor")
    assert {"visit": VISIT, "state": "started"}.items() <= started.items()
    assert (started["event"]["seq"], started["decision"]["effect"]) == (4, "ack")

    finished = line.json("visit", "finish", VISIT, now="2026-11-24T10:30+08:00")
    assert (finished["state"], finished["decision"]) == ("finished", None)
    assert line.error("visit", "start", VISIT, "--party", "debtor")[:2] == (3, "visit.begun")
    plain = line("visit", "start", "HT-2@2026-11-24", "--party", "debtor").out
    assert plain.startswith("Saved #6\nconfirm first\n")
    assert line("visit", "finish", "HT-2@2026-11-24").out == "Saved #7\n"


def test_a_blocked_visit_ends_with_3_and_its_decision(line: CommandLine) -> None:
    answer = line("visit", "start", VISIT, "--party", "debtor", "--at", NIGHT, "--json")

    assert (answer.code, answer.error["code"]) == (3, "visit.blocked")
    assert answer.document["decision"]["effect"] == "block"
    assert line.json("today")["visits"][1]["state"] == "planned"


def test_the_options_of_a_start_are_named(line: CommandLine) -> None:
    assert line("visit", "start", VISIT, "--party", "dog").err.startswith("--party: dog is not")
    start = line("visit", "start", VISIT, "--party", "debtor", "--ticked", "rocket")
    assert start.err.startswith("--ticked: rocket is not")


def test_a_visit_is_moved_with_or_without_its_window(line: CommandLine) -> None:
    def moved(*words: str) -> tuple[str, object]:
        line.json("visit", "move", VISIT, *words)
        day = words[1]
        visits = line.json("today", "--date", day)["visits"]
        return day, next(each["window"] for each in visits if each["id"] == VISIT)

    assert moved("--to", "2026-11-26", "--window", "14:00-15:30")[1] == ["14:00", "15:30"]
    assert moved("--to", "2026-11-27")[1] == ["14:00", "15:30"]
    assert moved("--to", "2026-11-28", "--window", "any")[1] is None
    for words, field in (
        (("--to", "2026-11-23"), "--to"),
        (("--to", "soon"), "--to"),
        (("--to", "2026-11-28", "--window", "late"), "--window"),
    ):
        assert line("visit", "move", VISIT, *words).err.startswith(f"{field}: ")


def test_a_visit_is_planned(line: CommandLine) -> None:
    planned = line.json("visit", "plan", "HT-3", "--on", "2026-11-24")

    assert (planned["visit"], planned["day"]) == ("HT-3@2026-11-24", "2026-11-24")
    assert line.error("visit", "plan", "HT-3", "--on", "2026-11-24")[:2] == (3, "visit.listed")
    assert line("visit", "plan", "HT-3", "--on", "2026-11-01").err.startswith("--on: ")


def test_documents_are_utf_8_and_stand_alone(line: CommandLine) -> None:
    answer = line("case", "show", "HT-1", "--json")

    assert "王建国" in answer.out
    assert json.loads(answer.out) == answer.document
    assert TEN not in answer.out


def test_what_is_shown_where_it_was_and_what_the_receipt_states_are_kept(
    line: CommandLine,
) -> None:
    team = ["--team", "7,2026-01-10,,approval letter", "--shows", "badge; card"]
    assert line("visit", "check", VISIT, *team).code == 0
    start = line.json("visit", "start", VISIT, "--party", "debtor", *team)
    members = stored_payload(line, start)["facts"]["action"]["team"]
    assert [each["shows"] for each in members] == [
        ["badge", "card"],
        ["approval letter", "badge", "card"],
    ]

    paid = ["--amount", "5", "--receipt", "7", "--receipt-says", "date=2026-11-24"]
    paid += ["--receipt-says", "balance"]
    logged = line.json("outcome", VISIT, "--code", "PPAY", *paid)
    evidence = stored_payload(line, logged)["closing"]["evidence"]
    assert evidence == {"receipt": {"date": "2026-11-24", "balance": True}}

    wrong = line("outcome", VISIT, "--code", "DL", "--receipt-says", "colour", "--json")
    assert (wrong.code, wrong.error["message"].split(":")[0]) == (2, "--receipt-says")
    unstarted = line.json("outcome", "HT-2@2026-11-24", "--code", "DL", "--place", "work")
    assert unstarted["place"] == "work"


def stored_payload(line: CommandLine, document: dict[str, Any]) -> dict[str, Any]:
    """What the journal holds of the step that the document tells of."""
    store = Store.open(line.home / "data")
    try:
        event = store.journal.find(document["event"]["id"])
    finally:
        store.close()
    assert event is not None
    return event.payload


@pytest.mark.parametrize("option", ["--until", "--from", "--to", "--place"])
def test_an_empty_limit_does_not_make_a_consent_hold_for_ever(
    line: CommandLine, option: str
) -> None:
    refused = line("case", "consent", "HT-1", "--name", "consent.hours", option, "", "--json")

    assert refused.code == 2
    assert refused.error["message"].startswith(f"{option}:")
    assert line.json("case", "show", "HT-1")["consents"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("today", "--date", ""),
        ("visit", "check", VISIT, "--at", ""),
        ("outcome", VISIT, "--code", "PPAY", "--amount", "5", "--receipt", " "),
    ],
)
def test_an_empty_word_is_a_slip_and_not_left_out(
    line: CommandLine, words: tuple[str, ...]
) -> None:
    refused = line(*words, "--json")

    assert refused.code == 2
    assert refused.error["message"].startswith(words[-2])
