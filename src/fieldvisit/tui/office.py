"""What the screens are handed when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fieldvisit.domain.frozen import frozen
from fieldvisit.settings import today_in
from fieldvisit.tui.import_files import usual_folders

if TYPE_CHECKING:
    from fieldvisit.settings import Settings
    from fieldvisit.tui.store_thread import StoreThread


@frozen
class Status:
    """What the header always shows. `today` and `last_sync` are in the zone to be shown.

    `unsent` counts records that no folder or head office has yet; `last_sync` is None before the
    first. `at_the_door` is the visit that goes on and whose talk is not with the borrower alone.
    """

    today: date
    unsent: int = 0
    last_sync: datetime | None = None
    at_the_door: str = ""


@frozen
class Office:
    """The store, the clock and the settings of this run.

    `clock` gives the present as an aware UTC datetime. `read_status` and `hand_over` (store,
    folder, now) are run on the store thread; `save_settings` keeps changed settings for later runs.
    `demo` marks a throw-away store, `test_clock` a clock that was set by hand. Crash reports go to
    `crash_reports`, pictures to `pictures`.
    """

    store: StoreThread[Any]
    clock: Callable[[], datetime]
    settings: Settings
    read_status: Callable[[Any], Status]
    hand_over: Callable[[Any, Path, datetime], Any]
    save_settings: Callable[[Settings], None]
    crash_reports: Path
    pictures: Path = field(default_factory=Path.cwd)
    case_folders: Callable[[], Sequence[Path]] = usual_folders
    demo: bool = False
    test_clock: bool = False

    def today(self) -> date:
        """The collector's own date: in the zone that is set, else in the laptop's."""
        return today_in(self.settings, self.clock())

    def local(self, instant: datetime) -> datetime:
        """The instant by the collector's own clock."""
        return instant.astimezone(ZoneInfo(self.settings.zone) if self.settings.zone else None)
