"""Finding cases by name, pinyin, place, account, case number, or the end of a phone number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import islice, product
from unicodedata import combining, normalize

from fieldvisit.domain.text import half_width, is_han, safe_text
from fieldvisit.store.engine import Connection

_PIECES = re.compile(r"[^\W_]+")
_MOST_READINGS = 16
_MOST_TERMS = 20
"""What is typed beyond so many words is let be: FTS5 refuses a query with hundreds of terms."""
_CHUNK = 1000
_FEW = 100
"""Cases indexed at once in the background, few enough for others to come between."""


class Search:
    """The full-text index over cases; it follows the case list and may lag behind it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def catch_up(self, progress: Callable[[int], None] | None = None) -> None:
        """Index every case that came or changed since the last time.

        Works in short transactions, so that being stopped half-way loses nothing; `progress`
        hears how many cases are done and may raise to stop.
        """
        done = 0
        while count := self.index_next(_CHUNK):
            done += count
            if progress is not None:
                progress(done)

    def index_next(self, most: int = _FEW) -> int:
        """Index at most so many of the cases that wait, in one transaction; how many they were."""
        chunk = self._waiting(most)
        if not chunk:
            return 0
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            for number, facts, _ in chunk:
                self._index(number, json.loads(facts))
            self._connection.execute(
                "INSERT INTO property VALUES ('indexed_seq', ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (str(chunk[-1][2]),),
            )
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        return len(chunk)

    def find(self, typed: str, limit: int = 200) -> tuple[list[int], int]:
        """Row numbers of matching cases, at most `limit`, and how many match in all."""
        self.catch_up()
        query = match_query(typed)
        if not query:
            return [], 0
        rows = self._connection.execute(
            "SELECT rowid FROM case_search WHERE case_search MATCH ? ORDER BY rowid LIMIT ?",
            (query, limit),
        ).fetchall()
        if len(rows) < limit:
            return [row[0] for row in rows], len(rows)
        total = self._connection.execute(
            "SELECT count(*) FROM case_search WHERE case_search MATCH ?", (query,)
        ).fetchone()[0]
        return [row[0] for row in rows], total

    def _waiting(self, most: int) -> list[tuple[int, str, int]]:
        rows = self._connection.execute(
            "SELECT number, facts, changed_seq FROM case_list WHERE changed_seq > "
            "coalesce((SELECT CAST(value AS INTEGER) FROM property WHERE name = 'indexed_seq'), 0)"
            " ORDER BY changed_seq LIMIT ?",
            (most,),
        ).fetchall()
        return [(row[0], row[1], row[2]) for row in rows]

    def _index(self, number: int, facts: dict[str, str]) -> None:
        self._connection.execute("DELETE FROM case_search WHERE rowid = ?", (number,))
        words = " ".join(
            spaced(facts.get(name, ""))
            for name in ("borrower", "case_id", "account", "phone", "district", "city", "address")
        )
        self._connection.execute(
            "INSERT INTO case_search (rowid, words, pinyin, tails) VALUES (?, ?, ?, ?)",
            (number, words, " ".join(readings(facts["borrower"])), _tails(facts)),
        )


def spaced(text: str) -> str:
    """The text folded to lower half-width, with Chinese characters set apart from each other."""
    apart = "".join(f" {each} " if is_han(each) else each for each in folded(text))
    return " ".join(form for word in apart.split() for form in dict.fromkeys((word, _bare(word))))


def folded(text: str) -> str:
    """Half-width, without case and accents: "Ｍüller" and "muller" are one."""
    parts = normalize("NFD", half_width(safe_text(text)).casefold())
    return normalize("NFC", "".join(each for each in parts if not combining(each)))


def _bare(word: str) -> str:
    """The word without what stands between its letters: "cn-0001" as "cn0001"."""
    return "".join(_PIECES.findall(word)) or word


def readings(name: str) -> list[str]:
    """Pinyin of a Chinese name: whole, as initials, and of the given name alone.

    Under every reading of each character, at most 16 in all; "ü" is written v and u. Empty when
    the name has no Chinese character.
    """
    han = "".join(each for each in safe_text(name) if is_han(each))
    if not han:
        return []
    from pypinyin import Style, pinyin

    syllables = pinyin(han, style=Style.NORMAL, heteronym=True, errors="ignore")
    found: dict[str, None] = {}
    for reading in islice(product(*syllables), _MOST_READINGS):
        found["".join(reading)] = None
        found["".join(syllable[0] for syllable in reading)] = None
        found.update({"".join(reading[start:]): None for start in range(1, len(reading))})
    return [form for each in found for form in dict.fromkeys((each, each.replace("v", "u")))]


def _tails(facts: dict[str, str]) -> str:
    digits = (re.sub(r"\D", "", facts.get(name, "")) for name in ("phone", "account", "case_id"))
    return " ".join(each[::-1] for each in digits if each)


def match_query(typed: str) -> str:
    """What a person typed as an FTS5 query; empty when nothing in it can be searched for.

    Chinese characters must follow each other, Latin words match from their beginning (names,
    pinyin, initials), digits from the beginning of a number or from its end.
    """
    return " AND ".join(f"({term})" for term in islice(_terms(typed), _MOST_TERMS))


def _terms(typed: str) -> Iterator[str]:
    for word in folded(typed).split():
        han = "".join(each if is_han(each) else " " for each in word)
        for run in han.split():
            yield f'words : "{" ".join(run)}"'
        rest = "".join(" " if is_han(each) else each for each in word)
        for piece in rest.split():
            yield from _latin_or_digits(piece)


def _latin_or_digits(piece: str) -> Iterator[str]:
    clean = "".join(_PIECES.findall(piece))
    if clean.isdigit():
        yield f'words : "{clean}" * OR tails : "{clean[::-1]}" *'
    elif clean:
        yield f'words : "{clean}" * OR pinyin : "{clean}" *'
