"""The one thread that owns the store, so that no screen ever waits on the disk."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from fieldvisit.tui.environment import without_collecting

S = TypeVar("S")
T = TypeVar("T")
P = ParamSpec("P")

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is in all; 0 in all when that is not known."""


class _Job(Generic[S, T]):
    """One call on its way to the thread, and its answer on the way back."""

    def __init__(self, function: Callable[[S], T]) -> None:
        self.function = function
        self.loop = asyncio.get_running_loop()
        self.answer: asyncio.Future[T] = self.loop.create_future()
        self.given_up = threading.Event()
        self.answer.add_done_callback(self._note_cancellation)

    def _note_cancellation(self, answer: asyncio.Future[T]) -> None:
        if answer.cancelled():
            self.given_up.set()

    def do(self, store: Callable[[], S]) -> None:
        if self.given_up.is_set():
            return
        try:
            result = self.function(store())
        except Exception as error:
            self._tell(self.answer.set_exception, error)
        else:
            self._tell(self.answer.set_result, result)

    def _tell(self, settle: Callable[[Any], None], value: object) -> None:
        def deliver() -> None:
            if not self.answer.done():
                settle(value)

        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(deliver)


class StoreThread(Generic[S]):
    """Runs functions of the store one after the other, in one thread.

    The store is opened in that thread as soon as it starts. When that fails the first call is
    told, and the next one tries again.
    """

    def __init__(self, open_store: Callable[[], S]) -> None:
        self._open_store = open_store
        self._store: S | None = None
        self._refusal: Exception | None = None
        self._jobs: SimpleQueue[_Job[S, Any] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._newest: dict[str, Callable[[S], object]] = {}
        self._savers: dict[str, asyncio.Task[None]] = {}
        self._failures: list[Exception] = []
        self.on_failed_save: Callable[[Exception], None] | None = None
        """Told of every failure of `save_soon`, in the event loop."""

    def start(self) -> None:
        """Start the thread and open the store now; otherwise the first call does."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="store", daemon=True)
            self._thread.start()

    async def run(
        self, function: Callable[Concatenate[S, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What `function(store, ...)` returns or raises.

        When the caller is cancelled before its turn the function is not run; once begun it runs to
        its end, and only its answer is dropped.
        """

        def call(store: S) -> T:
            return function(store, *args, **kwargs)

        return await self._put(_Job(call))

    async def run_long(
        self,
        function: Callable[..., T],
        *args: object,
        progress: Progress,
        cancelled: threading.Event | None = None,
        **named: object,
    ) -> T:
        """What `function(store, ..., progress=, cancelled=)` returns or raises.

        The function calls `progress(done, total)` as often as it likes; `progress` runs in the
        event loop with the newest figures only. It asks `cancelled()` between its steps, which is
        true once the given event is set or the caller was cancelled, and then undoes its work.
        """
        stop = cancelled or threading.Event()
        reports = _NewestReport(asyncio.get_running_loop(), progress)

        def call(store: S) -> T:
            with without_collecting():
                return function(store, *args, progress=reports.send, cancelled=stop.is_set, **named)

        job = _Job(call)
        try:
            return await self._put(job)
        except asyncio.CancelledError:
            stop.set()
            raise

    def save_soon(
        self,
        key: str,
        function: Callable[Concatenate[S, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Save under that key without waiting; of several in a row only the newest is written."""

        def save(store: S) -> object:
            return function(store, *args, **kwargs)

        self._newest[key] = save
        if key not in self._savers:
            self._savers[key] = asyncio.get_running_loop().create_task(self._save_newest(key))

    async def flush(self) -> None:
        """Wait until all that was handed to `save_soon` is written; raises the first failure."""
        while self._savers:
            await asyncio.wait(list(self._savers.values()))
        if self._failures:
            first, self._failures = self._failures[0], []
            raise first

    async def close(self) -> None:
        """Finish what is under way, close the store and end the thread."""
        try:
            await self.flush()
        finally:
            if self._thread is not None:
                self._jobs.put(None)
                await asyncio.get_running_loop().run_in_executor(None, self._thread.join)
                self._thread = None

    def _put(self, job: _Job[S, T]) -> asyncio.Future[T]:
        self.start()
        self._jobs.put(job)
        return job.answer

    async def _save_newest(self, key: str) -> None:
        try:
            while save := self._newest.pop(key, None):
                try:
                    await self._put(_Job(save))
                except Exception as error:
                    self._note_failure(error)
        finally:
            del self._savers[key]

    def _note_failure(self, error: Exception) -> None:
        if self.on_failed_save is None:
            self._failures.append(error)
        else:
            self.on_failed_save(error)

    def _work(self) -> None:
        try:
            self._opened()
        except Exception as error:
            self._refusal = error
        while job := self._jobs.get():
            job.do(self._opened)
        if self._store is not None:
            cast("Any", self._store).close()
            self._store = None

    def _opened(self) -> S:
        if self._refusal is not None:
            refusal, self._refusal = self._refusal, None
            raise refusal
        if self._store is None:
            self._store = self._open_store()
        return self._store


class _NewestReport:
    """Carries progress from the thread into the event loop, one delivery at a time."""

    def __init__(self, loop: asyncio.AbstractEventLoop, progress: Progress) -> None:
        self._loop = loop
        self._progress = progress
        self._newest = (0, 0)
        self._on_its_way = False
        self._lock = threading.Lock()

    def send(self, done: int, total: int) -> None:
        with self._lock:
            self._newest = (done, total)
            already, self._on_its_way = self._on_its_way, True
        if not already:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            newest, self._on_its_way = self._newest, False
        self._progress(*newest)
