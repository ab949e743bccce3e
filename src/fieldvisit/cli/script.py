"""fieldvisit script: list, show and check the conversations that a visit can follow."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldvisit.wording import _, counted, pick

if TYPE_CHECKING:
    from fieldvisit.dialogue.script import Choice, Node, Script

Document = dict[str, Any]


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `script list`, `script show SCRIPT` and `script check FILE`."""
    script = verbs.add_parser("script", help=_("list, show and check conversation scripts"))
    actions = script.add_subparsers(metavar="ACTION")
    action = actions.add_parser("list", help=_("the scripts that come with the program"))
    action.set_defaults(run=list_scripts, plain=listed)
    action = actions.add_parser("show", help=_("every line of one script"))
    action.add_argument("script", metavar="SCRIPT", help=_("the script's id, or a file"))
    action.set_defaults(run=show_script, plain=shown)
    action = actions.add_parser("check", help=_("look for faults in a script file"))
    action.add_argument("file", metavar="FILE", type=Path, help=_("a script file in TOML"))
    action.set_defaults(run=check_script, plain=checked, exit_code=check_exit_code)


def list_scripts(arguments: argparse.Namespace) -> Document:  # noqa: ARG001  one form for all verbs
    """The shipped scripts with their titles in every language."""
    from fieldvisit.dialogue.load import shipped_scripts

    return {"scripts": [_summary(script) for script in shipped_scripts()]}


def listed(document: Document) -> str:
    """The scripts as lines of id, number of nodes and title."""
    return "\n".join(
        f"{each['id']}  {pick(each['title'])} ({counted('{n} node', '{n} nodes', each['size'])})"
        for each in document["scripts"]
    )


def show_script(arguments: argparse.Namespace) -> Document:
    """The whole script. A name that ends in .toml is read as a file; raises BadInput."""
    from fieldvisit.dialogue.load import find_script, load_script

    name = arguments.script
    script = load_script(Path(name)) if name.endswith(".toml") else find_script(name)
    return _summary(script) | {
        "start": script.start,
        "sides": {name: _choice(side) for name, side in script.sides.items()},
        "nodes": [_node(node) for node in script.nodes.values()],
    }


def shown(document: Document) -> str:
    """The script to read through: each node, its hint, and where its choices lead."""
    from fieldvisit.dialogue.script import STEPS

    lines = [pick(document["title"]), pick(document["summary"]), ""]
    for node in document["nodes"]:
        lines.append(f"[{node['id']}] {_(STEPS[node['step']])}")
        lines.append(f"  {pick(node['text'])}")
        if node["coach"]:
            lines.append(f"  ({pick(node['coach'])})")
        lines += [f"    - {pick(each['text'])} > {each['goto']}" for each in node["choices"]]
        lines.append("")
    lines.append(_("From anywhere:"))
    lines += [f"    - {pick(each['text'])} > {each['goto']}" for each in document["sides"].values()]
    return "\n".join(lines)


def check_script(arguments: argparse.Namespace) -> Document:
    """The findings on a file, with `ok` true when there are none; raises BadInput."""
    from fieldvisit.dialogue.check import check_file

    findings = [
        {
            "code": finding.code,
            "where": finding.where,
            "message": _(finding.phrase).format(**finding.details),
        }
        for finding in check_file(arguments.file)
    ]
    return {"file": arguments.file.name, "ok": not findings, "findings": findings}


def checked(document: Document) -> str:
    """The findings as lines, or that there are none."""
    if document["ok"]:
        return _("{file}: no faults found.").format(file=document["file"])
    lines = [f"{each['where']}: {each['message']}" for each in document["findings"]]
    return "\n".join([*lines, counted("{n} fault.", "{n} faults.", len(lines))])


def check_exit_code(document: Document) -> int:
    """1 when the script has faults."""
    return 0 if document["ok"] else 1


def _summary(script: Script) -> Document:
    return {
        "id": script.id,
        "version": script.version,
        "live": script.live,
        "title": dict(script.title),
        "summary": dict(script.summary),
        "size": len(script.nodes),
    }


def _node(node: Node) -> Document:
    return {
        "id": node.id,
        "speaker": node.speaker,
        "step": node.step,
        "neutral": node.neutral,
        "aside": node.aside,
        "end": node.end,
        "tags": list(node.tags),
        "text": dict(node.text),
        "coach": dict(node.coach),
        "choices": [_choice(choice) for choice in node.choices],
    }


def _choice(choice: Choice) -> Document:
    return {
        "text": dict(choice.text),
        "goto": choice.goto,
        "sets": dict(choice.sets),
        "flag": choice.flag,
        "outcome": choice.outcome,
        "violation": choice.violation,
    }
