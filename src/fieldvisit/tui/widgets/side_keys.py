"""Keys that open a branch from anywhere, always in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from fieldvisit.tui.commands import Command, keys_of
from fieldvisit.tui.keys import shown_key
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.tui.screens.shell import WorkScreen


class SideKeys(Widget):
    """Each command with its key; a click runs it. What cannot be done now is dimmed."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"side-keys--key", "side-keys--off"}
    DEFAULT_CSS = "SideKeys { height: auto; }"

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._commands = tuple(commands)

    def on_mount(self) -> None:
        """Follow what can be done on the screen."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        """The line, wrapped where the screen is narrow."""
        return Content("  ").join([self._part(command) for command in self._commands])

    def _part(self, command: Command) -> Content:
        screen = cast("WorkScreen", self.screen)
        key = _(shown_key(keys_of(command, screen.app.office.settings.keys)[0]))
        name = _(command.name)
        if screen.why_not(command):
            return Content.styled(f"{key} {name}", self.get_visual_style("side-keys--off"))
        click = Style.from_meta({"@click": f"screen.run_command({command.id!r})"})
        style = self.get_visual_style("side-keys--key") + click
        return Content.assemble((key, style), (f" {name}", click))
