"""`fieldvisit rules replay`: every stored decision made again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.events import instant_text
from fieldvisit.wording import _, counted, explain

if TYPE_CHECKING:
    from fieldvisit.bootstrap import Workplace
    from fieldvisit.services.replay import Difference

_MARK_LENGTH = 12


def add_replay(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `rules replay`."""
    replay = actions.add_parser("replay", help=_("make every stored decision again"))
    replay.set_defaults(run=run, plain=plain, exit_code=exit_code, needs_store=True)


def run(arguments: argparse.Namespace, workplace: Workplace) -> dict[str, Any]:  # noqa: ARG001
    """Decide again, with the packs as they are now; nothing is written."""
    from fieldvisit.services.replay import replay_decisions

    replay = replay_decisions(workplace.store, workplace.settings)
    return {
        "ok": replay.is_same,
        "decisions": replay.decisions,
        "differences": [_difference(each) for each in replay.differences],
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "event": {"id": difference.event_id, "seq": difference.seq},
        "visit": difference.visit_id,
        "action": difference.action,
        "at": instant_text(difference.at),
        "packs": [
            {"id": name, "before": before, "now": now} for name, before, now in difference.packs
        ],
        "same_result": not difference.is_of_result,
        "before": difference.before,
        "now": difference.after,
        "fault": explain(difference.fault) if difference.fault else None,
    }


def exit_code(document: dict[str, Any]) -> int:
    """1 when a result is another one now."""
    return 0 if document["ok"] else 1


def plain(document: dict[str, Any]) -> str:
    """How many came out the same, then each difference."""
    lines = [
        counted("{n} decision made again.", "{n} decisions made again.", document["decisions"])
    ]
    for each in document["differences"]:
        lines.append(f"#{each['event']['seq']}  {each['at']}  {each['visit']}  {each['action']}")
        lines += [f"  {line}" for line in _lines(each)]
    if not document["differences"]:
        lines.append(_("Each came out the same."))
    return "\n".join(lines)


def _lines(difference: dict[str, Any]) -> list[str]:
    lines = []
    for pack in difference["packs"]:
        then, now = ((pack[when] or "-")[:_MARK_LENGTH] for when in ("before", "now"))
        changed = _("pack {pack}: {before} then, {now} now")
        lines.append(changed.format(pack=pack["id"], before=then, now=now))
    if difference["fault"]:
        lines.append(difference["fault"])
    elif difference["same_result"]:
        lines.append(_("The result is the same."))
    else:
        lines.append(_("then: {result}").format(result=_result(difference["before"])))
        lines.append(_("now: {result}").format(result=_result(difference["now"])))
    return lines


def _result(decision: dict[str, Any]) -> str:
    from fieldvisit.rules.names import GATE_WORDS

    rules = ", ".join(each["rule"] for each in decision["reasons"])
    word = _(GATE_WORDS[decision["effect"]])
    return f"{word} ({rules})" if rules else word
