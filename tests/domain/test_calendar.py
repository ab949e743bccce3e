"""Dates: months from the original day, due dates, days past due, typed dates."""

from datetime import date, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.calendar import (
    Step,
    add_months,
    days_past_due,
    due_dates,
    parse_date,
    parse_window,
)
from fieldvisit.domain.problems import BadInput

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


def test_months_are_counted_from_the_original_day() -> None:
    expected = [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]

    assert expected == list(islice(due_dates(date(2027, 1, 31), "month"), 4))


def test_a_leap_year_has_its_day() -> None:
    assert date(2028, 2, 29) == add_months(date(2027, 8, 31), 6)


@given(days, st.integers(-240, 240))
def test_adding_months_keeps_the_day_or_ends_the_month(start: date, months: int) -> None:
    later = add_months(start, months)

    assert start.year * 12 + start.month + months == later.year * 12 + later.month
    assert later.day == start.day or (later + timedelta(days=1)).day == 1
    assert later.day <= start.day


@pytest.mark.parametrize(("every", "gap"), [("week", 7), ("fortnight", 14)])
def test_weeks_are_whole(every: Step, gap: int) -> None:
    dues = list(islice(due_dates(date(2026, 11, 3), every), 30))

    assert {gap} == {(later - earlier).days for earlier, later in pairwise(dues)}


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2027, 4, 1), 17), (date(2027, 3, 15), 0), (date(2027, 3, 14), -1)],
)
def test_days_past_due(today: date, expected: int) -> None:
    assert expected == days_past_due(date(2027, 3, 15), today)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-03",
        "2026/11/3",
        "2026.11.03",
        "20261103",
        "2026年11月3日",
        "2026 年 11 月 3 日",
        "２０２６－１１－０３",
        " 2026-11-03 00:00:00 ",
        "2026-11-03T00:00:00Z",
    ],
)
def test_reads_a_date_that_starts_with_the_year(typed: str) -> None:
    assert date(2026, 11, 3) == parse_date(typed)


@pytest.mark.parametrize(
    ("typed", "order", "expected"),
    [
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("25/12/2026", "", date(2026, 12, 25)),
        ("12/25/2026", "", date(2026, 12, 25)),
        ("05/05/2026", "", date(2026, 5, 5)),
    ],
)
def test_reads_a_date_that_ends_with_the_year(typed: str, order: str, expected: date) -> None:
    assert expected == parse_date(typed, order=order)


@pytest.mark.parametrize("typed", ["115/11/03", "115年11月3日", "2026/11/03", "0115-11-03"])
def test_years_of_the_republic(typed: str) -> None:
    assert date(2026, 11, 3) == parse_date(typed, roc=True)


@pytest.mark.parametrize(
    ("typed", "order", "code"),
    [
        ("03/04/2026", "", "date.ambiguous"),
        ("", "", "date.wrong"),
        ("soon", "", "date.wrong"),
        ("2026-02-30", "", "date.wrong"),
        ("20261331", "", "date.wrong"),
        ("115/11/03", "", "date.wrong"),
        ("0115/11/03", "", "date.wrong"),
        ("1/2/3", "", "date.wrong"),
        ("9999-12-31", "", "date.wrong"),
        ("03/25/2026", "dmy", "date.wrong"),
        ("٢٠٢٦-11-03", "", "date.wrong"),
    ],
)
def test_refuses_what_is_no_date(typed: str, order: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_date(typed, order=order, field="due_date")

    assert (code, "due_date") == (refused.value.code, refused.value.field)


@given(days)
def test_reads_back_what_iso_writes(day: date) -> None:
    assert day == parse_date(day.isoformat())
    assert day == parse_date(f"{day.year}年{day.month}月{day.day}日")
    assert day == parse_date(day.strftime("%d/%m/%Y"), order="dmy")


@given(st.text(max_size=30), st.booleans(), st.sampled_from(["", "dmy", "mdy"]))
def test_any_text_is_a_date_or_bad_input(typed: str, roc: bool, order: str) -> None:
    try:
        day = parse_date(typed, roc=roc, order=order)
    except BadInput:
        return

    assert 1900 <= day.year <= 2200


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("", None),
        ("  ", None),
        ("09:00-11:30", (time(9), time(11, 30))),
        ("9:00 - 11:30", (time(9), time(11, 30))),
        ("９：００～１１：３０", (time(9), time(11, 30))),
        ("00:00-23:59", (time(0), time(23, 59))),
    ],
)
def test_a_window_is_read_as_people_write_it(text: str, window: tuple[time, time] | None) -> None:
    assert parse_window(text) == window


@pytest.mark.parametrize(
    "text",
    [
        *("11:30-09:00", "09:00-09:00", "09:00", "late", "24:00-25:00", "09:00-11:60"),
        *("09:00Z-11:00", "09:00+08:00-11:00+08:00", "x9:00-11:00", "9:00-11:00-12:00", "-"),
    ],
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_window(text, field="--window")

    assert (refused.value.code, refused.value.field) == ("window.wrong", "--window")
