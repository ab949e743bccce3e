"""Builds what a run needs from settings and files; the only module that knows all the parts."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fieldvisit.domain.events import instant_of
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.domain.text import N_
from fieldvisit.lock import locked
from fieldvisit.paths import Places, places
from fieldvisit.settings import Settings, load_settings, save_settings, today_in
from fieldvisit.wording import Language, language_of, language_of_terminal, use_language

if TYPE_CHECKING:
    from fieldvisit.store.checks import Verified
    from fieldvisit.store.rebuild import Rebuilt
    from fieldvisit.store.store import Store
    from fieldvisit.tui.office import Office, Status

Clock = Callable[[], datetime]
TEST_CLOCK = "test_clock"


@frozen
class Workplace:
    """One run: where files are, what is set, what time it is, and the open store."""

    places: Places
    settings: Settings
    clock: Clock
    store: Store

    def today(self) -> date:
        """The collector's own date."""
        return today_in(self.settings, self.clock())

    def allow_other_clock(self, option: str) -> None:
        """Raise Refused unless this store may run on another clock than the laptop's."""
        if not self.store.is_marked(TEST_CLOCK):
            raise _real_clock_only(option)


def _real_clock_only(option: str) -> Refused:
    return Refused(
        N_("{field}: another clock works only in a demo or test store."),
        code="clock.real",
        field=option,
    )


def speak(asked: str | None, settings: Settings) -> Language:
    """Choose the language: asked for, else set, else the terminal's; raises BadInput."""
    chosen = language_of(asked) if asked else None
    if asked and chosen is None:
        raise BadInput(
            N_("{field}: choose en, zh-Hans or zh-Hant."), code="language.unknown", field="--lang"
        )
    chosen = chosen or language_of(settings.language) or language_of_terminal()
    use_language(chosen)
    return chosen


@contextmanager
def open_workplace(home: str | None, now: str | None = None) -> Iterator[Workplace]:
    """The real store, locked for this process; `now` is another clock for a test store.

    Raises Refused when another process has the store open, or the store is no test store.
    """
    where = places(home)
    where.make()
    settings = load_settings(where.settings)
    with held(where):
        store = open_store(where, settings)
        try:
            workplace = Workplace(where, settings, system_clock, store)
            if now is not None:
                workplace.allow_other_clock("--now")
                workplace = replace(workplace, clock=fixed_clock(now))
            yield workplace
        finally:
            store.close()


def open_store(where: Places, settings: Settings) -> Store:
    """Open or make the store of those places."""
    from fieldvisit.store.store import Store

    return Store.open(where.data, copy_folder=copy_folder_of(where, settings))


def copy_folder_of(where: Places, settings: Settings) -> Path:
    """Where the journal's second file lies; raises BadInput when that folder is not there.

    It is never made: a drive that is not connected must not be mistaken for an empty one.
    """
    if not settings.journal_folder:
        return where.data
    folder = Path(os.path.expanduser(settings.journal_folder))
    if not folder.is_dir():
        raise BadInput(
            N_("{field}: there is no such folder; connect the drive or choose another."),
            code="journal.folder",
            field="journal_folder",
        )
    return folder


def verify_store(home: str | None) -> Verified:
    """Check both files as they lie there, before opening the store would repair anything."""
    from fieldvisit.store.checks import verify_files

    with _files_of(home) as (folder, copy_folder):
        return verify_files(folder, copy_folder)


def rebuild_store(home: str | None) -> Rebuilt:
    """Make the tables again from the journal, or a damaged file from the other."""
    from fieldvisit.store.rebuild import rebuild_files

    with _files_of(home) as (folder, copy_folder):
        return rebuild_files(folder, copy_folder, system_clock())


@contextmanager
def _files_of(home: str | None) -> Iterator[tuple[Path, Path]]:
    """The folders of the store and of its copy, locked for this process; new ones are filled."""
    where = places(home)
    where.make()
    settings = load_settings(where.settings)
    copy_folder = copy_folder_of(where, settings)
    with held(where):
        if not has_store(where) and not (copy_folder / "journal.db").exists():
            open_store(where, settings).close()
        yield where.data, copy_folder


@contextmanager
def held(where: Places) -> Iterator[None]:
    """The lock on the store; raises Refused when another process holds it."""
    with locked(where.lock) as is_ours:
        if not is_ours:
            raise Refused(
                N_("fieldvisit is open in another window; close it there first."),
                code="store.locked",
            )
        yield


