"""What to have ready before a visit: items in groups, some of them required."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from fieldvisit.domain.content import CONTENT, Table, Texts, read_content
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

CHECKLISTS = CONTENT / "checklists"


@frozen
class Item:
    """One thing to have or to do. `why` is shown to a person who would skip it."""

    id: str
    group: str
    text: Texts
    why: Texts
    required: bool


@frozen
class Checklist:
    """Items in the order in which they are gone through; `groups` maps a group to its name."""

    id: str
    version: int
    title: Texts
    groups: Mapping[str, Texts]
    items: tuple[Item, ...]

    def of_group(self, group: str) -> tuple[Item, ...]:
        """The group's items, in order."""
        return tuple(item for item in self.items if item.group == group)


@cache
def load_checklist(path: Path = CHECKLISTS / "first-visit.toml") -> Checklist:
    """The checklist of a file, read once; raises BadInput naming file, line and key."""
    table = read_content(path)
    groups = {name: group.texts("name") for name, group in _groups(table).items()}
    items: dict[str, Item] = {}
    for each in table.tables("item"):
        item = _read_item(each, groups)
        if item.id in items:
            raise each.wrong("id", N_("{file}, line {line}: {key} is used twice."))
        items[item.id] = item
    checklist = Checklist(
        id=table.text("id"),
        version=table.number("version"),
        title=table.texts("title"),
        groups=groups,
        items=tuple(items.values()),
    )
    table.close()
    return checklist


def missing(checklist: Checklist, ticked: Collection[str]) -> tuple[Item, ...]:
    """The required items that are not ticked, in order; a visit is ready when there are none."""
    return tuple(item for item in checklist.items if item.required and item.id not in ticked)


def toggle(checklist: Checklist, ticked: frozenset[str], item_id: str) -> frozenset[str]:
    """The ticks with this one put or taken away; raises BadInput when there is no such item."""
    if all(item.id != item_id for item in checklist.items):
        raise BadInput(
            N_("{field}: the checklist has no such item; use one of {allowed}."),
            code="checklist.item",
            field="item",
            allowed=", ".join(item.id for item in checklist.items),
        )
    return ticked ^ {item_id}


def _groups(table: Table) -> dict[str, Table]:
    groups = table.table("group").entries()
    for group in groups.values():
        group.texts("name")
        group.close()
    return groups


def _read_item(table: Table, groups: Collection[str]) -> Item:
    item = Item(
        id=table.text("id"),
        group=table.one_of("group", groups),
        text=table.texts("text"),
        why=table.texts("why"),
        required=table.yes("required", default=False),
    )
    table.close()
    return item
