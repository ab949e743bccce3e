"""Every shipped text: in three languages, safe in every terminal, in the right script."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldvisit.dialogue.check import check_script
from fieldvisit.dialogue.load import shipped_scripts
from fieldvisit.dialogue.script import SPEAKERS, STEPS, TAGS
from fieldvisit.domain.arrears import load_causes
from fieldvisit.domain.checklist import CHECKLISTS, load_checklist
from fieldvisit.domain.content import CONTENT, LANGUAGES, Texts
from fieldvisit.domain.outcome import load_outcome_codes
from fieldvisit.domain.proofreading import places_in, proofread

FILES = sorted(path for path in CONTENT.rglob("*.toml") if path.parent.name != "demo")
SPOKEN = [path for path in FILES if path.parent.name in ("scripts", "checklists", "outcomes")]

SIMPLIFIED_IN_BIG5 = "厂虫触党范怀坏机极价洁惊据确胜圣体听万网优与云愿适么凄怜帘复庄征献"
"""Simplified forms that Big5 can encode as rare characters of their own."""
MAINLAND_WORDS = (
    "合同",
    "短信",
    "信息",
    "渠道",
    "小區",
    "核實",
    "審批",
    "總部",
    "復述",
    "複述",
    "賬",
)
TAIWAN_WORDS = ("简讯", "资讯", "管道", "影本", "展延", "总公司", "社区", "行动电话")


def texts_in(value: Any, where: str) -> Iterator[tuple[str, Texts]]:
    """Every table of texts in the file, known by its language keys."""
    if isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from texts_in(each, f"{where}[{number}]")
    elif isinstance(value, dict):
        if value and value.keys() <= set(LANGUAGES):
            yield where, value
        else:
            for key, each in value.items():
                yield from texts_in(each, f"{where}.{key}")


def texts_of(path: Path) -> list[tuple[str, Texts]]:
    return list(texts_in(tomllib.loads(path.read_text("utf-8")), path.stem))


def not_in(charset: str, text: str) -> str:
    return "".join(sorted({each for each in text if not each.encode(charset, "ignore")}))


def test_there_is_content_to_read() -> None:
    assert {path.parent.name for path in SPOKEN} == {"scripts", "checklists", "outcomes"}
    assert all(texts_of(path) for path in SPOKEN)


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_spoken_texts_pass_the_proofreader(path: Path) -> None:
    faults = [str(each) for where, texts in texts_of(path) for each in proofread(texts, where)]
    assert faults == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_stands_in_three_languages_with_the_same_places(path: Path) -> None:
    for where, texts in texts_of(path):
        assert texts.keys() == set(LANGUAGES), where
        assert all(text.strip() for text in texts.values()), where
        assert len({places_in(text) for text in texts.values()}) == 1, where


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_chinese_text_keeps_to_its_own_script(path: Path) -> None:
    """GB 2312 holds no Traditional form, Big5 almost no Simplified one."""
    for where, texts in texts_of(path):
        assert not_in("gb2312", texts["zh-Hans"]) == "", where
        assert not_in("big5", texts["zh-Hant"]) == "", where
        assert not set(SIMPLIFIED_IN_BIG5) & set(texts["zh-Hant"]), where


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_each_chinese_text_uses_the_words_of_its_readers(path: Path) -> None:
    for where, texts in texts_of(path):
        assert not [word for word in MAINLAND_WORDS if word in texts["zh-Hant"]], where
        assert not [word for word in TAIWAN_WORDS if word in texts["zh-Hans"]], where


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.stem)
def test_english_texts_hold_no_chinese_and_the_others_are_chinese(path: Path) -> None:
    for where, texts in texts_of(path):
        assert texts["en"].isascii(), where
        assert not texts["zh-Hans"].isascii(), where
        assert not texts["zh-Hant"].isascii(), where


@pytest.mark.parametrize("script", shipped_scripts(), ids=lambda script: script.id)
def test_shipped_scripts_pass_their_checker(script: Any) -> None:
    assert [str(finding) for finding in check_script(script)] == []


def test_the_first_visit_covers_every_step_and_duty() -> None:
    (script,) = (each for each in shipped_scripts() if each.id == "first-visit")
    nodes = script.nodes.values()
    assert {node.step for node in nodes} == set(STEPS)
    assert {tag for node in nodes for tag in node.tags} == set(TAGS)
    assert {node.speaker for node in nodes} < set(SPEAKERS)


def test_the_first_visit_leads_to_every_outcome_of_a_visit() -> None:
    (script,) = (each for each in shipped_scripts() if each.id == "first-visit")
    choices = [choice for node in script.nodes.values() for choice in node.choices]
    suggested = {choice.outcome for choice in choices} - {""}
    not_at_a_door = {"NV", "SKIP"}
    assert suggested == set(load_outcome_codes().codes) - not_at_a_door


def test_lists_and_codes_load() -> None:
    assert load_causes().causes
    assert load_outcome_codes().renamed == {}
    for path in CHECKLISTS.glob("*.toml"):
        assert load_checklist(path).items
