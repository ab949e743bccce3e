"""A field for the path of a file: it suggests, and Tab completes."""

from __future__ import annotations

import asyncio

from textual.binding import Binding
from textual.suggester import Suggester
from textual.widgets import Input

from fieldvisit.domain.text import N_, safe_text
from fieldvisit.tui.import_files import candidates, completed


class _Paths(Suggester):
    """Suggests the first path that begins with what is typed; looks at the disk in a thread."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        found = await asyncio.to_thread(candidates, value) if value else []
        return next((path for path in found if safe_text(path) == path), None)


class PathInput(Input):
    """Tab completes as far as it is certain, and goes to the next control where nothing fits."""

    BINDINGS = [Binding("tab", "complete", N_("Complete"), show=False)]

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, suggester=_Paths(), compact=True)

    async def action_complete(self) -> None:
        """Make the path longer, or go on."""
        longer = await asyncio.to_thread(completed, self.value) if self.value else ""
        if len(longer) > len(self.value) and safe_text(longer) == longer:
            self.value = longer
            self.cursor_position = len(longer)
        else:
            self.screen.focus_next()
