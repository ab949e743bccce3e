"""One of the two offers: its terms, what it comes to, and when what is paid."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button

from fieldvisit.domain.affordability import Offer
from fieldvisit.domain.plan import Instalment
from fieldvisit.domain.text import N_
from fieldvisit.tui.plan_words import AFFORDABLE_WORDS, APPROVAL_WORDS, KIND_WORDS, sum_sentence
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.table import Record, RecordTable
from fieldvisit.wording import _, date_text, money_text

COLUMNS = (
    Column(N_("no."), 4, right=True),
    Column(N_("due"), 10),
    Column(N_("amount"), 12, right=True, share=1),
    Column(N_("interest"), 8, right=True, from_width=38),
    Column(N_("balance"), 11, right=True, share=1, from_width=50),
)
MOST_ROWS = 12
"""Payments in sight; the table scrolls to the others."""

_KEEP_CLASSES = {True: "-good", False: "-bad", None: "-open"}


class OfferColumn(Vertical):
    """`kind` is "instalments" or "extension"; `digit` chooses it, as does the button on top."""

    def __init__(self, kind: str, digit: int, fields: Iterable[Widget]) -> None:
        super().__init__(id=kind)
        self._kind = kind
        self._digit = digit
        self._fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """Button, terms, result, schedule."""
        yield Button(self._title(chosen=False), id=f"take-{self._kind}", compact=True)
        yield from self._fields
        yield Lines(classes="sum")
        yield Lines(classes="keep")
        yield Lines(classes="approval")
        yield RecordTable(COLUMNS, id=f"payments-{self._kind}")

    def show(self, offer: Offer | None, *, chosen: bool, instead: str) -> None:
        """Show the offer, or what stands in its place."""
        self.set_class(chosen, "-chosen")
        self.query_one(Button).label = self._title(chosen=chosen)
        keep, approval = self.query_one(".keep", Lines), self.query_one(".approval", Lines)
        keep.display = approval.display = offer is not None
        self.query_one(".sum", Lines).say(_sum(offer) if offer else instead)
        if offer is not None:
            keep.say(_(AFFORDABLE_WORDS[offer.affordable]))
            keep.set_classes(f"keep {_KEEP_CLASSES[offer.affordable]}")
            approval.say(_(APPROVAL_WORDS[offer.approval]))
            approval.set_class(offer.approval == "pending", "-pending")
        payments = offer.schedule.instalments if offer else ()
        table = self.query_one(RecordTable)
        table.display = offer is not None
        table.styles.height = min(len(payments), MOST_ROWS) + 1
        table.show([_row(each) for each in payments])

    def _title(self, *, chosen: bool) -> str:
        return f"({'x' if chosen else ' '}) {self._digit} {_(KIND_WORDS[self._kind])}"


def _sum(offer: Offer) -> str:
    last = _("Last payment {day}").format(day=date_text(offer.schedule.last_due))
    return f"{sum_sentence(offer.schedule)}\n{last}"


def _row(payment: Instalment) -> Record:
    figures = (payment.amount, payment.interest, payment.balance)
    return Record(
        str(payment.no),
        (
            str(payment.no),
            payment.due.isoformat(),
            *(money_text(each, with_currency=False) for each in figures),
        ),
    )
