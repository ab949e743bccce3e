"""Strict readers for JSON facts: every error names the key by its path ("action.at")."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from keyword import iskeyword
from typing import Any, TypeVar, cast

from fieldvisit.domain.money import CURRENCIES
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, safe_text

T = TypeVar("T")
Reader = Callable[[Any, str], Any]
"""Takes a JSON value and its path; gives the value to keep or raises BadInput."""

YEARS = range(1970, 2200)
"""Instants and dates outside these years are slips of the pen."""

_EMPTY: tuple[Any, ...] = (None, "", [], {})


def text(value: Any, path: str) -> str:
    """A string, made safe to show."""
    if not isinstance(value, str):
        raise wrong(path, N_("{key}: write a text in quotes."))
    return safe_text(value)


def note(value: Any, path: str) -> str:
    """A string that may have several lines, made safe to show."""
    if not isinstance(value, str):
        raise wrong(path, N_("{key}: write a text in quotes."))
    return safe_text(value, lines=True)


def label(value: Any, path: str) -> str | int:
    """A string or a whole number, for ids that only come back."""
    return value if type(value) is int else text(value, path)


def whole(least: int, most: int) -> Reader:
    """A whole number in the range, both ends allowed."""

    def read(value: Any, path: str) -> int:
        if type(value) is int and least <= value <= most:
            return value
        phrase = N_("{key}: write a whole number from {least} to {most}.")
        raise wrong(path, phrase, least=least, most=most)

    return read


def one_of(names: Collection[str]) -> Reader:
    """A string out of a closed list."""

    def read(value: Any, path: str) -> str:
        if isinstance(value, str) and value in names:
            return value
        raise wrong(
            path, N_("{key}: write one of these: {names}."), names=", ".join(filter(None, names))
        )

    return read


def currency(value: Any, path: str) -> str:
    """An ISO 4217 code in capitals."""
    if isinstance(value, str) and value in CURRENCIES:
        return value
    raise wrong(path, N_("{key}: write a currency code of three letters such as CNY or USD."))


def instant(value: Any, path: str) -> datetime:
    """An ISO 8601 instant with an offset, as UTC."""
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in YEARS:
        phrase = N_("{key}: write date, time and offset, such as 2026-07-14T08:30:00-04:00.")
        raise wrong(path, phrase)
    return moment.astimezone(UTC)


def day(value: Any, path: str) -> date:
    """A date written YYYY-MM-DD."""
    try:
        read = date.fromisoformat(value) if len(value) == 10 else None
    except (TypeError, ValueError):
        read = None
    if read is None or read.year not in YEARS:
        raise wrong(path, N_("{key}: write a date such as 2026-07-14."))
    return read


def day_or_instant(value: Any, path: str) -> date | datetime:
    """A date, which lasts to its end at the borrower's place, or an instant."""
    if isinstance(value, str) and len(value) == 10:
        return day(value, path)
    return instant(value, path)


def clock(value: Any, path: str) -> time:
    """Hours and minutes, 00:00 to 23:59."""
    try:
        return time.fromisoformat(value if len(value) == 5 else "")
    except (TypeError, ValueError):
        raise wrong(path, N_("{key}: write hours and minutes such as 08:30.")) from None


def many(read: Reader) -> Reader:
    """A list, each item read alike."""

    def read_all(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise wrong(path, N_("{key}: write a list in square brackets."))
        try:
            return tuple([read(item, path) for item in value])
        except BadInput:  # read again, now with the path of each item for the error to name
            return tuple(read(item, f"{path}[{number}]") for number, item in enumerate(value))

    return read_all


def one_or_many(read: Reader) -> Reader:
    """A list, or one item that stands for a list of one."""
    each = many(read)
    return lambda value, path: each(value if isinstance(value, list) else [value], path)


def by_name(read: Reader, names: Collection[str] | None = None) -> Reader:
    """An object whose keys are names, out of a closed list when one is given."""

    def read_all(value: Any, path: str) -> dict[str, Any]:
        pairs = _items(value, path)
        for key, _each in pairs:
            if names is not None and key not in names:
                raise unknown_key(f"{path}.{key}", key, names)
        return {key: read(each, f"{path}.{key}") for key, each in pairs}

    return read_all


def record(make: type[T], readers: Mapping[str, Reader]) -> Callable[[Any, str], T]:
    """An object as the dataclass `make`; a field without a default must be there.

    A key that Python reserves is kept under its name with an underscore: `from` as `from_`.
    """
    required = [
        (each.name.rstrip("_"), each.name)
        for each in fields(cast(Any, make))
        if each.default is MISSING and each.default_factory is MISSING
    ]

    kept = {key: (attribute(key), each) for key, each in readers.items()}

    def read(value: Any, path: str) -> T:
        if not isinstance(value, dict):
            raise wrong(path, N_("{key}: write an object in curly brackets."))
        before = f"{path}." if path else ""
        values = {}
        for key, each in value.items():
            known = kept.get(key)
            if known is None:
                key = safe_text(str(key))
                raise unknown_key(before + key, key, readers)
            name, reader = known
            values[name] = reader(each, before + key)
        for key, name in required:
            if name not in values:
                raise wrong(before + key, N_("{key}: this is missing; add it."))
        return make(**values)

    return read


def remembered(read: Callable[[Any, str], T]) -> Callable[[Any, str], T]:
    """The same reader, which reads an object of texts and lists of texts only once.

    A ledger is read again for every decision about its case; its lines seldom change.
    """

    @lru_cache(maxsize=8192)
    def known(*stated: Any) -> T:
        half = len(stated) // 2
        values = (list(each) if type(each) is tuple else each for each in stated[half:])
        return read(dict(zip(stated[:half], values, strict=True)), "")

    def read_again(value: Any, path: str) -> T:
        try:
            return known(*value, *value.values())
        except (AttributeError, TypeError, BadInput):
            pass
        try:
            return known(*value, *map(_hashable, value.values()))
        except (AttributeError, TypeError, BadInput):
            return read(value, path)

    return read_again


def _hashable(value: Any) -> Any:
    return tuple(value) if type(value) is list else value


def attribute(key: str) -> str:
    """The Python name under which a key is kept."""
    return f"{key}_" if iskeyword(key) else key


def as_document(value: Any) -> Any:
    """The JSON value that the readers read back to the same; what is empty is left out."""
    if hasattr(value, "__dataclass_fields__"):
        pairs = [
            (each.name.rstrip("_"), as_document(getattr(value, each.name)))
            for each in fields(value)
        ]
        return {name: each for name, each in pairs if each not in _EMPTY}
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: as_document(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [as_document(each) for each in value]
    return value


def wrong(path: str, phrase: str, **details: object) -> BadInput:
    """The error for the value at that path."""
    return BadInput(phrase, code="facts.wrong", field=path, key=path or "facts", **details)


def unknown_key(path: str, key: str, known: Iterable[str]) -> BadInput:
    """The error for a key outside its closed list, with the likeliest meaning."""
    near = get_close_matches(key, list(known), n=1)
    if near:
        phrase = N_("{key}: this key is not known; did you mean {near}?")
        return BadInput(phrase, code="key.unknown", field=path, key=path, near=near[0])
    phrase = N_("{key}: this key is not known; remove it or correct its spelling.")
    return BadInput(phrase, code="key.unknown", field=path, key=path)


def _items(value: Any, path: str) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(safe_text(str(key)), each) for key, each in value.items()]
    raise wrong(path, N_("{key}: write an object in curly brackets."))
