"""Holiday tables: read strictly, closed where they are not sure, and those that are shipped."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from gate_cases import HOURS, facts, pack_from, pack_text, reason

from fieldvisit.domain.content import CONTENT
from fieldvisit.domain.problems import BadInput
from fieldvisit.rules.decide import decide
from fieldvisit.rules.holidays import HolidayTable, read_holidays, shipped_holidays
from fieldvisit.rules.load import holidays_with, shipped_packs
from fieldvisit.rules.pack import Pack

SHIPPED = [pytest.param(table, id=name) for name, table in shipped_holidays().items()]
NEXT_SPRING = date(2027, 3, 31)

GOOD = """\
id = "ID"
source = "a law"
checked_on = 2026-11-23
covers = [2026]
days = [2026-08-17, 2026-01-01]
"""


def test_a_table_of_holidays(tmp_path: Path) -> None:
    (tmp_path / "holidays").mkdir()
    path = tmp_path / "holidays" / "id.toml"
    path.write_text(GOOD, "utf-8")
    table = holidays_with(tmp_path)["ID"]
    assert table.days == (date(2026, 1, 1), date(2026, 8, 17))
    assert table.knows(date(2026, 5, 1))
    assert not table.knows(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "ID"\n', "", "id"),
        ('source = "a law"\n', "", "source"),
        ("checked_on = 2026-11-23\n", "", "checked_on"),
        ("days =", "uncertain = [2027-01-01]\ndays =", "uncertain"),
        ("days =", "working = [2027-01-01]\ndays =", "working"),
        ("days =", "working = 2026\ndays =", "working"),
        ("[2026]", '["2026"]', "covers"),
        ("[2026]", "[true]", "covers"),
        ("[2026]", "2026", "covers"),
        ("[2026]", "[2027]", "days"),
        ("2026-08-17", '"2026-08-17"', "days"),
        ("2026-08-17", "2026-08-17T00:00:00", "days"),
        ("covers", "coverss", "covers"),
        ("days", "note = 1\ndays", "note"),
    ],
)
def test_faults_of_a_table(tmp_path: Path, old: str, new: str, key: str) -> None:
    path = tmp_path / "id.toml"
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(BadInput) as caught:
        read_holidays(path)
    assert caught.value.field == key


@pytest.mark.parametrize("table", SHIPPED)
def test_a_shipped_table_is_sourced_and_reaches_far_enough(table: HolidayTable) -> None:
    assert table.source
    assert table.checked_on is not None
    assert table.reaches(table.checked_on)
    assert table.reaches(NEXT_SPRING)
    assert set(table.days).isdisjoint(table.uncertain)
    assert set(table.working).isdisjoint((*table.days, *table.uncertain))
    assert all(day.weekday() >= 5 for day in table.working)
    for year in table.covers:
        known = [day for day in (*table.days, *table.uncertain) if day.year == year]
        assert 7 <= len(known) <= 35
        assert table.closes(date(year, 1, 1))


def test_every_pack_that_closes_holidays_has_its_table() -> None:
    named = {pack.holidays for pack in shipped_packs() if pack.holidays}
    assert named <= set(shipped_holidays())


@pytest.mark.parametrize(
    ("name", "day", "closes"),
    [
        ("US", date(2026, 7, 3), True),  # the Fourth is a Saturday, kept on Friday too
        ("US", date(2027, 11, 25), True),
        ("US", date(2027, 11, 26), False),
        ("GB", date(2026, 12, 28), True),  # Boxing Day is a Saturday
        ("GB", date(2026, 3, 17), True),  # Northern Ireland only
        ("AU", date(2026, 4, 25), True),
        ("AU", date(2026, 6, 8), False),  # the King's Birthday is not kept everywhere
        ("HK", date(2026, 4, 3), True),
        ("SG", date(2026, 8, 10), True),
        ("MY", date(2026, 9, 16), True),
        ("TW", date(2026, 2, 27), True),
        ("PH", date(2026, 8, 31), True),
        ("ID", date(2026, 8, 17), True),
        ("ID", date(2026, 12, 24), False),  # joint leave is no national holiday
        ("ID", date(2027, 3, 9), True),  # the moon may be seen early
        ("CN", date(2026, 10, 6), True),
        ("CN", date(2026, 10, 10), False),
    ],
)
def test_days_that_the_shipped_tables_close(name: str, day: date, closes: bool) -> None:
    assert shipped_holidays()[name].closes(day) == closes


def test_a_shipped_file_bears_the_id_of_its_table() -> None:
    for file in (CONTENT / "holidays").glob("*.toml"):
        name, table = read_holidays(file)
        assert shipped_holidays()[name] == table
        assert name == file.stem.upper()
    assert len(shipped_holidays()) == len(list(shipped_holidays()))


def office_days(folder: Path, table: str) -> Pack:
    """A house rule: visits on working days only."""
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    rule = {**HOURS, "days": days, "holidays": "closed"}
    return pack_from(folder, pack_text(rule, more=f'holidays = "{table}"'))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-10-10T10:00:00+08:00", ""),  # a Saturday that is worked
        ("2026-10-11T10:00:00+08:00", "Sunday"),
        ("2026-10-06T10:00:00+08:00", "a public holiday"),
        ("2027-02-10T10:00:00+08:00", "perhaps a public holiday"),
        ("2028-01-04T10:00:00+08:00", "the holiday table does not reach this date"),
    ],
)
def test_a_house_rule_knows_the_days_worked_in_exchange(
    tmp_path: Path, at: str, words: str
) -> None:
    pack = office_days(tmp_path, "CN")
    asked = facts(at, packs=[pack.id], zones=("Asia/Shanghai",))
    spoken = reason(decide(asked, [pack]), "a.hours")
    assert (spoken is None) == (words == "")
    assert words in (spoken.text if spoken else "")


def test_a_day_that_is_closed_as_a_whole_names_no_hours(tmp_path: Path) -> None:
    rule = {**HOURS, "open": "00:00", "close": "24:00", "holidays": "closed"}
    pack = pack_from(tmp_path, pack_text(rule, more='holidays = "US"'))
    asked = facts("2026-11-26T12:00:00-05:00", packs=[pack.id], zones=("America/New_York",))
    spoken = reason(decide(asked, [pack]), "a.hours")
    assert spoken is not None
    assert spoken.text == "12:00 in New York, a public holiday; visits on other days."
    assert spoken.opens_at is not None
    assert spoken.opens_at - asked.action.at == timedelta(hours=12)


def test_without_a_table_every_day_is_closed(tmp_path: Path) -> None:
    pack = office_days(tmp_path, "ID")
    asked = facts("2026-07-14T12:00:00Z", packs=[pack.id], zones=("UTC",))
    assert decide(asked, [pack], {}).is_blocked
    assert not decide(asked, [pack]).is_blocked
