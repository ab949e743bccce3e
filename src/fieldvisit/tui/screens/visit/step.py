"""What the four steps of a visit share: the step bar, the visit's file, and the draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.compose import compose

from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Visit, VisitState
from fieldvisit.services.place import place_zone
from fieldvisit.services.visit_file import STEPS, VisitFile, open_visit, save_draft
from fieldvisit.services.visits import finish_visit
from fieldvisit.tui.commands import Command
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.showing import name_shown
from fieldvisit.tui.widgets.line import OneLine
from fieldvisit.tui.widgets.step_bar import StepBar
from fieldvisit.tui.widgets.time_limit import TimeLimit
from fieldvisit.wording import _, money_text

NAMES = (N_("Prepare"), N_("Talk"), N_("Record"), N_("Agree"))


class VisitStep(WorkScreen):
    """Subclasses give STEP (one of STEPS), `compose_step` and `show_file`."""

    STEP: ClassVar[str] = ""
    DIGITS: ClassVar[str] = ""
    """Digits that mean something of the step itself, and so open no section."""
    READS_AGAIN_ON_RETURN = False
    AUTO_FOCUS = ""

    def __init__(self, visit_id: str) -> None:
        super().__init__()
        self.visit_id = visit_id
        self.file: VisitFile | None = None

    def commands_here(self) -> Iterator[Command]:
        """All but the sections whose digits the step uses itself."""
        for command in super().commands_here():
            if command.action != "go" or command.keys not in self.DIGITS:
                yield command

    def compose_body(self) -> ComposeResult:
        """Step bar, whom the visit is about, and the step itself."""
        bar = StepBar(NAMES, id="steps")
        bar.current = STEPS.index(self.STEP) + 1
        yield bar
        yield TimeLimit(id="limit")
        yield OneLine(id="whom")
        private = OneLine(_("Private: only neutral lines"), id="private")
        private.display = False
        yield private

    def compose_step(self) -> ComposeResult:
        """The widgets of the step; they come once the visit is read."""
        yield from ()

    async def show_file(self, file: VisitFile) -> None:
        """Put what was read into the widgets, the draft included."""

    async def load(self) -> None:
        """Read the visit's file and show it."""
        office = self.app.office
        # The step before may still be writing the draft from which this one takes suggestions.
        await office.store.flush()
        file = await office.store.run(open_visit, self.visit_id, office.clock(), office.settings)
        if self.file is None:
            # A screen that comes into sight is styled as a whole three times over: what is put
            # into it now is styled once.
            await self.query_one("#body").mount_all(compose(self, self.compose_step()))
        self.file = file
        self.query_one("#steps", StepBar).done = _steps_done(self.file)
        self.query_one("#whom", OneLine).say(self.whom(self.file))
        limit = self.query_one("#limit", TimeLimit)
        limit.watch_until(self.file.closes_at, office.clock(), place_zone(self.file.visit.case))
        await self.show_file(self.file)
        self.show_body()

    def whom(self, file: VisitFile) -> str:
        """The line that says whom the visit is about; only the name while others may look on."""
        case, office = file.visit.case, self.app.office
        if self.app.is_private:
            return name_shown(case.borrower, office.settings)
        days = case.days_past_due(office.today())
        parts = [
            name_shown(case.borrower, office.settings),
            case.district,
            money_text(case.amount_due),
            _("{n} days past due").format(n=days),
        ]
        return "  ".join(part for part in parts if part)

    def say_private(self, *, is_private: bool) -> None:
        """Say above the step that others may look on, or take it back."""
        assert self.file is not None
        self.query_one("#private").display = is_private
        self.query_one("#whom", OneLine).say(self.whom(self.file))

    def keep_draft(self, body: dict[str, Any]) -> None:
        """Write what is typed; the newest of several in a row wins."""
        office = self.app.office
        office.store.save_soon(
            f"{self.visit_id} {self.STEP}",
            save_draft,
            self.visit_id,
            self.STEP,
            body,
            office.clock(),
        )

    def action_save_draft(self) -> None:
        """Drafts are written on every change; say so."""
        self.notify(_("The draft is on the disk."))

    @property
    def is_at_the_door(self) -> bool:
        """Whether the visit has begun and the door has not been left."""
        return self.file is not None and self.file.visit.state == VisitState.STARTED

    def action_next(self) -> None:
        """The next step."""
        self._go(+1)

    def action_previous(self) -> None:
        """The step before."""
        self._go(-1)

    def action_case(self) -> None:
        """Everything known of the case."""
        from fieldvisit.tui.screens.case import CaseScreen

        if self.file is not None:
            self.app.push_screen(CaseScreen(self.file.visit.case.case_id))

    async def action_leave(self) -> None:
        """Note that the collector has left, and go on to the record."""
        office = self.app.office
        step = await office.store.run(finish_visit, self.visit_id, office.clock())
        self.app.show_the_matter()
        self.notify(_("Saved #{seq}").format(seq=step.event.seq))
        await self.app.read_status()
        self.app.switch_screen(step_screen("record", self.visit_id))

    def _go(self, by: int) -> None:
        place = STEPS.index(self.STEP) + by
        if 0 <= place < len(STEPS):
            self.app.switch_screen(step_screen(STEPS[place], self.visit_id))


def step_screen(step: str, visit_id: str) -> VisitStep:
    """The screen of that step."""
    if step == "prepare":
        from fieldvisit.tui.screens.visit.prepare import PrepareScreen

        return PrepareScreen(visit_id)
    if step == "talk":
        from fieldvisit.tui.screens.visit.talk import TalkScreen

        return TalkScreen(visit_id)
    if step == "record":
        from fieldvisit.tui.screens.visit.record import RecordScreen

        return RecordScreen(visit_id)
    from fieldvisit.tui.screens.visit.agree import AgreeScreen

    return AgreeScreen(visit_id)


def open_visit_screen(visit: Visit) -> VisitStep:
    """The screen of the step that the visit has reached."""
    reached = {
        VisitState.STARTED: "talk",
        VisitState.FINISHED: "record",
        VisitState.RECORDED: "record",
    }
    return step_screen(reached.get(visit.state, "prepare"), visit.visit_id)


def _steps_done(file: VisitFile) -> frozenset[int]:
    done = set()
    if file.visit.started_at is not None:
        done.add(1)
    if file.visit.finished_at is not None:
        done.add(2)
    if file.outcome is not None:
        done.add(3)
    if any(plan.visit_id == file.visit.visit_id for plan in file.plans):
        done.add(4)
    return frozenset(done)
