"""The form of the Agree step: the month, the two options beside each other, the read-back."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Input, Select, TextArea

from fieldvisit.domain.plan import METHODS
from fieldvisit.domain.plan import STEPS as EVERY
from fieldvisit.domain.text import N_
from fieldvisit.tui.agree_form import Agreeing
from fieldvisit.tui.agree_offers import WorkedOut
from fieldvisit.tui.agree_words import (
    left_words,
    suggestion_words,
    ways_of_payment,
    words_instead,
)
from fieldvisit.tui.plan_words import EVERY_WORDS, KIND_WORDS, METHOD_WORDS
from fieldvisit.tui.screens.visit.offer_column import OfferColumn
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.tui.widgets.line import Lines, OneLine
from fieldvisit.wording import _, explain

READ_BACK_LIMIT = 2_000
"""Characters of the borrower's own words; an agreement that needs more was not understood."""

_LINES = ("income", "costs", "debts", "parts", "first", "down", "rate", "to", "to_rate")
_LISTS = ("every", "method", "pay_by")
_FIELDS_OF = {
    "instalments": ("parts", "first", "down", "rate"),
    "extension": ("to", "to_rate"),
}


class AgreeSheet(VerticalScroll, can_focus=False):
    """Every control has the name that `Agreeing` gives its text."""

    def compose(self) -> ComposeResult:
        """All of the form."""
        yield Lines(_("The visit is being read."), id="standing")
        asks = _("Each month: what comes in, what must go out first, and other debts.")
        yield Lines(asks, id="month-asks")
        with Container(id="month"):
            yield _line(N_("Comes in"), "income")
            yield _line(N_("Goes out first"), "costs")
            yield _line(N_("Other debts"), "debts")
        yield OneLine(id="left")
        with Container(id="offers"):
            yield OfferColumn("instalments", 1, _instalment_fields())
            yield OfferColumn("extension", 2, _extension_fields())
        yield Lines(id="choose")
        read_back = TextArea(id="read_back", soft_wrap=True, compact=True)
        hint = N_("the borrower's own words, as far as possible")
        yield Field(N_("Said back"), read_back, hint=hint, id="field-read_back")
        pay_by = choice(ways_of_payment(), id="pay_by")
        yield Field(N_("Way of payment"), pay_by, id="field-pay_by")

    def typed(self, before: Agreeing) -> Agreeing:
        """The form as it is typed now."""
        texts = {name: str(self.field(name).value) for name in _LINES}
        lists = {name: str(self.field(name).value or "") for name in _LISTS}
        said = str(self.field("read_back").value)[:READ_BACK_LIMIT]
        return replace(before, **texts, **lists, read_back=said)

    def fill(self, form: Agreeing) -> None:
        """Put these texts into the controls."""
        with self.prevent(Input.Changed, Select.Changed, TextArea.Changed):
            for name in _LINES:
                self.query_one(f"#{name}", Input).value = getattr(form, name)
            for name in _LISTS:
                self.query_one(f"#{name}", Select).value = getattr(form, name) or Select.NULL
            self.query_one("#read_back", TextArea).text = form.read_back

    def show(self, form: Agreeing, worked: WorkedOut, standing: str) -> None:
        """Show what the form comes to, and what is wrong beside its field."""
        for field in self.query(Field):
            fault = worked.faults.get(str(field.id).removeprefix("field-"))
            field.show_error(explain(fault, field.label) if fault else "")
        self.query_one("#parts", Input).placeholder = suggestion_words(worked)
        self.query_one("#left", OneLine).say(left_words(worked))
        self._say("standing", standing)
        self._say("choose", "" if form.chosen else _("1 or 2 takes one of the two."))
        for kind in KIND_WORDS:
            self.query_one(f"#{kind}", OfferColumn).show(
                worked.offers.get(kind),
                chosen=form.chosen == kind,
                instead=words_instead(kind, worked),
            )

    def field(self, name: str) -> Field:
        """The field of that name."""
        return self.query_one(f"#field-{name}", Field)

    def focus_fault(self, kind: str, worked: WorkedOut) -> None:
        """Go to the first field of that option that is wrong."""
        for name in _FIELDS_OF[kind]:
            if name in worked.faults:
                self.field(name).control.focus()
                return

    def _say(self, line: str, text: str) -> None:
        widget = self.query_one(f"#{line}", Lines)
        widget.say(text)
        widget.display = bool(text)


def _line(label: str, name: str, when_empty: str = "") -> Field:
    control = Input(id=name, max_length=40, compact=True, placeholder=_(when_empty))
    return Field(label, control, id=f"field-{name}")


def _instalment_fields() -> list[Field]:
    every = choice([(_(EVERY_WORDS[each]), each) for each in EVERY], value="month", id="every")
    methods = [(_(METHOD_WORDS[each]), each) for each in METHODS]
    return [
        _line(N_("Payments"), "parts"),
        Field(N_("One each"), every, id="field-every"),
        _line(N_("First payment"), "first"),
        _line(N_("Down payment"), "down", N_("none today")),
        _line(N_("Interest a year"), "rate", N_("none, or 12%")),
        Field(N_("Interest as"), choice(methods, value="annuity", id="method"), id="field-method"),
    ]


def _extension_fields() -> list[Field]:
    return [
        _line(N_("New date"), "to"),
        _line(N_("Interest a year"), "to_rate", N_("none, or 12%")),
    ]
