"""What the program itself does for the commands that work on every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.reactive import var

from fieldvisit.tui.screens.commanded import Commanded
from fieldvisit.wording import _, counted

if TYPE_CHECKING:
    from fieldvisit.domain.case import Case
    from fieldvisit.tui.office import Office, Status


class Errands(App[None]):
    """One `action_VERB` for each of them; those that are `async` run as workers."""

    office: Office
    is_private: var[bool]
    status: var[Status | None] = var(None)
    """What the header shows; None until it was first read."""

    def action_go(self, section: str) -> None:
        """Open that section where it was left."""
        self.switch_mode(section)

    async def action_quit(self) -> None:
        """End; ask first when something has not been sent and stays. Runs as a worker."""
        unsent = self.status.unsent if self.status and not self.office.demo else 0
        if unsent and not await self._may_quit(unsent):
            return
        self.exit()

    async def _may_quit(self, unsent: int) -> bool:
        from fieldvisit.tui.screens.confirm import Confirm

        question = counted(
            "{n} record has not been sent. It stays on this laptop.",
            "{n} records have not been sent. They stay on this laptop.",
            unsent,
        )
        answer = await self.push_screen_wait(Confirm(_("Quit"), question, _("Quit")))
        return answer is True

    async def action_actions(self) -> None:
        """Show the action menu and run what is chosen. Runs as a worker."""
        from fieldvisit.tui.screens.actions import ActionMenu

        if isinstance(screen := self.screen, Commanded):
            menu = ActionMenu(screen.menu_commands(), screen.why_not)
            menu.open_at_the_door = self.is_private
            command_id = await self.push_screen_wait(menu)
            self._run_chosen(screen, command_id)

    async def action_palette(self) -> None:
        """Show the palette and run what is chosen. Runs as a worker."""
        from fieldvisit.tui.screens.palette import Palette

        if isinstance(screen := self.screen, Commanded):
            palette = Palette(screen.commands_here(), screen.why_not, self.office.settings.keys)
            palette.open_at_the_door = self.is_private
            self._run_chosen(screen, await self.push_screen_wait(palette))

    def _run_chosen(self, screen: Commanded, chosen: str | Case | None) -> None:
        if isinstance(chosen, str):
            screen.call_later(screen.action_run_command, chosen)
        elif chosen is not None:
            from fieldvisit.tui.screens.case import CaseScreen

            self.push_screen(CaseScreen(chosen.case_id))

    def action_help(self) -> None:
        """Explain the screen and its keys."""
        from fieldvisit.tui.screens.help import HelpDialog

        if isinstance(screen := self.screen, Commanded):
            about = _(screen.HELP or "")
            keys = self.office.settings.keys
            self.push_screen(HelpDialog(about, screen.commands_here(), keys))

    def action_redraw(self) -> None:
        """Draw everything anew."""
        self.refresh(layout=True)

    def action_copy(self) -> None:
        """Reached when nothing is selected: say how to quit, which Ctrl+C means elsewhere."""
        self.notify(_("Nothing is selected. Press q to quit."))

    def action_picture(self) -> None:
        """Save a picture of the screen beside the program's other files."""
        from fieldvisit.tui.picture import picture_of, save_picture

        path = save_picture(picture_of(self), self.office.pictures, self.office.clock())
        self.notify(_("Picture saved: {path}").format(path=path))
