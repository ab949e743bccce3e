"""The last line of every screen: at most six keys that work now."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from fieldvisit.tui.keys import shown_key
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.tui.screens.shell import WorkScreen


class KeyFooter(Widget):
    """Each key with the name of what it does; a click does it too."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-footer--key"}

    def on_mount(self) -> None:
        """Follow the focus and the commands of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        """As many keys as fit, the most important first."""
        parts: list[Content] = []
        room = self.size.width - 1
        for key, command in cast("WorkScreen", self.screen).footer_commands():
            shown, name = _(shown_key(key)), _(command.name)
            room -= cell_len(shown) + cell_len(name) + 3
            if room < 0:
                break
            click = Style.from_meta({"@click": f"screen.run_command({command.id!r})"})
            style = self.get_visual_style("key-footer--key") + click
            parts.append(Content.assemble(" ", (shown, style), (f" {name} ", click)))
        return Content.assemble(*parts)
