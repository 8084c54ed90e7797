"""Rounding an exact amount to whole units, by the rule that the terms name."""

from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How an exact amount becomes a whole number of units."""

    HALF_EVEN = "HALF_EVEN"
    HALF_UP = "HALF_UP"
    UP = "UP"
    DOWN = "DOWN"


def rounded(amount: Fraction | int, rounding: Rounding = Rounding.HALF_EVEN) -> int:
    """Return an amount as a whole number of units; HALF_UP and UP go towards the larger number."""
    whole, rest = divmod(Fraction(amount), 1)
    if rounding is Rounding.DOWN or rest == 0:
        return whole
    if rounding is Rounding.UP:
        return whole + 1
    half = rest - Fraction(1, 2)
    if half == 0 and rounding is Rounding.HALF_EVEN:
        return whole + whole % 2
    return whole + (half >= 0)


def rounded_to_multiple(amount: Fraction | int, multiple: int, rounding: Rounding = Rounding.HALF_EVEN) -> int:
    """Return the multiple that an amount is rounded to; `multiple` is a positive count of units."""
    assert multiple > 0
    return rounded(Fraction(amount) * Fraction(1, multiple), rounding) * multiple
