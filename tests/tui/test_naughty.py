"""Naughty names and notes on the real screens, in a real terminal."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from builders import NOW, SETTINGS, TODAY, a_case, an_outcome, case_imported
from naughty import OUR_OWN, assert_never_steered, naughty_strings
from terminal import Terminal, needs_pty, without_cut_end

from fieldvisit.bootstrap import TEST_CLOCK, open_store
from fieldvisit.domain import events
from fieldvisit.domain.case import Case
from fieldvisit.domain.events import NewEvent
from fieldvisit.paths import places
from fieldvisit.settings import save_settings

pytestmark = needs_pty

ROWS = 215
AT_ONCE = 180
"""Names in one store: all of them are in sight at once on a screen of that many rows."""
BATCHES = 3


def storable(text: str) -> str:
    """What an event can hold: everything but lone surrogates, which are no text."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def filled(home: Path, names: list[str]) -> Path:
    """A test store in which everything that can be named is, and notes say it once more.

    It goes round the import on purpose, which would have cleaned every name.
    """
    where = places(str(home))
    where.make()
    save_settings(where.settings, SETTINGS.changed(mask_names=False))
    store = open_store(where, SETTINGS)
    store.mark(TEST_CLOCK)
    store.record(_cases(names), NOW)
    store.record(_notes(names), NOW)
    store.close()
    return home


def _cases(names: list[str]) -> list[NewEvent]:
    """One case for each name; the first one stands at the top of the day's list."""
    found = [case_imported(_case(number, name)) for number, name in enumerate(names)]
    found[0].payload["visit"]["priority"] = 1
    return found


def _case(number: int, name: str) -> Case:
    return a_case(
        case_id=f"CN-{number:04}",
        borrower=name,
        district=name,
        address=name,
        product=name,
        lender=name,
        note=name,
    )


def _notes(names: list[str]) -> list[NewEvent]:
    """The first case was visited once for each name, on days that are long over."""
    found = []
    for number, name in enumerate(names):
        day = _day_of(number).isoformat()
        visit = {"visit": f"CN-0000@{day}", "case": "CN-0000", "day": day}
        told = {"code": "PTP", "note": name}
        found += [
            NewEvent(events.VISIT_PLANNED, visit),
            an_outcome(visit["visit"], day=day, outcome=told),
        ]
    return found


def _day_of(number: int) -> date:
    return TODAY - timedelta(days=30 + number)


class Stream(Terminal):
    """A terminal that keeps what is written and draws nothing, which takes most of the time."""

    _seen = 0

    def _feed(self, data: bytes) -> None:
        pass

    def shows(self, *words: str) -> Stream:
        """Wait until all of these are written; what was written up to then does not count again."""
        self.wait_for(lambda _: all(word.encode() in self.output[self._seen :] for word in words))
        self._seen = len(self.output)
        return self


def written(home: Path, names: list[str]) -> bytes:
    """All that reaches the terminal while the names go through the screens and into a note."""
    command = [sys.executable, "-m", "fieldvisit", "--home", str(home), "--lang", "en"]
    oldest, newest = (str(_day_of(number)) for number in (len(names) - 1, 0))
    with Stream([*command, "--now", "2026-11-24T10:00+08:00"], columns=130, rows=ROWS) as it:
        it.shows(f"{len(names)} open", "planned").type("c")
        it.shows("Log", oldest).type("\x1b[F")
        it.shows(newest).type("3")
        it.shows(f"{len(names)} cases", "CN-0000").type("1")
        it.shows("Log").type("\x1b")
        it.shows(f"{len(names)} open").type("\r")
        it.shows("[1 Prepare]").type("]")
        it.shows("[2 Talk]").type("]")
        it.shows("Enter opens the list").type("\t")
        it.shows("why the account fell behind").type("\t")
        it.shows("kept as you write it").type(pasted(names))
        it.shows("the last line").type("\x1b[5~" * len(names))
        it.shows("the first line")
    return without_cut_end(it.output)


def pasted(names: list[str]) -> str:
    """The names as a terminal pastes them: without Escape, which would end the paste."""
    text = "\n".join(["the first line", *names, "the last line"])
    return f"\x1b[200~{text.replace(chr(0x1B), '')}\x1b[201~"


@cache
def plainly_written(home: Path, count: int) -> bytes:
    """What the same screens write when every name is a plain one."""
    names = [f"name {number}" for number in range(count)]
    return written(filled(home, names), names)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_naughty_names_and_notes_never_steer_the_terminal(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, batch: int
) -> None:
    own = storable("".join(OUR_OWN))
    names = [own, *map(storable, naughty_strings()[batch::BATCHES])]
    assert len(names) <= AT_ONCE

    naughty = written(filled(tmp_path, names), names)

    plain = plainly_written(tmp_path_factory.getbasetemp() / "plain", 30)
    assert_never_steered(naughty, plain)
