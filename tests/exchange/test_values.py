"""One cell as a value: text, numbers, dates and times, and how each is refused."""

from datetime import date, time, timedelta

import pytest
from case_lists import TODAY
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.values import (
    DateReading,
    due_date_of,
    is_nothing,
    read_case_number,
    read_clock,
    read_count,
    read_date,
    read_number_text,
    read_text,
    read_window,
)

IDENTITY = "110101199003077432"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  王小明\u3000", "王小明"),
        ("a\x1b[31m\u202eb\u200b\x00", "a[31mb"),
        ("one\ntwo", "one two"),
        (f"身份证{IDENTITY}", "身份证**************7432"),
        ("x" * 2000, "x" * 2000),
    ],
)
def test_text_is_made_safe_and_masked(text: str, read: str) -> None:
    assert read_text(text, "note") == read


def test_a_note_keeps_its_lines() -> None:
    assert read_text("one\r\ntwo", "note", lines=True) == "one\ntwo"


@pytest.mark.parametrize("read", [read_text, read_number_text, read_case_number])
def test_text_over_two_thousand_characters_is_refused(read) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadInput) as caught:
        read("x" * 2001, "note")

    assert caught.value.code == "text.long"
    assert caught.value.details["most"] == 2000


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("　ＨＴ－００１ ", "HT-001"),
        ("'00012", "00012"),
        ("\t00012", "00012"),
        ("A  1", "A 1"),
        ("1E5", "1E5"),
        ("6222020200112230", "6222020200112230"),
    ],
)
def test_a_case_number_stays_what_it_is(text: str, read: str) -> None:
    assert read_case_number(text, "case") == read


@pytest.mark.parametrize("number", [IDENTITY, "110101 19900307 7432", "11010519491231002x"])
def test_an_identity_number_is_no_case_number(number: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_case_number(number, "case")

    assert caught.value.code == "case.identity"
    assert number not in str(caught.value)


@pytest.mark.parametrize("number", ["1.10101E+17", "1e+16", "6.22202020011223E+18"])
def test_a_number_shortened_by_a_spreadsheet_is_refused(number: str) -> None:
    for read in (read_case_number, read_number_text):
        with pytest.raises(BadInput) as caught:
            read(number, "account")
        assert caught.value.code == "number.shortened"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("'+86 138 0013 8000", "+86 138 0013 8000"),
        ("１３８００１３８０００", "13800138000"),
        ("4111 1111 1111 1111", "**** **** **** 1111"),
        (IDENTITY, "**************7432"),
    ],
)
def test_an_account_or_phone_is_cleaned_and_masked_when_it_is_a_card(text: str, read: str) -> None:
    assert read_number_text(text, "account") == read


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("35", 35),
        ("35天", 35),
        ("24 期", 24),
        ("３５", 35),
        ("12.0", 12),
        ("30 days", 30),
    ],
)
def test_counts_are_read(text: str, number: int) -> None:
    assert read_count(text, "dpd") == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "x", "1201", "1e2", "12 of 24", "9999999"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_count(text, "dpd")

    assert caught.value.code == "number.wrong"


@given(st.integers(0, 36_500))
def test_days_past_due_count_back_from_the_import(days: int) -> None:
    assert due_date_of(str(days), TODAY, "dpd") == TODAY - timedelta(days=days)


def test_more_than_a_hundred_years_past_due_are_refused() -> None:
    with pytest.raises(BadInput):
        due_date_of("36501", TODAY, "dpd")


