from pathlib import Path

import pytest

from fieldvisit.domain.checklist import load_checklist, missing, toggle
from fieldvisit.domain.problems import BadInput

NAMES = "{ en = 'A', zh-Hans = 'A', zh-Hant = 'A' }"
HEAD = f"id = 'x'\nversion = 1\ntitle = {NAMES}\n[group.g]\nname = {NAMES}\n"
ITEM = f"[[item]]\nid = 'a'\ngroup = 'g'\ntext = {NAMES}\nwhy = {NAMES}\n"


def broken(folder: Path, text: str) -> str:
    path = folder / "list.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        load_checklist(path)
    return str(caught.value)


def test_every_group_of_the_first_visit_has_items() -> None:
    checklist = load_checklist()
    assert set(checklist.groups) == {
        "prior",
        "documents",
        "evidence",
        "identity",
        "team",
        "recorder",
        "safety",
    }
    for group in checklist.groups:
        assert checklist.of_group(group)


def test_required_items_are_missing_until_they_are_ticked() -> None:
    checklist = load_checklist()
    required = {item.id for item in checklist.items if item.required}

    assert {item.id for item in missing(checklist, set())} == required
    assert missing(checklist, required) == ()
    assert [item.id for item in missing(checklist, required - {"badge"})] == ["badge"]


def test_missing_items_keep_the_order_of_the_list() -> None:
    checklist = load_checklist()
    order = [item.id for item in checklist.items]
    found = [item.id for item in missing(checklist, set())]
    assert found == sorted(found, key=order.index)


def test_ticks_are_put_and_taken_away() -> None:
    checklist = load_checklist()
    ticked = toggle(checklist, frozenset(), "badge")
    assert ticked == {"badge"}
    assert toggle(checklist, ticked, "badge") == frozenset()


def test_an_unknown_item_cannot_be_ticked() -> None:
    with pytest.raises(BadInput, match="item: the checklist has no such item"):
        toggle(load_checklist(), frozenset(), "umbrella")


def test_the_same_item_twice_is_refused(tmp_path: Path) -> None:
    assert "item[2].id is used twice" in broken(tmp_path, HEAD + ITEM + ITEM)


def test_an_item_of_an_unknown_group_is_refused(tmp_path: Path) -> None:
    text = HEAD + ITEM.replace("group = 'g'", "group = 'h'")
    assert "item[1].group must be one of these: g" in broken(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("odd = 1\n" + HEAD + ITEM, "odd"),
        (HEAD + "odd = 1\n" + ITEM, "group.g.odd"),
        (HEAD + ITEM + "odd = 1\n", "item[1].odd"),
    ],
)
def test_unknown_keys_are_refused(tmp_path: Path, text: str, key: str) -> None:
    assert f"{key} is not known here" in broken(tmp_path, text)
