"""Identity and card numbers told apart from other digits: bare, in ASCII digits and capitals."""

from __future__ import annotations

import re
from datetime import date

_PRC_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54"
    " 61 62 63 64 65 71 81 82 83 91".split()
)
_NIK_PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76"
    " 81 82 91 92 93 94 95 96 97".split()
)
_PRC_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_START = re.compile(r"[3-6]|2[2-7]|8[12]|9")
_SHORT_CARDS = {13: ("4",), 14: ("30", "36", "38", "39"), 15: ("34", "37")}
_MOBILE = re.compile(r"91[6-9]\d{9}|8869\d{8}|628\d{9,11}")
_VERHOEFF_TURN = (
    "0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258"
)
_TURNS = tuple(tuple(int(digit) for digit in row) for row in _VERHOEFF_TURN.split())
_SSN = re.compile(r"(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}")


def is_prc_identity(bare: str) -> bool:
    """An 18-character PRC identity number: province, birthday and check digit are right."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", bare) or bare[:2] not in _PRC_PROVINCES:
        return False
    if not _is_birthday(bare[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(bare, _PRC_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == bare[17]


def is_old_prc_identity(bare: str) -> bool:
    """A 15-digit PRC identity number of before 1999; it has no check digit, only a birthday."""
    return len(bare) == 15 and bare[:2] in _PRC_PROVINCES and _is_birthday("19" + bare[6:12])


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return 1900 <= born.year < 2100


def is_card(bare: str) -> bool:
    """A bank card: Luhn, and it begins as ISO 7812 gives to banks at that length."""
    if not re.fullmatch(r"[0-9]{13,19}", bare) or _MOBILE.fullmatch(bare):
        return False
    if len(bare) < 16:
        return bare.startswith(_SHORT_CARDS[len(bare)]) and _passes_luhn(bare)
    return bool(_CARD_START.match(bare)) and _passes_luhn(bare)


def _passes_luhn(bare: str) -> bool:
    total = 0
    for place, character in enumerate(reversed(bare)):
        doubled = int(character) * (place % 2 + 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_aadhaar(bare: str, *, whole: bool) -> bool:
    """Twelve digits by Verhoeff; written as a `whole`, not a date or a mobile phone either."""
    if bare[0] in "01" or (whole and (_MOBILE.fullmatch(bare) or _is_birthday(bare[:8]))):
        return False
    check = 0
    for place, character in enumerate(reversed(bare)):
        check = _verhoeff_sum(check, _TURNS[place % 8][int(character)])
    return check == 0


def _verhoeff_sum(left: int, right: int) -> int:
    """The product in the symmetry group of the pentagon, on which Verhoeff's check rests."""
    turned = (left + right) % 5 if left < 5 else (left - right) % 5
    return turned + (5 if (left < 5) != (right < 5) else 0)


def is_nik(bare: str) -> bool:
    """Province, then from the seventh digit the birthday as DDMMYY; women count days from 41."""
    day = int(bare[6:8])
    day -= 40 if day > 40 else 0
    if bare[:2] not in _NIK_PROVINCES or bare[12:] == "0000" or not 1 <= int(bare[8:10]) <= 12:
        return False
    return 1 <= day <= (29 if bare[8:10] == "02" else 31)


def is_ssn(bare: str) -> bool:
    """Nine digits in the ranges that the US Social Security Administration gives out."""
    return bool(_SSN.fullmatch(bare))
