"""What lies in the two files is checked before anything repairs it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from builders import NOW, TODAY, a_store, an_outcome, imported, many_cases

from fieldvisit.domain import events
from fieldvisit.domain.events import NewEvent
from fieldvisit.domain.problems import Problem
from fieldvisit.services.cases import search_cases
from fieldvisit.store import migrate
from fieldvisit.store.checks import verify_files
from fieldvisit.store.engine import connect
from fieldvisit.store.rebuild import rebuild_files
from fieldvisit.store.store import Store

VISIT = "CN-0001@2026-11-24"
Deed = Callable[[Path], object]


def closed_store(folder: Path) -> Path:
    """The folder with a closed store of five entries."""
    store = imported(a_store(folder), *many_cases(4))
    store.record([an_outcome(VISIT)], NOW)
    store.close()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A closed store of five entries."""
    return closed_store(tmp_path)


def run(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    connection = connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def garbage(name: str) -> Deed:
    return lambda home: (home / name).write_bytes(b"not a database at all" * 300)


def gone(name: str) -> Deed:
    return lambda home: (home / name).unlink()


def emptied(name: str) -> Deed:
    return lambda home: (home / name).write_bytes(b"")


def changed(name: str, statement: str) -> Deed:
    return lambda home: run(home / name, statement)


def of_another_device(home: Path) -> None:
    other = home / "other"
    imported(a_store(other), *many_cases(5)).close()
    (home / "journal.db").write_bytes((other / "journal.db").read_bytes())


def forked(home: Path) -> None:
    """The copy of a laptop that was cloned and went on elsewhere."""
    other = home / "other"
    other.mkdir()
    for name in ("store.db", "journal.db"):
        (other / name).write_bytes((home / name).read_bytes())
    for folder in (home, other):
        store = Store.open(folder)
        store.record([NewEvent(events.DAY_CLOSED, {"day": folder.name, "code": "x"})], NOW)
        store.close()
    (home / "journal.db").write_bytes((other / "journal.db").read_bytes())


def test_a_whole_store_is_found_whole(home: Path) -> None:
    found = verify_files(home, home)

    assert found.ok
    assert (found.events, found.broken_at, found.copy) == (5, None, "equal")
    assert (found.projections, found.pages) == ("equal", "whole")


@pytest.mark.parametrize(
    ("deed", "broken_at", "copy"),
    [
        (gone("store.db"), 1, "ahead"),
        (emptied("store.db"), 1, "ahead"),
        (garbage("store.db"), 1, "ahead"),
        (gone("journal.db"), None, "missing"),
        (garbage("journal.db"), None, "missing"),
        (of_another_device, None, "missing"),
        (forked, None, "missing"),
        (changed("journal.db", "DELETE FROM event_log WHERE seq > 3"), None, "behind"),
        (changed("journal.db", "DELETE FROM event_log WHERE seq = 3"), None, "behind"),
        (changed("journal.db", "DELETE FROM property"), None, "missing"),
        (changed("journal.db", "DROP TABLE property"), None, "missing"),
        (changed("store.db", "DELETE FROM event_log WHERE seq > 3"), None, "ahead"),
        (changed("store.db", "DELETE FROM event_log WHERE seq = 3"), 3, "ahead"),
        (changed("store.db", "UPDATE event_log SET event_id = 'x' WHERE seq = 2"), 2, "ahead"),
        (changed("store.db", "UPDATE event_log SET chain = x'00' WHERE seq = 4"), 4, "ahead"),
        (changed("store.db", "UPDATE event_log SET stored = 7 WHERE seq = 4"), 4, "ahead"),
        (changed("store.db", "UPDATE event_log SET stored = x'7b7d' WHERE seq = 4"), 4, "ahead"),
        (changed("store.db", "DROP TABLE event_log"), 1, "ahead"),
    ],
)
def test_each_kind_of_damage_is_named(
    home: Path, deed: Deed, broken_at: int | None, copy: str
) -> None:
    deed(home)
    before = {path.name: path.read_bytes() for path in home.glob("*.db")}
    found = verify_files(home, home)

    assert not found.ok
    assert (found.broken_at, found.copy) == (broken_at, copy)
    assert {path.name: path.read_bytes() for path in home.glob("*.db")} == before


def rewritten(home: Path, seq: int, stored: bytes) -> None:
    """Put other bytes in the place of the newest entry of both files, and vouch for them."""
    for name in ("store.db", "journal.db"):
        connection = connect(home / name)
        query = "SELECT chain FROM event_log WHERE seq = ?"
        before = connection.execute(query, (seq - 1,)).fetchone()[0]
        connection.execute(
            "UPDATE event_log SET stored = ?, chain = ? WHERE seq = ?",
            (stored, events.chained(before, stored), seq),
        )
        connection.close()


@pytest.mark.parametrize(
    "stored", [b"{}", b"[]", b"not JSON", b"\xff", b'{"seq": 5}', b"[" * 100_000]
)
def test_bytes_that_are_no_event_are_found_though_the_chain_is_whole(
    home: Path, stored: bytes
) -> None:
    rewritten(home, 5, stored)
    found = verify_files(home, home)

    assert (found.ok, found.events, found.broken_at) == (False, 4, 5)


def test_an_entry_that_makes_no_rows_is_found(home: Path) -> None:
    """Of another kind of program, say: sound as an entry, and nothing that can be shown."""
    store = Store.open(home)
    newest = next(store.journal.newest_first())
    store.close()
    rewritten(home, 5, replace(newest, type=events.OUTCOME_LOGGED, payload={}).encode())
    found = verify_files(home, home)

    assert (found.ok, found.broken_at, found.projections) == (False, None, "differ")


@pytest.mark.parametrize("name", ["store.db", "journal.db"])
def test_a_file_whose_list_of_tables_is_destroyed_is_damaged(home: Path, name: str) -> None:
    content = bytearray((home / name).read_bytes())
    content[100] = 0xFF  # the kind of the first page, behind the header of the file
    (home / name).write_bytes(content)
    found = verify_files(home, home)

    assert (found.ok, found.pages) == (False, "damaged")


def test_a_fault_that_sqlite_cannot_even_name_is_damage(home: Path) -> None:
    """An index is empty, and its name is not text any more."""
    connection = connect(home / "store.db")
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'visit_case'"
    page = connection.execute(query).fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray((home / "store.db").read_bytes())
    no_entries = b"\x0a\0\0\0\0" + size.to_bytes(2, "big") + b"\0"
    content[(page - 1) * size : page * size] = no_entries.ljust(size, b"\0")
    (home / "store.db").write_bytes(content.replace(b"visit_case", b"visit\xffcase"))
    found = verify_files(home, home)

    assert (found.ok, found.pages, found.broken_at) == (False, "damaged", None)
    assert rebuild_files(home, home, NOW).is_new
    assert verify_files(home, home).ok


@pytest.mark.parametrize("name", ["store.db", "journal.db"])
def test_a_store_whose_numbers_cannot_be_read_is_not_opened(home: Path, name: str) -> None:
    """One letter of the declaration, and SQLite finds a text where the number should be."""
    content = (home / name).read_bytes()
    changed_content = content.replace(b"seq INTEGER", b"seq INTEGEZ")
    assert changed_content != content
    (home / name).write_bytes(changed_content)

    with pytest.raises(Problem) as raised:
        Store.open(home)

    assert raised.value.code == "store.contradiction"
    assert (home / name).read_bytes() == changed_content


def test_an_older_store_that_cannot_be_brought_up_to_date_is_reported(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = migrate.steps()
    step = (newest[-1][0] + 1, "INSERT INTO nowhere VALUES (1);\n")
    monkeypatch.setattr(migrate, "steps", lambda: [*newest, step])
    found = verify_files(home, home)

    assert (found.ok, found.broken_at, found.projections) == (False, None, "differ")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visit SET day = '2020-01-01' WHERE visit_id = 'CN-0002@2026-11-24'",
        "UPDATE case_list SET facts = facts || ' '",
        "DELETE FROM outcome",
        "INSERT INTO ledger VALUES ('x', 'CN-0001', 'flag', 'x', 'x', '{}', '', 'x')",
        "ALTER TABLE promise DROP COLUMN method",
    ],
)
def test_rows_that_do_not_follow_are_noticed_and_put_right(home: Path, statement: str) -> None:
    run(home / "store.db", statement)
    found = verify_files(home, home)

    assert (found.ok, found.projections, found.broken_at) == (False, "differ", None)
    assert rebuild_files(home, home, NOW).events == 5
    assert verify_files(home, home).ok


