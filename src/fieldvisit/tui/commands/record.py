"""Commands of a visit's third step."""

from __future__ import annotations

from typing import Any

from fieldvisit.domain.text import N_
from fieldvisit.tui.commands import Command
from fieldvisit.wording import _

PLACE = N_("Record")


def _why_not_close(screen: Any) -> str | None:
    if screen.file is None:
        return _("The visit is still being read.")
    if not any(each.name == screen.visit_id for each in screen.file.of_kind("unclosed")):
        return _("No rule wants anything more of this visit.")
    return None


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
        "record.close",
        N_("Close the visit"),
        N_("Give what a rule still wants: the recording, or the receipt."),
        digit=3,
        why_not=_why_not_close,
    ),
    Command(
        "record.empty",
        N_("Empty the form"),
        N_("Forget what was typed here; asks first."),
        digit=2,
    ),
)
