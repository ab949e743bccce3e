"""Everything known of one case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.app import ComposeResult

from fieldvisit.domain.case import Case
from fieldvisit.domain.money import Money
from fieldvisit.domain.outcome import load_outcome_codes
from fieldvisit.domain.promise import STATUS_WORDS, PromiseStatus
from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Entry
from fieldvisit.domain.words import (
    CONTACT_WORDS,
    FLAG_WORDS,
    PARTY_WORDS,
    PLACE_WORDS,
    RESULT_WORDS,
)
from fieldvisit.rules.names import WEEKDAY_WORDS, WEEKDAYS, words_for
from fieldvisit.services.cases import CaseFile, show_case
from fieldvisit.services.ledger import ENDABLE, end_entry, is_final
from fieldvisit.services.visits import plan_visit
from fieldvisit.tui.commands.case import COMMANDS
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.showing import name_shown, phone_shown, state_shown, tell_plan
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.table import Cell, Record, RecordTable
from fieldvisit.wording import _, listed, money_text, pick

COLUMNS = (
    Column(N_("day"), 10),
    Column(N_("what"), 14),
    Column(N_("details"), 30, share=1),
)


class CaseScreen(WorkScreen):
    """The account's facts on top, below them all that happened, newest first."""

    TITLE = N_("Case")
    HELP = N_(
        "Facts from the case list, then visits, contacts, consents, flags, promises and plans, "
        "the newest first. l logs something; x ends the selected consent or flag."
    )
    OFFERS = COMMANDS

    def __init__(self, case_id: str) -> None:
        super().__init__()
        self.case_id = case_id
        self.file: CaseFile | None = None

    def compose_body(self) -> ComposeResult:
        """Facts and history."""
        yield Lines(id="facts")
        yield RecordTable(COLUMNS, id="history")

    async def load(self) -> None:
        """Read the case."""
        self.file = await self.app.office.store.run(show_case, self.case_id)
        self.query_one("#facts", Lines).say(self._facts(self.file.case))
        rows = sorted(self._history(self.file), key=lambda row: str(row.cells[0]), reverse=True)
        self.query_one("#history", RecordTable).show(rows)
        self.show_body()

    @property
    def selected_entry(self) -> Entry | None:
        """The consent, flag, paper or wish under the cursor."""
        record = self.query_one("#history", RecordTable).selected
        if record is None or self.file is None:
            return None
        entries = (each for each in self.file.entries if each.kind in ENDABLE)
        return next((each for each in entries if each.entry_id == record.key), None)

    async def action_log(self) -> None:
        """Log something into the ledger."""
        from fieldvisit.tui.screens.logging_entry import EntryDialog

        assert self.file is not None
        if await self.app.push_screen_wait(EntryDialog(self.file.case)):
            await self.app.read_status()
            self.action_reload()

    async def action_end(self) -> None:
        """End the selected consent or flag."""
        from fieldvisit.tui.screens.asking import AskDialog

        entry, office = self.selected_entry, self.app.office
        if entry is None:
            return
        dialog = AskDialog(_("End this entry"), _("Why does it no longer stand?"), _("end it"))
        reason = await self.app.push_screen_wait(dialog)
        by = await self._supervisor() if reason and is_final(entry) else ""
        if reason and by is not None:
            await office.store.run(end_entry, entry.entry_id, reason, office.clock(), by)
            await self.app.read_status()
            self.action_reload()

    async def _supervisor(self) -> str | None:
        """The name of the supervisor who takes a final refusal away."""
        from fieldvisit.tui.screens.asking import AskDialog

        question = _("This refusal is final. Which supervisor takes it away?")
        return await self.app.push_screen_wait(
            AskDialog(_("End this entry"), question, _("end it"))
        )

    async def action_plan(self) -> None:
        """Put the case on today's list."""
        office = self.app.office
        today = office.today()
        step = await office.store.run(
            plan_visit, self.case_id, today, today, office.clock(), office.settings
        )
        await self.app.read_status()
        tell_plan(self, step)
        self.action_reload()

    def _facts(self, case: Case) -> str:
        settings = self.app.office.settings
        first = [
            name_shown(case.borrower, settings),
            phone_shown(case.phone, settings),
            case.district,
            case.address,
        ]
        money = [
            _("{amount} due since {day}").format(
                amount=money_text(case.amount_due), day=case.due_date
            ),
            _("{n} days past due").format(n=case.days_past_due(self.app.office.today())),
            case.product,
            case.lender,
        ]
        contract = [case.case_id, case.account, *_contract(case)]
        lines = [first, money, contract, [case.note]]
        return "\n".join("  ".join(part for part in line if part) for line in lines if any(line))

    def _history(self, file: CaseFile) -> Iterator[Record]:
        codes = load_outcome_codes().codes
        outcomes = {each.visit_id: each for each in file.outcomes}
        for visit in file.visits:
            record = outcomes.get(visit.visit_id)
            if visit.promise_id and record is None:
                continue  # the promise itself is in the list
            details = [state_shown(visit)]
            if record is not None:
                details += [pick(codes[record.code].name), record.document.get("note", "")]
            yield _row(visit.visit_id, f"{visit.day}", _("Visit"), details)
        for entry in file.entries:
            yield _row(entry.entry_id, f"{entry.at:%Y-%m-%d}", *_entry_words(entry))
        for promise in file.promises:
            status = _(STATUS_WORDS[PromiseStatus(promise.status)])
            details = [money_text(promise.amount), status]
            yield _row(promise.promise_id + " promise", f"{promise.due}", _("Promise"), details)
        for plan in file.plans:
            kind = _("Instalments") if plan.kind == "instalments" else _("Extension")
            total = {"amount": plan.schedule["total"], "currency": plan.schedule["currency"]}
            pending = _("waits for head office") if plan.approval == "pending" else ""
            yield _row(plan.event_id, f"{plan.day}", kind, [money_text(Money.of(total)), pending])


