"""Third step: what came of the visit."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Checkbox, Input, Select, TextArea

from fieldvisit.domain.arrears import load_causes
from fieldvisit.domain.outcome import OutcomeCode, load_outcome_codes
from fieldvisit.domain.outcome_codes import Need
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import FLAG_WORDS, PARTY_WORDS
from fieldvisit.rules.decide import Decision
from fieldvisit.services.closing import check_closing
from fieldvisit.services.gate import place_zone
from fieldvisit.services.outcomes import check_outcome_of, log_outcome
from fieldvisit.services.visit_file import VisitFile
from fieldvisit.tui.agree_form import plan_of_visit
from fieldvisit.tui.agree_words import agreed_words
from fieldvisit.tui.commands.record import COMMANDS as RECORD
from fieldvisit.tui.commands.visit import COMMANDS as STEPS
from fieldvisit.tui.outcome_form import Typed, outcome_from, typed_before
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.visit.step import VisitStep
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.wording import _, explain, labelled, listed, pick

NOTE_LIMIT = 10_000
"""Characters of a note; longer ones belong into a letter to head office."""


class RecordScreen(VisitStep):
    """Outcome code with what it needs, cause, people met, money, note, flags."""

    TITLE = N_("Record")
    STEP = "record"
    HELP = N_(
        "Choose what came of the visit; the form then asks what that outcome needs. Everything is "
        "kept while you type. F8 shows the record once more before it is saved; Enter never saves. "
        "Saving again corrects the record; both stay in the journal."
    )
    OFFERS = (*RECORD, *STEPS)

    typed = Typed()

    def compose_step(self) -> ComposeResult:
        """The form."""
        codes = list(load_outcome_codes().codes.values())
        causes = load_causes()
        with VerticalScroll(id="form", can_focus=False):
            width = max(len(code.id) for code in codes)
            names = [(f"{code.id:{width}}  {pick(code.name)}", code.id) for code in codes]
            hint = N_("Enter opens the list; typing finds in it")
            yield Field(N_("Outcome"), choice(names, id="code"), hint=hint, id="field-code")
            yield Lines(id="meaning")
            yield Vertical(id="needs")
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
            yield Lines(_("Who was met"), classes="group")
            yield TickGroup(PARTY_WORDS, id="met")
            yield Lines(_("Flags that stop or change contact"), classes="group")
            yield TickGroup(FLAG_WORDS, id="flags")

    async def show_file(self, file: VisitFile) -> None:
        """The draft, else what stands recorded, else what the talk suggests."""
        await self._fill(typed_before(file))

    async def _fill(self, typed: Typed) -> None:
        self.typed = typed
        with self.prevent(Select.Changed, Checkbox.Changed, TextArea.Changed, Input.Changed):
            self.query_one("#code", Select).value = typed.code or Select.NULL
            self.query_one("#cause", Select).value = typed.cause or Select.NULL
            self.query_one("#note", TextArea).text = typed.note
            self.query_one("#met", TickGroup).ticked = typed.met
            self.query_one("#flags", TickGroup).ticked = typed.flags
            await self._ask_needs(typed.code)
        self.query_one("#code", Select).focus()

    async def _ask_needs(self, code_id: str) -> None:
        """Put the fields of that code into the form, with what is typed already."""
        place = self.query_one("#needs", Vertical)
        await place.remove_children()
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
        if any(needs[each].kind == "agreement" for each in code.needs):
            await place.mount(Lines(self._agreement_words(), id="agreement"))

    def _agreement_words(self) -> str:
        """The agreement of this visit, else where it is made."""
        plan = plan_of_visit(self.file) if self.file else None
        return agreed_words(plan) if plan else _("Make the agreement in the Agree step first.")

    def _need_field(self, need: Need, code: OutcomeCode) -> Field:
        value = self.typed.values.get(need.id, "")
        label = pick(need.name) + ("" if need.id in code.needs else f" ({_('optional')})")
        options = _options(need, code)
        if options:
            known = value if value in [each for _name, each in options] else None
            control: Any = choice(options, value=known, id=f"need-{need.id}")
        else:
            control = Input(value, id=f"need-{need.id}", max_length=500, compact=True)
        return Field(label, control, hint=pick(need.ask), id=f"field-{need.id}")

    @on(Select.Changed, "#code")
    async def code_changed(self, event: Select.Changed) -> None:
        """Ask for what that code needs."""
        event.stop()
        self._take_up()
        await self._ask_needs(self.typed.code)

    @on(Select.Changed)
    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Checkbox.Changed)
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
        )
        if typed != self.typed:
            self.typed = typed
            self.keep_draft(typed.document())

    async def action_review_record(self) -> None:
        """Check, show once more, save."""
        file, office = self.file, self.app.office
        if file is None:
            return
        self._clear_errors()
        zone = place_zone(file.visit.case)
        try:
            outcome = outcome_from(self.typed, file.visit.case.amount_due.currency, zone)
            check_outcome_of(file.visit, outcome, office.clock(), office.settings)
        except BadInput as problem:
            self._show_error(problem)
            return
        code = load_outcome_codes().current(outcome.code)
        if not await self.app.push_screen_wait(
            Confirm(_("Save this outcome?"), _review(self.typed, code), _("save"))
        ):
            return
        await office.store.flush()
        logged = await office.store.run(
            log_outcome, self.visit_id, outcome, office.clock(), office.settings
        )
        self.notify(_("Saved #{seq}").format(seq=logged.event.seq))
        await self.app.read_status()
        if logged.closing is not None and logged.closing.is_blocked:
            await self._close(logged.closing, paid=outcome.money is not None)
        self.app.pop_screen()

    async def action_close(self) -> None:
        """Give what the closing of the recorded visit still lacks."""
        file, office = self.file, self.app.office
        assert file is not None
        assert file.outcome is not None
        decision = await office.store.run(
            check_closing, self.visit_id, office.clock(), office.settings
        )
        await self._close(decision, paid="money" in file.outcome.document)
        self.action_reload()

    async def _close(self, decision: Decision, *, paid: bool) -> None:
        from fieldvisit.tui.screens.closing import ClosingDialog

        assert self.file is not None
        dialog = ClosingDialog(self.file.visit, decision, paid=paid)
        if await self.app.push_screen_wait(dialog):
            self.notify(_("The visit is closed."))
            await self.app.read_status()

    async def action_empty(self) -> None:
        """Start the form anew."""
        question = _("What was typed here and not yet saved is forgotten.")
        if await self.app.push_screen_wait(Confirm(_("Empty the form?"), question, _("empty it"))):
            await self._fill(Typed())
            self.keep_draft(Typed().document())

    def _show_error(self, problem: BadInput) -> None:
        fields = self.query(f"#field-{problem.field}")
        if fields:
            field = fields.first(Field)
            field.show_error(explain(problem, field.label))
            field.control.focus()
        else:
            self.notify(explain(problem), severity="error")

    def _clear_errors(self) -> None:
        for field in self.query(Field):
            field.show_error("")


def _review(typed: Typed, code: OutcomeCode) -> str:
    needs = load_outcome_codes().needs
    lines = [f"{code.id}  {pick(code.name)}"]
    if typed.cause:
        lines.append(pick(load_causes().causes[typed.cause].name))
    if typed.met:
        met = listed(_(PARTY_WORDS[party]) for party in typed.met)
        lines.append(_("Met: {parties}").format(parties=met))
    for name, text in typed.values.items():
        if name in (*code.needs, *code.may):
            lines.append(labelled(pick(needs[name].name), _shown(needs[name], code, text)))
    if typed.flags:
        flags = listed(_(FLAG_WORDS[flag]) for flag in typed.flags)
        lines.append(_("Flags: {flags}").format(flags=flags))
    if typed.note.strip():
        lines.append(_("Note: {text}").format(text=typed.note.strip()[:200]))
    return "\n".join(lines)


def _options(need: Need, code: OutcomeCode) -> list[tuple[str, str]]:
    if need.kind == "reason":
        return [(pick(each.name), each.id) for each in code.reasons]
    if need.kind == "consent":
        return [(_("yes"), "yes"), (_("no"), "no")]
    return [(pick(each.name), each.id) for each in need.options]


def _shown(need: Need, code: OutcomeCode, text: str) -> str:
    return next((name for name, each in _options(need, code) if each == text), text)


def _text_of(widget: Any) -> str:
    value = widget.value
    return "" if value is Select.NULL else str(value)
