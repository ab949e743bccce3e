"""Content files: TOML with texts in three languages beside each other, read strictly."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

CONTENT = Path(__file__).parents[1] / "content"

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
"""The languages of every shipped text, English first."""

Texts = Mapping[str, str]
"""Language tag to text. A file may lack a language; the proofreader says so."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")
_AT_LINE = re.compile(r"at line (\d+)")


@dataclass(slots=True)
class Table:
    """One table of a content file. Keys that nobody asked for are an error: call `close` last.

    `path` says where the table stands, counting lists from 1 as people do:
    "node.greet.choice[2]". Every reader raises BadInput with file, line and key.
    """

    file: str
    path: str
    values: dict[str, Any]
    lines: Mapping[str, int]
    known: set[str] = field(default_factory=set)

    def text(self, key: str, default: str | None = None, *, words: Collection[str] = ()) -> str:  # noqa: ARG002
        """A string that is not blank; required when no default is given.

        `words` are those with a meaning of their own, which a list of keys tells; the reader says
        what else may stand there.
        """
        value = self._value(key, default)
        if isinstance(value, str) and (value.strip() or value == default):
            return value
        raise self.wrong(key, N_("{file}, line {line}: {key} must be a text that is not empty."))

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A string out of a closed list."""
        value = self.text(key, default)
        if value in allowed or value == default:
            return value
        raise self.not_allowed(key, allowed)

    def names(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of strings, empty when the key is missing."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, N_("{file}, line {line}: {key} must be a list of texts."))
        if allowed is not None and not set(value) <= set(allowed):
            raise self.not_allowed(key, allowed)
        return tuple(value)

    def number(self, key: str) -> int:
        """A whole number above 0."""
        value = self._value(key)
        if type(value) is int and value > 0:
            return value
        raise self.wrong(key, N_("{file}, line {line}: {key} must be a whole number above 0."))

    def yes(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self._value(key, default)
        if isinstance(value, bool):
            return value
        raise self.wrong(key, N_("{file}, line {line}: {key} must be true or false."))

    def texts(self, key: str, *, required: bool = True) -> Texts:
        """The texts in each language; without `required` a missing key gives none."""
        value = self._value(key, None if required else {})
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.wrong(
                key, N_("{file}, line {line}: {key} must hold one text for each language.")
            )
        for language in value:
            if language not in LANGUAGES:
                raise self.not_allowed(f"{key}.{language}", LANGUAGES)
        return value

    def table(self, key: str) -> Table:
        """The table under the key, empty when it is missing."""
        value = self._value(key, {})
        if isinstance(value, dict):
            return Table(self.file, self.where(key), value, self.lines)
        raise self.wrong(key, N_("{file}, line {line}: {key} must be a table."))

    def tables(self, key: str) -> list[Table]:
        """The list of tables written as [[key]], empty when there is none."""
        value = self._value(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(key, N_("{file}, line {line}: {key} must be a list of tables."))
        return [
            Table(self.file, f"{self.where(key)}[{number}]", each, self.lines)
            for number, each in enumerate(value, start=1)
        ]

    def entries(self) -> dict[str, Table]:
        """Every table in this one by its name, for tables whose keys are ids."""
        return {name: self.table(name) for name in self.values}

    def close(self) -> None:
        """Raise BadInput for the first key that this program does not know."""
        for key in self.values:
            if key not in self.known:
                raise self.wrong(
                    key,
                    N_(
                        "{file}, line {line}: {key} is not known here; "
                        "correct its spelling or remove it."
                    ),
                )

    def not_allowed(self, key: str, allowed: Collection[str]) -> BadInput:
        """The error for a value outside its closed list."""
        return self.wrong(
            key,
            N_("{file}, line {line}: {key} must be one of these: {allowed}."),
            allowed=", ".join(allowed),
        )

    def wrong(self, key: str, phrase: str, **details: object) -> BadInput:
        """The error for this key, with its place in the file."""
        place = self.where(key)
        line = self.lines.get(place) or self.lines.get(self.path, 1)
        return BadInput(
            phrase,
            code="content.wrong",
            field=place,
            file=self.file,
            line=line,
            key=place,
            **details,
        )

    def where(self, key: str) -> str:
        """The key with the path of its table."""
        return f"{self.path}.{key}" if self.path else key

    def _value(self, key: str, default: Any = None) -> Any:
        self.known.add(key)
        value = self.values.get(key, default)
        if value is None:
            raise self.wrong(key, N_("{file}, line {line}: {key} is missing; add it."))
        return value


def read_content(path: Path) -> Table:
    """The file's top table; raises BadInput when it cannot be read or is not valid TOML."""
    import tomllib

    try:
        source = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError:
        raise BadInput(
            N_("{file}: the file cannot be opened; check its name and folder."),
            code="content.missing",
            file=path.name,
        ) from None
    except UnicodeDecodeError:
        raise BadInput(
            N_("{file}: the file is not UTF-8 text; save it as UTF-8."),
            code="content.encoding",
            file=path.name,
        ) from None
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path.name, source, str(error)) from None
    return Table(path.name, "", values, _line_numbers(source))


def _not_toml(file: str, source: str, message: str) -> BadInput:
    named = _AT_LINE.search(message)
    return BadInput(
        N_("{file}, line {line}: this is not valid TOML; check quotes, brackets and doubled keys."),
        code="content.toml",
        file=file,
        line=int(named[1]) if named else source.count("\n") + 1,
    )


def _line_numbers(source: str) -> dict[str, int]:
    """The line of every table and key by its path, as `Table.path` writes it."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    here = ""
    for number, line in enumerate(source.split("\n"), start=1):
        if header := _HEADER.match(line):
            here = _path_of(header[2].split("."), header[1] == "[[", counts)
            lines.setdefault(here, number)
        elif key := _KEY.match(line):
            parts = key[1].split(".")
            for end in range(1, len(parts) + 1):
                place = ".".join(([here] if here else []) + parts[:end])
                lines.setdefault(place, number)
    return lines


def _path_of(parts: list[str], is_list: bool, counts: dict[str, int]) -> str:
    """The path of a table header; `counts` holds how many of each list were seen so far."""
    path = ""
    for place, part in enumerate(parts, start=1):
        path = f"{path}.{part.strip()}" if path else part.strip()
        if is_list and place == len(parts):
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path
