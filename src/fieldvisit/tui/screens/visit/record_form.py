"""The form of the Record step: its rows, its draft, and what of it may be seen at the door."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Select, TextArea

from fieldvisit.domain.arrears import load_causes
from fieldvisit.domain.outcome import OutcomeCode, load_outcome_codes
from fieldvisit.domain.outcome_codes import Need
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import FLAG_WORDS, PARTY_WORDS, PLACE_WORDS, PLACES
from fieldvisit.services.visit_file import VisitFile
from fieldvisit.tui.agree_form import plan_of_visit
from fieldvisit.tui.agree_words import agreed_words
from fieldvisit.tui.doorstep import secrets_of
from fieldvisit.tui.neutral_form import hide_what_tells, neutral_options
from fieldvisit.tui.outcome_form import Typed, typed_before
from fieldvisit.tui.outcome_words import code_names, options_of
from fieldvisit.tui.screens.visit.note_findings import NoteFindings
from fieldvisit.tui.screens.visit.step import VisitStep
from fieldvisit.tui.widgets.field import Field, choice, shown_options
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.tick import HIDDEN, TickGroup
from fieldvisit.wording import _, pick

if TYPE_CHECKING:
    from fieldvisit.domain.wordlists.findings import Finding

NOTE_LIMIT = 10_000
"""Characters of a note; longer ones belong into a letter to head office."""


class RecordForm(VisitStep):
    """Outcome code with what it needs, cause, people met, money, note, flags.

    `typed` is what stands in it; every change of it is a draft on the disk.
    """

    STEP = "record"
    open_at_the_door = True

    typed = Typed()

    def compose_step(self) -> ComposeResult:
        """The form."""
        causes = load_causes()
        # Nothing is seen of the form before it is known what may be.
        hidden = HIDDEN if self.app.is_private else None
        with VerticalScroll(id="form", classes=hidden, can_focus=False):
            names = code_names()
            hint = N_("Enter opens the list; typing finds in it")
            yield Field(N_("Outcome"), choice(names, id="code"), hint=hint, id="field-code")
            yield Lines(id="meaning")
            yield Vertical(id="needs")
            places = [(_(word), name) for name, word in PLACE_WORDS.items()]
            where = N_("the visit was not begun here; say where you were, the rules read it")
            yield Field(N_("Place"), choice(places, id="place"), hint=where, id="field-place")
            yield Field(
                N_("Cause of arrears"),
                choice(
                    [(pick(each.name), each.code) for each in causes.causes.values()], id="cause"
                ),
                hint=N_("why the account fell behind, as the borrower tells it"),
                id="field-cause",
            )
            note = TextArea(id="note", soft_wrap=True, compact=True)
            yield Field(N_("Note"), note, hint=N_("kept as you write it"), id="field-note")
            yield NoteFindings(id="findings")
            yield Lines(_("Who was met"), classes="group")
            yield TickGroup(PARTY_WORDS, id="met")
            yield Lines(_("Flags that stop or change contact"), classes="group")
            yield TickGroup(FLAG_WORDS, id="flags")

    async def show_file(self, file: VisitFile) -> None:
        """The draft, else what stands recorded, else what the talk suggests."""
        await self._fill(typed_before(file))

    async def _fill(self, typed: Typed) -> None:
        self.typed = typed
        with self.prevent(Select.Changed, TextArea.Changed, Input.Changed):
            self.query_one("#code", Select).value = typed.code or Select.NULL
            self.query_one("#cause", Select).value = typed.cause or Select.NULL
            self.query_one("#note", TextArea).text = typed.note
            self.query_one("#met", TickGroup).ticked = typed.met
            self.query_one("#flags", TickGroup).ticked = typed.flags
            self.query_one("#place", Select).value = typed.place or self._planned_place
            await self._ask_needs(typed.code)
        self.typed = replace(typed, place=self._place)
        self.query_one("#findings", NoteFindings).look_at(typed.note, pause=0)
        self.show_private(is_private=self.app.is_private)
        self.query_one("#code", Select).focus()

    def show_private(self, *, is_private: bool) -> None:
        """Keep in sight what anybody may read and what may be written down at the door."""
        if self.file is None:
            return
        code = self.query_one("#code", Select)
        names, chosen = code_names(), code.value
        offered = neutral_options(names) if is_private else names
        if chosen is Select.NULL or chosen in [each for _name, each in offered]:
            with self.prevent(Select.Changed):
                code.set_options(shown_options(offered))
                code.value = chosen
        self._hide_what_tells(is_private=is_private)
        self.show_findings()
        self.say_private(is_private=is_private)

    def _hide_what_tells(self, *, is_private: bool) -> None:
        assert self.file is not None
        form = self.query_one("#form")
        hide_what_tells(form, secrets_of(self.file.visit.case), is_private=is_private)
        form.remove_class(HIDDEN)

    async def _ask_needs(self, code_id: str) -> None:
        """Put the fields of that code into the form, with what is typed already."""
        place = self.query_one("#needs", Vertical)
        await place.remove_children()
        self.query_one("#field-place").display = self._asks_place(code_id)
        if not code_id:
            self.query_one("#meaning", Lines).say(_("Choose what came of the visit."))
            return
        code = load_outcome_codes().current(code_id)
        self.query_one("#meaning", Lines).say(pick(code.meaning))
        needs = load_outcome_codes().needs
        for need_id in (*code.needs, *code.may):
            need = needs[need_id]
            if need.kind not in ("relation", "agreement"):
                await place.mount(self._need_field(need, code))
        for kind in filter(None, (needs[each].plan for each in code.needs)):
            await place.mount(Lines(self._agreement_words(kind), id="agreement"))

    def _asks_place(self, code_id: str) -> bool:
        """Whether somebody went there without beginning the visit, which would say where it was."""
        if self.file is None or self.file.visit.started_at is not None or not code_id:
            return False
        return load_outcome_codes().current(code_id).visit != "forbidden"

    @property
    def _place(self) -> str:
        """The place chosen, empty where it is not asked for."""
        asked = self.query_one("#field-place").display
        return _text_of(self.query_one("#place")) if asked else ""

    @property
    def _planned_place(self) -> str:
        return self.file.visit.place if self.file else PLACES[0]

    def _agreement_words(self, kind: str) -> str:
        """The agreement of that kind that this visit has, else where it is made."""
        plan = plan_of_visit(self.file) if self.file else None
        if plan is not None and plan.kind == kind:
            return agreed_words(plan)
        return _("Make the agreement in the Agree step first.")

    def _need_field(self, need: Need, code: OutcomeCode) -> Field:
        value = self.typed.values.get(need.id, "")
        options = options_of(need, code)
        if options:
            known = value if value in [each for _name, each in options] else None
            control: Any = choice(options, value=known, id=f"need-{need.id}")
        else:
            control = Input(value, id=f"need-{need.id}", max_length=500, compact=True)
        name, hint, may = pick(need.name), pick(need.ask), need.id not in code.needs
        return Field(name, control, hint=hint, optional=may, id=f"field-{need.id}")

    @on(Select.Changed, "#code")
    async def code_changed(self, event: Select.Changed) -> None:
        """Ask for what that code needs."""
        event.stop()
        self._take_up()
        self.query_one("#needs").set_class(self.app.is_private, HIDDEN)
        await self._ask_needs(self.typed.code)
        self._hide_what_tells(is_private=self.app.is_private)
        self.query_one("#needs").remove_class(HIDDEN)

    @on(Select.Changed)
    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(TickGroup.Changed)
    def changed(self) -> None:
        """Keep the draft on every change."""
        self._take_up()

    def _take_up(self) -> None:
        """Read the widgets into `typed`, and write the draft when something differs."""
        values = dict(self.typed.values)
        for widget in self.query("#needs Input, #needs Select"):
            if widget.id and widget.id.startswith("need-"):
                values[widget.id.removeprefix("need-")] = _text_of(widget)
        typed = Typed(
            code=_text_of(self.query_one("#code")),
            cause=_text_of(self.query_one("#cause")),
            met=self.query_one("#met", TickGroup).ticked,
            values={name: text for name, text in values.items() if text},
            flags=self.query_one("#flags", TickGroup).ticked,
            note=self.query_one("#note", TextArea).text[:NOTE_LIMIT],
            answers=self.typed.answers,
            place=self._place,
        )
        if typed.note != self.typed.note:
            self.query_one("#findings", NoteFindings).look_at(typed.note)
        self._keep(typed)

    def _keep(self, typed: Typed) -> None:
        """Take this for what is typed, and write the draft when it is something else."""
        if typed != self.typed:
            joined = set(typed.met) - set(self.typed.met) - {"debtor", "nobody"}
            self.typed = typed
            self.keep_draft(typed.document())
            self.show_findings()
            if self.is_at_the_door and joined:
                self.app.hide_the_matter(self.visit_id)

    @property
    def open_findings(self) -> list[Finding]:
        """What the word lists found in the note and nobody has answered yet; none at the door."""
        found = self.query(NoteFindings)
        return found.first().open if found and not self.app.is_private else []

    @on(NoteFindings.Changed)
    def show_findings(self) -> None:
        """Show below the note what stands in it, with the answers."""
        done = frozenset((*self.typed.flags, *self.typed.met))
        shown = self.query_one("#findings", NoteFindings)
        shown.show(self.typed.answers, done, is_private=self.app.is_private)
        self.refresh_bindings()


def _text_of(widget: Any) -> str:
    value = widget.value
    return "" if value is Select.NULL else str(value)
