"""The parts of the program that a digit opens."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fieldvisit.domain.frozen import frozen

if TYPE_CHECKING:
    from textual.screen import Screen


@frozen
class Section:
    """One part. `screen` is "module:Class", imported when the section is first opened."""

    id: str
    screen: str

    def open(self) -> Screen[Any]:
        """Its first screen."""
        module, _colon, name = self.screen.partition(":")
        screen: Screen[Any] = getattr(import_module(module), name)()
        return screen


SECTIONS = (
    Section("today", "fieldvisit.tui.screens.today:TodayScreen"),
    Section("cases", "fieldvisit.tui.screens.cases:CasesScreen"),
    Section("plans", "fieldvisit.tui.screens.plans:PlansScreen"),
    Section("day", "fieldvisit.tui.screens.day:DayScreen"),
)
"""The first one opens when the program starts. Their keys are in `commands/everywhere.py`."""
