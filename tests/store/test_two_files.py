"""The copy commits first, then the store; every way in which that can fail leaves them agreed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, TODAY, a_store, an_outcome, imported

from fieldvisit.domain.events import LARGEST, NewEvent
from fieldvisit.domain.problems import BadInput, Problem
from fieldvisit.store.engine import DriverError, connect
from fieldvisit.store.opening import open_files
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
CRASHING = Path(__file__).with_name("crashing.py")


class Refusing:
    """A connection whose disk refuses one kind of statement from now on."""

    def __init__(self, connection: Any, beginning: str, error: BaseException) -> None:
        self._connection = connection
        self._beginning = beginning
        self._error = error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str, *values: Any) -> Any:
        """Run the statement, or raise."""
        if statement.startswith(self._beginning):
            raise self._error
        return self._connection.execute(statement, *values)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose store holds one case."""
    imported(a_store(tmp_path)).close()
    return tmp_path


def heads(folder: Path) -> tuple[int, int]:
    """How many entries each file holds, read beside the store."""
    counts = []
    for name in ("store.db", "journal.db"):
        connection = connect(folder / name)
        counts.append(connection.execute("SELECT count(*) FROM event_log").fetchone()[0])
        connection.close()
    return counts[0], counts[1]


def failing(
    folder: Path, part: str, beginning: str, error: BaseException | None = None
) -> tuple[Store, Store]:
    """A store one of whose connections fails, and the same store without the fault."""
    files = open_files(folder, folder, None)
    refusing = Refusing(getattr(files, part), beginning, error or DriverError("disk I/O error"))
    faulty: dict[str, Any] = {part: refusing}
    return Store(replace(files, **faulty)), Store(files)


def test_what_was_cut_off_between_the_two_commits_is_replayed(folder: Path) -> None:
    died = subprocess.run(
        [sys.executable, str(CRASHING), str(folder)], stdout=subprocess.PIPE, text=True, check=False
    )

    assert (died.returncode, died.stdout) == (9, "dying\n")
    assert heads(folder) == (1, 2)

    store = Store.open(folder)

    assert heads(folder) == (2, 2)
    assert [each.code for each in store.history.outcomes_of_day(TODAY)] == ["promise"]

    store.close()


@pytest.mark.parametrize("part", ["store", "copy"])
def test_a_commit_that_fails_is_said_and_neither_file_keeps_it(folder: Path, part: str) -> None:
    store, sound = failing(folder, part, "COMMIT")

    with pytest.raises(Problem, match="Not saved") as caught:
        store.record([an_outcome(VISIT)], NOW)

    assert caught.value.code == "store.write"
    assert heads(folder) == (1, 1)

    (event,) = sound.record([an_outcome(VISIT)], NOW)

    assert (event.seq, heads(folder)) == (2, (2, 2))

    sound.close()


@pytest.mark.parametrize("part", ["store", "copy"])
def test_a_transaction_that_cannot_begin_is_said(folder: Path, part: str) -> None:
    store, sound = failing(folder, part, "BEGIN")

    with pytest.raises(Problem, match="Not saved"):
        store.record([an_outcome(VISIT)], NOW)

    assert heads(folder) == (1, 1)

    sound.record([an_outcome(VISIT)], NOW)

    assert heads(folder) == (2, 2)

    sound.close()


