"""The line that says when time ends a visit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fieldvisit.domain.text import N_
from fieldvisit.tui.widgets.line import OneLine
from fieldvisit.wording import _, clock_text

if TYPE_CHECKING:
    from textual.timer import Timer

WARNED_BEFORE = timedelta(minutes=10)

_ENDS_SOON = N_("Ends at {time}: come to a close; the rules allow the visit until then.")
_IS_OVER = N_("Over since {time}: take your leave now; the rules end the visit.")


class TimeLimit(OneLine):
    """Out of sight until ten minutes before the end.

    It wakes at two instants only and never in between: a line that is drawn again while an input
    method is composing would take away what is being typed.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.display = False
        self._wakings: list[Timer] = []

    def watch_until(self, closes_at: datetime | None, now: datetime, place: ZoneInfo) -> None:
        """Speak ten minutes before that instant, and at it; the clock shown is the place's."""
        for timer in self._wakings:
            timer.stop()
        self._wakings.clear()
        self.display = False
        if closes_at is None:
            return
        time = clock_text(closes_at.astimezone(place))
        left = (closes_at - now).total_seconds()
        if left <= 0:
            self._speak(_(_IS_OVER).format(time=time), "over")
            return
        soon = _(_ENDS_SOON).format(time=time)
        before = left - WARNED_BEFORE.total_seconds()
        if before <= 0:
            self._speak(soon, "soon")
        else:
            self._wakings.append(self.set_timer(before, lambda: self._wake(soon, "soon")))
        over = _(_IS_OVER).format(time=time)
        self._wakings.append(self.set_timer(left, lambda: self._wake(over, "over")))

    def _wake(self, sentence: str, state: str) -> None:
        self._speak(sentence, state)
        self.notify(sentence, severity="warning")

    def _speak(self, sentence: str, state: str) -> None:
        self.say(sentence)
        self.set_classes(f"-{state}")
        self.display = True