@pytest.mark.parametrize(
    ("text", "how", "read"),
    [
        ("2026-11-03", DateReading(), date(2026, 11, 3)),
        ("２０２６／１１／３", DateReading(), date(2026, 11, 3)),
        ("2026年11月3日", DateReading(), date(2026, 11, 3)),
        ("2026 年 11 月 3 日", DateReading(), date(2026, 11, 3)),
        ("20261103", DateReading(), date(2026, 11, 3)),
        ("2026-11-03 00:00:00", DateReading(), date(2026, 11, 3)),
        ("2026-11-03T09:30:00Z", DateReading(), date(2026, 11, 3)),
        ("4 May 2014", DateReading(), date(2014, 5, 4)),
        ("04-Sept-2014", DateReading(), date(2014, 9, 4)),
        ("May 4th, 2014", DateReading(), date(2014, 5, 4)),
        ("46315", DateReading(), date(2026, 10, 20)),
        ("46315.75", DateReading(), date(2026, 10, 20)),
        ("44853", DateReading(from_1904=True), date(2026, 10, 20)),
        ("25/12/2026", DateReading(), date(2026, 12, 25)),
        ("03/04/2026", DateReading("dmy"), date(2026, 4, 3)),
        ("03/04/2026", DateReading("mdy"), date(2026, 3, 4)),
        ("115/11/03", DateReading(roc=True), date(2026, 11, 3)),
        ("1151103", DateReading(roc=True), date(2026, 11, 3)),
        ("99.1.5", DateReading(roc=True), date(2010, 1, 5)),
        ("2026/11/03", DateReading(roc=True), date(2026, 11, 3)),
        ("民國115年11月3日", DateReading(), date(2026, 11, 3)),
    ],
)
def test_dates_are_read(text: str, how: DateReading, read: date) -> None:
    assert read_date(text, "due_date", how) == read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-29", "date.wrong"),
        ("2026-13-01", "date.wrong"),
        ("03/04/2026", "date.ambiguous"),
        ("03/04/26", "date.wrong"),
        ("115/11/03", "date.roc"),
        ("115年11月3日", "date.roc"),
        ("1151103", "date.wrong"),
        ("31 Feb 2026", "date.wrong"),
        ("4 Foo 2026", "date.wrong"),
        ("soon", "date.wrong"),
        ("1234", "date.wrong"),
        ("12345", "date.range"),
        ("99999", "date.range"),
        ("0026-11-03", "date.wrong"),
        ("2150-01-01", "date.range"),
    ],
)
def test_what_is_no_date_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_date(text, "due_date", DateReading())

    assert caught.value.code == code


@given(st.dates(date(1954, 10, 4), date(2149, 12, 31)))
def test_every_serial_is_the_date_that_a_spreadsheet_shows(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days

    assert read_date(str(serial), "due_date", DateReading()) == day


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("09:30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("９：３０", time(9, 30)),
        ("09:30:00", time(9, 30)),
        ("2026-11-03 09:30", time(9, 30)),
        ("9点", time(9)),
        ("9时30分", time(9, 30)),
        ("下午2點半", time(14, 30)),
        ("晚上8点", time(20)),
        ("上午12点", time(0)),
        ("中午12点", time(12)),
        ("2 pm", time(14)),
        ("12:15 a.m.", time(0, 15)),
        ("12 pm", time(12)),
        ("14", time(14)),
        ("0.375", time(9)),
        (".75", time(18)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_times_of_day_are_read(text: str, read: time) -> None:
    assert read_clock(text, "window_from") == read


@pytest.mark.parametrize("text", ["", "24:00", "9:60", "13 pm", "noon", "-1", "9h30", "1.5"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_clock(text, "window_from")

    assert caught.value.code == "time.wrong"


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [
        ("9:00", "11:00", (time(9), time(11))),
        ("9:00", "", (time(9), None)),
        ("", "11:00", (None, time(11))),
        ("9:00-11:00", "", (time(9), time(11))),
        ("9:00 – 11:00", "", (time(9), time(11))),
        ("上午9点至11点半", "", (time(9), time(11, 30))),
        ("９：００～１１：００", "", (time(9), time(11))),
        ("", "", (None, None)),
    ],
)
def test_visit_windows_are_read(
    first: str, last: str, window: tuple[time | None, time | None]
) -> None:
    assert read_window(first, last, "window_from", "window_to") == window


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("11:00", "9:00", "window_to"),
        ("9:00", "9:00", "window_to"),
        ("11:00-9:00", "", "window_from"),
        ("9:00", "late", "window_to"),
        ("9:00-late", "", "window_from"),
        ("early", "9:00", "window_from"),
    ],
)
def test_a_window_must_end_after_it_begins(first: str, last: str, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_window(first, last, "window_from", "window_to")

    assert caught.value.field == field


def test_some_words_say_that_there_is_nothing() -> None:
    assert all(is_nothing(text) for text in ("", " - ", "N/A", "NULL", "无", "無", "\\N", "/"))
    assert not any(is_nothing(text) for text in ("0", "x", "无业"))
