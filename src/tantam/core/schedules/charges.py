"""Interest for so many days, penalty interest, charges by percentage, and repayment by a fixed amount."""

from dataclasses import dataclass
from fractions import Fraction

from tantam.core.schedules.rounding import Rounding, rounded
from tantam.core.schedules.terms import ImpossibleTerms


def interest_for_days(
    *,
    principal: Fraction | int,
    yearly_rate: Fraction,
    days: int,
    year_days: int,
    rounding: Rounding = Rounding.HALF_EVEN,
) -> int:
    """Return the interest on a balance for so many days of a year, in whole units.

    Penalty interest is the same sum on what is overdue, at the penalty rate, for the days beyond grace.
    :raises ImpossibleTerms: if a figure is negative or the year has no days.
    """
    if principal < 0 or yearly_rate < 0 or days < 0 or year_days < 1:
        raise ImpossibleTerms(f"no interest on {principal} at {yearly_rate} for {days}/{year_days} of a year")
    return rounded(principal * yearly_rate * Fraction(days, year_days), rounding)


def percentage_charge(*, base: Fraction | int, rate: Fraction, rounding: Rounding = Rounding.HALF_EVEN) -> int:
    """Return a charge that is a share of an amount, in whole units.

    :raises ImpossibleTerms: if a figure is negative.
    """
    if base < 0 or rate < 0:
        raise ImpossibleTerms(f"no charge of {rate} on {base}")
    return rounded(base * rate, rounding)


@dataclass(frozen=True, slots=True)
class Repaid:
    """How a principal is repaid by a fixed instalment: how many periods, and the interest over them."""

    periods: int
    interest: int
    total: int


def repaid_by(
    *, principal: int, period_rate: Fraction, instalment: int, rounding: Rounding = Rounding.HALF_EVEN
) -> Repaid:
    """Return how a fixed instalment a period repays a principal; the last one is what is left.

    :raises ImpossibleTerms: if the instalment does not cover the first interest, or a figure is negative.
    """
    if principal < 0 or period_rate < 0:
        raise ImpossibleTerms(f"{principal} at {period_rate} a period cannot be repaid")
    balance, periods, interest_total = principal, 0, 0
    while balance > 0:
        interest = rounded(balance * period_rate, rounding)
        if instalment <= interest:
            raise ImpossibleTerms(f"an instalment of {instalment} never repays {principal}")
        balance -= min(instalment - interest, balance)
        interest_total += interest
        periods += 1
    return Repaid(periods, interest_total, principal + interest_total)
