"""What a run is built from: clocks, the lock, the store, the language, the screens' office."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from builders import NOW, imported
from command_line import TEN

from fieldvisit import bootstrap, wording
from fieldvisit.domain.problems import BadInput, Refused
from fieldvisit.paths import Places, places
from fieldvisit.services.board import visits_today
from fieldvisit.settings import Settings, load_settings


@pytest.fixture
def where(tmp_path: Path) -> Places:
    where = places(str(tmp_path / "home"))
    where.make()
    return where


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    yield
    wording.use_language("en")


def home_of(where: Places) -> str:
    return str(where.data.parent)


def mark(where: Places) -> None:
    with bootstrap.open_workplace(home_of(where)) as workplace:
        workplace.store.mark(bootstrap.TEST_CLOCK)


def test_the_asked_language_comes_before_the_set_one(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to_hant = Settings(language="zh-Hant")
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")

    assert bootstrap.speak("en", set_to_hant) == "en"
    assert bootstrap.speak(None, set_to_hant) == "zh-Hant"
    assert bootstrap.speak(None, Settings()) == wording.language() == "zh-Hans"
    with pytest.raises(BadInput):
        bootstrap.speak("fr", set_to_hant)
    assert wording.language() == "zh-Hans"


def test_one_process_at_a_time(where: Places) -> None:
    with bootstrap.open_workplace(home_of(where)), pytest.raises(Refused) as caught:  # noqa: SIM117
        with bootstrap.held(where):
            pass

    assert caught.value.code == "store.locked"
    with bootstrap.held(where):
        pass


def test_the_lock_goes_when_the_work_fails(where: Places) -> None:
    with pytest.raises(ZeroDivisionError), bootstrap.open_workplace(home_of(where)):
        raise ZeroDivisionError
    with bootstrap.open_workplace(home_of(where)) as workplace:
        assert workplace.store.journal.head().seq == 0


def test_a_real_store_runs_on_the_laptops_clock(where: Places) -> None:
    with bootstrap.open_workplace(home_of(where)) as workplace:
        assert abs(workplace.clock() - datetime.now(UTC)) < timedelta(minutes=1)
        assert workplace.today() == workplace.clock().astimezone().date()
    with pytest.raises(Refused), bootstrap.open_workplace(home_of(where), TEN):
        pass


def test_a_test_store_runs_on_any_clock(where: Places) -> None:
    mark(where)
    with bootstrap.open_workplace(home_of(where), TEN) as workplace:
        assert workplace.clock() == workplace.clock() == NOW
        workplace.allow_other_clock("--at")
    with pytest.raises(BadInput), bootstrap.open_workplace(home_of(where), "noon"):
        pass


def test_the_screens_get_the_same_clock(where: Places) -> None:
    assert bootstrap.clock_for(where, Settings(), None) is bootstrap.system_clock
    with pytest.raises(Refused):
        bootstrap.clock_for(where, Settings(), TEN)
    assert not bootstrap.has_store(where)
    bootstrap.open_store(where, Settings()).close()
    with pytest.raises(Refused):
        bootstrap.clock_for(where, Settings(), TEN)
    mark(where)
    assert bootstrap.clock_for(where, Settings(), TEN)() == NOW


def test_the_copy_may_lie_on_another_disk(where: Places, tmp_path: Path) -> None:
    elsewhere = tmp_path / "other disk"
    elsewhere.mkdir()
    assert not bootstrap.has_store(where)

    bootstrap.open_store(where, Settings(journal_folder=str(elsewhere))).close()

    assert bootstrap.has_store(where)
    assert (elsewhere / "journal.db").exists()
    assert not (where.data / "journal.db").exists()


@pytest.mark.parametrize("folder", ["drive", "~nobody-has-this-name/drive"])
def test_a_drive_that_is_not_there_is_not_made(
    where: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(journal_folder=folder)

    with pytest.raises(BadInput) as caught:
        bootstrap.open_store(where, settings)

    assert (caught.value.code, caught.value.field) == ("journal.folder", "journal_folder")
    assert not (tmp_path / "drive").exists()
    assert not bootstrap.has_store(where)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_demo_is_a_working_day_of_its_own(language: wording.Language) -> None:
    day = date(2026, 11, 24)
    now = bootstrap.demo_clock(language, day)()
    settings = bootstrap.demo_settings(language)

    assert now.astimezone(ZoneInfo(settings.zone)).hour == bootstrap.DEMO_HOUR
    with bootstrap.demo_folder() as folder:
        store = bootstrap.open_demo_store(folder, language, day, now)
        assert store.is_marked(bootstrap.TEST_CLOCK)
        assert visits_today(store, day, now, settings).open_count > 5
        store.close()
    assert not folder.exists()


def test_a_moving_clock_moves() -> None:
    clock = bootstrap.moving_clock(NOW)

    assert NOW <= clock() < NOW + timedelta(minutes=1)


async def test_the_office_reads_and_keeps(where: Places, tmp_path: Path) -> None:
    settings = Settings(zone="Asia/Shanghai")
    office = bootstrap.office_on(
        lambda: imported(bootstrap.open_store(where, settings)), lambda: NOW, settings, where
    )
    stick = tmp_path / "stick"
    stick.mkdir()
    assert (office.test_clock, office.demo) == (True, False)

    status = await office.store.run(office.read_status)
    assert (status.today, status.unsent, status.last_sync) == (date(2026, 11, 24), 1, None)
    await office.store.run(office.hand_over, stick, NOW)
    status = await office.store.run(office.read_status)
    assert (status.unsent, status.last_sync) == (0, NOW)
    assert status.last_sync is not None
    assert status.last_sync.hour == 10

    office.save_settings(settings.changed(badge="0042"))
    assert load_settings(where.settings).badge == "0042"
    await office.store.close()


def test_the_demo_keeps_no_settings(where: Places) -> None:
    office = bootstrap.office_on(
        lambda: bootstrap.open_store(where, Settings()),
        bootstrap.system_clock,
        Settings(),
        where,
        demo=True,
    )

    office.save_settings(Settings(badge="0042"))

    assert not where.settings.exists()
    assert (office.demo, office.test_clock) == (True, False)
