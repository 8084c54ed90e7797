"""The level instalment: the amount that, paid every period, clears a principal with its interest."""

from collections.abc import Sequence
from fractions import Fraction

from tantam.core.schedules.rounding import rounded_to_multiple
from tantam.core.schedules.terms import ScheduleTerms, share_of_period

# Powers of long fractions grow with the number of periods; beyond this many digits nothing changes a cent.
_DIGITS = 10**40


def annuity(principal: int, factors: Sequence[Fraction]) -> Fraction:
    """Return the exact level instalment for periods whose rates are `factors`, one each and not negative.

    The balance after the last period is nought: P·Π(1+f) = E·(1 + (1+f₂)(1 + (1+f₃)(…))).
    :raises ValueError: if there is no period.
    """
    if not factors:
        raise ValueError("no period to spread the principal over")
    grown, sum_of_growth = Fraction(1), Fraction(0)
    for factor in factors:
        grown = _kept(grown * (1 + factor))
        sum_of_growth = _kept(sum_of_growth * (1 + factor) + 1)
    return principal * grown * Fraction(sum_of_growth.denominator, sum_of_growth.numerator)


def level_instalment(terms: ScheduleTerms, *, principal: int, count: int) -> int:
    """Return the level instalment over `count` periods by the rate of the first one, rounded as the terms say."""
    factor = terms.yearly_rate * share_of_period(terms, terms.first_period)
    return rounded_level(terms, annuity(principal, [factor] * count))


def rounded_level(terms: ScheduleTerms, exact: Fraction) -> int:
    """Return an exact instalment rounded to the multiple of the terms.

    A positive instalment that would vanish keeps the money unit, so that a small loan stays spread.
    """
    level = rounded_to_multiple(exact, terms.level_multiple, terms.level_rounding)
    return level if level > 0 or exact == 0 else rounded_to_multiple(exact, 1, terms.level_rounding)


def _kept(amount: Fraction) -> Fraction:
    """Return a fraction cut to the digits that matter, when it has grown longer than that."""
    if amount.denominator <= _DIGITS:
        return amount
    return Fraction(amount.numerator * _DIGITS // amount.denominator, _DIGITS)
