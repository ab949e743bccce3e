"""The first line of every screen: where one is, the day, what is unsent, the last sync."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from fieldvisit.domain.text import N_
from fieldvisit.tui.widths import cut_to
from fieldvisit.wording import _, counted

if TYPE_CHECKING:
    from fieldvisit.tui.app import FieldvisitApp
    from fieldvisit.tui.office import Status

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_GAP = "  "


class ScreenHeader(Widget):
    """One line; what matters less gives way when there is no room."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"screen-header--mark", "screen-header--unsent"}

    if TYPE_CHECKING:

        @property
        def app(self) -> FieldvisitApp:  # type: ignore[override]
            """The program; Textual itself knows only that it is some App."""

    def on_mount(self) -> None:
        """Follow the status of the program and the title of the screen."""
        self.watch(self.app, "status", self._redraw, init=False)
        self.watch(self.screen, "title", self._redraw, init=False)

    def _redraw(self) -> None:
        self.refresh()

    def render(self) -> Content:
        """The line, cut to the width of the terminal."""
        right = self._right()
        room = self.size.width - 2
        while right and sum(cell_len(text) + len(_GAP) for text, _class in right) > room - 12:
            right.pop(0 if right[0][1] == "" else -1)
        width = sum(cell_len(text) + len(_GAP) for text, _class in right)
        title = self._title(max(room - width, 0))
        blanks = " " * max(room - width - cell_len(title), 0)
        return Content.assemble(
            f" {title}{blanks}", *(self._styled(text, name) for text, name in right), " "
        )

    def _title(self, room: int) -> str:
        """Where one is; the program's name gives way first."""
        here = _(self.screen.title or "")
        whole = f"fieldvisit {here}"
        return whole if cell_len(whole) <= room or not here else cut_to(here, room)

    def _styled(self, text: str, name: str) -> Content:
        style = self.get_visual_style(name) if name else ""
        return Content.assemble(_GAP, (text, style))

    def _right(self) -> list[tuple[str, str]]:
        office, status = self.app.office, self.app.status
        parts = [(_last_sync(status), ""), (_day(status), "")]
        if status is not None:
            unsent = counted("{n} unsent", "{n} unsent", status.unsent)
            parts.append((unsent, "screen-header--unsent" if status.unsent else ""))
        if office.test_clock:
            parts.append((_("TEST CLOCK"), "screen-header--mark"))
        if office.demo:
            parts.append((_("DEMO"), "screen-header--mark"))
        return [part for part in parts if part[0]]


def _day(status: Status | None) -> str:
    if status is None:
        return ""
    return f"{status.today:%Y-%m-%d} {_(_WEEKDAYS[status.today.weekday()])}"


def _last_sync(status: Status | None) -> str:
    if status is None:
        return ""
    if status.last_sync is None:
        return _("never synced")
    form = "%H:%M" if status.last_sync.date() == status.today else "%m-%d %H:%M"
    return _("synced {time}").format(time=status.last_sync.strftime(form))