def system_clock() -> datetime:
    """The laptop's clock."""
    return datetime.now(UTC)


def moving_clock(start: datetime) -> Clock:
    """A clock that reads `start` now and goes on from there."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=int(time.monotonic() - began))


def fixed_clock(text: str) -> Clock:
    """A clock that stands at the instant in the text; raises BadInput without an offset."""
    try:
        moment = instant_of(text)
    except ValueError:
        raise BadInput(
            N_("{field}: write date, time and offset, such as 2026-11-24T10:00+08:00."),
            code="instant.wrong",
            field="--now",
        ) from None
    return lambda: moment


DEMO_ZONES: dict[Language, str] = {
    "en": "Europe/London",
    "zh-Hans": "Asia/Shanghai",
    "zh-Hant": "Asia/Taipei",
}
DEMO_HOUR = 10


@contextmanager
def demo_folder() -> Iterator[Path]:
    """A folder for a throw-away store; gone when the run ends."""
    with tempfile.TemporaryDirectory(prefix="fieldvisit-demo-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def demo_settings(language: Language) -> Settings:
    """Settings of the demo: an invented collector of an invented firm."""
    from fieldvisit.services.demo import demo_collector

    return Settings().changed(
        language=language, zone=DEMO_ZONES[language], **demo_collector(language)
    )


def demo_clock(language: Language, day: date) -> Clock:
    """Ten in the morning of that day where the demo takes place, moving on from there."""
    zone = ZoneInfo(DEMO_ZONES[language])
    start = datetime(day.year, day.month, day.day, DEMO_HOUR, tzinfo=zone)
    return moving_clock(start.astimezone(UTC))


def open_demo_store(folder: Path, language: Language, day: date, now: datetime) -> Store:
    """A store with the sample cases of that language, made anew for that day."""
    from fieldvisit.services.demo import demo_events
    from fieldvisit.store.store import Store

    store = Store.open(folder)
    store.mark(TEST_CLOCK)
    store.record(demo_events(language, day, now), now)
    return store


def has_store(where: Places) -> bool:
    """Whether a store was ever made there."""
    return (where.data / "store.db").exists()


def clock_for(where: Places, settings: Settings, now: str | None) -> Clock:
    """The laptop's clock, or another one where the store allows it; raises Refused."""
    if now is None:
        return system_clock
    if not has_store(where):
        raise _real_clock_only("--now")
    store = open_store(where, settings)
    try:
        Workplace(where, settings, system_clock, store).allow_other_clock("--now")
    finally:
        store.close()
    return fixed_clock(now)


def office_on(
    open_store: Callable[[], Store],
    clock: Clock,
    settings: Settings,
    where: Places,
    *,
    demo: bool = False,
) -> Office:
    """What the screens are handed; the store opens on its own thread when they first ask."""
    from fieldvisit.tui.office import Office
    from fieldvisit.tui.store_thread import StoreThread

    return Office(
        store=StoreThread(open_store),
        clock=clock,
        settings=settings,
        read_status=partial(_status, settings, clock, demo),
        hand_over=_hand_over,
        save_settings=_keep_nothing if demo else partial(save_settings, where.settings),
        crash_reports=where.crash_reports,
        demo=demo,
        test_clock=not demo and clock is not system_clock,
    )


def _status(settings: Settings, clock: Clock, demo: bool, store: Store) -> Status:
    from fieldvisit.services.at_the_door import visit_at_the_door
    from fieldvisit.services.sync import standing
    from fieldvisit.tui.office import Status

    stands = standing(store)
    zone = ZoneInfo(settings.zone) if settings.zone else None
    return Status(
        today=today_in(settings, clock()),
        unsent=stands.unsent,
        last_sync=stands.last_sync.astimezone(zone) if stands.last_sync else None,
        # A demo is made anew at each start: nobody stood at a door before.
        at_the_door="" if demo else visit_at_the_door(store, clock()),
    )


def _hand_over(store: Store, folder: Path, now: datetime) -> object:
    from fieldvisit.services.sync import hand_over
    from fieldvisit.sync.folder import FolderCarrier

    return hand_over(store, FolderCarrier(folder), now)


def _keep_nothing(settings: Settings) -> None:
    """The demo's settings end with it."""
