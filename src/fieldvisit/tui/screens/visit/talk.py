"""Second step: the conversation, one line at a time."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from fieldvisit.dialogue.load import find_script
from fieldvisit.dialogue.run import Conversation
from fieldvisit.dialogue.script import STEPS as SCRIPT_STEPS
from fieldvisit.domain.text import N_, safe_text
from fieldvisit.services.visit_file import VisitFile
from fieldvisit.tui.commands.talk import SIDES, TALK
from fieldvisit.tui.commands.visit import COMMANDS as STEPS
from fieldvisit.tui.screens.visit.step import VisitStep, step_screen
from fieldvisit.tui.showing import name_shown
from fieldvisit.tui.talk_lines import (
    SCRIPT,
    SPEAKER_WORDS,
    script_values,
    talk_document,
    talk_from,
)
from fieldvisit.tui.widgets.line import Lines, OneLine
from fieldvisit.tui.widgets.side_keys import SideKeys
from fieldvisit.wording import _, language

_OTHER_STEPS = tuple(
    replace(each, digit=0) for each in STEPS if each.id in ("visit.next", "visit.previous")
)
"""Their digits belong to the side branches here."""


class TalkScreen(VisitStep):
    """The script with its answers; nothing of the debt while others may look on.

    In doorstep mode the screen has the class `-doorstep`.
    """

    TITLE = N_("Talk")
    STEP = "talk"
    DIGITS = "123456789"
    HELP = N_(
        "Read the line aloud when it says so, and choose by its digit what happens next. The keys "
        "at the bottom open a branch from anywhere and lead back again. Until the borrower is "
        "confirmed and alone, the screen shows only what anyone may read. Every step is kept: Esc "
        "leaves, and the conversation goes on where it stood."
    )
    OFFERS = (*TALK, *_OTHER_STEPS)
    BINDINGS = [
        Binding(number, f"choose({number})", N_("Choose"), show=False, id=f"talk.{number}")
        for number in DIGITS
    ]

    talk: Conversation | None = None

    def compose_step(self) -> ComposeResult:
        """What protects the talk, the line with its hint, the answers, the side branches."""
        yield OneLine(id="rehearsal")
        with Vertical(id="moment"):
            yield OneLine(id="speaker")
            yield Lines(_("The conversation is being read."), id="line")
            yield Lines(id="coach")
        yield OptionList(id="answers")
        yield Lines(id="end")
        yield SideKeys(SIDES, id="sides")

    def whom(self, file: VisitFile) -> str:
        """Only the name while anyone may look on."""
        if self.talk is None or self.talk.doorstep:
            return name_shown(file.visit.case.borrower, self.app.office.settings)
        return super().whom(file)

    async def show_file(self, file: VisitFile) -> None:
        """Take up the talk where it stood."""
        script = find_script(SCRIPT)
        talk = talk_from(script, file.drafts.get("talk", {}), rehearsal=self.is_rehearsal)
        if talk is None:
            self.notify(_("The script has changed since; the conversation begins anew."))
        self.talk = talk or Conversation.begin(script)
        self._show()

    @property
    def is_rehearsal(self) -> bool:
        """Whether the visit has not begun."""
        return self.file is None or self.file.visit.started_at is None

    @property
    def open_at_the_door(self) -> bool:  # type: ignore[override]
        """As long as the conversation itself keeps to neutral lines."""
        return self.talk is None or self.talk.doorstep

    def show_private(self, *, is_private: bool) -> None:
        """Let the conversation know that somebody joined; it asks for the rest itself."""
        talk = self.talk
        speaks_freely = talk is not None and self.is_at_the_door and not talk.doorstep
        if is_private and speaks_freely and talk is not None and "joined" in talk.sides():
            self.action_side("joined")

    def action_choose(self, number: int) -> None:
        """Take the answer of that number."""
        if self.talk is None or self.talk.ended:
            return
        if number > len(self.talk.choices()):
            self.notify(_("There is no answer {number} here.").format(number=number))
        else:
            self._go_on(self.talk.choose(number))

    def action_take(self) -> None:
        """Take the selected answer."""
        selected = self.query_one("#answers", OptionList).highlighted
        if selected is not None:
            self.action_choose(selected + 1)

    def action_side(self, name: str) -> None:
        """Open that side branch."""
        if self.talk is not None:
            self._go_on(self.talk.take_side(name))

    def action_one_back(self) -> None:
        """Take the last step back."""
        if self.talk is not None:
            self._go_on(self.talk.back())

    async def action_may(self) -> None:
        """Ask the gate about something at the door."""
        from fieldvisit.tui.screens.door_questions import ask_at_the_door

        if self.file is not None:
            await ask_at_the_door(self, self.file.visit)

    def action_record(self) -> None:
        """Go to the record."""
        self.app.switch_screen(step_screen("record", self.visit_id))

    @on(OptionList.OptionSelected, "#answers")
    def answer_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the answer that was clicked, or chosen with Enter."""
        event.stop()
        self.action_choose(event.option_index + 1)

    def _go_on(self, talk: Conversation) -> None:
        self.talk = talk
        self.keep_draft(talk_document(talk, rehearsal=self.is_rehearsal))
        self._show()

    def _show(self) -> None:
        talk, file = self.talk, self.file
        assert talk is not None
        assert file is not None
        self.set_class(talk.doorstep, "-doorstep")
        if self.is_at_the_door and talk.doorstep:
            self.app.hide_the_matter(self.visit_id)
        elif self.is_at_the_door and self.app.is_private:
            self.app.show_the_matter()
        self.say_private(is_private=talk.doorstep)
        rehearsal = self.query_one("#rehearsal", OneLine)
        rehearsal.say(_("Rehearsal: the visit has not begun; nothing is recorded"))
        rehearsal.display = self.is_rehearsal
        self._show_moment(talk, file)
        self._show_end(talk)
        self.refresh_bindings()

    def _show_moment(self, talk: Conversation, file: VisitFile) -> None:
        office = self.app.office
        values = script_values(file, office.settings, office.today())
        node, tongue = talk.node, language()
        speaker = _(SPEAKER_WORDS[node.speaker])
        self.query_one("#speaker", OneLine).say(f"{_(SCRIPT_STEPS[node.step])} - {speaker}")
        self.query_one("#line", Lines).say(talk.text(tongue, values))
        self.query_one("#coach", Lines).say(talk.filled(node.coach, tongue, values))
        self.query_one("#moment", Vertical).scroll_home(animate=False)
        texts = [talk.filled(choice.text, tongue, values) for choice in talk.choices()]
        answers = self.query_one("#answers", OptionList)
        answers.set_options(
            Option(Content(safe_text(f"{number}  {text}"))) for number, text in enumerate(texts, 1)
        )
        answers.highlighted = 0 if texts else None

    def _show_end(self, talk: Conversation) -> None:
        answers, end = self.query_one("#answers", OptionList), self.query_one("#end", Lines)
        answers.display, end.display = not talk.ended, talk.ended
        if not talk.ended:
            answers.focus()
        elif self.is_rehearsal:
            end.say(_("The end of the rehearsal. b goes one step back, Esc leaves."))
        else:
            end.say(_("e notes that you have left the door; l goes to the record."))
