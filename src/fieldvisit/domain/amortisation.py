"""How a debt and its interest fall on the parts of a plan, in whole minor units.

Interest of a part is the balance times the rate of one period, rounded half to even.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

Method = Literal["annuity", "equal-principal", "flat"]
Portion = tuple[int, int]
"""Principal and interest of one part, in minor units."""


def portions(owed: int, parts: int, per_period: Fraction, method: Method) -> list[Portion] | None:
    """Principal and interest of each part; None when this number of parts cannot be.

    It cannot when a part would pay nothing off, or when so much rounding gathers in the last part
    of an annuity that it exceeds two of the others.
    """
    if owed < parts:
        return None
    if method == "annuity" and per_period:
        return _annuity(owed, parts, per_period)
    principals = _level(owed, parts)
    if method == "equal-principal":
        return _on_balance(owed, principals, per_period)
    charge = round(owed * per_period * parts)
    return list(zip(principals, _level(charge, parts), strict=True))


def _level(total: int, parts: int) -> list[int]:
    """Equal parts but for the last; rounded down where the nearest would leave it nothing."""
    part = round(Fraction(total, parts))
    if part * (parts - 1) >= total:
        part = total // parts
    return [part] * (parts - 1) + [total - part * (parts - 1)]


def _on_balance(owed: int, principals: list[int], per_period: Fraction) -> list[Portion]:
    portions = []
    for principal in principals:
        portions.append((principal, round(owed * per_period)))
        owed -= principal
    return portions


def _annuity(owed: int, parts: int, per_period: Fraction) -> list[Portion] | None:
    level = round(owed * per_period / (1 - (1 + per_period) ** -parts))
    portions = []
    for _number in range(parts - 1):
        interest = round(owed * per_period)
        principal = level - interest
        if not 0 < principal < owed:
            return None
        portions.append((principal, interest))
        owed -= principal
    interest = round(owed * per_period)
    return None if owed + interest > 2 * level else [*portions, (owed, interest)]
