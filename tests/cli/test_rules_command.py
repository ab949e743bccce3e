"""fieldvisit rules: the documents, the plain lines, and the errors."""

import argparse
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gate_cases import HOURS, pack_text

from fieldvisit import wording
from fieldvisit.cli import rules
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.kinds import KINDS
from fieldvisit.rules.load import shipped_packs

VISIT = {
    "id": "T01",
    "packs": ["us-regf"],
    "place": {"zones": ["America/Los_Angeles"]},
    "action": {"kind": "visit", "at": "2026-07-14T08:30:00-04:00"},
}
NOTICED = {**VISIT, "id": 2, "has": {"validation_notice": "2026-07-01T00:00:00Z"}}
OPEN = {**NOTICED, "action": {"kind": "visit", "at": "2026-07-14T12:30:00-04:00"}}
SHIPPED = Path(rules.__file__).parents[1] / "content" / "packs"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    wording.use_language("en")
    yield
    wording.use_language("en")


def answered(*words: str, now: str | None = None) -> tuple[Any, str, int]:
    parser = argparse.ArgumentParser()
    rules.add_commands(parser.add_subparsers())
    arguments = parser.parse_args(["rules", *words])
    arguments.now = now
    document = arguments.run(arguments)
    exit_code = getattr(arguments, "exit_code", lambda _: 0)(document)
    assert json.loads(json.dumps(document)) == document
    return document, arguments.plain(document), exit_code


def written(folder: Path, document: Any) -> str:
    path = folder / "facts.json"
    path.write_text(json.dumps(document), "utf-8")
    return str(path)


def test_list_names_every_pack() -> None:
    document, text, _ = answered("list")
    ids = [each["id"] for each in document["packs"]]
    assert ids == [pack.id for pack in shipped_packs()]
    assert all(name in text for name in ids)
    assert "not legal advice" in text


