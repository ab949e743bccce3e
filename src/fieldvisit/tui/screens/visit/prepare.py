"""First step: have I got everything, and may I go?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual.app import ComposeResult

from fieldvisit.domain.checklist import Item, load_checklist, missing, toggle
from fieldvisit.domain.text import N_
from fieldvisit.domain.words import PLACE_WORDS
from fieldvisit.rules.decide import Decision
from fieldvisit.services.assent import NO_ASSENT, Assent
from fieldvisit.services.gate import check_visit
from fieldvisit.services.team import Member
from fieldvisit.services.visit_file import VisitFile
from fieldvisit.services.visits import VisitBlocked, start_visit
from fieldvisit.tui.commands.prepare import COMMANDS as PREPARE
from fieldvisit.tui.commands.visit import COMMANDS as STEPS
from fieldvisit.tui.screens.reasons import ReasonsDialog, may_be_overridden
from fieldvisit.tui.screens.visit.step import VisitStep, step_screen
from fieldvisit.tui.showing import verdict
from fieldvisit.tui.widgets.columns import Column
from fieldvisit.tui.widgets.line import Lines, OneLine
from fieldvisit.tui.widgets.table import Cell, Record, RecordTable, Tone
from fieldvisit.wording import _, clauses, counted, listed, pick

COLUMNS = (
    Column(N_("done"), 4),
    Column(N_("group"), 20, from_width=100),
    Column(N_("item"), 30, share=1),
)

_MOST_ASKED = 6
"""Open items that the question before the door names; the list shows them all."""


class PrepareScreen(VisitStep):
    """Checklist, prior contacts, and the gate's word."""

    TITLE = N_("Prepare")
    STEP = "prepare"
    HELP = N_(
        "Tick what you have and have done. Items marked * are required; the line below the list "
        "says why. The gate says whether you may go now; w shows the rules. s begins the visit."
    )
    OFFERS = (*PREPARE, *STEPS)

    ticked: frozenset[str] = frozenset()
    companions: list[Member] | None = None
    """Who comes along; None while nobody was named and the settings say how many go."""

    shows: Sequence[str] = ()
    """What everybody who goes shows at the door."""

    place = "home"

    def compose_step(self) -> ComposeResult:
        """Gate, contacts, checklist, and why the item matters."""
        yield OneLine(id="gate")
        yield OneLine(id="contacts")
        yield OneLine(id="team")
        yield RecordTable(COLUMNS, id="checklist")
        yield Lines(id="why")

    async def show_file(self, file: VisitFile) -> None:
        """The draft's ticks and the file's contacts."""
        known = {item.id for item in load_checklist().items}
        self.ticked = frozenset(file.drafts.get("prepare", {}).get("ticked", ())) & known
        cell = verdict(file.decision, file.visit, self.app.office.clock())
        reasons = [each.sentences(_)[0] for each in file.decision.reasons]
        gate = self.query_one("#gate", OneLine)
        gate.say(_("Gate: {verdict}").format(verdict=" - ".join([cell.text, *reasons])))
        gate.set_classes(f"-{cell.tone}")
        self.query_one("#contacts", OneLine).say(self._contacts(file))
        self.companions = None if file.companions is None else list(file.companions)
        self.shows = file.shows
        self.place = file.visit.place
        self._show_team()
        self._show_items()

    def action_tick(self) -> None:
        """Tick the selected item or take its tick away."""
        record = self.query_one("#checklist", RecordTable).selected
        if record is None:
            return
        self.ticked = toggle(load_checklist(), self.ticked, record.key)
        self._keep()
        self._show_items()

    def action_gate(self) -> None:
        """Show why."""
        if self.file is not None:
            self.app.push_screen(ReasonsDialog(self.file.decision, self.file.visit))

    async def action_contact(self) -> None:
        """Log something into the case's ledger."""
        from fieldvisit.tui.screens.logging_entry import EntryDialog

        if self.file is not None:
            dialog = EntryDialog(self.file.visit.case)
            if await self.app.push_screen_wait(dialog):
                await self.app.read_status()
                self.action_reload()

    async def action_team(self) -> None:
        """Ask who comes along and what is shown; the gate is read again for that team."""
        from fieldvisit.tui.screens.team import TeamDialog

        assert self.file is not None
        dialog = TeamDialog(self.companions or (), self.file.to_show, self.shows)
        team = await self.app.push_screen_wait(dialog)
        if team is not None:
            companions, self.shows = team
            if companions or self.companions is not None:
                self.companions = companions
            self._keep()
            self.action_reload()

    async def action_place(self) -> None:
        """Ask where the visit is; the gate is read again for that place."""
        from fieldvisit.tui.screens.place import PlaceDialog

        assert self.file is not None
        chosen = await self.app.push_screen_wait(PlaceDialog(self.place))
        if chosen is not None and chosen != self.place:
            self.place = chosen
            self._keep()
            self.action_reload()

    async def action_start(self) -> None:
        """Ask the gate and open the talk."""
        office = self.app.office
        ask = partial(check_visit, companions=self.companions, shows=self.shows, place=self.place)
        decision = await office.store.run(ask, self.visit_id, office.clock(), office.settings)
        if decision.is_blocked and not may_be_overridden(decision):
            await self._start(NO_ASSENT)  # it is refused, and the journal keeps that
        elif await self._is_ready() and (assent := await self._assent(decision)) is not None:
            await self._start(assent)

    async def _start(self, assent: Assent) -> None:
        assert self.file is not None
        office = self.app.office
        start = partial(
            start_visit,
            companions=self.companions,
            shows=self.shows,
            assent=assent,
            place=self.place,
        )
        ticked, now = tuple(self.ticked), office.clock()
        try:
            step = await office.store.run(
                start, self.visit_id, "debtor", now, office.settings, ticked
            )
        except VisitBlocked as blocked:
            await self.app.read_status()
            await self.app.push_screen_wait(ReasonsDialog(blocked.decision, self.file.visit))
            return
        self.notify(_("Saved #{seq}").format(seq=step.event.seq))
        await self.app.read_status()
        self.app.switch_screen(step_screen("talk", self.visit_id))

    async def _is_ready(self) -> bool:
        """Whether the person goes although an item is open."""
        from fieldvisit.tui.screens.confirm import Confirm

        open_items = missing(load_checklist(), self.ticked)
        if not open_items:
            return True
        title = counted("{n} required item is open", "{n} required items are open", len(open_items))
        dialog = Confirm(title, _first_of(open_items), _("go all the same"))
        return await self.app.push_screen_wait(dialog) is True

    async def _assent(self, decision: Decision) -> Assent | None:
        """What people say to the gate; None when nobody goes."""
        assert self.file is not None
        if decision.effect in ("allow", "record"):
            return NO_ASSENT
        dialog = ReasonsDialog(decision, self.file.visit, to_confirm=True)
        return await self.app.push_screen_wait(dialog)

    def on_record_table_moved(self, event: RecordTable.Moved) -> None:
        """Say why the item under the cursor matters."""
        if event.record is not None:
            item = next(each for each in load_checklist().items if each.id == event.record.key)
            self.query_one("#why", Lines).say(f"{pick(item.text)}\n{pick(item.why)}")

    def _keep(self) -> None:
        self.keep_draft(
            {
                "ticked": sorted(self.ticked),
                "companions": self.companions,
                "shows": list(self.shows),
                "place": self.place,
            }
        )

    def _show_team(self) -> None:
        size = self.app.office.settings.team_size
        if self.companions is None:
            planned = counted("Team: {n} person planned", "Team: {n} people planned", size)
            said = planned if self.shows else clauses(planned, _("t names who comes along"))
        else:
            names = [self.app.office.settings.collector or _("you"), *_ids(self.companions)]
            said = _("Team: {names}").format(names=listed(names))
        if self.shows:
            said = clauses(
                said, _("shown: {things}").format(things=listed(_in_words(self.shows, self.file)))
            )
        where = _("Place: {place}").format(place=_(PLACE_WORDS[self.place]))
        self.query_one("#team", OneLine).say(f"{where}  {said}")

    def _show_items(self) -> None:
        items = load_checklist().items
        self.query_one("#checklist", RecordTable).show([self._record(item) for item in items])

    def _record(self, item: Item) -> Record:
        done = item.id in self.ticked
        mark = "[x]" if done else "[ ]"
        star = "* " if item.required else "  "
        group = pick(load_checklist().groups[item.group])
        tone: Tone = "dim" if done else ""
        return Record(
            item.id, (Cell(mark, tone), Cell(group, "dim"), Cell(star + pick(item.text), tone))
        )

    def _contacts(self, file: VisitFile) -> str:
        contacts = file.of_kind("contact")
        if not contacts:
            return _("No contact before this visit is logged; l logs one.")
        last = contacts[-1]
        return clauses(
            counted("{n} earlier contact", "{n} earlier contacts", len(contacts)),
            _("the last on {day}").format(day=f"{last.at:%Y-%m-%d}"),
        )


def _first_of(items: Sequence[Item]) -> str:
    lines = [pick(item.text) for item in items[:_MOST_ASKED]]
    if rest := len(items) - len(lines):
        lines.append(counted("and {n} more", "and {n} more", rest))
    return "\n".join(lines)


def _in_words(shows: Sequence[str], file: VisitFile | None) -> Iterator[str]:
    """What is shown, in the language in use where a rule names it."""
    known = {each["en"]: each for each in file.to_show} if file else {}
    return (pick(known[each]) if each in known else each for each in shows)


def _ids(companions: list[Member]) -> list[str]:
    return [str(each.get("id", "")) for each in companions]