def test_a_stop_at_the_last_moment_takes_the_copy_back(folder: Path) -> None:
    """Ctrl+C between the two commits: what is not in the store was not saved."""
    store, sound = failing(folder, "store", "COMMIT", KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        store.record([an_outcome(VISIT)], NOW)

    assert heads(folder) == (1, 1)

    sound.close()


def test_a_tail_that_could_not_be_taken_back_is_replaced_by_the_next_record(folder: Path) -> None:
    """The disk refuses the store's commit and then the deletion from the copy as well."""
    files = open_files(folder, folder, None)
    error = DriverError("disk I/O error")

    class DeletesOnce(Refusing):
        def execute(self, statement: str, *values: Any) -> Any:
            if statement.startswith("DELETE") and not self._connection.in_transaction:
                raise error
            return self._connection.execute(statement, *values)

    copy = DeletesOnce(files.copy, "", error)
    broken = Store(replace(files, store=Refusing(files.store, "COMMIT", error), copy=copy))

    with pytest.raises(Problem, match="Not saved"):
        broken.record([an_outcome(VISIT, at="2026-11-24T03:00:00Z")], NOW)

    assert heads(folder) == (1, 2)

    sound = Store(files)
    (event,) = sound.record([an_outcome(VISIT)], NOW)

    assert heads(folder) == (2, 2)
    assert sound.copy.find(event.event_id) == event
    assert sound.copy.head() == sound.journal.head()

    sound.close()


@pytest.mark.parametrize("name", ["store.db", "journal.db"])
def test_a_disk_that_fills_up_says_so_and_takes_more_when_there_is_room(
    folder: Path, name: str
) -> None:
    files = open_files(folder, folder, None)
    connection = files.store if name == "store.db" else files.copy
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    store = Store(files)
    long = an_outcome(VISIT, outcome={"code": "DL", "note": "x" * 100_000})

    with pytest.raises(Problem, match="Not saved"):
        store.record([long], NOW)

    assert heads(folder) == (1, 1)

    connection.execute("PRAGMA max_page_count = 1000000")
    store.record([long], NOW)

    assert heads(folder) == (2, 2)

    store.close()


def test_a_record_that_could_not_be_handed_over_is_refused(folder: Path) -> None:
    store = Store.open(folder)

    with pytest.raises(BadInput, match="too long"):
        store.record([an_outcome(VISIT, note="x" * LARGEST)], NOW)

    assert heads(folder) == (1, 1)

    store.close()


def test_one_id_twice_in_one_call_is_one_event(folder: Path) -> None:
    store = Store.open(folder)
    new = an_outcome(VISIT)
    named = NewEvent(new.type, new.payload, event_id="0199-one")
    one, other = store.record([named, named], NOW)

    assert one == other
    assert heads(folder) == (2, 2)

    store.close()


def test_the_copy_may_lie_in_another_folder(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    store = imported(Store.open(one, copy_folder=other))
    store.close()

    assert [each.name for each in other.iterdir()] == ["journal.db"]
    assert sorted(each.name for each in one.iterdir()) == ["store.db"]


def test_a_copy_of_another_length_and_device_is_refused(tmp_path: Path) -> None:
    """Neither is behind the other, however many entries they hold."""
    one, other = tmp_path / "one", tmp_path / "other"
    imported(a_store(one)).close()
    a_store(other).close()
    (one / "journal.db").write_bytes((other / "journal.db").read_bytes())

    with pytest.raises(Problem, match="contradict"):
        Store.open(one)


@pytest.mark.parametrize("name", ["store.db", "journal.db"])
def test_a_file_whose_tables_are_gone_is_said_and_left_alone(folder: Path, name: str) -> None:
    connection = connect(folder / name)
    connection.execute("DROP TABLE event_log")
    connection.execute("CREATE TABLE event_log (something INTEGER)")
    connection.close()
    before = (folder / name).read_bytes()

    with pytest.raises(Problem, match="fieldvisit verify"):
        Store.open(folder)
    assert (folder / name).read_bytes() == before


def test_a_key_hides_both_files_and_without_it_nothing_opens(tmp_path: Path) -> None:
    key = bytes(range(32))
    store = imported(Store.open(tmp_path, key=key))
    store.close()
    written = (tmp_path / "store.db").read_bytes() + (tmp_path / "journal.db").read_bytes()

    assert b"CN-0001" not in written
    with pytest.raises(Problem, match=r"store\.db"):
        Store.open(tmp_path)

    again = Store.open(tmp_path, key=key)

    assert again.journal.head().seq == 1

    again.close()


def test_a_mark_stays(folder: Path) -> None:
    store = Store.open(folder)

    assert not store.is_marked("test-clock")

    store.mark("test-clock")
    store.mark("test-clock")
    store.close()
    store = Store.open(folder)

    assert store.is_marked("test-clock")

    store.close()