def test_list_takes_a_folder_of_the_agency(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(pack_text(HOURS, name="own"), "utf-8")
    document, _, _ = answered("list", "--packs", str(tmp_path))
    assert document["packs"][-1]["id"] == "own"


def test_show_prints_each_rule_with_source_and_mark() -> None:
    document, text, _ = answered("show", "uk")
    by_id = {each["id"]: each for each in document["rules"]}
    assert by_id["uk.time"]["open"] == "08:00"
    assert by_id["uk.visit.notice"] | {"text": {}} == {
        "id": "uk.visit.notice",
        "kind": "need",
        "effect": "block",
        "mark": "VERIFIED",
        "source": "CONC 7.9.12R",
        "text": {},
        "before": ["visit"],
        "when": {},
        "unless": [],
        "override": "supervisor",
        "has": ["visit_notice"],
        "lead": "24h",
    }
    assert by_id["uk.visit.place"]["when"] == {"place": ["work", "hospital"]}
    assert "Needed beforehand: blocked  [VERIFIED]  uk.visit.notice" in text
    assert "    CONC 7.9.12R" in text


def test_show_reads_a_file_and_refuses_an_unknown_name(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(pack_text({**HOURS, "place": ["work"]}, name="own"), "utf-8")
    document, text, _ = answered("show", str(path))
    assert document["rules"][0]["place"] == ["work"]
    assert "a law" in text
    with pytest.raises(BadInput, match="no pack of this name"):
        answered("show", "atlantis")


def test_check_finds_a_shipped_pack_sound() -> None:
    now = "2026-11-24T12:00:00Z"
    document, text, exit_code = answered("check", str(SHIPPED / "uk.toml"), now=now)
    rules = len(next(pack for pack in shipped_packs() if pack.id == "uk").rules)
    assert document == {
        "file": "uk.toml",
        "pack": "uk",
        "rules": rules,
        "ok": True,
        "findings": [],
    }
    assert text == f"uk.toml: no faults found, {rules} rules."
    assert exit_code == 0


def test_check_reports_what_should_be_put_right(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(pack_text({**HOURS, "text": {"en": "Words"}}, name="own"), "utf-8")
    document, text, exit_code = answered("check", str(path))
    assert (document["ok"], exit_code) == (False, 1)
    assert "a.hours.text: no text in zh-Hans." in text
    assert text.endswith("4 faults.")


def test_check_refuses_what_does_not_load(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(pack_text({**HOURS, "id": "cn.hours", "open": "06:00"}, name="own"), "utf-8")
    with pytest.raises(BadInput, match=r"own\.toml, line \d+"):
        answered("check", str(path))
    with pytest.raises(BadInput, match="cannot be opened"):
        answered("check", str(tmp_path / "none.toml"))


def test_decide_answers_an_object_with_an_object(tmp_path: Path) -> None:
    document, text, _ = answered("decide", written(tmp_path, VISIT))
    assert (document["id"], document["effect"]) == ("T01", "block")
    lines = text.splitlines()
    assert lines[0] == "T01: blocked"
    assert lines[1] == (
        "  blocked: 05:30 in Los Angeles; visits from 08:00 to 21:00 there. Opens today at 08:00."
    )
    assert lines[2] == "    us.regf.hours  12 CFR 1006.6(b)(1)(i)  [VERIFIED]"


def test_decide_answers_a_list_in_its_order(tmp_path: Path) -> None:
    nameless = {key: value for key, value in OPEN.items() if key != "id"}
    document, text, _ = answered("decide", written(tmp_path, [NOTICED, VISIT, nameless]))
    assert [each.get("id") for each in document] == [2, "T01", None]
    assert [each["effect"] for each in document] == ["block", "block", "allow"]
    assert "\n\nallowed\n" in text


def test_decide_uses_the_packs_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(pack_text({**HOURS, "close": "09:00"}, name="own"), "utf-8")
    visit = {**OPEN, "packs": ["own"], "pack_dir": str(tmp_path)}
    document, _, _ = answered("decide", written(tmp_path, visit))
    assert document["reasons"][0]["pack"] == "own"


def test_decide_lists_the_duties_of_an_allowed_visit(tmp_path: Path) -> None:
    say = {"id": "a.say", "kind": "say", "effect": "ack", "show": ["staff card"]}
    (tmp_path / "own.toml").write_text(pack_text(say, name="own"), "utf-8")
    document, text, _ = answered(
        "decide", written(tmp_path, {**OPEN, "packs": ["own"], "pack_dir": str(tmp_path)})
    )
    assert document["effect"] == "allow"
    assert document["duties"][0]["rule"] == "a.say"
    assert text.splitlines() == [
        "2: allowed",
        "  to be done: Show: staff card.",
        "    a.say  a law  [KNOWN]",
    ]


def test_decide_reads_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Piped:
        buffer = io.BytesIO(b"\xef\xbb\xbf" + json.dumps(OPEN).encode())

    monkeypatch.setattr("sys.stdin", Piped)
    assert answered("decide", "-")[0]["effect"] == "allow"


def test_decide_names_the_key_at_fault(tmp_path: Path) -> None:
    wrong = {**VISIT, "action": {"kindd": "visit"}}
    with pytest.raises(BadInput) as caught:
        answered("decide", written(tmp_path, [VISIT, wrong]))
    assert caught.value.field == "[1].action.kindd"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("content", "line"), [(b'{\n"a": }', 2), (b"\xff\xfe{}", 1), (b"[" * 100_000, 1)]
)
def test_decide_refuses_what_is_not_json(tmp_path: Path, content: bytes, line: int) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="not JSON") as caught:
        answered("decide", str(path))
    assert caught.value.details["line"] == line
    with pytest.raises(BadInput, match="cannot be opened"):
        answered("decide", str(tmp_path / "none.json"))


def test_schema_lists_the_closed_names() -> None:
    document, text, _ = answered("schema")
    assert set(document["kind"]) == set(KINDS)
    assert "consents.name: consent.hours" in text
