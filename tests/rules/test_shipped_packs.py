"""The packs that come with the program: sourced, marked, in three languages, found sound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from gate_cases import HOURS, facts, pack_from, pack_text, reason

from fieldvisit.domain.content import LANGUAGES
from fieldvisit.rules.check import findings_of
from fieldvisit.rules.decide import decide
from fieldvisit.rules.holidays import HolidayTable
from fieldvisit.rules.load import holidays_with, shipped_packs
from fieldvisit.rules.pack import Pack

RULES = [pytest.param(pack, rule, id=rule.id) for pack in shipped_packs() for rule in pack.rules]
CHECKED = date(2026, 11, 23)


def test_the_packs_there_are() -> None:
    assert {pack.id for pack in shipped_packs()} == {
        *("cn-mainland", "us-regf", "us-ma", "us-wa", "us-nyc", "us-nc", "uk", "in", "tw", "hk"),
        *("sg", "my", "id", "ph", "eu", "au", "practice"),
    }


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.id)
def test_the_readme_says_what_a_pack_covers_and_how_sure_it_is(pack: Pack) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8").splitlines()
    row = next(line for line in readme if line.startswith(f"| `{pack.id}` |"))
    marks = row.split("|")[4].replace(",", " ").split()
    assert sorted(marks) == sorted({rule.mark for rule in pack.rules})


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.id)
def test_a_pack_is_sound(pack: Pack) -> None:
    assert [str(each) for each in findings_of(pack, holidays_with(None), CHECKED)] == []
    assert set(pack.title) == set(LANGUAGES)


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_a_rule_has_words_in_every_language(pack: Pack, rule: object) -> None:
    text = rule.text  # type: ignore[attr-defined]
    assert set(text) == set(LANGUAGES), pack.id


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_house_rules_do_not_pose_as_law(pack: Pack, rule: object) -> None:
    claims_house = rule.source.startswith("House rule")  # type: ignore[attr-defined]
    assert claims_house == (rule.mark == "POLICY"), pack.id  # type: ignore[attr-defined]


def test_the_hours_of_the_united_kingdom_only_warn() -> None:
    uk = next(pack for pack in shipped_packs() if pack.id == "uk")
    windows = [rule for rule in uk.rules if rule.kind == "hours"]
    assert [(rule.effect, rule.mark) for rule in windows] == [("warn", "POLICY")]


def test_an_expired_pack_blocks_what_it_binds(tmp_path: Path) -> None:
    text = pack_text(HOURS, more="expires = 2026-07-14")
    pack = pack_from(tmp_path, text)
    last = decide(facts("2026-07-14T12:00:00Z", zones=("UTC",), packs=["a"]), [pack])
    over = decide(facts("2026-07-15T00:00:00Z", zones=("UTC",), packs=["a"]), [pack])
    assert last.effect == "allow"
    assert [each.rule for each in over.reasons] == ["pack.expired"]
    assert (over.effect, over.packs) == ("block", ())


def test_a_stale_pack_asks_for_a_look(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text(HOURS, more='stale_after = "10 days"'))
    for now, speaks in (("2026-12-03T23:59:59Z", False), ("2026-12-04T00:00:00Z", True)):
        asked = facts("2026-07-14T12:00:00Z", zones=("UTC",), packs=["a"], clock={"now": now})
        spoken = reason(decide(asked, [pack]), "pack.stale")
        assert (spoken is not None) == speaks
        assert spoken is None or spoken.effect == "ack"


def test_a_rule_without_words_is_not_proofread(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text(HOURS))
    assert {each.where for each in findings_of(pack, {}, CHECKED)} == {"pack.title"}


def test_what_a_check_finds(tmp_path: Path) -> None:
    long = "x" * 200
    rule = {**HOURS, "holidays": "closed", "text": {"en": long, "zh-Hans": "五月１日…"}}
    more = 'holidays = "ID"\nstale_after = "10 days"\nexpires = 2027-01-01'
    pack = pack_from(tmp_path, pack_text(rule, more=more))

    def codes(today: date, table: HolidayTable | None) -> set[str]:
        tables = {"ID": table} if table else {}
        return {each.code for each in findings_of(pack, tables, today)}

    texts = {"language.missing", "character.unsafe"}
    assert codes(CHECKED, None) == {*texts, "holidays.missing"}
    assert codes(CHECKED, HolidayTable((2026,))) == {*texts, "holidays.short"}
    assert codes(CHECKED, HolidayTable((2026, 2027))) == texts
    assert codes(date(2026, 10, 31), HolidayTable((2026,))) == texts
    assert codes(date(2026, 12, 4), HolidayTable((2026, 2027))) == {*texts, "pack.stale"}
    assert codes(date(2027, 1, 2), HolidayTable((2027,))) == {*texts, "pack.expired"}
    quiet = replace(pack, holidays="", stale_after=None, expires=None)
    assert {each.code for each in findings_of(quiet, {}, date(2030, 1, 1))} == texts


@pytest.mark.parametrize("clock", ["", 'count = "hours"'])
def test_a_pack_that_names_no_clock_is_told(tmp_path: Path, clock: str) -> None:
    pack = pack_from(tmp_path, pack_text(HOURS, clock=clock))

    assert "clock.missing" in {each.code for each in findings_of(pack, {}, CHECKED)}
    assert "clock.missing" not in {
        each.code for each in findings_of(pack_from(tmp_path, pack_text(HOURS)), {}, CHECKED)
    }
