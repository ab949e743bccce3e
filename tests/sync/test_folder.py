"""Handing over to a folder: nothing twice, nothing lost, nothing overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from builders import NOW, a_store, an_outcome, imported

from fieldvisit.domain.problems import BadInput
from fieldvisit.services.sync import hand_over, standing
from fieldvisit.store.store import Store
from fieldvisit.sync.folder import MARKER, FolderCarrier


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one case and one outcome: two entries."""
    store = imported(a_store(tmp_path / "home"))
    store.record([an_outcome("CN-0001@2026-11-24")], NOW)
    return store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def bundles_in(folder: Path) -> list[Path]:
    """What lies there."""
    return sorted(folder.rglob("*.fvb"))


def test_handing_over_twice_sends_nothing_twice(store: Store, stick: Path) -> None:
    first = hand_over(store, FolderCarrier(stick), NOW)
    second = hand_over(store, FolderCarrier(stick), NOW)

    assert (first.sent, first.unsent) == (2, 0)
    assert (second.sent, second.duplicates, second.unsent) == (0, 0, 0)
    assert len(bundles_in(stick)) == 1
    assert store.journal.head().seq == 2


def test_only_what_is_new_follows(store: Store, stick: Path) -> None:
    hand_over(store, FolderCarrier(stick), NOW)
    store.record([an_outcome("CN-0001@2026-11-24", case="CN-0001")], NOW)

    assert standing(store).unsent == 1
    assert hand_over(store, FolderCarrier(stick), NOW).sent == 1


def test_a_second_folder_gets_everything(store: Store, stick: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    hand_over(store, FolderCarrier(stick), NOW)

    assert hand_over(store, FolderCarrier(other), NOW).sent == 2


def test_an_interrupted_run_finds_its_bundle_again(store: Store, stick: Path) -> None:
    hand_over(store, FolderCarrier(stick), NOW)
    store.connection.execute("UPDATE handover SET seq = 0, chain = ?", (store.journal.genesis(),))
    again = hand_over(store, FolderCarrier(stick), NOW)

    assert (again.sent, again.duplicates) == (0, 2)
    assert len(bundles_in(stick)) == 1


def test_other_bytes_under_the_same_name_are_never_overwritten(store: Store, stick: Path) -> None:
    hand_over(store, FolderCarrier(stick), NOW)
    (bundle,) = bundles_in(stick)
    bundle.write_bytes(b"something else")
    store.connection.execute("UPDATE handover SET seq = 0, chain = ?", (store.journal.genesis(),))
    again = hand_over(store, FolderCarrier(stick), NOW)

    assert again.refused
    assert bundle.read_bytes() == b"something else"


def test_a_drive_that_is_gone_is_not_an_empty_folder(store: Store, stick: Path) -> None:
    hand_over(store, FolderCarrier(stick), NOW)
    for path in bundles_in(stick):
        path.unlink()
        path.parent.rmdir()
    (stick / MARKER).unlink()

    with pytest.raises(BadInput, match="drive"):
        hand_over(store, FolderCarrier(stick), NOW)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("kind", ["missing", "a file", "damaged marker"])
def test_a_folder_that_cannot_serve_is_said(store: Store, stick: Path, kind: str) -> None:
    folder = stick / "there"
    if kind == "a file":
        folder.write_text("x")
    elif kind == "damaged marker":
        folder.mkdir()
        (folder / MARKER).write_text("{")

    with pytest.raises(BadInput, match="--folder"):
        hand_over(store, FolderCarrier(folder), NOW)
    assert standing(store).unsent == 2


def test_a_folder_that_refuses_the_write_is_said(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FolderCarrier(stick).recognise(used_before=False)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(BadInput, match="written"):
        hand_over(store, FolderCarrier(stick), NOW)
    assert list(stick.rglob("*.part")) == []
    assert standing(store).unsent == 2
