"""One finding of the words check, and the collector's answer to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.domain.wordlists.answers import Answer
from fieldvisit.domain.words import FLAG_WORDS, PARTY_WORDS
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.screens.visit.note_findings import words_of
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.tick import Tick
from fieldvisit.wording import _, pick

if TYPE_CHECKING:
    from fieldvisit.domain.wordlists.findings import Finding

_WHO = {
    "collector": N_("the collector"),
    "borrower": N_("the borrower"),
    "other": N_("another person"),
}


@frozen
class Reply:
    """The answer. `takes` sets the flag or the person of a cue, `covers` covers the numbers."""

    answer: Answer
    takes: bool = False
    covers: bool = False


class FindingDialog(Dialog[Reply]):
    """The words, the list's reason and source, and what can be answered; Esc leaves it open.

    A digit answers at once; nothing is saved before the record is. `emergency` are the numbers
    that the card for someone in danger shows, empty when none are set.
    """

    AUTO_FOCUS = "#later"
    BINDINGS = [
        Binding("1", "answer(1)", N_("Answer"), show=False, id="finding.1"),
        Binding("2", "answer(2)", N_("Answer"), show=False, id="finding.2"),
        Binding("3", "answer(3)", N_("Answer"), show=False, id="finding.3"),
        Binding("4", "supervisor", N_("Supervisor"), show=False, id="finding.supervisor"),
    ]

    def __init__(self, finding: Finding, emergency: str) -> None:
        from fieldvisit.domain.wordlists.lists import word_lists

        self._list = word_lists()[finding.list]
        super().__init__(pick(self._list.title))
        self._finding = finding
        self._emergency = emergency
        self._choices = list(self._offered())

    def compose_content(self) -> ComposeResult:
        """What was found and why, the answers, and whether it goes to the supervisor."""
        with VerticalScroll(classes="dialog-fields", can_focus=False):
            yield Lines("\n".join(self._told()), id="told")
            if self._finding.is_cue:
                why = Input(max_length=200, compact=True, id="why-not")
                yield Field(N_("If not, why"), why, id="field-why-not")
            else:
                yield Lines(_("Who said it?"))
            tick = Tick(f"4 {_('goes to the supervisor')}", id="supervisor")
            tick.value = any(hit.supervisor for hit in self._finding.hits)
            yield tick
        with Horizontal(classes="dialog-buttons"):
            for number, (words, _reply) in enumerate(self._choices, 1):
                yield Button(f"{number} {words}", id=f"answer-{number}")
            yield Button(_("Later"), id="later")

    def action_answer(self, number: int) -> None:
        """Give that answer; "no" to a cue needs a reason first."""
        if number > len(self._choices):
            return
        reply = self._choices[number - 1][1]
        why_not = ""
        if self._finding.is_cue and not reply.takes:
            field = self.query_one("#field-why-not", Field)
            why_not = safe_text(self.query_one("#why-not", Input).value).strip()
            if not why_not:
                field.show_error(_("Say why the flag is not needed."))
                field.control.focus()
                return
        supervisor = self.query_one("#supervisor", Tick).value
        answer = Answer(reply.answer.said_by, supervisor, why_not)
        self.dismiss(Reply(answer, reply.takes, reply.covers))

    def action_supervisor(self) -> None:
        """Send it to the supervisor, or not."""
        self.query_one("#supervisor", Tick).toggle()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Give the button's answer, or leave the finding open."""
        event.stop()
        if event.button.id == "later":
            self.dismiss(None)
        else:
            self.action_answer(int(str(event.button.id).rpartition("-")[2]))

    def _told(self) -> Iterator[str]:
        yield words_of(self._finding)
        yield pick(self._list.why)
        if self._finding.hits[0].card:
            yield _("Everything else waits: stay calm, and leave nobody alone.")
            if self._emergency:
                yield _("Ring: {numbers}").format(numbers=self._emergency)
            else:
                yield _("Ring the emergency number of the place, such as 110, 112, 911 or 999.")
            yield _("Then tell your supervisor.")
        yield _("Source: {source}").format(source=self._list.source)

    def _offered(self) -> Iterator[tuple[str, Reply]]:
        first = self._finding.hits[0]
        if self._finding.is_cue:
            lead = FLAG_WORDS.get(first.flag) or PARTY_WORDS[first.met]
            yield _("Yes: {lead}").format(lead=_(lead)), Reply(Answer(), takes=True)
            yield _("No"), Reply(Answer())
        elif all(hit.is_number for hit in self._finding.hits):
            yield _("Cover the numbers"), Reply(Answer(), covers=True)
            yield _("Keep them"), Reply(Answer())
        else:
            for who, words in _WHO.items():
                yield _(words), Reply(Answer(said_by=who))
