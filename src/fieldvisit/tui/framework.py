"""Work-arounds for Textual, all in this one file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from textual import content, events
from textual._compositor import Compositor
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.screen import Screen

from fieldvisit.domain.text import safe_text
from fieldvisit.tui.keys import FULL_WIDTH
from fieldvisit.tui.widths import CUT, line_breaks
from fieldvisit.wording import _

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.notifications import SeverityLevel
    from textual.strip import Strip
    from textual.widget import Widget

    from fieldvisit.tui.app import FieldvisitApp

R = TypeVar("R")

SMALLEST = (60, 20)
"""Columns and rows below which no screen can be used."""


def takes_text(widget: Widget | None) -> bool:
    """Whether the widget writes down what is typed, so that letters are no commands."""
    return widget is not None and widget.check_consume_key("a", "a")


def as_meant(event: events.Event, focused: Widget | None) -> events.Event:
    """The event that was meant by what an input method or the clipboard sent.

    Full-width signs, letters and digits mean their ASCII twins unless they are being typed into a
    field; pasted text loses what could steer a terminal.
    """
    if isinstance(event, events.Paste):
        return events.Paste(safe_text(event.text, lines=True))
    if isinstance(event, events.Key) and event.character in FULL_WIDTH and not takes_text(focused):
        character = FULL_WIDTH[event.character]
        return events.Key(_character_to_key(character), character)
    return event


def comes_from_input_method(event: events.Event, focused: Widget | None) -> bool:
    """Whether text of a Chinese input method reached something that takes no text."""
    return (
        isinstance(event, events.Key)
        and event.character is not None
        and ord(event.character) > 0x2E7F
        and event.character not in FULL_WIDTH
        and not takes_text(focused)
    )


_truncated = content.Content.truncate


def _truncate(
    text: content.Content, max_width: int, *, ellipsis: bool = False, pad: bool = False
) -> content.Content:
    """As Textual's own, but what is cut ends in "..": an ellipsis is one cell wide or two."""
    if not ellipsis or text.cell_length <= max_width:
        return _truncated(text, max_width, pad=pad)
    kept = _truncated(text, max(max_width - len(CUT), 0))
    return kept.rstrip().append(CUT[: max(max_width, 0)])


content.divide_line = line_breaks  # type: ignore[attr-defined]
content.Content.truncate = _truncate  # type: ignore[assignment,method-assign]


class WholeCharacters(Compositor):
    """Cuts lines only where something begins or ends that can be seen.

    Textual also cuts what lies in front along the edges of what it hides, and a Chinese character
    in an open list or a message that stands on such a cut is lost.
    """

    @property
    def cuts(self) -> list[list[int]]:
        """For each line, the columns at which something in sight begins or ends."""
        if self._cuts is None:
            width, height = self.size
            found = [{0, width} for _line in range(height)]
            hidden = [0] * height  # the columns strictly inside of what was seen, as bits
            for region, clip in self.visible_widgets.values():
                x, y, columns, lines = region.intersection(clip)
                inside = ((1 << max(columns - 1, 0)) - 1) << (x + 1)
                for line in range(y, y + lines if columns else y):
                    found[line].update(
                        edge for edge in (x, x + columns) if not hidden[line] >> edge & 1
                    )
                    hidden[line] |= inside
            self._cuts = [sorted(edges) for edges in found]
        return self._cuts

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """As Textual's own, for widgets whose edges are out of sight too."""
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        for region, clip, strips in self._get_renders(crop):
            seen = region.intersection(clip)
            for y, strip in zip(seen.line_range, strips, strict=False):
                if is_rendered_line(y):
                    edges = [cut for cut in cuts[y] if seen.x <= cut <= seen.right]
                    for edge, part in _parts(strip, seen.x, edges):
                        if chops[y].get(edge) is None:
                            chops[y][edge] = part
        return cast("Sequence[Mapping[int, Strip]]", chops)


def _parts(strip: Strip, start: int, edges: list[int]) -> Iterable[tuple[int, Strip]]:
    """What lies between these columns of a strip that starts at a column, each with its first."""
    if edges and edges[0] == start:
        return zip(edges, strip.divide([edge - start for edge in edges[1:]]), strict=False)
    return zip(edges, strip.divide([edge - start for edge in edges])[1:], strict=False)


class OurScreen(Screen[R], Generic[R]):
    """A screen that speaks the person's language and says so when the terminal is too small."""

    open_at_the_door = False
    """Whether it shows nothing of the matter while others may look on; else it is covered then."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._compositor = WholeCharacters()

    if TYPE_CHECKING:

        @property
        def app(self) -> FieldvisitApp:  # type: ignore[override]
            """The program; Textual itself knows only that it is some App."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Textual's own, with every description and tooltip in the language in use."""
        return {
            key: active._replace(
                binding=dataclasses.replace(
                    active.binding, description=_(active.binding.description)
                ),
                tooltip=_(active.tooltip),
            )
            for key, active in super().active_bindings.items()
        }

    def show_private(self, *, is_private: bool) -> None:
        """Hide or show what tells of the matter; a screen that is never open has nothing to do."""

    @property
    def is_too_small(self) -> bool:
        """Whether the terminal is smaller than 60 by 20."""
        return self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]

    def on_screen_resume(self) -> None:
        """Cover the screen when it may not be seen, or the terminal became too small."""
        self.show_private(is_private=self.app.is_private)
        self.app.cover_the_matter()
        self.call_after_refresh(self.cover_when_too_small)

    def on_resize(self) -> None:
        """Cover the screen when the terminal became too small."""
        self.call_after_refresh(self.cover_when_too_small)

    def cover_when_too_small(self) -> None:
        """Put the message of a terminal that is too small over this screen."""
        if self.is_active and self.is_too_small:
            from fieldvisit.tui.screens.too_small import TooSmall

            self.app.push_screen(TooSmall())

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a short message; it is never read as markup unless asked."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
