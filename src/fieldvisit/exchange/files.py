"""What kind of file was chosen, told by its first bytes, and a sentence for every wrong one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_

Kind = Literal["delimited", "xlsx", "json"]

_CHUNK = 1 << 20
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<table", b"<meta", b"<style")
_JSON = re.compile(rb'[{\[]\s*["{}\]]')
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"BM", N_("a picture")),
    (b"II*\0", N_("a picture")),
    (b"MM\0*", N_("a picture")),
    (b"\x1f\x8b", N_("a compressed archive")),
    (b"7z\xbc\xaf", N_("a compressed archive")),
    (b"Rar!", N_("a compressed archive")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
    (b"SQLite format 3\0", N_("a database")),
    (b"{\\rtf", N_("a text document")),
)
_SHORT_SIGNATURES = frozenset({b"BM", b"MZ"})


def kind_of(path: Path) -> Kind:
    """How to read the file; raises BadInput for one that is missing, empty or another kind."""
    start = _start_of(path)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(_OLE):
        raise _old_office_problem(path)
    _refuse_other_kinds(start)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise BadInput(N_("This file is empty; choose a case list."), code="file.empty")
    if text[:512].lower().startswith(_MARKUP):
        raise BadInput(
            N_("This is a web page or XML; open it in a spreadsheet program and save as XLSX."),
            code="file.kind",
        )
    if text[:1] in b"{[" and (path.suffix.lower() == ".json" or _JSON.match(text)):
        return "json"
    return "delimited"


def _start_of(path: Path) -> bytes:
    if path.is_dir():
        raise BadInput(N_("This is a folder; choose a file in it."), code="file.folder")
    if path.exists() and not path.is_file():
        raise BadInput(N_("This is not a file; choose a case list."), code="file.kind")
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except FileNotFoundError as problem:
        raise BadInput(
            N_("There is no such file; check its name and folder."), code="file.missing"
        ) from problem
    except OSError as problem:
        raise unreadable() from problem


def unreadable() -> BadInput:
    """The problem of a file that exists and cannot be read to its end."""
    return BadInput(
        N_("This file cannot be read; close it elsewhere and check its permissions."),
        code="file.unreadable",
    )


def _refuse_other_kinds(start: bytes) -> None:
    for signature, what in _SIGNATURES:
        # Two letters may begin a header as well; a zero byte soon after them does not.
        if start.startswith(signature) and (
            signature not in _SHORT_SIGNATURES or b"\0" in start[:64]
        ):
            raise BadInput(
                N_("This is {what}, not a case list; choose a CSV, XLSX or Fineract JSON file."),
                code="file.kind",
                what=what,
            )


def _old_office_problem(path: Path) -> BadInput:
    """Password, old workbook or another document: an OLE container names its streams in UTF-16."""
    if _holds(path, "EncryptedPackage"):
        return BadInput(
            N_("This workbook is protected by a password; save a copy without one and import it."),
            code="file.password",
        )
    if _holds(path, "Workbook") or _holds(path, "Book"):
        return BadInput(
            N_("This is an old XLS workbook; open it in a spreadsheet program and save as XLSX."),
            code="file.xls",
        )
    return BadInput(
        N_("This is {what}, not a case list; choose a CSV, XLSX or Fineract JSON file."),
        code="file.kind",
        what=N_("an old Office document"),
    )


def _holds(path: Path, name: str) -> bool:
    wanted, before = name.encode("utf-16-le"), b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if wanted in before + chunk:
                return True
            before = (before + chunk)[-len(wanted) :]
    return False