def test_a_store_that_forgot_its_version_is_made_anew(home: Path) -> None:
    run(home / "store.db", "PRAGMA user_version = 0")

    assert not verify_files(home, home).ok
    assert rebuild_files(home, home, NOW).is_new
    assert verify_files(home, home).ok


def test_a_store_of_a_newer_version_is_left_alone(home: Path) -> None:
    run(home / "store.db", "PRAGMA user_version = 999")

    with pytest.raises(Problem, match="newer"):
        verify_files(home, home)


def test_a_copy_may_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    imported(Store.open(tmp_path, copy_folder=tmp_path / "copy")).close()

    assert verify_files(tmp_path, tmp_path / "copy").ok
    assert verify_files(tmp_path, tmp_path).copy == "missing"


@pytest.fixture
def home_in_memory() -> Iterator[Path]:
    """The same store where the system keeps files in memory, so that a thousand repairs need not
    wait for a disk; elsewhere a folder like any other."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield closed_store(Path(folder))


@pytest.mark.parametrize("name", ["store.db", "journal.db"])
def test_flipped_bits_are_found_or_harmless_and_never_lose_what_was_saved(
    home_in_memory: Path, name: str
) -> None:
    """One bit at a time: either verify says so and the other file brings everything back, or
    every entry and row still reads as it was written."""
    home = home_in_memory
    chance = random.Random(name)
    files = {each: (home / each).read_bytes() for each in ("store.db", "journal.db")}
    version = range(60, 64)
    used = [place for place, byte in enumerate(files[name]) if byte and place not in version]
    noticed = 0
    for _flip in range(600):
        for each, content in files.items():
            (home / each).write_bytes(content)
        place = chance.choice(used)
        damaged = bytearray(files[name])
        damaged[place] ^= 1 << chance.randrange(8)
        (home / name).write_bytes(damaged)
        ok = verify_files(home, home).ok
        noticed += not ok
        if not ok:
            assert rebuild_files(home, home, NOW).events == 5, place
        store = Store.open(home)

        assert store.journal.head() == store.copy.head(), place
        assert store.visits.outcome_event(VISIT), place
        assert store.cases.count() == 4, place

        store.close()
        for aside in home.glob("*.broken-*"):
            aside.unlink()
    assert noticed > 500


@pytest.mark.parametrize(
    ("deed", "is_new", "aside"),
    [
        (gone("store.db"), True, []),
        (emptied("store.db"), True, ["store.db"]),
        (garbage("store.db"), True, ["store.db"]),
        (changed("store.db", "DELETE FROM event_log WHERE seq = 3"), True, ["store.db"]),
        (changed("store.db", "DROP TABLE visit"), True, ["store.db"]),
        (changed("store.db", "DELETE FROM event_log WHERE seq > 3"), False, []),
        (gone("journal.db"), False, []),
        (garbage("journal.db"), False, ["journal.db"]),
        (changed("journal.db", "DELETE FROM event_log WHERE seq = 3"), False, ["journal.db"]),
        (changed("journal.db", "DELETE FROM event_log WHERE seq > 3"), False, []),
    ],
)
def test_a_damaged_file_is_set_aside_and_made_anew_from_the_other(
    home: Path, deed: Deed, is_new: bool, aside: list[str]
) -> None:
    deed(home)
    done = rebuild_files(home, home, NOW)

    assert (done.events, done.is_new) == (5, is_new)
    assert list(done.set_aside) == [f"{name}.broken-20261124T020000Z" for name in aside]
    assert all((home / name).exists() for name in done.set_aside)
    assert verify_files(home, home).ok

    store = Store.open(home)
    assert search_cases(store, "CN-0003")[1] == 1
    store.close()


def test_what_is_set_aside_never_takes_the_place_of_an_earlier_one(home: Path) -> None:
    for _time in range(3):
        garbage("store.db")(home)
        rebuild_files(home, home, NOW)

    assert len(list(home.glob("store.db.broken-*"))) == 3


@pytest.mark.parametrize("index", ["visit_case", "visit_open", "ledger_case"])
def test_damaged_pages_outside_the_journal_are_made_anew(home: Path, index: str) -> None:
    connection = connect(home / "store.db")
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    page = connection.execute(query, (index,)).fetchone()[0]
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray((home / "store.db").read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    (home / "store.db").write_bytes(content)
    found = verify_files(home, home)

    assert (found.ok, found.pages, found.broken_at) == (False, "damaged", None)
    assert rebuild_files(home, home, NOW).is_new
    assert verify_files(home, home).ok


@pytest.mark.parametrize(
    ("deeds", "code"),
    [
        ((garbage("store.db"), garbage("journal.db")), "rebuild.no_source"),
        ((gone("store.db"), gone("journal.db")), "rebuild.no_source"),
        ((of_another_device,), "rebuild.contradiction"),
        ((forked,), "rebuild.contradiction"),
    ],
)
def test_without_a_sure_source_nothing_is_changed(
    home: Path, deeds: tuple[Deed, ...], code: str
) -> None:
    for deed in deeds:
        deed(home)
    before = {path.name: path.read_bytes() for path in home.glob("*.db*")}

    with pytest.raises(Problem) as raised:
        rebuild_files(home, home, NOW)

    assert raised.value.code == code
    assert {path.name: path.read_bytes() for path in home.glob("*.db*")} == before


def test_a_rebuild_makes_the_day_again(home: Path) -> None:
    garbage("store.db")(home)
    rebuild_files(home, home, NOW)
    store = Store.open(home)

    assert store.visits.count_of_day(TODAY) == (3, 1)

    store.close()
