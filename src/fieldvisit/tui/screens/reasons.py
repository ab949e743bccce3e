"""Why the gate says what it says, and what people say to that."""

from __future__ import annotations

from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Visit
from fieldvisit.rules.decision import Decision, Reason
from fieldvisit.rules.explain import paragraph
from fieldvisit.rules.names import GATE_WORDS, MARK_WORDS
from fieldvisit.rules.overrides import can_be_overridden
from fieldvisit.services.asking import ANSWER_WORDS
from fieldvisit.services.assent import Assent
from fieldvisit.services.place import place_zone
from fieldvisit.tui.doorstep import is_neutral, secrets_of
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.wording import _, clock_text, date_text, labelled, pick


class ReasonsDialog(Dialog[Assent]):
    """Every rule that spoke: the reason, what would clear it, its text, source and mark.

    With `to_confirm` the answer is what the person said to it: rules read and confirmed, with a
    reason where a rule asks for a confirmation; or, where a supervisor may let every rule that
    blocks pass, the supervisor's name and reason. Without an answer nobody goes.

    `question` is what was asked at the door, in place of whether the visit may go on. A dialog that
    `is_neutral` shows only what anybody may read.
    """

    BINDINGS = [Binding("1,f8", "confirm", N_("Confirm"), show=False, id="dialog.confirm")]
    AUTO_FOCUS = "#reasons"

    def __init__(
        self,
        decision: Decision,
        visit: Visit,
        *,
        to_confirm: bool = False,
        question: str = "",
        is_neutral: bool = False,
    ) -> None:
        super().__init__(_title(decision, question))
        self.open_at_the_door = is_neutral
        self._decision = decision
        self._visit = visit
        self._question = question
        self._asked = _rules(decision, "ack")
        self._blocking = _rules(decision, "block")
        self._to_confirm = to_confirm and (not self._blocking or may_be_overridden(decision))
        if self._to_confirm and (self._blocking or self._asked):
            self.add_class("-overrides" if self._blocking else "-asks")

    def compose_content(self) -> ComposeResult:
        """The reasons, what is to be said to them, and the buttons."""
        with VerticalScroll(id="reasons"):
            for text in self._paragraphs():
                yield Lines(text, classes="reason")
        if self._to_confirm and self._blocking:
            by = Input(id="by", max_length=100, compact=True)
            yield Field(N_("Supervisor"), by, hint=N_("who lets it pass"), id="field-by")
        if self._to_confirm and (self._blocking or self._asked):
            why = Input(id="reason", max_length=300, compact=True)
            hint = N_("why it may go ahead; it is kept with the decision")
            yield Field(N_("Reason"), why, hint=hint, id="field-reason")
        with Horizontal(classes="dialog-buttons"):
            yield Button(_("Close"), id="close")
            if self._to_confirm:
                words = _("override and go on") if self._blocking else _("I have read this; go on")
                yield Button(f"F8 {words}", id="confirm")

    def _paragraphs(self) -> list[str]:
        if self.open_at_the_door:
            return self._neutral_paragraphs()
        paragraphs = [
            _told(_(GATE_WORDS[reason.effect]), reason) for reason in self._decision.reasons
        ] or [
            _("No rule has anything to say against it.")
            if self._question
            else _("No rule has anything to say against this visit.")
        ]
        paragraphs += [_told(_("on the visit"), duty) for duty in self._decision.duties]
        if self._decision.opens_at is not None:
            paragraphs.append(self._opening(self._decision.opens_at))
        return paragraphs

    def _neutral_paragraphs(self) -> list[str]:
        """What anybody may read: no source, no rule's name, nothing that tells of the matter."""
        secrets = secrets_of(self._visit.case)
        said = [
            sentence
            for reason in (*self._decision.reasons, *self._decision.duties)
            for sentence in reason.sentences(_)
        ]
        shown = [each for each in dict.fromkeys(said) if is_neutral(each, secrets)]
        return [*shown, _("Ask again when nobody looks on: the rules and their sources are shown.")]

    def _opening(self, opens_at: datetime) -> str:
        there = opens_at.astimezone(place_zone(self._visit.case))
        return _("Opens {day}, {time}, by the clock at the borrower's place.").format(
            day=date_text(there.date()), time=clock_text(there)
        )

    @on(Button.Pressed)
    def button_pressed(self, event: Button.Pressed) -> None:
        """Close, or go on."""
        event.stop()
        if event.button.id == "confirm":
            self.action_confirm()
        else:
            self.dismiss(None)

    def action_confirm(self) -> None:
        """Go on, where that was asked and everything is said that must be."""
        if not self._to_confirm:
            return
        lacking = [field for field in self.query(Field) if not str(field.value).strip()]
        for field in lacking:
            field.show_error(_("fill this in to go on"))
        if lacking:
            lacking[0].control.focus()
            return
        said = {field.id: str(field.value).strip() for field in self.query(Field)}
        self.dismiss(
            Assent(
                confirmed=self._asked,
                overridden=self._blocking,
                by=said.get("field-by", ""),
                reason=said.get("field-reason", ""),
            )
        )


def _title(decision: Decision, question: str) -> str:
    if question:
        return labelled(question, _(ANSWER_WORDS[decision.effect]))
    return _("Gate: {verdict}").format(verdict=_(GATE_WORDS[decision.effect]))


def may_be_overridden(decision: Decision) -> bool:
    """Whether a supervisor may let every rule that blocks pass."""
    blocking = [each for each in decision.reasons if each.effect == "block"]
    return bool(blocking) and all(can_be_overridden(each) for each in blocking)


def _rules(decision: Decision, effect: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.rule for r in decision.reasons if r.effect == effect))


def _told(label: str, reason: Reason) -> str:
    """What a rule says, the rule in its own words, and its source."""
    lines = [labelled(label, paragraph(reason.sentences(_)))]
    if reason.rule_text:
        lines.append(pick(reason.rule_text))
    if reason.source:
        lines.append(f"{reason.rule}  {reason.source}  [{_(MARK_WORDS[reason.mark])}]")
    else:
        lines.append(reason.rule)
    if can_be_overridden(reason):
        lines.append(_("A supervisor may override this rule."))
    return "\n".join(lines)
