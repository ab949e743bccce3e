"""Who comes along on a visit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from fieldvisit.domain.content import Texts
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width
from fieldvisit.services.team import Member, companion_in
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field
from fieldvisit.tui.widgets.line import Lines
from fieldvisit.tui.widgets.tick import TickGroup
from fieldvisit.wording import _, pick

PLACES = 3
Team = tuple[list[Member], list[str]]
"""The companions, and what everybody shows."""


class TeamDialog(FormDialog[Team]):
    """Up to three companions, each in a line: name or number, the dates of the papers, and what
    is shown. Below, what the rules want everybody to show."""

    def __init__(
        self, companions: Sequence[Member], to_show: Sequence[Texts], shows: Sequence[str]
    ) -> None:
        super().__init__(_("Who comes along"))
        self._lines = [line_of(each) for each in companions]
        self._to_show = {str(number): each for number, each in enumerate(to_show)}
        self._shows = shows

    def compose_fields(self) -> ComposeResult:
        """A line for each."""
        hint = N_("name or number, day of certificate, last day of approval, what is shown")
        for number in range(PLACES):
            line = self._lines[number] if number < len(self._lines) else ""
            control = Input(line, max_length=120, compact=True)
            field_id = f"field-companion_{number + 1}"
            yield Field(N_("Companion"), control, hint="" if number else hint, id=field_id)
        if self._to_show:
            yield Lines(_("Everybody shows"), classes="group")
            names = {number: pick(each) for number, each in self._to_show.items()}
            yield TickGroup(names, id="shows")

    def on_mount(self) -> None:
        """Tick what is shown already."""
        for ticks in self.query(TickGroup):
            ticks.ticked = [
                number
                for number, texts in self._to_show.items()
                if set(texts.values()) & set(self._shows)
            ]

    async def save(self) -> Team:
        """The companions named, and what everybody shows."""
        ticked = [number for ticks in self.query(TickGroup) for number in ticks.ticked]
        asked = {text for texts in self._to_show.values() for text in texts.values()}
        others = [each for each in self._shows if each not in asked]
        return self._companions(), [*others, *(self._to_show[each]["en"] for each in ticked)]

    def _companions(self) -> list[Member]:
        found = []
        for number in range(1, PLACES + 1):
            text = half_width(str(self.query_one(f"#field-companion_{number}", Field).value))
            line = text.replace("\u3001", ",")
            if not line.strip(" ,"):
                continue
            try:
                found.append(companion_in(line))
            except BadInput as problem:
                problem.field = f"companion_{number}"
                raise
        return found


def line_of(member: Member) -> str:
    """A companion as the form shows it."""
    parts = [member.get(name, "") for name in ("id", "certificate", "approved_until")]
    parts.append("; ".join(member.get("shows", ())))
    while not parts[-1]:
        parts.pop()
    return ", ".join(parts)
