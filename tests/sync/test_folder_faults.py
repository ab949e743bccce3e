"""Folders that fail, lie, or were left half-way."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from builders import NOW, a_store, an_outcome, case_imported, imported, many_cases

from fieldvisit.domain.problems import BadInput
from fieldvisit.services.sync import hand_over, standing
from fieldvisit.store.store import Store
from fieldvisit.sync import folder as folder_module
from fieldvisit.sync.bundle import read_bundle
from fieldvisit.sync.folder import MARKER, FolderCarrier


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of two entries."""
    store = imported(a_store(tmp_path / "home"))
    store.record([an_outcome("CN-0001@2026-11-24")], NOW)
    yield store
    store.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def bundles_in(folder: Path) -> list[Path]:
    """What lies there."""
    return sorted(folder.rglob("*.fvb"))


def forget_progress(store: Store) -> None:
    """As after a run that was cut off between writing the bundle and noting it."""
    store.connection.execute("UPDATE handover SET seq = 0, chain = ?", (store.journal.genesis(),))


def test_the_first_use_marks_the_folder_and_the_mark_stays(store: Store, stick: Path) -> None:
    hand_over(store, FolderCarrier(stick), NOW)
    marked = (stick / MARKER).read_text("utf-8")
    hand_over(store, FolderCarrier(stick), NOW)

    assert (stick / MARKER).read_text("utf-8") == marked
    assert json.loads(marked)["form"] == 1
    assert store.handovers.reached(json.loads(marked)["folder"]) is not None


def test_a_store_without_entries_marks_the_folder_and_sends_nothing(
    tmp_path: Path, stick: Path
) -> None:
    store = a_store(tmp_path / "home")
    result = hand_over(store, FolderCarrier(stick), NOW)

    assert (result.sent, result.unsent, standing(store).last_sync) == (0, 0, None)
    assert bundles_in(stick) == []

    store.close()


def test_what_is_unsent_is_counted_from_the_folder_that_has_most(
    store: Store, stick: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    hand_over(store, FolderCarrier(stick), NOW)
    store.record([case_imported(case) for case in many_cases(3)], NOW)

    assert standing(store).unsent == 3

    later = NOW + timedelta(hours=1)

    assert hand_over(store, FolderCarrier(other), later).sent == 5
    assert (standing(store).unsent, standing(store).last_sync) == (0, later)
    assert hand_over(store, FolderCarrier(stick), later).sent == 3


def test_a_long_log_goes_in_portions_that_follow_each_other(store: Store, stick: Path) -> None:
    store.record([case_imported(case) for case in many_cases(1003)], NOW)
    result = hand_over(store, FolderCarrier(stick), NOW)
    read = [read_bundle(path.read_bytes()) for path in bundles_in(stick)]

    assert (result.sent, result.unsent) == (1005, 0)
    assert [(each.seq_from, each.seq_to) for each in read] == [(1, 500), (501, 1000), (1001, 1005)]
    assert read[-1].head == store.journal.head().chain
    assert store.journal.head().seq == store.copy.head().seq == 1005


def test_a_run_that_stops_between_portions_goes_on_behind_the_last(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.record([case_imported(case) for case in many_cases(600)], NOW)
    carrier = FolderCarrier(stick)
    carrier.recognise(used_before=False)
    write = folder_module._write
    written: list[Path] = []

    def full_after_one(path: Path, content: bytes) -> None:
        if written:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(folder_module, "_write", full_after_one)
        with pytest.raises(BadInput, match="nothing was lost"):
            hand_over(store, carrier, NOW)

    assert standing(store).unsent == 102

    result = hand_over(store, carrier, NOW)

    assert (result.sent, result.duplicates, result.unsent) == (102, 0, 0)


def test_a_refused_bundle_stops_the_run_and_stays_unsent(store: Store, stick: Path) -> None:
    hand_over(store, FolderCarrier(stick), NOW)
    store.record([case_imported(case) for case in many_cases(600)], NOW)
    forget_progress(store)
    hand_over(store, FolderCarrier(stick), NOW)
    first = bundles_in(stick)[1]
    whole = first.read_bytes()
    first.write_bytes(whole[:-1])
    forget_progress(store)
    result = hand_over(store, FolderCarrier(stick), NOW)

    assert (result.sent, result.duplicates, result.unsent) == (0, 0, 602)
    assert result.refused == [f"{store.device}/{first.name}"]
    assert first.read_bytes() == whole[:-1]


def test_a_bundle_of_another_version_of_the_program_is_the_same_bundle(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldvisit.sync.bundle.__version__", "0.0.1")
    hand_over(store, FolderCarrier(stick), NOW)
    before = bundles_in(stick)[0].read_bytes()
    monkeypatch.undo()
    forget_progress(store)
    result = hand_over(store, FolderCarrier(stick), NOW)

    assert b'"0.0.1"' in before
    assert (result.sent, result.duplicates, result.refused) == (0, 2, [])
    assert bundles_in(stick)[0].read_bytes() == before


def test_what_an_interrupted_write_left_is_no_hindrance(store: Store, stick: Path) -> None:
    hand_over(store, FolderCarrier(stick), NOW)
    (bundle,) = bundles_in(stick)
    bundle.rename(bundle.with_name(bundle.name + ".part"))
    bundle.with_name(bundle.name + ".part").write_bytes(b"half")
    forget_progress(store)

    assert hand_over(store, FolderCarrier(stick), NOW).sent == 2
    assert list(stick.rglob("*.part")) == []
    assert read_bundle(bundle.read_bytes()).seq_to == 2


def test_a_disk_that_gives_back_other_bytes_is_said_and_keeps_nothing(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = FolderCarrier(stick)
    carrier.recognise(used_before=False)
    write = folder_module._write
    monkeypatch.setattr(
        folder_module, "_write", lambda path, content: write(path, content[:-1] + b"?")
    )

    with pytest.raises(BadInput, match="written"):
        hand_over(store, carrier, NOW)

    assert (bundles_in(stick), standing(store).unsent) == ([], 2)


def test_a_folder_that_cannot_be_marked_is_said(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(_handle: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "fsync", read_only)

    with pytest.raises(BadInput, match="written"):
        hand_over(store, FolderCarrier(stick), NOW)
    assert list(stick.iterdir()) == []


def test_a_system_that_lets_no_folder_be_synced_is_served_as_well(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "os", SimpleNamespace(name="nt", fsync=os.fsync))

    assert hand_over(store, FolderCarrier(stick), NOW).sent == 2


@pytest.mark.parametrize("marker", ["", "[]", "7", '{"form": 1}', "\udcff"])
def test_a_damaged_mark_is_said_and_left_alone(store: Store, stick: Path, marker: str) -> None:
    written = marker.encode("utf-8", "surrogateescape")
    (stick / MARKER).write_bytes(written)

    with pytest.raises(BadInput, match="damaged"):
        hand_over(store, FolderCarrier(stick), NOW)
    assert (stick / MARKER).read_bytes() == written
    assert bundles_in(stick) == []


def test_a_longest_record_is_handed_over(store: Store, stick: Path) -> None:
    store.record([an_outcome("CN-0001@2026-11-24", note="x" * 127_000)], NOW)

    assert hand_over(store, FolderCarrier(stick), NOW).sent == 3
    assert read_bundle(bundles_in(stick)[0].read_bytes()).seq_to == 3
