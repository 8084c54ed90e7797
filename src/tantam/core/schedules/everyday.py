"""The bank's everyday plan: whole đồng, actual days over 365, one payment at the end or equal parts of principal.

Loans up to twelve months are repaid at the end; longer ones in instalments every six or twelve months, the
last of which takes what division leaves over. A student's loan begins to be repaid after grace. Interest is
paid monthly at the session, so a plan has principal only; `interest_vnd` says what a stretch of days costs.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from tantam.core.schedules.charges import interest_for_days
from tantam.core.schedules.day_counts import DAYS_IN_YEAR
from tantam.core.schedules.drawing import draw_schedule
from tantam.core.schedules.due_dates import Frequency, TimeUnit, date_after
from tantam.core.schedules.rounding import Rounding
from tantam.core.schedules.terms import Amortization, ImpossibleTerms, ScheduleTerms

SHORT_MONTHS: Final = 12
INSTALMENT_MONTHS: Final = (6, 12)
PPM: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class PrincipalDue:
    """A part of the principal and the day on which it falls due."""

    number: int
    due_on: date
    principal_vnd: int


def everyday_plan(
    *, principal_vnd: int, disbursed_on: date, term_months: int, instalment_months: int = 6, grace_months: int = 0
) -> tuple[PrincipalDue, ...]:
    """Return the parts of principal of a loan and their due dates.

    Up to twelve months it is one payment at the end. Otherwise an instalment falls due every
    `instalment_months`, counted from the end of grace; the last falls on the final day, after whole periods.
    :raises ImpossibleTerms: if the instalments do not fit into the term, or a figure makes no sense.
    """
    if principal_vnd < 1 or term_months < 1:
        raise ImpossibleTerms(f"{principal_vnd} đồng for {term_months} months is no loan")
    if not 0 <= grace_months < term_months:
        raise ImpossibleTerms(f"grace of {grace_months} months does not fit into a term of {term_months}")
    if term_months <= SHORT_MONTHS:
        return (PrincipalDue(1, _months_after(disbursed_on, term_months), principal_vnd),)
    if instalment_months not in INSTALMENT_MONTHS:
        raise ImpossibleTerms(f"instalments fall due every 6 or 12 months, not every {instalment_months}")
    count, left_over = divmod(term_months - grace_months, instalment_months)
    if left_over:
        count += 1
    months = [grace_months + instalment_months * number for number in range(1, count)]
    terms = ScheduleTerms(
        principal=principal_vnd,
        yearly_rate=Fraction(0),
        starts_on=disbursed_on,
        frequency=Frequency(instalment_months, TimeUnit.MONTHS),
        instalments=count,
        amortization=Amortization.EQUAL_PRINCIPAL,
        rounding=Rounding.DOWN,
        due_dates=tuple(_months_after(disbursed_on, after) for after in (*months, term_months)),
    )
    return tuple(PrincipalDue(row.number, row.due_on, row.principal) for row in draw_schedule(terms))


def interest_vnd(*, balance_vnd: int, rate_ppm: int, days: int) -> int:
    """Return the interest of a balance for so many days, actual over 365, half up to the đồng.

    `rate_ppm` is the yearly rate in millionths. The loan book itself adds points and divides once; this is
    for a quotation and for comparison with the bank (Circular 14/2017/TT-NHNN, article 5).
    :raises ImpossibleTerms: if a figure is negative.
    """
    return interest_for_days(
        principal=balance_vnd,
        yearly_rate=Fraction(rate_ppm, PPM),
        days=days,
        year_days=DAYS_IN_YEAR,
        rounding=Rounding.HALF_UP,
    )


def _months_after(day: date, months: int) -> date:
    return date_after(day, Frequency(1, TimeUnit.MONTHS), months)
