"""Events as bytes, the code to read out, and instants as documents write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldvisit.domain.events import instant_of, instant_text, short_code

zones = st.integers(-14 * 60, 14 * 60).map(lambda each: timezone(timedelta(minutes=each)))
instants = st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31), timezones=zones)  # noqa: DTZ001


@given(instants)
def test_an_instant_is_written_in_utc_and_read_back_to_the_second(moment: datetime) -> None:
    text = instant_text(moment)

    assert (len(text), text[-1]) == (20, "Z")
    assert instant_of(text) == moment.replace(microsecond=0)
    assert instant_of(moment.isoformat()) == moment
    assert instant_of(moment.isoformat()).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24T10:00",
        "2026-11-24",
        "noon",
        "",
        "2026-02-30T10:00Z",
        "0001-01-01T00:00+08:00",
        "1899-12-31T10:00Z",
        "2201-01-01T10:00Z",
        "9999-12-31T23:59-08:00",
    ],
)
def test_what_is_no_instant_of_these_times_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        instant_of(text)


def test_the_code_to_read_out_holds_the_first_five_bytes_of_the_chain() -> None:
    assert short_code(bytes(32)) == "0000-0000"
    assert short_code(b"\xff" * 32) == "ZZZZ-ZZZZ"
    assert short_code(bytes([0, 0, 0, 0, 31, 255])) == "0000-000Z"
    assert short_code(bytes([0b00001_000, 0b10_00011_0, 0, 0, 0])) == "1230-0000"


@given(st.binary(min_size=32, max_size=32))
def test_no_character_of_the_code_is_mistaken_for_another(chain: bytes) -> None:
    assert not set(short_code(chain)) & set("ILOU")
