"""What entrusted work earns in a month: commissions of groups' boards, fees of organisations.

A commission is interest that was collected, times the commission's monthly rate over the loan's own monthly rate. A fee
is a monthly rate on the principal of the loans whose interest was collected (`law/groups/entrustment.yaml`).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

MONTHS: Final = 12
WHOLE_PPM: Final = 1_000_000


def commission_vnd(collected_vnd: Mapping[int, int], *, ppm_month: int) -> int:
    """Return the commission on interest collected, by the loans' rates in ppm a year; đồng, half up.

    Interest that was given back since may make it less than nothing. Loans without a rate bear no interest.
    """
    parts = (Fraction(vnd * ppm_month * MONTHS, rate_ppm) for rate_ppm, vnd in collected_vnd.items() if rate_ppm)
    return half_up(sum(parts, Fraction(0)))


def fee_vnd(outstanding_vnd: int, *, ppm_month: int) -> int:
    """Return the fee of a month on principal outstanding, in đồng, half up."""
    assert outstanding_vnd >= 0
    return half_up(Fraction(outstanding_vnd * ppm_month, WHOLE_PPM))


def half_up(amount: Fraction) -> int:
    """Return the nearest whole number; of two that are as near, the greater."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def ends_month(day: date) -> bool:
    """Tell whether a day is the last of its month."""
    return (day + timedelta(days=1)).day == 1
