"""A house pack may add and tighten, never loosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from gate_cases import (
    AVOID,
    CALL_LIMIT,
    HOLD,
    HOURS,
    NEED,
    STOP,
    decided,
    facts,
    loosened,
    pack_from,
    pack_text,
    reason,
)

from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.check import findings_of
from fieldvisit.rules.decide import decide
from fieldvisit.rules.load import holidays_with, load_pack, packs_with, shipped_packs

PARENT = {
    **HOURS,
    "on": ["visit", "call"],
    "days": ["Mon", "Tue"],
    "holidays": "closed",
    "whole_visit": True,
    "edges": "()",
    "unless": ["consent.hours"],
    "place": ["home", "work"],
}
TRIES = {**NEED, "has": ["prior_tries"], "tries": 3, "count": {"channel": ["call"]}}
LIMIT = {**CALL_LIMIT, "count": {"outcome": ["conversation"], "skip": ["not_connected"]}}
HOLD_NEXT = {**HOLD, "first_day": "next"}
FREE_STOP = {**STOP, "until": "verification_sent", "allow": ["notify"], "how": ["written"]}
WORK_STOP = {**STOP, "place": ["work"], "who": ["debtor"], "not": ["executor"]}
LASTING = {**STOP, "oral_for": "10 days", "after_end": "30 days"}
WAIT = {**NEED, "has": ["prior_contact"], "within": "9 days"}
PARENT_NEED = {**NEED, "has": ["visit_notice", "agent_notice"], "lead": "24h"}
LATER = {**NEED, "has": ["validation_notice"], "later": "5 days"}


@pytest.mark.parametrize(
    ("parent", "change", "key"),
    [
        (PARENT, {}, ""),
        (PARENT, {"open": "09:00", "close": "20:00", "edges": "[]"}, ""),
        (PARENT, {"open": "07:59"}, "open"),
        (PARENT, {"close": "21:01"}, "close"),
        (PARENT, {"edges": "[)"}, "edges"),
        (PARENT, {"edges": "(]"}, "edges"),
        (PARENT, {"days": ["Mon"]}, ""),
        (PARENT, {"days": ["Mon", "Sun"]}, "days"),
        (PARENT, {"holidays": "open"}, "holidays"),
        (HOURS, {"holidays": "closed"}, ""),
        (PARENT, {"whole_visit": False}, "whole_visit"),
        (HOURS, {"whole_visit": True}, ""),
        (PARENT, {"place": ["home"]}, "place"),
        (PARENT, {"place": None}, ""),
        (HOURS, {"place": ["home"]}, "place"),
        (PARENT, {"effect": "ack"}, "effect"),
        ({**HOURS, "effect": "warn"}, {"effect": "block"}, ""),
        (PARENT, {"override": "supervisor"}, "override"),
        ({**HOURS, "override": "supervisor"}, {"override": "none"}, ""),
        (PARENT, {"on": ["visit"]}, "on"),
        (PARENT, {"on": ["visit", "call", "letter"]}, ""),
        (PARENT, {"when": {"dpd_over": 9}}, "when"),
        ({**HOURS, "when": {"dpd_over": 9}}, {"when": None}, ""),
        (PARENT, {"unless": ["consent.hours", "court.permission"]}, "unless"),
        (PARENT, {"unless": None}, ""),
        (PARENT_NEED, {}, ""),
        (PARENT_NEED, {"has": ["visit_notice"]}, "has"),
        (PARENT_NEED, {"has": ["visit_notice", "agent_notice", "agency_notice"]}, ""),
        (PARENT_NEED, {"lead": "23h"}, "lead"),
        (PARENT_NEED, {"lead": None}, "lead"),
        (PARENT_NEED, {"lead": "2 days"}, ""),
        (PARENT_NEED, {"lead": None, "later": "1 day"}, "lead"),
        ({**PARENT_NEED, "lead": None}, {"later": "1 day"}, "later"),
        (LATER, {"later": "6 days"}, "later"),
        (LATER, {"later": "4 days"}, ""),
        (LATER, {"later": None}, ""),
        (WAIT, {"within": "10 days"}, "within"),
        (WAIT, {"within": None}, "within"),
        (WAIT, {"within": "8 days"}, ""),
        (TRIES, {"tries": 2}, "tries"),
        (TRIES, {"tries": 4}, ""),
        (TRIES, {"in_a_row": True}, ""),
        ({**TRIES, "in_a_row": True}, {"in_a_row": None}, "in_a_row"),
        (TRIES, {"count": {"channel": ["call", "letter"]}}, "count"),
        (TRIES, {"count": None}, "count"),
        (TRIES, {"count": {"channel": ["call"], "outcome": ["no_answer"]}}, ""),
        (LIMIT, {}, ""),
        (LIMIT, {"max": 8}, "max"),
        (LIMIT, {"max": 6}, ""),
        (LIMIT, {"per": "6 days"}, "per"),
        (LIMIT, {"per": "8 days"}, ""),
        (LIMIT, {"per": "calendar week"}, "per"),
        ({**LIMIT, "per": "calendar week"}, {"per": "6 days"}, "per"),
        ({**LIMIT, "per": "calendar week"}, {"per": "7 days"}, ""),
        ({**LIMIT, "per": "calendar week"}, {"per": "calendar month"}, "per"),
        ({**LIMIT, "per": "calendar month"}, {"per": "30 days"}, "per"),
        ({**LIMIT, "per": "calendar month"}, {"per": "31 days"}, ""),
        (LIMIT, {"by": "person+debt+number"}, "by"),
        (LIMIT, {"by": "person"}, ""),
        (LIMIT, {"by": None}, ""),
        (LIMIT, {"count": {"outcome": ["conversation"]}}, ""),
        (LIMIT, {"count": {"skip": ["not_connected"]}}, ""),
        (LIMIT, {"count": {"outcome": ["no_answer"]}}, "count"),
        (LIMIT, {"count": {"outcome": ["conversation"], "skip": ["sent"]}}, "count"),
        (LIMIT, {"count": {"outcome": ["conversation"], "party": ["debtor"]}}, "count"),
        (HOLD_NEXT, {"for": "6 days"}, "for"),
        (HOLD_NEXT, {"for": "8 days"}, ""),
        (HOLD_NEXT, {"first_day": "event"}, "first_day"),
        (HOLD, {"first_day": "next"}, ""),
        (HOLD, {"by": "person+debt+number"}, "by"),
        (HOLD, {"after": None}, "after"),
        (HOLD, {"after": {"channel": ["call", "visit"], "outcome": ["conversation"]}}, ""),
        (HOLD, {"after": {"channel": ["visit"], "outcome": ["conversation"]}}, "after"),
        (FREE_STOP, {}, ""),
        (FREE_STOP, {"while": ["cease", "lawyer"]}, ""),
        (FREE_STOP, {"while": ["lawyer"]}, "while"),
        (FREE_STOP, {"until": None}, ""),
        (STOP, {"until": "verification_sent"}, "until"),
        (FREE_STOP, {"until": "payment_offer"}, "until"),
        (FREE_STOP, {"allow": ["notify", "verify"]}, "allow"),
        (FREE_STOP, {"allow": None}, ""),
        (FREE_STOP, {"how": None}, ""),
        (STOP, {"how": ["written"]}, "how"),
        (WORK_STOP, {"place": ["work", "home"]}, ""),
        (STOP, {"place": ["work"]}, "place"),
        (WORK_STOP, {"who": ["spouse"]}, "who"),
        (WORK_STOP, {"not": ["executor", "lawyer"]}, "not"),
        (WORK_STOP, {"not": None}, ""),
        (LASTING, {"oral_for": "9 days"}, "oral_for"),
        (LASTING, {"oral_for": None}, ""),
        (STOP, {"oral_for": "9 days"}, "oral_for"),
        (LASTING, {"after_end": "29 days"}, "after_end"),
        (LASTING, {"after_end": "31 days"}, ""),
        (AVOID, {}, ""),
        (AVOID, {"unless": []}, ""),
    ],
)
def test_a_child_is_never_weaker(
    tmp_path: Path, parent: dict[str, Any], change: dict[str, Any], key: str
) -> None:
    assert loosened(tmp_path, parent, change) == key


def test_another_kind_under_the_same_id_is_refused(tmp_path: Path) -> None:
    elder = pack_from(tmp_path, pack_text(HOURS, name="law"))
    other = {**NEED, "id": HOURS["id"], "has": ["visit_notice"]}
    with pytest.raises(BadInput) as caught:
        pack_from(tmp_path, pack_text(other, name="house"), others=(elder,))
    assert caught.value.field == "rule[1].kind"


def write(folder: Path, **packs: str) -> None:
    for name, text in packs.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")


def test_a_house_pack_cannot_widen_a_shipped_window(tmp_path: Path) -> None:
    wider = {**HOURS, "id": "cn.hours", "open": "07:00", "close": "22:00"}
    write(tmp_path, own=pack_text(wider, name="own"))
    with pytest.raises(BadInput) as caught:
        packs_with(tmp_path)
    assert caught.value.details["pack"] == "cn-mainland"


def test_packs_of_one_folder_may_build_on_each_other(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_child=pack_text({**HOURS, "close": "19:00"}, name="child", more='extends = ["middle"]'),
        b_middle=pack_text({**HOURS, "close": "20:00"}, name="middle", more='extends = ["law"]'),
        c_law=pack_text(HOURS, name="law"),
    )
    packs = packs_with(tmp_path)
    whole = decide(facts("2026-07-14T19:30:00Z", zones=("UTC",), packs=["child"]), packs)
    assert [name for name, _ in whole.packs] == ["child", "law", "middle"]
    assert [each.pack for each in whole.reasons if each.rule == "a.hours"] == ["child"]
    write(tmp_path, a_child=pack_text(HOURS, name="child", more='extends = ["middle"]'))
    with pytest.raises(BadInput, match="only be stricter"):
        packs_with(tmp_path)


def test_packs_may_not_extend_each_other_in_a_ring(tmp_path: Path) -> None:
    write(
        tmp_path,
        one=pack_text(name="one", more='extends = ["two"]'),
        two=pack_text(name="two", more='extends = ["one"]'),
    )
    with pytest.raises(BadInput) as caught:
        packs_with(tmp_path)
    assert caught.value.field == "pack.extends"


def test_strangers_may_not_share_an_id(tmp_path: Path) -> None:
    write(tmp_path, one=pack_text(HOURS, name="one"), two=pack_text(HOURS, name="two"))
    with pytest.raises(BadInput) as caught:
        packs_with(tmp_path)
    assert caught.value.field == "rule[1].id"


def test_a_tighter_window_of_the_house_wins(tmp_path: Path) -> None:
    own = {**HOURS, "id": "us.regf.hours", "open": "09:00", "close": "20:00", "whole_visit": True}
    text = pack_text({**own, "on": ["visit", "call", "message"]}, name="own")
    write(tmp_path, own=text)
    house = packs_with(tmp_path)[-1]
    at = "2026-07-14T08:30:00-04:00"
    has = {"validation_notice": "2026-07-01T00:00:00Z"}
    zones = ("America/New_York",)
    assert decided(at, "us-regf", zones=zones, has=has).effect == "allow"
    both = decided(at, "us-regf", house, zones=zones, has=has)
    assert both.effect == "block"
    spoken = reason(both, "us.regf.hours")
    assert spoken is not None
    assert spoken.pack == "own"


def test_the_pack_in_the_readme_is_sound_and_decides(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    path = tmp_path / "our-house.toml"
    path.write_text(readme.split("```toml\n")[1].split("```")[0], "utf-8")
    pack = load_pack(path, shipped_packs())
    assert findings_of(pack, holidays_with(None), date(2026, 11, 23)) == []
    for at, speaks in (("19:30", False), ("19:31", True)):
        decision = decided(f"2026-07-14T{at}:00+08:00", pack, zones=("Asia/Urumqi",), minutes=30)
        assert (reason(decision, "our.hours") is not None) is decision.is_blocked is speaks
