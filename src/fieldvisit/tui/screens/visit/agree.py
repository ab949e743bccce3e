"""Fourth step: what the household can keep, two options, one agreement, read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.widgets import Button, Input, Select, TextArea

from fieldvisit.domain.affordability import Limits, Offer
from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import VisitState
from fieldvisit.services.place import place_zone
from fieldvisit.services.plans import agree_plan
from fieldvisit.services.visit_file import VisitFile, open_visit, save_draft
from fieldvisit.tui.agree_form import Agreeing, first_proposal, form_before, record_after
from fieldvisit.tui.agree_offers import WorkedOut, work_out
from fieldvisit.tui.agree_words import review_words, saved_words, standing_words, words_instead
from fieldvisit.tui.commands.agree import AGREE
from fieldvisit.tui.commands.visit import COMMANDS as STEPS
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.visit.agree_sheet import AgreeSheet
from fieldvisit.tui.screens.visit.step import VisitStep, step_screen
from fieldvisit.wording import _

_OTHER_STEPS = tuple(each for each in STEPS if each.id != "visit.next")


class AgreeScreen(VisitStep):
    """Affordability, instalments beside an extension, and the read-back."""

    TITLE = N_("Agree")
    STEP = "agree"
    DIGITS = "12"
    HELP = N_(
        "Ask what comes in and what must go out first; both options are worked out anew while you "
        "type. 1 or 2 takes one of them. Write down how the borrower says it back, then F8 shows "
        "the agreement once more before it is saved. An agreement that head office must approve "
        "is a request until it answers."
    )
    OFFERS = (*AGREE, *_OTHER_STEPS)

    form = Agreeing()

    def compose_step(self) -> ComposeResult:
        """The form."""
        yield AgreeSheet(id="form")

    @property
    def sheet(self) -> AgreeSheet:
        """The form on the screen."""
        return self.query_one(AgreeSheet)

    async def show_file(self, file: VisitFile) -> None:
        """The draft, else what is agreed already, else a first proposal."""
        self._fill(form_before(file, self._today(file)), file)
        self.query_one("#income", Input).focus()

    def action_take(self, kind: str) -> None:
        """Choose one of the two."""
        self._change_to(replace(self.form, chosen=kind))

    def action_talk(self) -> None:
        """Back to the conversation."""
        self.app.switch_screen(step_screen("talk", self.visit_id))

    async def action_empty(self) -> None:
        """Start the form anew."""
        question = _("What was typed here and not yet saved is forgotten.")
        dialog = Confirm(_("Empty the form?"), question, _("empty it"))
        if self.file is not None and await self.app.push_screen_wait(dialog) is True:
            self._fill(first_proposal(self._today(self.file)), self.file)
            self.keep_draft(self.form.document())

    async def action_review_agreement(self) -> None:
        """Check, show once more, save."""
        file, office = self.file, self.app.office
        if file is None or (offer := self._offer_taken(file)) is None:
            return
        words = review_words(file, self.form, offer)
        dialog = Confirm(_("Save this agreement?"), words, _("save"))
        if await self.app.push_screen_wait(dialog) is not True:
            return
        await office.store.flush()
        form = self.form
        agreed = await office.store.run(
            agree_plan, self.visit_id, offer, form.read_back, office.clock(), method=form.pay_by
        )
        self.notify(
            saved_words(agreed.event.seq, offer),
            severity="warning" if offer.approval == "pending" else "information",
        )
        await self.app.read_status()
        await self._go_on(offer)

    @on(Input.Changed)
    @on(Select.Changed)
    @on(TextArea.Changed)
    def changed(self) -> None:
        """Keep the draft on every change, and work the options out anew."""
        form = self.sheet.typed(self.form)
        if form != self.form:
            self._change_to(form)

    @on(Button.Pressed)
    def button_pressed(self, event: Button.Pressed) -> None:
        """Choose the option of that column."""
        event.stop()
        self.action_take(str(event.button.id).removeprefix("take-"))

    def _today(self, file: VisitFile) -> date:
        return self.app.office.clock().astimezone(place_zone(file.visit.case)).date()

    def _worked(self, file: VisitFile) -> WorkedOut:
        return work_out(self.form, file.visit.case.amount_due, self._today(file), Limits())

    def _fill(self, form: Agreeing, file: VisitFile) -> None:
        self.form = form
        self.sheet.fill(form)
        self._show(file)

    def _change_to(self, form: Agreeing) -> None:
        if self.file is not None:
            self.form = form
            self.keep_draft(form.document())
            self._show(self.file)

    def _show(self, file: VisitFile) -> None:
        self.sheet.show(self.form, self._worked(file), standing_words(file))
        self.refresh_bindings()

    def _offer_taken(self, file: VisitFile) -> Offer | None:
        """The chosen offer when all is there; else the person is led to what is missing."""
        worked, chosen = self._worked(file), self.form.chosen
        if not chosen:
            self.query_one("#take-instalments", Button).focus()
            self.notify(_("Choose one of the two first: 1 or 2."), severity="warning")
        elif chosen not in worked.offers:
            self.sheet.focus_fault(chosen, worked)
            self.notify(words_instead(chosen, worked), severity="warning")
        elif not self.form.read_back.strip():
            field = self.sheet.field("read_back")
            field.show_error(_("Write down the agreement in the borrower's own words."))
            field.control.focus()
        else:
            return worked.offers[chosen]
        return None

    async def _go_on(self, offer: Offer) -> None:
        """Suggest the outcome to the record, and go on with what comes next."""
        office = self.app.office
        now = office.clock()
        file = await office.store.run(open_visit, self.visit_id, now, office.settings)
        if draft := record_after(file, offer):
            await office.store.run(save_draft, self.visit_id, "record", draft, now)
        talked = file.drafts.get("talk", {}).get("conversation", {}).get("moves")
        if file.visit.state == VisitState.STARTED and talked:
            self.app.switch_screen(step_screen("talk", self.visit_id))
        elif file.outcome is None:
            self.app.switch_screen(step_screen("record", self.visit_id))
        else:
            self.action_reload()
