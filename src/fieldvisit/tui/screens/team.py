"""Who comes along on a visit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width
from fieldvisit.services.team import Member, companion
from fieldvisit.tui.screens.form_dialog import FormDialog
from fieldvisit.tui.widgets.field import Field
from fieldvisit.wording import _

PLACES = 3


class TeamDialog(FormDialog[list[Member]]):
    """Up to three companions, each in a line: name or number, and the dates of the papers."""

    def __init__(self, companions: Sequence[Member]) -> None:
        super().__init__(_("Who comes along"))
        self._lines = [line_of(each) for each in companions]

    def compose_fields(self) -> ComposeResult:
        """A line for each."""
        hint = N_("name or number, day of the certificate, last day of the approval")
        for number in range(PLACES):
            line = self._lines[number] if number < len(self._lines) else ""
            control = Input(line, max_length=120, compact=True)
            field_id = f"field-companion_{number + 1}"
            yield Field(N_("Companion"), control, hint="" if number else hint, id=field_id)

    async def save(self) -> list[Member]:
        """The companions named."""
        found = []
        for number in range(1, PLACES + 1):
            text = half_width(str(self.query_one(f"#field-companion_{number}", Field).value))
            parts = [part.strip() for part in text.replace("\u3001", ",").split(",")]
            if not any(parts):
                continue
            try:
                found.append(companion(*[*parts, "", ""][:3]))
            except BadInput as problem:
                problem.field = f"companion_{number}"
                raise
        return found


def line_of(member: Member) -> str:
    """A companion as the form shows it."""
    parts = (member.get(name, "") for name in ("id", "certificate", "approved_until"))
    return ", ".join(part for part in parts if part)
