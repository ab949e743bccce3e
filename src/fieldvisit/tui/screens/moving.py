"""Putting a visit on another day."""

from __future__ import annotations

from datetime import timedelta

from textual.app import ComposeResult
from textual.widgets import Input

from fieldvisit.domain.calendar import parse_date, parse_window
from fieldvisit.domain.text import N_
from fieldvisit.domain.visit import Visit
from fieldvisit.domain.words import PLACE_WORDS
from fieldvisit.services.visits import move_visit
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.showing import tell_plan, window_shown
from fieldvisit.tui.widgets.field import Field, choice
from fieldvisit.wording import _


class MoveDialog(FormDialog[bool]):
    """The new day and, if there is one, the window."""

    def __init__(self, visit: Visit) -> None:
        super().__init__(_("Move the visit"))
        self._visit = visit

    def compose_fields(self) -> ComposeResult:
        """Day and window."""
        tomorrow = self.app.office.today() + timedelta(days=1)
        yield Field(
            N_("Day"), Input(tomorrow.isoformat(), max_length=20, compact=True), id="field-day"
        )
        window = Input(window_shown(self._visit), max_length=20, compact=True)
        hint = N_("such as 09:00-11:30; empty for any time")
        yield Field(N_("Window"), window, hint=hint, id="field-window")
        kinds = [(_(words), name) for name, words in PLACE_WORDS.items()]
        where = choice(kinds, value=self._visit.place, id="place")
        yield Field(N_("Place"), where, id="field-place")

    async def save(self) -> bool:
        """Move it."""
        office = self.app.office
        day = parse_date(str(self.query_one("#field-day", Field).value), field="day")
        window = parse_window(str(self.query_one("#field-window", Field).value))
        step = await office.store.run(
            move_visit,
            self._visit.visit_id,
            day,
            window,
            office.today(),
            office.clock(),
            office.settings,
            str(self.query_one("#field-place", Field).value or ""),
        )
        tell_plan(self, step)
        return True
