"""Figures as people type them, read for what is asked: a number with at most so many decimals."""

from decimal import Decimal

from tantam.core.vietnamese import NumberReading, read_number


def read_figure(text: str, *, decimals: int) -> NumberReading:
    """Return what a text may mean where a figure with at most `decimals` decimals is asked for.

    "1.234" is one thousand two hundred and thirty-four where whole numbers are asked for; where three or more
    decimals are, it has two meanings, and a person has to say which. "1,234" means one and a fraction to a
    Vietnamese reader, so that it is no whole number; it is not turned into a thousand.
    """
    written = read_number(text, decimal_mark=",").value
    if written is not None and not _fits(written, decimals):
        return NumberReading(())
    candidates = [value for value in read_number(text).candidates if _fits(value, decimals)]
    if written is not None:
        # "1.000" is the thousand that the screens write, not a one with more decimals than are asked for.
        candidates = [value for value in candidates if value == written or _places(value) <= decimals]
    return NumberReading(tuple(candidates))


def _places(value: Decimal) -> int:
    """Return how many digits are written after the decimal mark."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(-exponent, 0)


def _fits(value: Decimal, decimals: int) -> bool:
    """Tell whether nothing but noughts stands after that many decimals, however long the number is."""
    _sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    beyond = -exponent - decimals
    return beyond <= 0 or not any(digits[-beyond:])
