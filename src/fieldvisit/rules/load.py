"""Rule packs from TOML files; every error names the file, the line and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from fieldvisit.domain.content import CONTENT, Table, read_content
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.rules.holidays import HolidayTable, holidays_in, shipped_holidays
from fieldvisit.rules.pack import Pack, ancestors
from fieldvisit.rules.parse import pack_of
from fieldvisit.rules.tighten import loosened_key
from fieldvisit.rules.zones import country_code

_SHIPPED = CONTENT / "packs"
_COUNTRY_LINE = re.compile("^country = .*", re.MULTILINE)


@frozen
class _Loaded:
    """A pack with the tables it came from, for errors that are found later."""

    pack: Pack
    head: Table
    rules: Mapping[str, Table]


@cache
def shipped_packs() -> tuple[Pack, ...]:
    """The packs that come with the program, by id; read once."""
    return _checked([_load(path) for path in _in_folder(_SHIPPED)], ())


@cache
def shipped_packs_for(country: str) -> tuple[Pack, ...]:
    """Those that may bind a case of that country (ISO 3166 alpha-2); no others are read.

    Without a country all of them may.
    """
    if not country:
        return shipped_packs()
    paths = [path for path in _in_folder(_SHIPPED) if _may_bind(path, country)]
    return _checked([_load(path) for path in paths], ())


def _may_bind(path: Path, country: str) -> bool:
    """Whether the file's line `country`, where it has one, names the country."""
    named = _COUNTRY_LINE.search(path.read_text("utf-8"))
    return named is None or f'"{country_code(country)}"' in named[0]


def packs_with(folder: Path | None) -> tuple[Pack, ...]:
    """The shipped packs and those of an agency's own folder.

    Raises BadInput for a missing folder, an id that is taken, or a rule that allows more than the
    rule of the same id in a shipped pack or in a pack that it extends.
    """
    if folder is None:
        return shipped_packs()
    if not folder.is_dir():
        raise BadInput(
            N_("{file}: this folder is not there; check its name."),
            code="folder.missing",
            field="pack_dir",
            file=folder.name,
        )
    return shipped_packs() + _checked([_load(path) for path in _in_folder(folder)], shipped_packs())


def holidays_with(folder: Path | None) -> dict[str, HolidayTable]:
    """The shipped holiday tables, and those in `holidays` of an agency's own folder."""
    return {**shipped_holidays(), **(holidays_in(folder / "holidays") if folder else {})}


def load_pack(path: Path, others: Sequence[Pack] = ()) -> Pack:
    """One pack, checked by itself and against the packs it stands beside; raises BadInput."""
    return _checked([_load(path)], tuple(others))[0]


def _in_folder(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _load(path: Path) -> _Loaded:
    try:
        content = path.read_bytes()
    except OSError:
        raise BadInput(
            N_("{file}: the file cannot be opened; check its name and folder."),
            code="content.missing",
            field="file",
            file=path.name,
        ) from None
    return _parsed(path, sha256(content).hexdigest())


@lru_cache(maxsize=256)
def _parsed(path: Path, digest: str) -> _Loaded:
    """The file's pack; `digest` makes a changed file a new one."""
    top = read_content(path)
    pack, rules = pack_of(top, digest)
    return _Loaded(pack, top.table("pack"), rules)


def _checked(found: Sequence[_Loaded], others: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """The packs found, once each agrees with the rest and with `others`, its elders."""
    known = {pack.id: pack for pack in others}
    for loaded in found:
        if loaded.pack.id in known:
            phrase = N_("{file}, line {line}: {key} is the id of another pack; choose another.")
            raise loaded.head.wrong("id", phrase)
        known[loaded.pack.id] = loaded.pack
    for loaded in found:
        _check_parents(loaded, known)
    for loaded in found:
        _check_rules(loaded, known, {pack.id for pack in others})
    return tuple(loaded.pack for loaded in found)


def _check_parents(loaded: _Loaded, known: Mapping[str, Pack]) -> None:
    for parent in loaded.pack.extends:
        if parent not in known or loaded.pack.id in ancestors(parent, known):
            phrase = N_("{file}, line {line}: {key} names a pack that cannot be extended: {pack}.")
            raise loaded.head.wrong("extends", phrase, pack=parent)


def _check_rules(loaded: _Loaded, known: Mapping[str, Pack], elders: set[str]) -> None:
    pack = loaded.pack
    parents = ancestors(pack.id, known)
    for rule in pack.rules:
        for other in known.values():
            twin = next((each for each in other.rules if each.id == rule.id), None)
            if twin is None or other.id == pack.id or pack.id in ancestors(other.id, known):
                continue
            table = loaded.rules[rule.id]
            if other.id not in parents | elders:
                phrase = N_("{file}, line {line}: {key} is the id of a rule in the pack {pack}.")
                raise table.wrong("id", phrase, pack=other.id)
            if key := loosened_key(twin, rule):
                phrase = N_(
                    "{file}, line {line}: {key} allows more than the same rule in the pack {pack}; "
                    "a rule of your own may only be stricter."
                )
                raise table.wrong(key, phrase, pack=other.id)
