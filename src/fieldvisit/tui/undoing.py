"""Taking the last record back, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldvisit.domain import events
from fieldvisit.domain.text import N_
from fieldvisit.services.named import case_of
from fieldvisit.services.place import place_zone
from fieldvisit.services.undo import last_undoable, undo
from fieldvisit.services.visit_file import open_visit, save_draft
from fieldvisit.tui.agree_form import form_before
from fieldvisit.tui.outcome_form import typed_before
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.showing import name_shown
from fieldvisit.wording import _

if TYPE_CHECKING:
    from datetime import datetime

    from fieldvisit.domain.events import Event
    from fieldvisit.settings import Settings
    from fieldvisit.store.store import Store
    from fieldvisit.tui.app import FieldvisitApp

RECORD_WORDS = {
    events.OUTCOME_LOGGED: N_("the outcome of a visit"),
    events.PLAN_AGREED: N_("an agreement"),
    events.VISIT_STARTED: N_("the start of a visit"),
    events.VISIT_FINISHED: N_("that you left the door"),
    events.VISIT_CLOSED: N_("that a visit was closed"),
    events.VISIT_MOVED: N_("that a visit was moved"),
    events.VISIT_PLANNED: N_("that a visit was planned"),
    events.ENTRY_LOGGED: N_("an entry in a case"),
    events.ENTRY_ENDED: N_("that an entry was ended"),
    events.PROMISE_SETTLED: N_("what became of a promise"),
}

_STEP_OF = {events.OUTCOME_LOGGED: "record", events.PLAN_AGREED: "agree"}
"""Records that a form was filled in for, with the step of that form."""


async def ask_and_undo(app: FieldvisitApp) -> bool:
    """Whether something was taken back; it stays in the journal, with its reversal behind it."""
    office = app.office
    last = await office.store.run(last_undoable)
    if last is None:
        app.notify(_("There is nothing to take back; what was handed over is corrected instead."))
        return False
    what = _("Take back {record}, saved at {time}?").format(
        record=_(RECORD_WORDS[last.type]), time=f"{office.local(last.at):%H:%M}"
    )
    case = await office.store.run(case_of, last.payload["case"])
    whom = name_shown(case.borrower, office.settings)
    if not await app.push_screen_wait(Confirm(_("Undo"), f"{whom}\n{what}", _("take it back"))):
        return False
    event = await office.store.run(_undone, last, office.clock(), office.settings)
    app.notify(_("Taken back. Saved #{seq}").format(seq=event.seq))
    await app.read_status()
    return True


def _undone(store: Store, record: Event, now: datetime, settings: Settings) -> Event:
    """Take it back, and put what was typed for it back into its form."""
    step = _STEP_OF.get(record.type)
    visit_id = record.payload.get("visit", "")
    file = open_visit(store, visit_id, now, settings) if step else None
    event = undo(store, record.event_id, now)
    if file is not None and step is not None and step not in file.drafts:
        today = now.astimezone(place_zone(file.visit.case)).date()
        form = typed_before(file) if step == "record" else form_before(file, today)
        save_draft(store, visit_id, step, form.document(), now)
    return event
