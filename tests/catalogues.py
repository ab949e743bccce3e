"""The translations: gather the phrases from the source, keep what is translated, find faults.

    python tests/catalogues.py

brings every .po file up to the source and compiles it; then it lists what is still to be done and
ends with 1 when there is something. New phrases arrive untranslated, phrases that are gone leave.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from fieldvisit.domain.proofreading import proofread

SOURCE = Path(__file__).parents[1] / "src" / "fieldvisit"
LOCALES = SOURCE / "locale"
LANGUAGES = {"zh_Hans": "gb2312", "zh_Hant": "big5"}
"""Each catalogue with the character set that holds its script and little of the other's."""
MARKS = {"_", "N_"}
IGNORED = {"sentence.long", "language.missing"}
"""What matters for lines that are spoken, and what is told per catalogue instead."""

_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def phrases(source: Path = SOURCE) -> Catalog:
    """Every phrase marked in the source, without translations."""
    template = _empty()
    for path in sorted(source.rglob("*.py")):
        name = path.relative_to(source).as_posix()
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            for phrase in _marked(call):
                template.add(phrase, locations=[(name, call.lineno)])
    return template


def _marked(call: ast.Call) -> Iterator[str | tuple[str, ...]]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name == "counted":
        one, many = call.args[:2]
        yield from zip(_literals(one), _literals(many), strict=True)
    elif name in MARKS:
        yield from _literals(call.args[0])


def _literals(node: ast.expr) -> Iterator[str]:
    """The phrases that the expression may come to; both of an if, none of a variable."""
    if isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        raise ValueError(f"line {node.lineno}: an f-string cannot be translated; use places")


def _empty(locale: str | None = None) -> Catalog:
    """The dates are fixed, so that the files change only when a phrase does."""
    return Catalog(
        locale,
        project="fieldvisit",
        version="1",
        creation_date=_LONG_AGO,
        revision_date=_LONG_AGO,
        header_comment="# Translations of fieldvisit.",
        last_translator="fieldvisit",
        language_team="fieldvisit",
        msgid_bugs_address="fieldvisit",
        fuzzy=False,
    )


def files_of(locale: str, folder: Path = LOCALES) -> tuple[Path, Path]:
    """The .po and the .mo of a catalogue."""
    place = folder / locale / "LC_MESSAGES"
    return place / "fieldvisit.po", place / "fieldvisit.mo"


def read(locale: str, folder: Path = LOCALES) -> Catalog:
    """The catalogue as its .po stands; empty when there is none yet."""
    po, _mo = files_of(locale, folder)
    if not po.exists():
        return _empty(locale)
    with po.open("rb") as file:
        return read_po(file, locale=locale)


def bring_up_to_date(locale: str, template: Catalog, folder: Path = LOCALES) -> Catalog:
    """Write the .po with the phrases of the template, and compile it."""
    old, new = read(locale, folder), _empty(locale)
    for message in _messages(template):
        known = _known(old, message)
        kept = known.string if known and not known.fuzzy else ""
        if message.pluralizable:
            kept = kept or ("",) * new.num_plurals
        new.add(message.id, kept, locations=message.locations)
    po, mo = files_of(locale, folder)
    po.parent.mkdir(parents=True, exist_ok=True)
    with po.open("wb") as file:
        write_po(file, new, width=100, sort_by_file=True, include_lineno=False)
    translated = _empty(locale)
    for message in _messages(new):
        if all(_translations(message)):
            translated.add(message.id, message.string)
    with mo.open("wb") as file:
        write_mo(file, translated)
    return new


def faults_of(catalogue: Catalog, template: Catalog) -> list[str]:
    """What keeps the catalogue from being shipped, a line each."""
    faults = [
        f"{_text(message)!r}: in the source, not in the catalogue"
        for message in _messages(template)
        if _known(catalogue, message) is None
    ]
    for message in _messages(catalogue):
        name = repr(_text(message))
        if _known(template, message) is None:
            faults.append(f"{name}: no longer in the source")
        if message.fuzzy:
            faults.append(f"{name}: marked fuzzy")
        faults += [f"{name}: {fault}" for fault in _faults_of(message, str(catalogue.locale))]
    return faults


def _faults_of(message: Message, locale: str) -> Iterator[str]:
    for translated in _translations(message):
        if not translated:
            yield "not translated"
            continue
        for finding in proofread({"en": _text(message), locale: translated}, "text"):
            if finding.code not in IGNORED:
                yield str(finding)
        if translated.strip() != translated and _text(message).strip() == _text(message):
            yield "begins or ends with a space"
        foreign = _not_in(LANGUAGES[locale], translated)
        if foreign:
            yield f"{foreign} belongs to another script"


def compiled_differs(locale: str, folder: Path = LOCALES) -> list[str]:
    """The phrases whose .mo says something other than their .po."""
    _po, mo = files_of(locale, folder)
    with mo.open("rb") as file:
        compiled = {_text(each): _translations(each) for each in _messages(read_mo(file))}
    written = {
        _text(each): _translations(each)
        for each in _messages(read(locale, folder))
        if all(_translations(each))
    }
    return sorted(
        name for name in compiled.keys() | written.keys() if compiled.get(name) != written.get(name)
    )


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _known(catalogue: Catalog, message: Message) -> Message | None:
    found = catalogue.get(message.id)
    return found if found is not None and found.id == message.id else None


def _text(message: Message) -> str:
    """The English phrase; of a counted one the form for many, which holds every place."""
    return message.id if isinstance(message.id, str) else message.id[-1]


def _translations(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def _not_in(charset: str, text: str) -> str:
    return "".join(each for each in text if not each.encode(charset, "ignore"))


def main() -> int:
    """Bring all catalogues up to date; 1 when faults are left."""
    template = phrases()
    left = 0
    for locale in LANGUAGES:
        faults = faults_of(bring_up_to_date(locale, template), template)
        for fault in faults:
            print(f"{locale}: {fault}")
        left += len(faults)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
