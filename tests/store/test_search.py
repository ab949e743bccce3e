"""Cases are found as people type."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import a_case, a_store, imported

from fieldvisit.services.cases import search_cases
from fieldvisit.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Names with heteronyms, rare characters and Latin letters."""
    names = {
        "CN-1": "单田芳",
        "CN-2": "曾国藩",
        "CN-3": "欧阳晓雯",
        "CN-4": "李𠮷祥",
        "CN-5": "Seraphina O'Halloran",
        "CN-6": "王建国",
    }
    cases = [
        a_case(case_id=case_id, borrower=name, phone=f"1380013800{n}", account=f"A-77-{n}")
        for n, (case_id, name) in enumerate(names.items(), 1)
    ]
    return imported(a_store(Path(tmp_path_factory.mktemp("search"))), *cases)


@pytest.mark.parametrize(
    ("typed", "case_id"),
    [
        ("stf", "CN-1"),
        ("shantianfang", "CN-1"),
        ("zgf", "CN-2"),
        ("zengguo", "CN-2"),
        ("oyxw", "CN-3"),
        ("欧阳", "CN-3"),
        ("晓雯", "CN-3"),
        ("𠮷", "CN-4"),
        ("seraph", "CN-5"),
        ("halloran", "CN-5"),
        ("建国", "CN-6"),
        ("8006", "CN-6"),
        ("CN-6", "CN-6"),
        ("A-77-6", "CN-6"),
        ("王建国 8006", "CN-6"),
    ],
)
def test_the_case_is_found(store: Store, typed: str, case_id: str) -> None:
    found, total = search_cases(store, typed)

    assert ([each.case.case_id for each in found], total) == ([case_id], 1)


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "*", "AND", "(", "a OR", "NEAR(", "'", "--", "\u202e", "^"]
)
def test_what_means_something_to_the_index_is_only_text(store: Store, typed: str) -> None:
    found, total = search_cases(store, typed)

    assert len(found) <= total <= 6
