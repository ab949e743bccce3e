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


def _why_not_answer(screen: Any) -> str | None:
    if not screen.open_findings:
        return _("Nothing below the note waits for an answer.")
    return None


ANSWER = Command(
    "record.answer",
    N_("Answer the finding"),
    N_("Say who said the words found in the note, or set the flag that they lead to."),
    keys="ctrl+o",
    digit=4,
    footer=2,
    why_not=_why_not_answer,
)

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
    ANSWER,
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
