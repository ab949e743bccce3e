"""Stored decisions made again, and what differs."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from fieldvisit.rules.names import GATE_WORDS
from fieldvisit.services.replay import Difference, Replay
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.wording import _, counted, explain

MOST_SHOWN = 100
HASH_LENGTH = 8


class ReplayDialog(Dialog[None]):
    """How many decisions came out the same, and each that did not: then and now."""

    AUTO_FOCUS = "#long-text"

    def __init__(self, replay: Replay) -> None:
        super().__init__(_("Decisions made again"))
        self._replay = replay

    def compose_content(self) -> ComposeResult:
        """The count and the differences."""
        replay = self._replay
        made = counted("{n} decision made again.", "{n} decisions made again.", replay.decisions)
        parts = [made] if replay.differences else [made, _("Each came out the same.")]
        parts += [_in_words(each) for each in replay.differences[:MOST_SHOWN]]
        if hidden := len(replay.differences) - MOST_SHOWN:
            parts += [counted("and {n} more", "and {n} more", hidden)] if hidden > 0 else []
        with VerticalScroll(id="long-text"):
            yield Lines("\n\n".join(parts))
        yield Static(_("Arrow keys scroll, Esc closes."), classes="dialog-hint", markup=False)


def _in_words(difference: Difference) -> str:
    lines = [f"#{difference.seq}  {difference.at:%Y-%m-%d %H:%M}Z  {difference.visit_id}"]
    for name, then, now in difference.packs:
        changed = _("pack {pack}: {before} then, {now} now")
        before, after = (then or "-")[:HASH_LENGTH], (now or "-")[:HASH_LENGTH]
        lines.append(changed.format(pack=name, before=before, now=after))
    if difference.fault is not None:
        lines.append(explain(difference.fault))
    elif difference.after is None:
        lines.append(_("The result is the same."))
    else:
        lines.append(_("then: {result}").format(result=_result(difference.before)))
        lines.append(_("now: {result}").format(result=_result(difference.after)))
    return "\n".join(lines)


def _result(decision: dict[str, object]) -> str:
    return _(GATE_WORDS[str(decision["effect"])])
