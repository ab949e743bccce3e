"""The thread that owns the store."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable

import pytest
from terminal import PATIENCE
from tiny import Drawer, break_down, names_in, refuse, save_in

from fieldvisit.domain.problems import BadInput
from fieldvisit.tui.store_thread import StoreThread


async def test_functions_run_in_one_thread_that_is_not_the_loops() -> None:
    store = StoreThread(Drawer)

    def where(_drawer: Drawer) -> threading.Thread:
        return threading.current_thread()

    first, second = await store.run(where), await store.run(where)

    assert first is second
    assert first is not threading.current_thread()
    await store.close()


async def test_the_store_is_opened_at_the_start_and_closed_at_the_end() -> None:
    opened: list[Drawer] = []
    is_open = threading.Event()

    def open_drawer() -> Drawer:
        opened.append(Drawer())
        is_open.set()
        return opened[-1]

    store = StoreThread(open_drawer)
    assert opened == []
    store.start()
    assert is_open.wait(PATIENCE)

    assert await store.run(names_in) == opened[0].names
    assert await store.run(names_in) == opened[0].names
    await store.close()

    assert len(opened) == 1
    assert opened[0].closed


async def test_a_store_that_would_not_open_is_tried_again() -> None:
    attempts: list[Callable[[Drawer], None]] = [refuse, lambda _: None]

    def open_drawer() -> Drawer:
        drawer = Drawer()
        attempts.pop(0)(drawer)
        return drawer

    store = StoreThread(open_drawer)
    with pytest.raises(BadInput):
        await store.run(names_in)

    assert await store.run(names_in) == Drawer().names
    await store.close()


async def test_closing_a_store_that_was_never_used() -> None:
    store = StoreThread(Drawer)
    await store.close()
    store.start()
    await store.close()


async def test_what_a_function_raises_comes_back() -> None:
    store = StoreThread(Drawer)

    with pytest.raises(ValueError, match="cannot read"):
        await store.run(break_down)
    assert await store.run(names_in) == Drawer().names
    await store.close()


def held_up(_drawer: Drawer, begun: threading.Event, go_on: threading.Event) -> None:
    begun.set()
    assert go_on.wait(20)


async def begun(event: threading.Event) -> None:
    await asyncio.get_running_loop().run_in_executor(None, event.wait, 20)


async def test_a_call_cancelled_before_its_turn_is_not_run() -> None:
    drawer = Drawer()
    store = StoreThread(lambda: drawer)
    started, go_on = threading.Event(), threading.Event()
    first = asyncio.create_task(store.run(held_up, started, go_on))
    await begun(started)
    second = asyncio.create_task(store.run(save_in, "never"))
    await asyncio.sleep(0)

    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    go_on.set()
    await first
    await store.run(save_in, "after")

    assert drawer.saved == ["after"]
    await store.close()


async def test_a_call_cancelled_under_way_runs_to_its_end() -> None:
    drawer = Drawer()
    store = StoreThread(lambda: drawer)
    started, go_on = threading.Event(), threading.Event()

    def save_slowly(drawer: Drawer) -> None:
        held_up(drawer, started, go_on)
        drawer.saved.append("whole")

    task = asyncio.create_task(store.run(save_slowly))
    await begun(started)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    await store.close()

    assert drawer.saved == ["whole"]


async def test_the_loop_goes_on_while_the_store_is_busy() -> None:
    store = StoreThread(Drawer)
    started, go_on = threading.Event(), threading.Event()
    task = asyncio.create_task(store.run(held_up, started, go_on))
    await begun(started)
    turns = 0
    while turns < 100:
        await asyncio.sleep(0)
        turns += 1

    assert not task.done()
    go_on.set()
    await task
    await store.close()


def count_up(
    drawer: Drawer,
    total: int,
    *,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    begun: threading.Event | None = None,
    go_on: threading.Event | None = None,
) -> str:
    for done in range(1, total + 1):
        if cancelled():
            return "stopped"
        drawer.saved.append(str(done))
        progress(done, total)
        if begun and go_on:
            begun.set()
            go_on.wait(20)
    return "finished"


async def test_progress_arrives_in_the_loop_newest_last() -> None:
    store = StoreThread(Drawer)
    seen: list[tuple[int, int]] = []

    def note(done: int, total: int) -> None:
        asyncio.get_running_loop()
        seen.append((done, total))

    answer = await store.run_long(count_up, 500, progress=note)
    await store.run(names_in)
    await asyncio.sleep(0)

    assert answer == "finished"
    assert seen[-1] == (500, 500)
    assert seen == sorted(seen)
    await store.close()


async def test_a_long_job_stops_at_its_next_step_when_told() -> None:
    drawer = Drawer()
    store = StoreThread(lambda: drawer)
    stop, started, go_on = threading.Event(), threading.Event(), threading.Event()
    job = asyncio.create_task(
        store.run_long(
            count_up, 5, progress=lambda *_: None, cancelled=stop, begun=started, go_on=go_on
        )
    )
    await begun(started)
    stop.set()
    go_on.set()

    assert await job == "stopped"
    assert drawer.saved == ["1"]
    await store.close()


async def test_a_long_job_stops_when_its_caller_is_cancelled() -> None:
    drawer = Drawer()
    store = StoreThread(lambda: drawer)
    started, go_on = threading.Event(), threading.Event()
    job = asyncio.create_task(
        store.run_long(count_up, 5, progress=lambda *_: None, begun=started, go_on=go_on)
    )
    await begun(started)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    go_on.set()
    await store.close()

    assert drawer.saved == ["1"]


async def test_of_many_saves_in_a_row_the_newest_is_written() -> None:
    drawer = Drawer()
    store = StoreThread(lambda: drawer)
    started, go_on = threading.Event(), threading.Event()
    busy = asyncio.create_task(store.run(held_up, started, go_on))
    await begun(started)
    store.save_soon("note", save_in, "first")
    await asyncio.sleep(0)
    for text in ("second", "third", "last"):
        store.save_soon("note", save_in, text)
    store.save_soon("other", save_in, "another key")
    go_on.set()
    await busy
    await store.flush()

    assert drawer.saved == ["first", "another key", "last"]
    await store.close()


async def test_flush_raises_what_a_save_raised() -> None:
    store = StoreThread(Drawer)
    store.save_soon("note", refuse)

    with pytest.raises(BadInput):
        await store.flush()
    await store.flush()
    await store.close()


async def test_a_failed_save_is_told_to_who_asked() -> None:
    told: list[Exception] = []
    store = StoreThread(Drawer)
    store.on_failed_save = told.append
    store.save_soon("note", refuse)
    await store.flush()

    assert [type(error) for error in told] == [BadInput]
    await store.close()


async def test_closing_writes_what_is_on_its_way() -> None:
    drawer = Drawer()
    store = StoreThread(lambda: drawer)
    store.save_soon("note", save_in, "last words")
    await store.close()

    assert drawer.saved == ["last words"]
    assert drawer.closed


async def test_long_work_is_not_held_up_by_looking_for_garbage() -> None:
    def collects(_drawer: Drawer, **_hooks: object) -> bool:
        return gc.isenabled()

    store = StoreThread(Drawer)

    assert not await store.run_long(collects, progress=lambda _done, _total: None)
    assert gc.isenabled()
    await store.close()
