"""A bundle carries entries byte for byte, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import NOW, a_store, case_imported, imported, many_cases

from fieldvisit.domain.problems import BadInput
from fieldvisit.store.store import Store
from fieldvisit.sync.bundle import Bundle, bundles, read_bundle


def all_bundles(store: Store) -> list[Bundle]:
    """The whole journal in bundles."""
    return list(bundles(store.device, store.journal.genesis(), store.journal.entries()))


def test_a_bundle_reads_back(tmp_path: Path) -> None:
    store = imported(a_store(tmp_path), *many_cases(3))
    (bundle,) = all_bundles(store)

    assert read_bundle(bundle.encode()) == bundle
    assert bundle.events == tuple(entry.stored for entry in store.journal.entries())


def test_a_long_journal_is_cut_into_bundles_that_follow_each_other(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    store.record([case_imported(case) for case in many_cases(1001)], NOW)
    found = all_bundles(store)

    assert [len(each.events) for each in found] == [500, 500, 1]
    assert [each.previous for each in found[1:]] == [each.head for each in found[:-1]]


def test_every_cut_and_every_flipped_byte_is_refused(tmp_path: Path) -> None:
    written = all_bundles(imported(a_store(tmp_path)))[0].encode()
    version = written.index(b'"version"')
    for place in range(0, len(written), 5):
        with pytest.raises(BadInput):
            read_bundle(written[:place])
        if version <= place < version + 20:
            continue  # the program's version is told, not checked
        damaged = bytearray(written)
        damaged[place] ^= 1
        try:
            read = read_bundle(bytes(damaged))
        except BadInput:
            continue

        assert read == read_bundle(written), place
