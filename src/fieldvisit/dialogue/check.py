"""What is wrong with a script: every way through it, and every word that may be shown too early."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

from fieldvisit.dialogue.blocked_words import blocked_words
from fieldvisit.dialogue.debt_words import debt_words
from fieldvisit.dialogue.load import load_script
from fieldvisit.dialogue.run import Stand, stand_after
from fieldvisit.dialogue.script import (
    DOORSTEP_FIELDS,
    FIELDS,
    RETURN,
    SIDES,
    Choice,
    Node,
    Script,
)
from fieldvisit.domain.arrears import load_causes
from fieldvisit.domain.content import Texts
from fieldvisit.domain.outcome import load_outcome_codes
from fieldvisit.domain.proofreading import Finding, places_in, proofread
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import FLAGS


def check_file(path: Path) -> list[Finding]:
    """The findings on a script file; raises BadInput when it cannot be read as a script."""
    return check_script(load_script(path))


def check_script(script: Script) -> list[Finding]:
    """Every fault of the script, none when it may be used on a visit."""
    findings = [
        *_check_shape(script),
        *_check_words(script),
        *_check_said(script),
        *_check_neutral(script),
        *_check_codes(script),
    ]
    if any(finding.code in ("start.nowhere", "goto.nowhere") for finding in findings):
        return findings
    return [*findings, *_check_ways(script)]


def _check_shape(script: Script) -> Iterator[Finding]:
    if script.start not in script.nodes:
        yield Finding("start.nowhere", "start", N_("names no node of this script."))
    for where, owner, choice in _choices(script):
        yield from _check_choice(script, where, owner, choice)
    for node in script.nodes.values():
        if node.end == bool(node.choices):
            phrase = N_("must either be an end or have choices.")
            yield Finding("node.dead_end", f"node.{node.id}", phrase)
    for name in SIDES if script.live else ():
        if name not in script.sides:
            phrase = N_("a live script needs this side branch.")
            yield Finding("side.missing", f"side.{name}", phrase)


def _check_choice(
    script: Script, where: str, owner: Node | None, choice: Choice
) -> Iterator[Finding]:
    if choice.goto == RETURN:
        if owner is None or not owner.aside:
            yield Finding("return.outside", where, N_("only an aside can return."))
    elif choice.goto not in script.nodes:
        phrase = N_("leads to {goto}, which is no node of this script.")
        yield Finding("goto.nowhere", where, phrase, {"goto": choice.goto})
    if choice.violation and script.live:
        yield Finding("violation.live", where, N_("a violation stands in a live script."))


def _check_words(script: Script) -> Iterator[Finding]:
    for where, texts in _texts(script):
        yield from proofread(texts, where)
        for name in sorted(_names_in(texts) - FIELDS):
            phrase = N_("{name} is no field that can be filled in.")
            yield Finding("field.unknown", where, phrase, {"name": f"{{{name}}}"})


def _check_said(script: Script) -> Iterator[Finding]:
    for where, language, hit in blocked_words(script):
        phrase = N_("{words} is forbidden by the list {list}.")
        details: dict[str, object] = {"words": f'"{hit.text}"', "list": hit.list}
        yield Finding("words.blocked", f"{where}.{language}", phrase, details)


def _check_neutral(script: Script) -> Iterator[Finding]:
    for where, texts in _neutral_texts(script):
        for language, text in texts.items():
            for word in debt_words(text):
                phrase = N_("{word} must not be read before the borrower is confirmed and alone.")
                yield Finding("word.debt", f"{where}.{language}", phrase, {"word": word})
        for name in sorted((_names_in(texts) & FIELDS) - DOORSTEP_FIELDS):
            phrase = N_("{name} must not be filled in before the borrower is confirmed and alone.")
            yield Finding("field.private", where, phrase, {"name": f"{{{name}}}"})


def _check_codes(script: Script) -> Iterator[Finding]:
    known = {
        "outcome": set(load_outcome_codes().codes),
        "flag": set(FLAGS),
        "cause": set(load_causes().causes),
    }
    for where, _owner, choice in _choices(script):
        used = {"outcome": choice.outcome, "flag": choice.flag, "cause": choice.sets.get("cause")}
        for kind, value in used.items():
            if value and value not in known[kind]:
                phrase = N_("{value} is not known.")
                yield Finding(f"{kind}.unknown", f"{where}.{kind}", phrase, {"value": value})


def _check_ways(script: Script) -> Iterator[Finding]:
    """Walk every way a talk can take, once for each node and each state of who is there."""
    before = _stands_before(script)
    for node_id in sorted(script.nodes.keys() - {stand.at for stand in before}):
        yield Finding("node.unreachable", f"node.{node_id}", N_("no way leads here."))
    ends = [stand for stand in before if script.nodes[stand.at].end]
    finishing = _all_before(ends, before)
    for node_id in sorted({stand.at for stand in before if stand not in finishing}):
        phrase = N_("a talk can come here and find no way to an end.")
        yield Finding("node.dead_end", f"node.{node_id}", phrase)
    for where, owner, choice in _choices(script):
        if _opens_early(script, owner, choice, before):
            phrase = N_("leads to talk of the debt before the borrower is confirmed and alone.")
            yield Finding("goto.early", where, phrase)


def _opens_early(
    script: Script, owner: Node | None, choice: Choice, before: dict[Stand, set[Stand]]
) -> bool:
    """Whether some way comes to this choice while the doorstep still forbids where it leads.

    Asides are shared by the doorstep and the private talk, so there the choice is left out.
    """
    if choice.violation or (owner is not None and owner.aside):
        return False
    return any(
        stand_after(script, stand, choice) is None
        for stand in before
        if owner is None or stand.at == owner.id
        if not script.nodes[stand.at].end
    )


def _stands_before(script: Script) -> dict[Stand, set[Stand]]:
    """Every stand that a talk can come to, with the stands from which one step leads there."""
    start = Stand(script.start)
    before: dict[Stand, set[Stand]] = {start: set()}
    waiting = deque([start])
    while waiting:
        stand = waiting.popleft()
        node = script.nodes[stand.at]
        for choice in (*node.choices, *(() if node.end else script.sides.values())):
            after = stand_after(script, stand, choice)
            if after is None:
                continue
            if after not in before:
                before[after] = set()
                waiting.append(after)
            before[after].add(stand)
    return before


def _all_before(ends: list[Stand], before: dict[Stand, set[Stand]]) -> set[Stand]:
    found = set(ends)
    waiting = deque(ends)
    while waiting:
        for stand in before[waiting.popleft()] - found:
            found.add(stand)
            waiting.append(stand)
    return found


def _choices(script: Script) -> Iterator[tuple[str, Node | None, Choice]]:
    """Every choice with its place and its node; side branches belong to no node."""
    for node in script.nodes.values():
        for number, choice in enumerate(node.choices, start=1):
            yield f"node.{node.id}.choice[{number}]", node, choice
    for name, side in script.sides.items():
        yield f"side.{name}", None, side


def _texts(script: Script) -> Iterator[tuple[str, Texts]]:
    """Every text with its place."""
    yield "title", script.title
    yield "summary", script.summary
    for node in script.nodes.values():
        yield from _texts_of(node)
    for where, _owner, choice in _choices(script):
        yield f"{where}.text", choice.text


def _neutral_texts(script: Script) -> Iterator[tuple[str, Texts]]:
    """What stands on the screen while anyone may look at it; violations are for practice only."""
    yield "title", script.title
    for node in script.nodes.values():
        if node.neutral:
            yield from _texts_of(node)
    for where, owner, choice in _choices(script):
        if (owner is None or owner.neutral) and not choice.violation:
            yield f"{where}.text", choice.text


def _texts_of(node: Node) -> Iterator[tuple[str, Texts]]:
    yield f"node.{node.id}.text", node.text
    if node.coach:
        yield f"node.{node.id}.coach", node.coach


def _names_in(texts: Texts) -> frozenset[str]:
    return frozenset[str]().union(*(places_in(text) for text in texts.values()))
