"""What is shown while the terminal is too small."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from fieldvisit.tui.framework import SMALLEST, OurScreen
from fieldvisit.wording import _


class TooSmall(ModalScreen[None], OurScreen[None]):
    """Covers everything, takes every key, and goes by itself once there is room."""

    open_at_the_door = True

    def compose(self) -> ComposeResult:
        """The sentence."""
        yield Static(
            _("The terminal is too small: fieldvisit needs {columns}x{rows}.").format(
                columns=SMALLEST[0], rows=SMALLEST[1]
            ),
            markup=False,
        )

    def cover_when_too_small(self) -> None:
        """Go away when there is room again."""
        if self.is_active and not self.is_too_small:
            self.dismiss(None)
