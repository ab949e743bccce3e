"""Third step: what came of the visit."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from textual.widgets import TextArea

from fieldvisit.domain.outcome import OutcomeCode, load_outcome_codes
from fieldvisit.domain.privacy import mask_numbers
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.rules.decide import Decision
from fieldvisit.services.closing import check_closing
from fieldvisit.services.outcomes import check_outcome_of, log_outcome
from fieldvisit.services.place import place_zone
from fieldvisit.tui.commands.record import COMMANDS as RECORD
from fieldvisit.tui.commands.visit import COMMANDS as STEPS
from fieldvisit.tui.doorstep import is_neutral, secrets_of
from fieldvisit.tui.outcome_form import Typed, outcome_from
from fieldvisit.tui.outcome_words import review_lines
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.visit.record_form import RecordForm
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.wording import _, explain


class RecordScreen(RecordForm):
    """The form, shown once more and saved."""

    TITLE = N_("Record")
    HELP = N_(
        "Choose what came of the visit; the form then asks what that outcome needs. Everything is "
        "kept while you type. F8 shows the record once more before it is saved; Enter never saves. "
        "Saving again corrects the record; both stay in the journal."
    )
    OFFERS = (*RECORD, *STEPS)

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
            Confirm(
                _("Save this outcome?"),
                self._review(code),
                _("save"),
                is_neutral=self.app.is_private,
            )
        ):
            return
        await office.store.flush()
        logged = await office.store.run(
            partial(log_outcome, answers=self.typed.answers, place=self.typed.place),
            self.visit_id,
            outcome,
            office.clock(),
            office.settings,
        )
        self.notify(_("Saved #{seq}").format(seq=logged.event.seq))
        await self.app.read_status()
        if logged.closing is not None and logged.closing.is_blocked:
            await self._close(logged.closing)
        self.app.pop_screen()

    async def action_answer(self) -> None:
        """Answer the most urgent finding in the note."""
        from fieldvisit.tui.screens.finding import FindingDialog

        finding = self.open_findings[0]
        dialog = FindingDialog(finding, self.app.office.settings.emergency)
        reply = await self.app.push_screen_wait(dialog)
        if reply is None:
            return
        first = finding.hits[0]
        for group, name in (("flags", first.flag), ("met", first.met)):
            if reply.takes and name:
                ticks = self.query_one(f"#{group}", TickGroup)
                ticks.ticked = (*ticks.ticked, name)
        if reply.covers:
            note = self.query_one("#note", TextArea)
            note.text = mask_numbers(note.text)
        self._take_up()
        self._keep(replace(self.typed, answers={**self.typed.answers, finding.key: reply.answer}))

    async def action_close(self) -> None:
        """Give what the closing of the recorded visit still lacks."""
        file, office = self.file, self.app.office
        assert file is not None
        assert file.outcome is not None
        decision = await office.store.run(
            check_closing, self.visit_id, office.clock(), office.settings
        )
        await self._close(decision)
        self.action_reload()

    async def _close(self, decision: Decision) -> None:
        from fieldvisit.tui.screens.closing import ClosingDialog

        assert self.file is not None
        dialog = ClosingDialog(self.file.visit, decision)
        if await self.app.push_screen_wait(dialog):
            self.notify(_("The visit is closed."))
            await self.app.read_status()

    async def action_empty(self) -> None:
        """Start the form anew."""
        question = _("What was typed here and not yet saved is forgotten.")
        if await self.app.push_screen_wait(Confirm(_("Empty the form?"), question, _("empty it"))):
            await self._fill(Typed())
            self.keep_draft(Typed().document())

    def _review(self, code: OutcomeCode) -> str:
        lines = review_lines(self.typed, code)
        if self.app.is_private and self.file is not None:
            secrets = secrets_of(self.file.visit.case)
            lines = [line for line in lines if is_neutral(line, secrets)]
        return "\n".join(lines)

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
