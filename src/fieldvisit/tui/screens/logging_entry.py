"""Logging a contact, consent, flag or paper of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Select

from fieldvisit.domain.calendar import parse_date
from fieldvisit.domain.case import Case
from fieldvisit.domain.events import instant_text
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width
from fieldvisit.domain.words import (
    CONTACT_WORDS,
    FLAG_WORDS,
    PARTY_WORDS,
    PLACE_WORDS,
    RESULT_WORDS,
    STARTER_WORDS,
)
from fieldvisit.rules.names import CONSENTS, HAS, WEEKDAY_WORDS, WEEKDAYS
from fieldvisit.services.ledger import log_entry
from fieldvisit.services.place import place_zone
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field, choice, shown_options
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.wording import _

KINDS = {
    "contact": N_("Contact"),
    "consent": N_("Consent"),
    "flag": N_("Flag"),
    "has": N_("Paper"),
    "avoid": N_("Asked to be spared"),
}
HOW = {"oral": N_("said"), "written": N_("written"), "recorded": N_("recorded")}


class EntryDialog(FormDialog[bool]):
    """What happened, what came of it, and when; by the borrower's clock."""

    def __init__(self, case: Case) -> None:
        super().__init__(_("Log into the case"))
        self._case = case

    def compose_fields(self) -> ComposeResult:
        """The kind first; the rest follows it."""
        yield Field(N_("Kind"), _choice(KINDS, "contact", "kind"), id="field-kind")
        yield Field(N_("What"), _choice(CONTACT_WORDS, "call", "name"), id="field-name")
        yield Field(
            N_("Who began it"),
            _choice(STARTER_WORDS, "collector", "started_by"),
            id="field-started_by",
        )
        yield Field(N_("Result"), _choice(RESULT_WORDS, None, "result"), id="field-result")
        yield Field(N_("With whom"), _choice(PARTY_WORDS, "debtor", "party"), id="field-party")
        yield Field(N_("Given by"), _choice(PARTY_WORDS, "debtor", "given_by"), id="field-given_by")
        yield Field(N_("How"), _choice(HOW, "oral", "how"), id="field-how")
        yield Field(N_("Place"), _choice(PLACE_WORDS, None, "place"), id="field-place")
        days = TickGroup(dict(zip(WEEKDAYS, WEEKDAY_WORDS, strict=True)), id="days")
        yield Field(N_("Days"), days, id="field-days")
        for name, (label, hint) in _TYPED.items():
            control = Input(max_length=120, compact=True, id=name)
            yield Field(label, control, hint=hint, id=f"field-{name}")
        now = self.app.office.clock().astimezone(place_zone(self._case))
        yield Field(
            N_("When"),
            Input(f"{now:%Y-%m-%d %H:%M}", id="at", max_length=20, compact=True),
            hint=N_("by the clock at the borrower's place"),
            id="field-at",
        )

    def on_mount(self) -> None:
        """Show what a contact asks."""
        self._show_for("contact")

    @on(Select.Changed, "#kind")
    def kind_changed(self, event: Select.Changed) -> None:
        """Offer the names of that kind."""
        words: dict[str, dict[str, str]] = {
            "contact": CONTACT_WORDS,
            "consent": CONSENTS,
            "flag": FLAG_WORDS,
            "has": HAS,
            "avoid": {"avoid": KINDS["avoid"]},
        }
        kind = str(event.value)
        names = self.query_one("#name", Select)
        chosen = names.value
        names.set_options(shown_options((_(word), name) for name, word in words[kind].items()))
        if chosen in words[kind]:
            names.value = chosen
        self._show_for(kind)

    async def save(self) -> bool:
        """Write the entry."""
        office = self.app.office
        kind = str(self._value("kind"))
        if kind != "avoid" and self._value("name") is None:
            raise BadInput(N_("{field}: choose one."), code="entry.name", field="name")
        if kind == "contact" and self._value("result") is None:
            raise BadInput(N_("{field}: choose one."), code="entry.result", field="result")
        at = self._instant(str(self._value("at")))
        document = self._document(kind, instant_text(at))
        await office.store.run(log_entry, self._case.case_id, kind, document, at, office.clock())
        return True

    def _document(self, kind: str, at: str) -> dict[str, Any]:
        document: dict[str, Any] = {}
        if kind != "avoid":
            document["kind" if kind == "contact" else "name"] = self._value("name")
        if stamp := {"contact": "at", "consent": "at", "flag": "since"}.get(kind):
            document[stamp] = at
        for name in _ASKED[kind]:
            value = self._value(name)
            if value not in (None, "", []):
                document["debts" if name == "debt" else name] = _written(name, value)
        return document

    def _value(self, name: str) -> Any:
        if name == "days":
            return list(self.query_one("#days", TickGroup).ticked)
        value = self.query_one(f"#field-{name}", Field).value
        return value.strip() if isinstance(value, str) else value

    def _show_for(self, kind: str) -> None:
        for name in {each for names in _ASKED.values() for each in names}:
            self.query_one(f"#field-{name}").display = name in _ASKED[kind]
        self.query_one("#field-name").display = kind != "avoid"

    def _instant(self, text: str) -> datetime:
        day, _blank, clock = text.strip().rpartition(" ")
        there = parse_date(day, field="at")
        try:
            hour, minute = (int(part) for part in clock.split(":"))
            zone = place_zone(self._case)
            return datetime(there.year, there.month, there.day, hour, minute, tzinfo=zone)
        except ValueError:
            raise BadInput(
                N_("{field}: write the day and the time, such as 2026-11-26 10:00."),
                code="instant.wrong",
                field="at",
            ) from None


_TYPED = {
    "from": (N_("From"), N_("time of day, such as 18:00; empty for all day")),
    "to": (N_("To"), ""),
    "until": (N_("Until"), N_("the last day on which it counts; empty for no end")),
    "person": (N_("Who it was"), N_("a mark that tells people apart, such as P1; no name")),
    "number": (N_("Number"), N_("the number that was called")),
    "debt": (N_("Debt"), N_("empty for the debt of this case")),
    "institution": (N_("Lender"), N_("empty for the lender of this case")),
    "agency": (N_("Firm"), N_("the firm that made it; empty for your own")),
    "proof": (N_("Proof"), N_("what proves it: a letter, a recording")),
}
"""What is typed, with its label and hint."""

_ASKED: dict[str, list[str]] = {
    "contact": "started_by result party person number debt institution agency".split(),
    "consent": "given_by how place days from to until proof".split(),
    "flag": "how place until person debt institution".split(),
    "has": [],
    "avoid": "place days from to".split(),
}
"""What each kind of entry asks beside its name."""


def _choice(words: dict[str, str], value: str | None, widget_id: str) -> Select[Any]:
    return choice([(_(word), name) for name, word in words.items()], value=value, id=widget_id)


def _written(name: str, value: Any) -> Any:
    """The value as documents hold it: debts as a list, days as dates, times as HH:MM."""
    if name == "debt":
        return [value]
    if name == "until":
        return parse_date(value, field=name).isoformat()
    if name in ("from", "to"):
        return half_width(value).zfill(5)
    return value
