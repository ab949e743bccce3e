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
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import CONTACT_WORDS, FLAG_WORDS, PARTY_WORDS, RESULT_WORDS
from fieldvisit.rules.names import CONSENTS, HAS
from fieldvisit.services.gate import place_zone
from fieldvisit.services.ledger import log_entry
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.wording import _

KINDS = {
    "contact": N_("Contact"),
    "consent": N_("Consent"),
    "flag": N_("Flag"),
    "has": N_("Paper"),
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
        yield Field(N_("Result"), _choice(RESULT_WORDS, None, "result"), id="field-result")
        yield Field(N_("With whom"), _choice(PARTY_WORDS, "debtor", "party"), id="field-party")
        yield Field(N_("How"), _choice(HOW, "oral", "how"), id="field-how")
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
        }
        kind = str(event.value)
        names = self.query_one("#name", Select)
        names.set_options([(_(word), name) for name, word in words[kind].items()])
        self._show_for(kind)

    async def save(self) -> bool:
        """Write the entry."""
        office = self.app.office
        values = {name: self.query_one(f"#field-{name}", Field).value for name in _FIELDS}
        if values["name"] is None:
            raise BadInput(N_("{field}: choose one."), code="entry.name", field="name")
        at = self._instant(str(values["at"]))
        document = _document(values, instant_text(at))
        kind = str(values["kind"])
        await office.store.run(log_entry, self._case.case_id, kind, document, at, office.clock())
        return True

    def _show_for(self, kind: str) -> None:
        for name in ("result", "party"):
            self.query_one(f"#field-{name}").display = kind == "contact"
        self.query_one("#field-how").display = kind in ("consent", "flag")

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


_FIELDS = ("kind", "name", "result", "party", "how", "at")


def _choice(words: dict[str, str], value: str | None, widget_id: str) -> Select[Any]:
    return choice([(_(word), name) for name, word in words.items()], value=value, id=widget_id)


def _document(values: dict[str, Any], at: str) -> dict[str, Any]:
    kind, name = values["kind"], values["name"]
    if kind == "contact":
        if values["result"] is None:
            raise BadInput(N_("{field}: choose one."), code="entry.result", field="result")
        return {
            "at": at,
            "kind": name,
            "started_by": "collector",
            "result": values["result"],
            "party": values["party"] or "debtor",
        }
    if kind == "has":
        return {"name": name}
    if kind == "flag":
        return {"name": name, "since": at, "how": values["how"] or "oral"}
    return {"name": name, "given_by": "debtor", "at": at, "how": values["how"] or "oral"}
