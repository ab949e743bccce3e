"""What stands over a screen that would tell a bystander what the visit is about."""

from __future__ import annotations

from textual.app import ComposeResult

from fieldvisit.domain.text import N_
from fieldvisit.services.visits import finish_visit
from fieldvisit.tui.commands.doorstep import COMMANDS
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.screens.visit.step import step_screen
from fieldvisit.tui.screens.visit.talk import TalkScreen
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.side_keys import SideKeys
from fieldvisit.wording import _


class DoorstepScreen(WorkScreen):
    """Neutral lines to say, and the three ways on; goes by itself when doorstep mode ends."""

    TITLE = N_("Private")
    HELP = N_(
        "Somebody may look on, so that only neutral lines are shown. 1 goes back to the "
        "conversation, where it is asked who is there. 2 notes that you have left the door. 3 is "
        "for when nobody but you can see the screen."
    )
    OFFERS = COMMANDS
    READS_AGAIN_ON_RETURN = False
    is_doorstep = True
    open_at_the_door = True

    def compose_body(self) -> ComposeResult:
        """What protects, what can be said, what can be done."""
        yield Lines(_("Private: only neutral lines"), id="private")
        yield Lines(_("You can say:"), classes="group")
        yield Lines(
            _("Good day. It is a personal matter; I can speak about it with one person only.")
        )
        yield Lines(_("When would be a good time to come back?"))
        yield Lines(_("Thank you, and sorry to have disturbed you."))
        yield SideKeys(COMMANDS, id="ways")

    def show_private(self, *, is_private: bool) -> None:
        """Go when there is nothing left to cover."""
        if not is_private:
            self.call_later(self._go)

    def _go(self) -> None:
        if self.app.screen is self:
            self.dismiss(None)

    @property
    def can_go_back(self) -> bool:
        """Esc asks whether anybody looks on."""
        return True

    def use_up_back(self) -> bool:
        """Ask before anything is shown."""
        self.action_run_command("doorstep.alone")
        return True

    def action_talk(self) -> None:
        """Go to the conversation, which knows who is there."""
        talks = (each for each in self.app.screen_stack if isinstance(each, TalkScreen))
        if talk := next(talks, None):
            self.app.run_worker(self.app.go_back_to(talk), exit_on_error=False)
        else:
            self.app.switch_screen(step_screen("talk", self.app.guarded_visit))

    async def action_left(self) -> None:
        """Note that the door is left; what is shown from now on only the collector sees."""
        office, visit_id = self.app.office, self.app.guarded_visit
        step = await office.store.run(finish_visit, visit_id, office.clock())
        self.notify(_("Saved #{seq}").format(seq=step.event.seq))
        await self.app.read_status()
        self.app.switch_screen(step_screen("record", visit_id))
        self.app.show_the_matter()

    async def action_alone(self) -> None:
        """Ask, then show everything."""
        question = Confirm(
            _("Show everything?"),
            _("Can nobody but you see the screen?"),
            _("nobody looks on"),
            is_neutral=True,
        )
        if await self.app.push_screen_wait(question) is True:
            self.app.show_the_matter()
