"""When the screens stand still, told by what is left to do and not by a clock.

Textual's Pilot sleeps in steps of a fiftieth of a second until the process computed little in one
of them: that guess costs a test half of its time, and goes wrong while the machine is busy.
"""

from __future__ import annotations

import asyncio
from typing import Any

from fieldvisit.tui.environment import prepare_environment

# Textual reads its environment when it is imported.
prepare_environment()

from textual import app, pilot  # noqa: E402
from textual._context import active_app  # noqa: E402

from fieldvisit.tui.app import FieldvisitApp  # noqa: E402
from fieldvisit.tui.store_thread import StoreThread  # noqa: E402

STILL = 3
"""Turns of the event loop in a row without anything to do."""
PATIENCE = 2.0
"""Seconds for an answer of the store; one that a test holds back is waited for once."""

_put = StoreThread._put
_awaited: set[asyncio.Future[Any]] = set()


def _noted(store: StoreThread[Any], job: Any) -> asyncio.Future[Any]:
    answer = _put(store, job)
    _awaited.add(answer)
    answer.add_done_callback(_awaited.discard)
    return answer


async def wait_for_stillness(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Until nothing is left in the event loop or on its way to the store, and the screen shows it.

    What a timer will bring is not waited for, but for Textual's two short ones, which gather
    changes before the screen is drawn or given its size.
    """
    del min_sleep, max_sleep
    turns: Any = asyncio.get_running_loop()
    still = 0
    while still < STILL:
        await asyncio.sleep(0)
        if turns._ready or await _answered(turns) or _brought_up_to_date():
            still = 0
        else:
            still += 1


def _brought_up_to_date() -> bool:
    """Do now what waits for one of the two timers; False when nothing does."""
    running = active_app.get(None)
    if running is None or not running._running:
        return False
    if running._resize_timer is not None:
        running._check_resize()
        return True
    front = running._screen_stack[-1] if running._screen_stack else None
    if front is None or not front._update_timer._active.is_set():
        return False
    front._on_timer_update()
    return True


async def _answered(loop: asyncio.AbstractEventLoop) -> bool:
    """Wait for an answer of the store; False when none is awaited, or none came."""
    awaited = {each for each in _awaited if each.get_loop() is loop}
    if not awaited:
        return False
    answered, held_back = await asyncio.wait(
        awaited, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED
    )
    if not answered:
        _awaited.difference_update(held_back)
    return bool(answered)


def _delay_nothing(_app: object, _delay: float = 0) -> None:
    pass


StoreThread._put = _noted  # type: ignore[method-assign, assignment]
# A message stays until the test has read it, however long the machine took to get there.
FieldvisitApp.NOTIFICATION_TIMEOUT = 3600.0
# Textual draws nothing for a twentieth of a second after it went to another section.
app.App.delay_update = _delay_nothing  # type: ignore[method-assign, assignment]
for module in (app, pilot):
    assert hasattr(module, "wait_for_idle")
    module.wait_for_idle = wait_for_stillness  # type: ignore[attr-defined]
