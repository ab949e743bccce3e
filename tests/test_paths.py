"""Where files live."""

import sys
from pathlib import Path

import pytest

from fieldvisit.paths import HOME_VARIABLE, places


def test_a_named_home_holds_everything(tmp_path: Path) -> None:
    where = places(str(tmp_path / "home"), {})

    assert (where.settings, where.lock, where.crash_reports) == (
        tmp_path / "home" / "config" / "settings.toml",
        tmp_path / "home" / "state" / "fieldvisit.lock",
        tmp_path / "home" / "state" / "crashes",
    )
    assert not (tmp_path / "home").exists()


def test_the_option_comes_before_the_variable(tmp_path: Path) -> None:
    environment = {HOME_VARIABLE: str(tmp_path / "variable")}

    assert places(None, environment).data == tmp_path / "variable" / "data"
    assert places(str(tmp_path / "option"), environment).data == tmp_path / "option" / "data"


def test_a_home_is_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert places("here", {}).data == tmp_path / "here" / "data"
    assert places("~/fieldvisit", {}).data == Path("~/fieldvisit").expanduser().resolve() / "data"


def test_without_a_home_the_system_says_where() -> None:
    where = places(None, {})

    assert len({where.config, where.data, where.state}) >= 2
    assert all("fieldvisit" in str(each) for each in (where.config, where.data, where.state))


def test_the_folders_are_for_nobody_else(tmp_path: Path) -> None:
    where = places(str(tmp_path / "home"), {})
    where.make()
    where.make()

    for folder in (where.config, where.data, where.state):
        assert folder.is_dir()
        if sys.platform != "win32":
            assert folder.stat().st_mode & 0o077 == 0
