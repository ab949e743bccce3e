"""Taking the last record back, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldvisit.domain import events
from fieldvisit.domain.text import N_
from fieldvisit.services.undo import last_undoable, undo
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.wording import _

if TYPE_CHECKING:
    from fieldvisit.tui.app import FieldvisitApp

RECORD_WORDS = {
    events.OUTCOME_LOGGED: N_("the outcome of a visit"),
    events.PLAN_AGREED: N_("an agreement"),
    events.VISIT_STARTED: N_("the start of a visit"),
    events.VISIT_FINISHED: N_("that you left the door"),
    events.VISIT_MOVED: N_("that a visit was moved"),
    events.VISIT_PLANNED: N_("that a visit was planned"),
    events.ENTRY_LOGGED: N_("an entry in a case"),
    events.ENTRY_ENDED: N_("that an entry was ended"),
    events.PROMISE_SETTLED: N_("what became of a promise"),
}


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
    if not await app.push_screen_wait(Confirm(_("Undo"), what, _("take it back"))):
        return False
    event = await office.store.run(undo, last.event_id, office.clock())
    app.notify(_("Taken back. Saved #{seq}").format(seq=event.seq))
    await app.read_status()
    return True
