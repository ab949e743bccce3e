"""Why the gate says what it says."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Visit
from fieldvisit.rules.decision import Decision, Reason
from fieldvisit.rules.explain import paragraph
from fieldvisit.services.gate import GATE_WORDS, place_zone
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.wording import _, clock_text, date_text, labelled, pick


class ReasonsDialog(Dialog[bool]):
    """Every rule that spoke: the reason, what would clear it, its text, source and mark.

    With `to_confirm` the person can confirm having read them: the answer is then True.
    """

    BINDINGS = [Binding("1", "confirm", N_("Confirm"), show=False, id="dialog.confirm")]
    AUTO_FOCUS = "#reasons"

    def __init__(self, decision: Decision, visit: Visit, *, to_confirm: bool = False) -> None:
        super().__init__(_("Gate: {verdict}").format(verdict=_(GATE_WORDS[decision.effect])))
        self._decision = decision
        self._visit = visit
        self._to_confirm = to_confirm

    def compose_content(self) -> ComposeResult:
        """The reasons, and the buttons."""
        with VerticalScroll(id="reasons"):
            for text in self._paragraphs():
                yield Lines(text, classes="reason")
        with Horizontal(classes="dialog-buttons"):
            yield Button(_("Close"), id="close")
            if self._to_confirm:
                yield Button(f"1 {_('I have read this; go on')}", id="confirm")

    def _paragraphs(self) -> list[str]:
        paragraphs = [
            _told(_(GATE_WORDS[reason.effect]), reason) for reason in self._decision.reasons
        ] or [_("No rule has anything to say against this visit.")]
        paragraphs += [_told(_("on the visit"), duty) for duty in self._decision.duties]
        if self._decision.opens_at is not None:
            paragraphs.append(self._opening(self._decision.opens_at))
        return paragraphs

    def _opening(self, opens_at: datetime) -> str:
        there = opens_at.astimezone(place_zone(self._visit.case))
        return _("Opens {day}, {time}, by the clock at the borrower's place.").format(
            day=date_text(there.date()), time=clock_text(there)
        )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close, or go on."""
        self.dismiss(event.button.id == "confirm")

    def action_confirm(self) -> None:
        """Go on, where that was asked."""
        if self._to_confirm:
            self.dismiss(result=True)


def _told(label: str, reason: Reason) -> str:
    """What a rule says, the rule in its own words, and its source."""
    lines = [labelled(label, paragraph(reason.sentences(_)))]
    if reason.rule_text:
        lines.append(pick(reason.rule_text))
    if reason.source:
        lines.append(f"{reason.rule}  {reason.source}  [{reason.mark}]")
    else:
        lines.append(reason.rule)
    return "\n".join(lines)