def _contract(case: Case) -> Iterator[str]:
    if case.contract_date and case.contract_amount:
        yield _("contract of {day}, {amount}").format(
            day=case.contract_date, amount=money_text(case.contract_amount)
        )
    if case.instalments_total:
        yield _("{paid} of {total} instalments paid").format(
            paid=case.instalments_paid or 0, total=case.instalments_total
        )


def _row(key: str, day: str, what: str, details: list[str]) -> Record:
    return Record(key, (day, Cell(what), "  ".join(part for part in details if part)))


def _entry_words(entry: Entry) -> tuple[str, list[str]]:
    document = entry.document
    if entry.kind == "contact":
        party = document.get("party", "")
        return _(CONTACT_WORDS[entry.name]), [
            _(RESULT_WORDS[document["result"]]) if document.get("result") else "",
            _(PARTY_WORDS[party]) if party else "",
            document.get("person", ""),
        ]
    if entry.kind in ("confirmed", "override"):
        title = _("Confirmed") if entry.kind == "confirmed" else _("Override")
        return title, [entry.name, document.get("by", ""), document.get("reason", "")]
    if entry.kind == "unclosed":
        return _("Not closed"), [listed(document["rules"])]
    words = {"flag": N_("Flag"), "consent": N_("Consent"), "avoid": N_("Asked to be spared")}
    name = {"flag": FLAG_WORDS.get(entry.name, ""), "avoid": ""}.get(entry.kind)
    said = _(words_for(entry.name) if name is None else name)
    return _(words.get(entry.kind, N_("Paper"))), [said, *_narrowed(document)]


def _narrowed(document: dict[str, Any]) -> Iterator[str]:
    """To which person, place and times an entry is narrowed, and until when it lasts."""
    days = {day: WEEKDAY_WORDS[number] for number, day in enumerate(WEEKDAYS)}
    yield document.get("person", "")
    place = document.get("place", "")
    yield _(PLACE_WORDS[place]) if place else ""
    yield listed(_(days[day]) for day in document.get("days", ()))
    if "from" in document or "to" in document:
        yield f"{document.get('from', '00:00')}-{document.get('to', '24:00')}"
    if "until" in document:
        yield _("until {day}").format(day=document["until"])
