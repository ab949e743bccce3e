"""Settings: checked when they are read and when they are changed, kept whole."""

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.problems import BadInput
from fieldvisit.settings import Settings, load_settings, save_settings, today_in, zone_in

EVERYTHING: dict[str, Any] = {
    "language": "zh-Hant",
    "zone": "Asia/Taipei",
    "collector": "林小姐",
    "team_size": 3,
    "mask_names": False,
    "currency": "TWD",
    "country": "TW",
    "role": "debt_buyer",
    "start_lat": 25,
    "start_lon": 121.5,
    "keys": {"today.start": "f9"},
}


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_every_setting_says_what_it_is() -> None:
    source = Path(load_settings.__code__.co_filename).read_text("utf-8")
    for each in fields(Settings):
        declared = source.index(f"    {each.name}: ")
        assert source[source.index("\n", declared) :].lstrip().startswith('"""')


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.toml"
    settings = Settings().changed(**EVERYTHING)

    save_settings(path, settings)

    assert load_settings(path) == settings
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_only_what_differs_is_written_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# ours\nteam_size = 3  # three of us\nagency = "Fair"\n', "utf-8")

    save_settings(path, load_settings(path).changed(agency="", badge="0042"))

    text = path.read_text("utf-8")
    assert text == '# ours\nteam_size = 3  # three of us\nbadge = "0042"\n'


def test_changing_leaves_the_old_value_alone() -> None:
    before = Settings()

    assert before.changed(team_size=4).team_size == 4
    assert before.team_size == 2


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("colour", "red", "settings.unknown"),
        ("language", "fr", "settings.wrong"),
        ("language", 1, "settings.wrong"),
        ("zone", "Moon/Base", "settings.wrong"),
        ("zone", "../../etc/passwd", "settings.wrong"),
        ("zone", "Asia", "settings.wrong"),
        ("role", "king", "settings.wrong"),
        ("currency", "XXQ", "currency.unknown"),
        ("country", "China", "settings.wrong"),
        ("country", "中国", "settings.wrong"),
        ("team_size", True, "settings.wrong"),
        ("team_size", 2.0, "settings.wrong"),
        ("team_size", "2", "settings.wrong"),
        ("team_size", 0, "settings.range"),
        ("visit_minutes", 241, "settings.range"),
        ("promise_days", 366, "settings.range"),
        ("start_lat", 90.1, "settings.range"),
        ("start_lon", float("nan"), "settings.range"),
        ("start_lon", True, "settings.wrong"),
        ("mask_names", 1, "settings.wrong"),
        ("keys", {"today.start": 9}, "settings.wrong"),
        ("keys", ["f9"], "settings.wrong"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: Any, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        Settings().changed(**{name: value})

    assert (caught.value.code, caught.value.field) == (code, name)
    assert str(value) not in str(caught.value) or value in (1, 0, True)


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe", b"language = 1"])
def test_a_broken_file_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)

    with pytest.raises(BadInput):
        load_settings(path)


def test_a_folder_in_its_place_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        load_settings(tmp_path)

    assert caught.value.field == tmp_path.name


def test_a_file_may_hold_everything(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    lines = [
        f"{name} = {json.dumps(value)}" for name, value in EVERYTHING.items() if name != "keys"
    ]
    path.write_text("\n".join([*lines, '[keys]\n"today.start" = "f9"\n']), "utf-8")

    assert load_settings(path) == Settings().changed(**EVERYTHING)


def test_texts_are_made_harmless() -> None:
    changed = Settings().changed(agency=" Fair\x1b[2J\u202e ", country="tw", currency="twd")

    assert (changed.agency, changed.country, changed.currency) == ("Fair[2J", "TW", "TWD")


@given(st.text(max_size=30))
def test_any_text_survives_the_file(tmp_path_factory: Any, text: str) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings = Settings().changed(collector=text)

    save_settings(path, settings)

    assert load_settings(path) == settings


def test_the_date_is_that_of_the_collectors_zone() -> None:
    late = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)

    assert today_in(Settings(zone="Asia/Shanghai"), late) == date(2026, 11, 25)
    assert today_in(Settings(zone="Europe/London"), late) == date(2026, 11, 24)
    assert today_in(Settings(), late) == late.astimezone().date()


def test_the_zone_of_the_date_is_always_said() -> None:
    now = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    laptop = zone_in(Settings(), now)

    assert zone_in(Settings(zone="Asia/Shanghai"), now) == "Asia/Shanghai"
    assert datetime.fromisoformat(f"2026-11-24T00:00{laptop}").utcoffset() is not None
    assert (laptop[0] in "+-", laptop[3], len(laptop)) == (True, ":", 6)
