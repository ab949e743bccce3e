"""What became of a promise."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from fieldvisit.domain.money import parse_money
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.promise import PromiseStatus
from fieldvisit.domain.text import N_
from fieldvisit.services.promises import promise_of, settle_promise
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.wording import _

ANSWERS = {
    PromiseStatus.KEPT: N_("kept: the money came, in full"),
    PromiseStatus.PART: N_("in part: less came than was promised"),
    PromiseStatus.BROKEN: N_("broken: the day is over and nothing came"),
}


class SettleDialog(FormDialog[bool]):
    """Kept, kept in part, or broken."""

    def __init__(self, promise_id: str) -> None:
        super().__init__(_("What became of the promise?"))
        self._promise_id = promise_id

    def compose_fields(self) -> ComposeResult:
        """The answer, and the amount of a part."""
        answers = [(_(words), status) for status, words in ANSWERS.items()]
        yield Field(N_("Answer"), choice(answers, id="status"), id="field-status")
        amount = Input(max_length=30, compact=True)
        yield Field(N_("Amount that came"), amount, hint=N_("only for a part"), id="field-amount")

    async def save(self) -> bool:
        """Settle it."""
        office = self.app.office
        status = self.query_one("#field-status", Field).value
        if status is None:
            raise BadInput(N_("{field}: choose one."), code="promise.status", field="status")
        promise = await office.store.run(promise_of, self._promise_id)
        typed = str(self.query_one("#field-amount", Field).value).strip()
        paid = None
        if status == PromiseStatus.PART:
            paid = parse_money(typed, promise.amount.currency, field="amount")
        await office.store.run(
            settle_promise,
            self._promise_id,
            status,
            office.clock(),
            paid=paid,
        )
        return True
