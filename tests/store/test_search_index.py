"""The index follows the cases, and no text that is typed or stored can break it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import NOW, Stop, a_case, a_store, case_imported, imported, many_cases, stopping_after
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.services.cases import search_cases
from fieldvisit.store.engine import DriverError
from fieldvisit.store.search import match_query, readings
from fieldvisit.store.store import Store

NAUGHTY = Path(__file__).parents[2] / ".." / "shared" / "samples" / "naughty_strings.json"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    store = a_store(tmp_path)
    yield store
    store.close()


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of one case, which no test changes."""
    store = imported(a_store(tmp_path_factory.mktemp("one")))
    yield store
    store.close()


def found(store: Store, typed: str) -> list[str]:
    """The ids of the cases that match."""
    return [each.case.case_id for each in search_cases(store, typed)[0]]


def test_no_naughty_string_breaks_the_search_or_hides_another_case(store: Store) -> None:
    if not NAUGHTY.exists():
        pytest.skip("the shared samples are not here")
    strings: list[str] = json.loads(NAUGHTY.read_text("utf-8"))
    imported(
        store, a_case(), *(a_case(case_id=f"N-{n}", borrower=s) for n, s in enumerate(strings))
    )
    for typed in strings:
        search_cases(store, typed)

    assert len(strings) == 515
    assert "CN-0001" in found(store, "欧阳晓雯")
    assert store.cases.count() == 516


@settings(max_examples=150)
@given(st.text(max_size=40) | st.text('"*()^:{}+-\\ ANDORNET', max_size=20))
def test_any_text_may_be_typed(one: Store, typed: str) -> None:
    numbers, total = one.search.find(typed)

    assert len(numbers) == total <= 1
    assert total == 0 or match_query(typed)


def test_a_change_is_found_and_what_it_replaced_is_not(store: Store) -> None:
    imported(store, a_case())

    assert found(store, "晓雯") == ["CN-0001"]

    store.record([case_imported(a_case(borrower="李建国"))], NOW)

    assert (found(store, "晓雯"), found(store, "建国")) == ([], ["CN-0001"])


def test_more_than_fit_are_counted(store: Store) -> None:
    imported(store, *many_cases(230))
    listed, total = search_cases(store, "张")

    assert (len(listed), total) == (200, 230)


def test_indexing_that_is_stopped_goes_on_where_it_was(store: Store) -> None:
    store.record([case_imported(case) for case in many_cases(2500)], NOW)

    with pytest.raises(Stop):
        store.search.catch_up(stopping_after(1000))

    heard: list[int] = []
    store.search.catch_up(heard.append)

    assert heard == [1000, 1500]
    assert store.search.index_next() == 0
    assert found(store, "CN-2500") == ["CN-2500"]


def test_a_portion_that_fails_is_tried_again(store: Store) -> None:
    store.record([case_imported(case) for case in many_cases(3)], NOW)
    store.connection.execute("ALTER TABLE case_list RENAME COLUMN facts TO facts_gone")

    with pytest.raises(DriverError):
        store.search.catch_up()

    store.connection.execute("ALTER TABLE case_list RENAME COLUMN facts_gone TO facts")
    store.connection.execute("UPDATE case_list SET facts = '{' || facts WHERE number = 2")

    with pytest.raises(ValueError, match="Expecting"):
        store.search.catch_up()

    store.connection.execute("UPDATE case_list SET facts = substr(facts, 2) WHERE number = 2")

    assert found(store, "CN-0002") == ["CN-0002"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("单田芳", "dtf"),
        ("单田芳", "stf"),
        ("单田芳", "tianfang"),
        ("Ｍüller", "muller"),
        ("O'Brien-Smith", "obrien"),
        ("O'Brien-Smith", "smith"),
        ("Nguyễn Văn", "nguyen van"),
    ],
)
def test_a_name_is_found_in_each_of_its_spellings(store: Store, name: str, typed: str) -> None:
    imported(store, a_case(borrower=name))

    assert found(store, typed) == ["CN-0001"]


@pytest.mark.parametrize(
    ("typed", "case_id"),
    [("9087", "CN-0001"), ("138 0013 9087", ""), ("13800139087", "CN-0001"), ("3908", "")],
)
def test_digits_are_the_beginning_or_the_end_of_a_number(
    store: Store, typed: str, case_id: str
) -> None:
    """Each word of what is typed stands for itself: "0013" neither begins nor ends the number."""
    imported(store, a_case(phone="13800139087", account=""))

    assert found(store, typed) == ([case_id] if case_id else [])


@pytest.mark.parametrize(
    "typed", ["CN-2026-0007", "cn-2026-0007", "cn20260007", "CN-2026", "0007", "ＣＮ－２０２６"]
)
def test_a_case_number_is_found_with_and_without_its_hyphens(store: Store, typed: str) -> None:
    imported(store, a_case(case_id="CN-2026-0007"), a_case(case_id="CN-1999-4321"))

    assert found(store, typed) == ["CN-2026-0007"]


def test_a_name_of_many_readings_has_a_limit() -> None:
    assert len(readings("单曾长重行乐朴单曾长重行")) < 1000
    assert readings("Smith") == []
