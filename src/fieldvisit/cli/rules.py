"""fieldvisit rules: list, show and check rule packs, and decide from facts alone."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldvisit.cli.replay import add_replay
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.wording import _, counted, pick

if TYPE_CHECKING:
    from fieldvisit.rules.decide import Decision
    from fieldvisit.rules.facts import Facts
    from fieldvisit.rules.holidays import HolidayTable
    from fieldvisit.rules.pack import Pack, Rule

Document = Any

_EFFECT_WORDS = {
    "block": N_("blocked"),
    "ack": N_("to be confirmed"),
    "warn": N_("careful"),
    "record": N_("to be recorded"),
    "allow": N_("allowed"),
}


def add_commands(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `rules list | show PACK | check FILE | decide FACTS.json | replay | schema`."""
    rules = verbs.add_parser("rules", help=_("list, show, check and apply rule packs"))
    actions = rules.add_subparsers(metavar="ACTION")
    action = actions.add_parser("list", help=_("the packs there are"))
    _add_folder(action)
    action.set_defaults(run=list_packs, plain=listed)
    action = actions.add_parser("show", help=_("every rule of a pack, with source and mark"))
    action.add_argument("pack", metavar="PACK", help=_("the pack's id, or a file"))
    _add_folder(action)
    action.set_defaults(run=show_pack, plain=shown)
    action = actions.add_parser("check", help=_("look for faults in a pack file"))
    action.add_argument("file", metavar="FILE", type=Path, help=_("a rule pack in TOML"))
    _add_folder(action)
    action.set_defaults(run=check_pack, plain=checked, exit_code=check_exit_code)
    action = actions.add_parser("decide", help=_("decide from a file of facts"))
    action.add_argument("facts", metavar="FACTS", help=_("facts in JSON, or - for the input"))
    action.set_defaults(run=decide_facts, plain=decided)
    add_replay(actions)
    action = actions.add_parser("schema", help=_("every name that facts and packs may use"))
    action.set_defaults(run=show_schema, plain=schema_shown)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    folder = _("an agency's own packs, beside those of the program")
    parser.add_argument("--packs", metavar="DIR", type=Path, default=None, help=folder)


def list_packs(arguments: argparse.Namespace) -> Document:
    """Every pack with its title and how many rules it holds."""
    from fieldvisit.rules.load import packs_with

    return {"packs": [_summary(pack) for pack in packs_with(arguments.packs)]}


def listed(document: Document) -> str:
    """The packs as a table."""
    from fieldvisit.cli.printing import aligned

    heads = [_("Pack"), _("Title"), _("Rules"), _("Checked on")]
    rows = [
        [each["id"], pick(each["title"]), str(each["rules"]), each["checked_on"]]
        for each in document["packs"]
    ]
    return "\n".join([aligned(heads, rows), "", _("Research for software, not legal advice.")])


def show_pack(arguments: argparse.Namespace) -> Document:
    """A pack and its rules. A name that ends in .toml is read as a file; raises BadInput."""
    from fieldvisit.rules.load import holidays_with, load_pack, packs_with

    packs = packs_with(arguments.packs)
    name: str = arguments.pack
    if name.endswith(".toml"):
        pack = load_pack(Path(name), packs)
    else:
        pack = next((each for each in packs if each.id == name), None) or _no_pack()
    table = holidays_with(arguments.packs).get(pack.holidays)
    return {
        **_summary(pack),
        "holidays": _holidays(pack.holidays, table) if table else None,
        "consents_last": dict(pack.consents_last),
        "rules": [_rule(rule) for rule in pack.rules],
    }


def _no_pack() -> Pack:
    raise BadInput(
        N_("{field}: there is no pack of this name; see: fieldvisit rules list"),
        code="pack.unknown",
        field="PACK",
    )


def shown(document: Document) -> str:
    """The pack to read through: each rule with what it asks, its words, source and mark."""
    from fieldvisit.cli.rule_table import head_lines, rule_lines

    lines = [pick(document["title"]), *head_lines(document), ""]
    for rule in document["rules"]:
        lines += [*rule_lines(rule, _(_EFFECT_WORDS[rule["effect"]])), ""]
    return "\n".join(lines).rstrip()


def check_pack(arguments: argparse.Namespace) -> Document:
    """Whether the file is a sound pack beside the others; raises BadInput for the first fault."""
    from fieldvisit.rules.check import findings_of
    from fieldvisit.rules.load import holidays_with, load_pack, packs_with

    path: Path = arguments.file
    others = [pack for pack in packs_with(arguments.packs) if not _is_same(pack, path)]
    pack = load_pack(path, others)
    today = _today(arguments)
    findings = [
        {
            "code": each.code,
            "where": each.where,
            "message": _(each.phrase).format(**each.details),
        }
        for each in findings_of(pack, holidays_with(arguments.packs), today)
    ]
    summary = {"file": path.name, "pack": pack.id, "rules": len(pack.rules)}
    return {**summary, "ok": not findings, "findings": findings}


