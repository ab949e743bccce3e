import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldvisit import wording
from fieldvisit.cli import script
from fieldvisit.domain.problems import BadInput

FAULTY = """\
id = "x"
version = 1
live = false
start = "a"
title = { en = "A", zh-Hans = "甲" }
summary = { en = "A", zh-Hans = "甲", zh-Hant = "甲" }
[node.a]
speaker = "coach"
step = "close"
end = true
neutral = true
text = { en = "A", zh-Hans = "甲", zh-Hant = "甲" }
"""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    wording.use_language("en")
    yield
    wording.use_language("en")


def answered(*words: str) -> tuple[Any, str, int]:
    parser = argparse.ArgumentParser()
    script.add_commands(parser.add_subparsers())
    arguments = parser.parse_args(["script", *words])
    document = arguments.run(arguments)
    exit_code = getattr(arguments, "exit_code", lambda _: 0)(document)
    assert json.loads(json.dumps(document)) == document
    return document, arguments.plain(document), exit_code


def test_list_names_every_script() -> None:
    document, text, _ = answered("list")
    assert [each["id"] for each in document["scripts"]] == ["first-visit"]
    assert text == f"first-visit  First visit ({document['scripts'][0]['size']} nodes)"


def test_list_speaks_the_language_in_use() -> None:
    wording.use_language("zh-Hant")
    assert "首次訪視" in answered("list")[1]


def test_show_prints_every_node_and_side() -> None:
    document, text, _ = answered("show", "first-visit")
    assert document["start"] == "arrive"
    assert len(document["nodes"]) == document["size"]
    assert all(f"[{node['id']}]" in text for node in document["nodes"])
    assert text.count(" > crisis") >= 2


def test_show_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(FAULTY, "utf-8")
    document, text, _ = answered("show", str(path))
    assert document["id"] == "x"
    assert "[a] Goodbye\n  A\n" in text


def test_show_refuses_an_unknown_script() -> None:
    with pytest.raises(BadInput, match="no such script"):
        answered("show", "nothing")


def test_check_finds_faults_and_ends_with_one(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(FAULTY, "utf-8")
    document, text, exit_code = answered("check", str(path))
    assert document == {
        "file": "x.toml",
        "ok": False,
        "findings": [
            {"code": "language.missing", "where": "title", "message": "no text in zh-Hant."}
        ],
    }
    assert text == "title: no text in zh-Hant.\n1 fault."
    assert exit_code == 1


def test_check_of_the_shipped_script_finds_nothing() -> None:
    from fieldvisit.dialogue.load import SCRIPTS

    document, text, exit_code = answered("check", str(SCRIPTS / "first-visit.toml"))
    assert document["ok"]
    assert text == "first-visit.toml: no faults found."
    assert exit_code == 0
