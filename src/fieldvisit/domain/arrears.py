"""Why an account fell behind: coded causes in groups, so that help can follow the cause."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fieldvisit.domain.content import CONTENT, Table, Texts, read_content
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

GROUPS = ("economic", "psychological", "information", "other")


@frozen
class Cause:
    """One coded cause. `about` says in a sentence when it is the right one."""

    code: str
    group: str
    name: Texts
    about: Texts


@frozen
class Causes:
    """All causes by code, in the order in which they are offered, and the groups' names."""

    version: int
    groups: Mapping[str, Texts]
    causes: Mapping[str, Cause]

    def of_group(self, group: str) -> list[Cause]:
        """The group's causes in the order in which they are offered."""
        return [cause for cause in self.causes.values() if cause.group == group]


@cache
def load_causes(path: Path = CONTENT / "outcomes" / "causes.toml") -> Causes:
    """The causes of a file, read once; raises BadInput naming file, line and key."""
    table = read_content(path)
    version = table.number("version")
    group_table = table.table("group")
    groups = {group: group_table.texts(group) for group in GROUPS}
    group_table.close()
    causes: dict[str, Cause] = {}
    for each in table.tables("cause"):
        cause = _read_cause(each)
        if cause.code in causes:
            raise each.wrong("code", N_("{file}, line {line}: {key} is used twice."))
        causes[cause.code] = cause
    table.close()
    return Causes(version, groups, causes)


def _read_cause(table: Table) -> Cause:
    cause = Cause(
        code=table.text("code"),
        group=table.one_of("group", GROUPS),
        name=table.texts("name"),
        about=table.texts("about"),
    )
    table.close()
    return cause


def check_cause(code: str) -> None:
    """Raise BadInput when the code is no known cause; the empty code is none stated."""
    known = load_causes().causes
    if code and code not in known:
        raise BadInput(
            N_("{field}: this cause is not known; use one of {allowed}."),
            code="cause.unknown",
            field="cause",
            allowed=", ".join(known),
        )
