"""Scripts out of TOML files. What a script says is judged by `check`; here only its form."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fieldvisit.dialogue.blocked_words import blocked_words
from fieldvisit.dialogue.script import (
    FACTS,
    SIDES,
    SPEAKERS,
    STEPS,
    TAGS,
    Choice,
    Node,
    Script,
)
from fieldvisit.domain.content import CONTENT, Table, read_content
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

SCRIPTS = CONTENT / "scripts"


def shipped_scripts(folder: Path = SCRIPTS) -> list[Script]:
    """Every script of the folder, by id."""
    return sorted((load_script(path) for path in folder.glob("*.toml")), key=lambda each: each.id)


def find_script(script_id: str, folder: Path = SCRIPTS) -> Script:
    """The folder's script of that id; raises BadInput naming those that exist."""
    scripts = {script.id: script for script in shipped_scripts(folder)}
    if script_id not in scripts:
        raise BadInput(
            N_("{field}: there is no such script; use one of {allowed}."),
            code="script.unknown",
            field="script",
            allowed=", ".join(scripts),
        )
    return scripts[script_id]


@cache
def load_script(path: Path) -> Script:
    """The script of a file, read once; raises BadInput naming file, line and key.

    A script with words that no collector may say is not taken. The program's own are not asked
    again each time: `check_script` finds them, and the tests let none through.
    """
    table = read_content(path)
    script = Script(
        id=table.text("id"),
        version=table.number("version"),
        live=table.yes("live", default=True),
        title=table.texts("title"),
        summary=table.texts("summary"),
        start=table.text("start"),
        nodes={name: _read_node(name, each) for name, each in _tables(table, "node").items()},
        sides={name: _read_choice(each) for name, each in _sides(table).items()},
    )
    table.close()
    if path.parent != SCRIPTS:
        _refuse_blocked_words(table, script)
    return script


def _refuse_blocked_words(table: Table, script: Script) -> None:
    for where, language, hit in blocked_words(script):
        key = f"{where}.{language}" if f"{where}.{language}" in table.lines else where
        phrase = N_(
            "{file}, line {line}: {key} holds {words}, which the list {list} forbids; "
            "say it in another way."
        )
        raise table.wrong(key, phrase, words=f'"{hit.text}"', list=hit.list)


def _tables(table: Table, key: str) -> dict[str, Table]:
    return table.table(key).entries()


def _sides(table: Table) -> dict[str, Table]:
    sides = _tables(table, "side")
    for name in sides:
        if name not in SIDES:
            raise table.not_allowed(f"side.{name}", SIDES)
    return sides


def _read_node(name: str, table: Table) -> Node:
    node = Node(
        id=name,
        speaker=table.one_of("speaker", SPEAKERS),
        step=table.one_of("step", STEPS),
        text=table.texts("text"),
        coach=table.texts("coach", required=False),
        tags=table.names("tags", TAGS),
        neutral=table.yes("neutral"),
        aside=table.yes("aside"),
        end=table.yes("end"),
        choices=tuple(_read_choice(each) for each in table.tables("choice")),
    )
    table.close()
    return node


def _read_choice(table: Table) -> Choice:
    choice = Choice(
        text=table.texts("text"),
        goto=table.text("goto"),
        sets=_read_facts(table.table("sets")),
        flag=table.text("flag", ""),
        outcome=table.text("outcome", ""),
        violation=table.text("violation", ""),
    )
    table.close()
    return choice


def _read_facts(table: Table) -> dict[str, str | bool]:
    facts: dict[str, str | bool] = {}
    for name in table.values:
        if name not in FACTS:
            raise table.not_allowed(name, FACTS)
        allowed = FACTS[name]
        if allowed is None:
            facts[name] = table.yes(name)
        else:
            facts[name] = table.one_of(name, allowed) if allowed else table.text(name)
    return facts
