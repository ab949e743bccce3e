"""May I do this now? What a collector asks the gate while standing at the door."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import parse_money
from fieldvisit.domain.outcome import load_outcome_codes
from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Visit
from fieldvisit.domain.words import PARTY_WORDS
from fieldvisit.rules.decide import Decision
from fieldvisit.services.asking import ANSWER_WORDS, NotAllowed, ask_gate
from fieldvisit.services.assent import NO_ASSENT, Assent
from fieldvisit.tui.doorstep import is_neutral
from fieldvisit.tui.screens.dialog import Dialog
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.screens.reasons import ReasonsDialog, may_be_overridden
from fieldvisit.tui.widgets.field import Field, choice, shown_options
from fieldvisit.wording import _, labelled, pick

if TYPE_CHECKING:
    from fieldvisit.tui.screens.visit.step import VisitStep


@frozen
class DoorQuestion:
    """What may be asked: `kind` and `medium` are the gate's words, `words` a msgid."""

    kind: str
    words: str
    medium: str = ""


QUESTIONS = (
    DoorQuestion("enter_home", N_("Go inside")),
    DoorQuestion("record", N_("Record sound"), "audio"),
    DoorQuestion("record", N_("Film outside"), "video_outside"),
    DoorQuestion("record", N_("Film inside"), "video_inside"),
    DoorQuestion("disclose", N_("Say what it is about")),
    DoorQuestion("ask_location", N_("Ask for an address")),
    DoorQuestion("leave_note", N_("Leave a note")),
    DoorQuestion("take_money", N_("Take money")),
)
"""In the order of the digits that ask them."""


class DoorQuestionsDialog(Dialog[tuple[DoorQuestion, str]]):
    """Answers with the question and who is there; a digit asks.

    While others may look on, only questions and people whose words tell nothing are offered.
    """

    open_at_the_door = True
    AUTO_FOCUS = "#questions"

    def __init__(self, visit: Visit) -> None:
        super().__init__(_("What do you want to do?"))
        self._visit = visit
        self._is_private: bool | None = None

    def compose_content(self) -> ComposeResult:
        """Who is there, and the questions."""
        yield Field(N_("Who is there"), choice((), id="party"), id="field-party")
        yield OptionList(id="questions")
        hint = _("A digit asks the rules, Esc closes. The answer is kept.")
        yield Static(hint, classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        """Offer what may be read now."""
        self.show_private(is_private=self.app.is_private)

    def show_private(self, *, is_private: bool) -> None:
        """Offer only what anybody may read, or everything."""
        if self._is_private is is_private or not self.is_mounted:
            return
        self._is_private = is_private
        parties = [(_(words), name) for name, words in PARTY_WORDS.items() if self._may(_(words))]
        select = self.query_one("#party", Select)
        select.set_options(shown_options(parties))
        if self._visit.party in [name for _words, name in parties]:
            select.value = self._visit.party
        self.query_one("#questions", OptionList).set_options(
            Option(Content(f"{number}  {_(question.words)}"), id=str(number))
            for number, question in enumerate(QUESTIONS, 1)
            if self._may(_(question.words))
        )

    def _may(self, words: str) -> bool:
        return not self._is_private or is_neutral(words)

    def on_key(self, event: events.Key) -> None:
        """Ask the question of that digit."""
        offered = [option.id for option in self.query_one("#questions", OptionList).options]
        if event.character and event.character in offered:
            event.stop()
            self._ask(int(event.character))

    @on(OptionList.OptionSelected, "#questions")
    def question_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask what is under the cursor."""
        event.stop()
        self._ask(int(event.option_id or 0))

    def _ask(self, number: int) -> None:
        field = self.query_one("#field-party", Field)
        if field.value is None:
            field.show_error(_("say who is there"))
            field.control.focus()
        else:
            self.dismiss((QUESTIONS[number - 1], field.value))


class MoneyDialog(FormDialog[dict[str, Any]]):
    """How much money, and how it comes, as the facts hold it."""

    SAVES = N_("ask the rules")

    def __init__(self, visit: Visit) -> None:
        super().__init__(_("Take money"))
        self._visit = visit

    def compose_fields(self) -> ComposeResult:
        """Amount and way."""
        due = self._visit.case.amount_due
        amount = Input(due.plain, max_length=30, compact=True)
        yield Field(N_("Amount"), amount, hint=due.currency, id="field-amount")
        ways = [(pick(way.name), way.id) for way in load_outcome_codes().needs["how"].options]
        yield Field(N_("How"), choice(ways, id="how"), id="field-how")

    async def save(self) -> dict[str, Any]:
        """The facts about the money."""
        typed = str(self.query_one("#field-amount", Field).value)
        money = parse_money(typed, self._visit.case.amount_due.currency, field="amount")
        return {**money.document(), "how": self.query_one("#field-how", Field).value or ""}


async def ask_at_the_door(screen: VisitStep, visit: Visit) -> None:
    """Let the person ask, and show the answer; where a rule wants it, with what is said to it."""
    chosen = await screen.app.push_screen_wait(DoorQuestionsDialog(visit))
    if chosen is None:
        return
    question, party = chosen
    action: dict[str, Any] = {"media": [question.medium] if question.medium else []}
    if question.kind == "take_money":
        action["money"] = await screen.app.push_screen_wait(MoneyDialog(visit))
        if action["money"] is None:
            return
    ask = partial(_answer, screen, visit, question, party=party, **action)
    decision = await ask()
    dialog = ReasonsDialog(
        decision,
        visit,
        question=_(question.words),
        is_neutral=screen.app.is_private,
        to_confirm=not screen.app.is_private
        and (decision.effect == "ack" or may_be_overridden(decision)),
    )
    if (assent := await screen.app.push_screen_wait(dialog)) is not None:
        after = await ask(assent=assent)
        screen.notify(labelled(_(question.words), _(ANSWER_WORDS[after.effect])))


async def _answer(
    screen: VisitStep,
    visit: Visit,
    question: DoorQuestion,
    *,
    assent: Assent = NO_ASSENT,
    **more: Any,
) -> Decision:
    office = screen.app.office
    ask = partial(ask_gate, assent=assent, **more)
    try:
        step = await office.store.run(
            ask, visit.visit_id, question.kind, office.clock(), office.settings
        )
    except NotAllowed as refused:
        return refused.decision
    finally:
        await screen.app.read_status()
    assert step.decision is not None
    return step.decision
