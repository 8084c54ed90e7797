"""How a loan would be repaid: equal instalments so many months apart, the last one takes what is left over.

Source: decision 12/QĐ-HĐQT of 2019, article 1 (to be verified): up to 12 months one payment at the end, longer
loans in instalments every 6 or 12 months.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tantam.core.loans.terms import Instalment, Plan
from tantam.core.schedules.due_dates import Frequency, TimeUnit, date_after

if TYPE_CHECKING:
    from collections.abc import Callable

INSTALMENTS_MAX: Final = 400
ROUND_VND: Final = 1_000


def plan_repayment(
    *,
    principal_vnd: int,
    starts_on: date,
    term_months: int,
    every_months: int,
    single_up_to_months: int,
    collect_by: Callable[[date], date],
) -> Plan:
    """Return the plan that repays an amount in đồng within so many months of a day.

    Instalments are whole thousands, and the last takes the rest; `collect_by` says on which day what falls due is
    collected. The last instalment falls due when the term ends, also where the months do not divide it.
    """
    assert principal_vnd > 0
    assert 0 < term_months <= INSTALMENTS_MAX
    assert every_months > 0
    days = due_days(starts_on, term_months, every_months, single_up_to_months)
    each_vnd = principal_vnd // len(days)
    if each_vnd >= ROUND_VND:
        each_vnd -= each_vnd % ROUND_VND
    if not each_vnd:  # fewer đồng than instalments
        days, each_vnd = days[-1:], principal_vnd
    amounts = [each_vnd] * (len(days) - 1)
    amounts.append(principal_vnd - sum(amounts))
    plan = Plan(
        tuple(
            Instalment(due_on=day, collect_by=by, principal_vnd=vnd)
            for day, by, vnd in zip(days, _one_after_another(days, collect_by), amounts, strict=True)
        )
    )
    assert plan.principal_vnd == principal_vnd
    return plan


def due_days(starts_on: date, term_months: int, every_months: int, single_up_to_months: int) -> list[date]:
    """Return the days on which instalments fall due, each counted from the first day."""
    if term_months <= single_up_to_months:
        months = [term_months]
    else:
        months = [*range(every_months, term_months, every_months), term_months]
    return [date_after(starts_on, Frequency(number, TimeUnit.MONTHS), 1) for number in months]


def _one_after_another(days: list[date], collect_by: Callable[[date], date]) -> list[date]:
    """Return when each instalment is collected; two that fall on one session are a day apart."""
    found: list[date] = []
    for day in days:
        by = collect_by(day)
        found.append(by if not found or by > found[-1] else found[-1] + timedelta(days=1))
    return found
