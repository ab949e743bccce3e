"""The program on the terminal: sections, status, and the one place where keys come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App

from fieldvisit.tui.commands.bindings import command_bindings
from fieldvisit.tui.commands.everywhere import COMMANDS as EVERYWHERE
from fieldvisit.tui.doorstep import Doorstep
from fieldvisit.tui.environment import take_time
from fieldvisit.tui.errands import Errands
from fieldvisit.tui.failures import Failures
from fieldvisit.tui.framework import as_meant, comes_from_input_method
from fieldvisit.tui.office import Office
from fieldvisit.tui.output_guard import OutputGuard
from fieldvisit.tui.screens.commanded import Commanded
from fieldvisit.tui.screens.shell import WorkScreen
from fieldvisit.tui.sections import SECTIONS, Section
from fieldvisit.tui.store_thread import StoreThread
from fieldvisit.tui.themes import DEFAULT_THEME, THEMES
from fieldvisit.wording import _

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.theme import Theme


class FieldvisitApp(Doorstep, Errands, Failures, App[None], inherit_bindings=False):
    """One mode for each section; the first one opens, `welcome` over it when it is given."""

    CSS_PATH = "theme.tcss"
    BINDINGS = [*command_bindings(EVERYWHERE)]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    NOTIFICATION_TIMEOUT: ClassVar[float] = 6.0
    STARTED_AFTER: float = 2.0
    """Seconds after which the first screen has its rows on any machine."""

    def __init__(
        self,
        office: Office,
        *,
        sections: Sequence[Section] = SECTIONS,
        welcome: Callable[[], Screen[Any]] | None = None,
    ) -> None:
        self.office = office
        self.DEFAULT_MODE = sections[0].id  # type: ignore[misc]
        # Set before Textual builds its stylesheet, which would otherwise be built twice.
        self.set_reactive(App.theme, office.settings.theme or DEFAULT_THEME)
        super().__init__()
        self._welcome = welcome
        self._sections = frozenset(section.id for section in sections)
        self._guard = OutputGuard(ascii_only=office.settings.ascii)
        self._hinted_at_input_method = False
        self._first = sections[0]
        for section in sections[1:]:
            self.add_mode(section.id, section.open)
        self.set_keymap(office.settings.keys)

    wants_demo = False
    """Set when the person leaves for the demo."""

    def change_settings(self, **values: object) -> None:
        """Put these settings in force and keep them; raises BadInput for a value that is wrong."""
        settings = self.office.settings.changed(**values)
        self.office = replace(self.office, settings=settings)
        self.office.save_settings(settings)

    @property
    def store(self) -> StoreThread[Any]:
        """The thread that owns the store."""
        return self.office.store

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The program's own themes and Textual's."""
        return {**THEMES, **getattr(self, "_registered_themes", {})}

    def get_driver_class(self) -> type[Driver]:
        """The program's own driver, or the one that the environment names."""
        import os

        if "TEXTUAL_DRIVER" in os.environ:
            return super().get_driver_class()
        from fieldvisit.tui.driver import driver_class

        return driver_class()

    def get_default_screen(self) -> Screen[Any]:
        """The first section's screen; opened as a mode Textual would read all styles twice."""
        return self._first.open()

    def has_section(self, section: str) -> bool:
        """Whether there is a section of that id."""
        return section in self._sections

    # Life

    async def on_mount(self) -> None:
        """Read the status and greet."""
        self.add_mode(self._first.id, self._first.open)
        self.store.on_failed_save = self.show_failure
        self.run_worker(self.recall_the_door(), group="status", exit_on_error=False)
        self.set_timer(self.STARTED_AFTER, take_time)
        if self.office.settings.pack_folder:
            self.set_timer(self.STARTED_AFTER, self.check_own_rules)
        if self._welcome is not None:
            await self.push_screen(self._welcome())

    async def read_status(self) -> None:
        """Read what the header shows; call it after everything that is saved or sent."""
        try:
            self.status = await self.store.run(self.office.read_status)
        except Exception as error:
            self.show_failure(error)

    async def on_unmount(self) -> None:
        """Write what is still on its way to the disk."""
        await self.store.close()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Take what was meant by a key; below the smallest size no key does anything but quit."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            focused = self.focused if self._screen_stack else None
            if comes_from_input_method(event, focused):
                self._hint_at_input_method()
            event = as_meant(event, focused)
            if isinstance(event, events.Key) and self._keeps_for_later(event):
                return
        await super().on_event(event)

    def _keeps_for_later(self, event: events.Key) -> bool:
        screen = self.screen if self._screen_stack else None
        return isinstance(screen, WorkScreen) and screen.keeps_for_later(event)

    def _hint_at_input_method(self) -> None:
        if not self._hinted_at_input_method:
            self._hinted_at_input_method = True
            self.notify(_("The input method is on: letters do not arrive. 0 shows the actions."))

    def action_run_command(self, command_id: str) -> None:
        """Let the screen run the command; over a dialog only those that allow it get here."""
        if isinstance(self.screen, Commanded):
            self.screen.action_run_command(command_id)
        elif command_id == "app.quit":
            self.run_worker(self.action_quit(), group=command_id, exit_on_error=False)
        elif command_id == "app.redraw":
            self.action_redraw()
        elif command_id == "app.doorstep":
            self.action_doorstep()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002, Textual passes it, and data must not be read as markup
    ) -> None:
        """Show a short message, as plain text; at the door only what anybody may read."""
        if self.may_be_said(message):
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)
