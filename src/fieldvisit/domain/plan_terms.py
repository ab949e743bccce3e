"""The figures of a plan as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width

_RATE = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,6})?|\.\d{1,6})\s*(?P<percent>%?)", re.ASCII)


def parse_count(text: str, *, field: str = "parts") -> int:
    """A whole number of at most six digits; raises BadInput."""
    digits = half_width(text).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        raise BadInput(N_("{field}: write a whole number."), code=f"{field}.wrong", field=field)
    return int(digits)


def parse_rate(text: str, *, field: str = "rate") -> Decimal:
    """Interest a year as a share of one; raises BadInput.

    Read: "12%", "0.12", "12". Below 1 it is a share of one, above 1 percent; exactly 1 without a
    percent sign could be either and is refused.
    """
    written = _RATE.fullmatch(half_width(text).strip())
    if written is None or (Decimal(written["number"]) == 1 and not written["percent"]):
        raise BadInput(
            N_("{field}: write the interest a year as 12% or 0.12; for one percent write 1%."),
            code=f"{field}.wrong",
            field=field,
        )
    number = Decimal(written["number"])
    return number / 100 if written["percent"] or number > 1 else number
