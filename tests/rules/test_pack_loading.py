"""Every fault of a pack file is an error that names file, line and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gate_cases import HOURS, NEED, pack_from, pack_text

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.load import load_pack, packs_with, shipped_packs, shipped_packs_for

GOOD_NEED = {**NEED, "has": ["visit_notice"]}


def error_of(folder: Path, text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        pack_from(folder, text)
    return caught.value


def test_a_pack_is_read_whole(tmp_path: Path) -> None:
    more = 'expires = 2027-01-01\nstale_after = "180d"\nholidays = "ID"\n'
    applies = '[pack.applies]\ncountry = ["ID"]\nrole = ["first_party"]\n'
    rule = {
        **HOURS,
        "on": ["visit"],
        "edges": "(]",
        "days": ["Mon", "Tue"],
        "holidays": "closed",
        "whole_visit": True,
        "place": ["home"],
        "unless": ["consent.hours", "payment_offer", "lawyer"],
        "override": "supervisor",
        "text": {"en": "Words"},
        "when": {"dpd_over": 3, "dpd_up_to": 15, "role": ["first_party"]},
    }
    pack = pack_from(
        tmp_path, pack_text(rule, GOOD_NEED, more=more + applies, clock='zone = "UTC"')
    )
    assert pack.stale_after == 180
    assert str(pack.expires) == "2027-01-01"
    assert pack.applies == {"country": ("ID",), "role": ("first_party",)}
    assert pack.clock.zone == "UTC"
    hours, need = pack.rules
    assert (hours.own.opens, hours.own.closes, hours.own.edges) == (480, 1260, "(]")
    assert (hours.when.dpd_over, hours.when.dpd_up_to) == (3, 15)
    assert hours.text == {"en": "Words"}
    assert need.on == ("visit",)
    assert need.override == "none"
    assert pack.by_action["visit"] == (hours, need)
    assert pack.by_action["call"] == ()


def test_rules_look_at_every_channel_unless_told(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text(HOURS))
    assert pack.rules[0].on == ("visit", "call", "message", "letter")
    several = {**GOOD_NEED, "before": ["visit", "enter_home"]}
    assert pack_from(tmp_path, pack_text(several)).rules[0].on == ("visit", "enter_home")


def test_whole_days_may_be_open(tmp_path: Path) -> None:
    pack = pack_from(tmp_path, pack_text({**HOURS, "open": "00:00", "close": "24:00"}))
    assert (pack.rules[0].own.opens, pack.rules[0].own.closes) == (0, 1440)


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"opne": "08:00"}, "opne"),
    ({"kind": "hour"}, "kind"),
    ({"kind": None}, "kind"),
    ({"id": None}, "id"),
    ({"effect": "forbid"}, "effect"),
    ({"effect": None}, "effect"),
    ({"mark": "SURE"}, "mark"),
    ({"mark": None}, "mark"),
    ({"mark": "UNSURE"}, "effect"),
    ({"mark": "DRAFT"}, "effect"),
    ({"source": None}, "source"),
    ({"source": " "}, "source"),
    ({"open": "21:00"}, "open"),
    ({"open": "22:00"}, "open"),
    ({"open": "8:00"}, "open"),
    ({"open": 800}, "open"),
    ({"open": None}, "open"),
    ({"close": "25:00"}, "close"),
    ({"edges": "[["}, "edges"),
    ({"days": ["Monday"]}, "days"),
    ({"holidays": "shut"}, "holidays"),
    ({"holidays": "closed"}, "holidays"),
    ({"whole_visit": "yes"}, "whole_visit"),
    ({"place": ["car"]}, "place"),
    ({"on": ["fax"]}, "on"),
    ({"on": ["enter_home"]}, "on"),
    ({"unless": ["consent.hour"]}, "unless"),
    ({"override": "boss"}, "override"),
    ({"text": {"fr": "Mots"}}, "text.fr"),
    ({"text": {"zh-Hans": "词"}}, "text"),
    ({"when": {"dpd": 3}}, "when.dpd"),
    ({"when": {"dpd_over": -1}}, "when.dpd_over"),
    ({"when": {"flags": ["angry"]}}, "when.flags"),
    ({"when": {"debt_type": ["loan"]}}, "when.debt_type"),
    ({"when": 3}, "when"),
    ({"before": "visit"}, "before"),
]


@pytest.mark.parametrize(("change", "key"), FAULTS, ids=str)
def test_faults_of_a_rule(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    error = error_of(tmp_path, pack_text({**HOURS, "source": "a law", "mark": "KNOWN", **change}))
    assert error.field == f"rule[1].{key}"
    assert error.details["file"] == "a.toml"
    lines = (tmp_path / "a.toml").read_text("utf-8").splitlines()
    line = lines[int(str(error.details["line"])) - 1]
    assert line == "[[rule]]" or line.startswith(key.split(".")[0])
    assert f"a.toml, line {error.details['line']}" in str(error)


NEED_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"has": []}, "has"),
    ({"has": None}, "has"),
    ({"has": ["visit_notic"]}, "has"),
    ({"before": None}, "before"),
    ({"before": []}, "before"),
    ({"before": "visti"}, "before"),
    ({"before": ["visti"]}, "before"),
    ({"lead": "soon"}, "lead"),
    ({"lead": "0h"}, "lead"),
    ({"later": "5 weeks"}, "later"),
    ({"later": "30h"}, "later"),
    ({"has": ["consent.visit"], "within": "30 days"}, "within"),
    ({"tries": 2}, "tries"),
    ({"in_a_row": True}, "in_a_row"),
    ({"has": ["prior_tries"], "tries": 0}, "tries"),
    ({"count": {"outcome": ["nobody"]}}, "count"),
    ({"has": ["prior_tries"], "count": {"outcome": ["absent"]}}, "count.outcome"),
    ({"lead": "24h", "later": "5 days"}, "later"),
    ({"on": ["visit"]}, "on"),
]


@pytest.mark.parametrize(("change", "key"), NEED_FAULTS, ids=str)
def test_faults_of_a_need(tmp_path: Path, change: dict[str, Any], key: str) -> None:
    error = error_of(tmp_path, pack_text({**GOOD_NEED, **change}))
    assert error.field == f"rule[1].{key}"


def test_an_id_stands_once(tmp_path: Path) -> None:
    error = error_of(tmp_path, pack_text(HOURS, GOOD_NEED, HOURS))
    assert error.field == "rule[3].id"
    lines = (tmp_path / "a.toml").read_text("utf-8").splitlines()
    assert lines[int(str(error.details["line"])) - 1] == 'id = "a.hours"'


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "a"\n', "", "pack.id"),
        ("schema = 1", "schema = 2", "pack.schema"),
        ("schema = 1\n", "", "pack.schema"),
        ('title = { en = "A pack" }', 'title = { zh-Hans = "甲" }', "pack.title"),
        ("effective = 2020-01-01", 'effective = "2020-01-01"', "pack.effective"),
        ("checked_on = 2026-11-23\n", "", "pack.checked_on"),
        ("checked_on = 2026-11-23", "checked_on = 2026-11-23T00:00:00", "pack.checked_on"),
        ("[clock]", 'expires = "never"\n[clock]', "pack.expires"),
        ("[clock]", 'stale_after = "long"\n[clock]', "pack.stale_after"),
        ("[clock]", "version = 3\n[clock]", "pack.version"),
        ("[clock]", '[pack.applies]\nrole = ["agent"]\n[clock]', "pack.applies.role"),
        ("[clock]", '[pack.applies]\nplanet = ["Mars"]\n[clock]', "pack.applies.planet"),
        ('zone = "borrower"', 'zone = "Asia/Peking"', "clock.zone"),
        ("[clock]", '[clock]\nunknown = "guess"', "clock.unknown"),
        ("[clock]", '[clock]\ncount = "weeks"', "clock.count"),
        ("[clock]", "[clock]\ntick = 1", "clock.tick"),
        ("[clock]", "[extra]\na = 1\n[clock]", "extra"),
        ("[clock]", '[clock]\nzone = "borrower"\n[[rules]]', "rules"),
        ("[clock]", 'extends = ["nowhere"]\n[clock]', "pack.extends"),
        ("[clock]", 'extends = ["a"]\n[clock]', "pack.extends"),
    ],
)
def test_faults_of_the_head(tmp_path: Path, old: str, new: str, key: str) -> None:
    text = pack_text(HOURS)
    assert old in text
    assert error_of(tmp_path, text.replace(old, new, 1)).field == key


def test_what_is_no_toml_says_so(tmp_path: Path) -> None:
    assert error_of(tmp_path, "[pack\n").code == "content.toml"
    with pytest.raises(BadInput, match="cannot be opened"):
        load_pack(tmp_path / "none.toml")
    with pytest.raises(BadInput, match="cannot be opened"):
        load_pack(tmp_path)


def test_an_agency_adds_a_folder(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(pack_text(HOURS, name="own"), "utf-8")
    assert [pack.id for pack in packs_with(tmp_path)] == [
        *(pack.id for pack in shipped_packs()),
        "own",
    ]
    assert packs_with(None) is shipped_packs()
    with pytest.raises(BadInput, match="folder is not there"):
        packs_with(tmp_path / "none")


def test_for_a_country_come_the_packs_that_may_bind_a_case_there() -> None:
    every = shipped_packs()
    countries = {name for pack in every for name in pack.applies.get("country", ())}
    for country in (*sorted(countries), "UK", "ZZ"):
        named = "GB" if country == "UK" else country
        packs = [pack for pack in every if named in pack.applies.get("country", (named,))]
        assert list(shipped_packs_for(country)) == packs
        ids = {pack.id for pack in packs}
        assert all(ids.issuperset(pack.extends) for pack in packs)
    assert shipped_packs_for("") == every


def test_the_id_of_a_pack_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(pack_text(HOURS, name="uk"), "utf-8")
    with pytest.raises(BadInput) as caught:
        packs_with(tmp_path)
    assert (caught.value.field, caught.value.details["file"]) == ("pack.id", "own.toml")


def test_a_file_is_parsed_once_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(pack_text(HOURS), "utf-8")
    first = load_pack(path)
    assert load_pack(path) is first
    path.write_text(pack_text({**HOURS, "close": "20:00"}), "utf-8")
    changed = load_pack(path)
    assert changed.rules[0].own.closes == 1200
    assert changed.sha256 != first.sha256
