"""Which encoding a text file is in: Unicode, GB18030, Big5, or what charset-normalizer finds."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_
from fieldvisit.exchange.headers import fields_recognised

DAMAGED = "\udcff"
DAMAGE_HANDLER = "fieldvisit.damaged"
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_ENOUGH_COMMON = 0.5
_MOSTLY = 0.98
_MOST_CONTROLS = 0.08
_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})
_CHINESE = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5hkscs": ("big5", 0xA4, 0xC6)}
_BREAKS = re.compile(r"[,;\t\"]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return DAMAGED, error.end


codecs.register_error(DAMAGE_HANDLER, _mark_damage)


@frozen
class Survey:
    """What one pass over the bytes tells: `lines` ends, whether it `is_utf8` but for a cut end.

    `start` is the beginning of the file, `foreign` the first stretch that has a byte above 127.
    """

    start: bytes
    foreign: bytes
    lines: int
    is_utf8: bool


def survey(path: Path) -> Survey:
    """Read the file once from end to end, one megabyte at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    start, foreign, lines, is_utf8 = b"", b"", 0, True
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            start = start or chunk[:_SAMPLE]
            lines += chunk.count(b"\n")
            if not foreign and (high := _HIGH_BYTE.search(chunk)):
                begin = max(chunk.rfind(b"\n", 0, high.start()), 0)
                foreign = chunk[begin : begin + _SAMPLE]
            if is_utf8:
                is_utf8 = _continues(decoder, chunk)
    return Survey(start, foreign, lines, is_utf8)


def _continues(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def encoding_of(found: Survey) -> str:
    """The codec to read the file with, damage allowed for; raises BadInput when none fits."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if found.start.startswith(mark):
            return codec
    if b"\0" in found.start and (codec := _unmarked_utf16(found.start)):
        return codec
    if len(found.start.translate(None, _CONTROLS)) < len(found.start) * (1 - _MOST_CONTROLS):
        raise not_text()
    if found.is_utf8 or _is_damaged_utf8(found.foreign):
        return "utf-8"
    return _chinese(found) or _anything_else(found)


def _unmarked_utf16(start: bytes) -> str:
    """UTF-16 without a mark when its reading is plain text with line ends, else nothing."""
    best, most = "", 0
    for codec in ("utf-16-le", "utf-16-be"):
        text = start[: len(start) // 2 * 2].decode(codec, DAMAGE_HANDLER)
        usual = sum(character.isprintable() or character in "\r\n\t" for character in text)
        ends = text.count("\n") + text.count("\r") + _headers_known(text, in_ascii=True)
        if usual >= len(text) * _MOSTLY and ends > most:
            best, most = codec, ends
    return best


def not_text() -> BadInput:
    """The problem of a file that is neither text nor any kind that this program reads."""
    return BadInput(
        N_("This file is not a case list; choose a CSV, XLSX or Fineract JSON file."),
        code="file.kind",
    )


def _is_damaged_utf8(sample: bytes) -> bool:
    """Text in another encoding reads as UTF-8 for at most one character in five, by chance."""
    text = sample.decode("utf-8", DAMAGE_HANDLER)
    damaged = text.count(DAMAGED)
    return damaged * 2 <= sum(not character.isascii() for character in text) - damaged


def _chinese(found: Survey) -> str:
    """GB18030 or Big5 when its reading has known headers or mostly characters in daily use."""
    scores = []
    for codec in _CHINESE:
        known = _headers_known(found.start.decode(codec, DAMAGE_HANDLER), in_ascii=False)
        scores.append((known, _share_in_daily_use(found.foreign, codec), codec))
    known, share, codec = max(scores)
    return codec if known or share >= _ENOUGH_COMMON else ""


def _headers_known(text: str, *, in_ascii: bool) -> int:
    """The most fields that a line of the first twenty names, headers in ASCII counted or not."""
    lines = [_BREAKS.split(line) for line in text.splitlines()[:20]]
    return max(
        (
            fields_recognised(cell for cell in line if in_ascii or not cell.isascii())
            for line in lines
        ),
        default=0,
    )


def _share_in_daily_use(sample: bytes, codec: str) -> float:
    """The part of the characters above ASCII that the code's first level of characters holds."""
    strict, first, last = _CHINESE[codec]
    foreign = [each for each in sample.decode(codec, DAMAGE_HANDLER) if not each.isascii()]
    common = 0
    for character in foreign:
        code = character.encode(strict, "ignore")
        common += len(code) == 2 and (first <= code[0] <= last or code[0] <= 0xA3)
    return common / max(len(foreign), 1)


def _anything_else(found: Survey) -> str:
    import charset_normalizer

    best = charset_normalizer.from_bytes(found.foreign).best()
    if best is None:
        raise BadInput(
            N_("The encoding of this file cannot be told; save it as UTF-8 and import it again."),
            code="file.encoding",
        )
    return best.encoding
