"""Commands of a visit's third step."""

from __future__ import annotations

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command

PLACE = N_("Record")

COMMANDS = (
    Command(
        "record.review",
        N_("Review and save"),
        N_("Show the outcome once more, then save it."),
        action="review_record",
        keys="f8",
        digit=1,
        footer=1,
    ),
    Command(
        "record.empty",
        N_("Empty the form"),
        N_("Forget what was typed here; asks first."),
        digit=2,
    ),
)
