"""Text from outside made harmless, and full-width forms folded."""

from __future__ import annotations

import unicodedata

_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F}
_INVISIBLE = {0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0}
_INVISIBLE |= {*range(0x200B, 0x200E), *range(0x2060, 0x2066), *range(0x206A, 0x2070)}
_INVISIBLE |= {*range(0xFE00, 0xFE10), *range(0x180B, 0x1810), *range(0xFFF9, 0xFFFC)}
_LINE_ENDS = {0x2028, 0x2029, 0x85}

_HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}


def N_(phrase: str) -> str:
    """Mark a phrase for the catalogues; it is translated where it is shown."""
    return phrase


def safe_text(text: str, *, lines: bool = False) -> str:
    """The text without anything that could steer a terminal or hide what is written.

    Goes: C0 and C1 controls, DEL, bidi and other format controls, zero-width and tag characters,
    variation selectors, lone surrogates, private-use and unassigned characters. Ideographs newer
    than this Python's tables stay: people bear them as names. Tabs and line ends become one
    space, or stay as a newline with `lines=True` (notes). The rest is normalised to NFC.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        point = ord(character)
        if character == "\n" or point in _LINE_ENDS:
            kept.append("\n" if lines else " ")
        elif character == "\t":
            kept.append(" ")
        elif not _is_hidden(point):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _is_hidden(point: int) -> bool:
    if point in _BIDI or point in _INVISIBLE or 0xE0000 <= point <= 0xE0FFF:
        return True
    if is_han(chr(point)):
        return point & 0xFFFE == 0xFFFE
    return unicodedata.category(chr(point)) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def half_width(text: str) -> str:
    """Full-width Latin letters, digits and signs as their ASCII twins; the rest unchanged."""
    return text.translate(_HALF_WIDTH)


def is_han(character: str) -> bool:
    """Whether the character is a Chinese ideograph, rare planes included."""
    point = ord(character)
    return (
        0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0x20000 <= point <= 0x3FFFF
        or 0xF900 <= point <= 0xFAFF
        or character == "〇"
    )