def _is_same(pack: Pack, path: Path) -> bool:
    """Whether the file is this very pack, met again in its own folder."""
    from hashlib import sha256

    return isfile(path) and sha256(path.read_bytes()).hexdigest() == pack.sha256


def _today(arguments: argparse.Namespace) -> date:
    from fieldvisit.cli.printing import instant_option

    now = instant_option(getattr(arguments, "now", None), "--now")
    return (now or datetime.now().astimezone()).date()


def checked(document: Document) -> str:
    """The findings as lines, or that there are none."""
    if document["ok"]:
        rules = counted("{n} rule", "{n} rules", document["rules"])
        return _("{file}: no faults found, {rules}.").format(file=document["file"], rules=rules)
    lines = [f"{each['where']}: {each['message']}" for each in document["findings"]]
    return "\n".join([*lines, counted("{n} fault.", "{n} faults.", len(lines))])


def check_exit_code(document: Document) -> int:
    """1 when the pack has faults."""
    return 0 if document["ok"] else 1


def decide_facts(arguments: argparse.Namespace) -> Document:
    """The decision for one object of facts, or a list of decisions in the order of a list.

    Reads nothing but the facts and the packs; raises BadInput that names the key at fault.
    """
    from fieldvisit.rules.facts import facts_from

    document = _json(arguments.facts)
    decisions = [_decide(facts).document(_) for facts in facts_from(document)]
    return decisions if isinstance(document, list) else decisions[0]


def _decide(facts: Facts) -> Decision:
    from fieldvisit.rules.decide import decide
    from fieldvisit.rules.load import holidays_with, packs_with

    folder = Path(facts.pack_dir) if facts.pack_dir else None
    return decide(facts, packs_with(folder), holidays_with(folder))


def _json(name: str) -> Any:
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError:
        raise BadInput(
            N_("{field}: the file cannot be opened; check its name and folder."),
            code="file.missing",
            field="FACTS",
        ) from None
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadInput(
            N_("{field}, line {line}: this is not JSON in UTF-8; check quotes and commas."),
            code="json.wrong",
            field="FACTS",
            line=getattr(error, "lineno", 1),
        ) from None


def decided(document: Document) -> str:
    """Each decision as lines: the effect, then every reason with its source."""
    documents = document if isinstance(document, list) else [document]
    return "\n\n".join(_decision_lines(each) for each in documents)


def _decision_lines(document: Document) -> str:
    from fieldvisit.rules.explain import paragraph

    effect = _(_EFFECT_WORDS[document["effect"]])
    lines = [f"{document['id']}: {effect}" if "id" in document else effect]
    told = [(_(_EFFECT_WORDS[each["effect"]]), each) for each in document["reasons"]]
    told += [(_("to be done"), each) for each in document.get("duties", ())]
    for label, reason in told:
        said = paragraph(reason[key] for key in ("text", "opens", "clears") if key in reason)
        lines.append(f"  {label}: {said}")
        lines.append(f"    {reason['rule']}  {reason['source']}  [{reason['mark']}]")
    return "\n".join(lines)


def show_schema(arguments: argparse.Namespace) -> Document:  # noqa: ARG001  one form for all verbs
    """Every closed list by the key it belongs to, and the keys of packs, rules and each kind."""
    from fieldvisit.rules.kinds import KINDS
    from fieldvisit.rules.names import schema
    from fieldvisit.rules.schema import keys_by_kind, keys_of_parts

    return {**schema(), "kind": list(KINDS), **keys_of_parts(), **keys_by_kind()}


def schema_shown(document: Document) -> str:
    """The lists as lines."""
    return "\n".join(f"{key}: {', '.join(allowed)}" for key, allowed in document.items())


def _summary(pack: Pack) -> dict[str, Any]:
    return {
        "id": pack.id,
        "title": dict(pack.title),
        "jurisdiction": pack.jurisdiction,
        "effective": pack.effective.isoformat(),
        "expires": pack.expires.isoformat() if pack.expires else None,
        "checked_on": pack.checked_on.isoformat(),
        "applies": {key: list(wanted) for key, wanted in pack.applies.items()},
        "extends": list(pack.extends),
        "rules": len(pack.rules),
        "sha256": pack.sha256,
    }


def _holidays(name: str, table: HolidayTable) -> dict[str, Any]:
    checked_on = table.checked_on.isoformat() if table.checked_on else None
    return {
        "id": name,
        "covers": list(table.covers),
        "checked_on": checked_on,
        "source": table.source,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    from fieldvisit.rules.kinds import KINDS
    from fieldvisit.rules.reading import as_document

    kind = KINDS[rule.kind]
    return {
        "id": rule.id,
        "kind": rule.kind,
        "effect": rule.effect,
        "mark": rule.mark,
        "source": rule.source,
        "text": dict(rule.text),
        **kind.named(rule.on),
        "when": as_document(rule.when),
        "unless": list(rule.unless),
        "override": rule.override,
        **kind.document(rule.own),
    }
