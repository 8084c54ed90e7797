"""From approved requests to loans: numbered, with the rates of the day and the plan of repayment."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.core.eligibility.terms import terms_on
from tantam.core.loans.terms import LoanTerms, Plan
from tantam.core.requests.planning import plan_repayment
from tantam.core.requests.way import single_payment_months
from tantam.core.session_days import session_on_or_after
from tantam.lending.law_files import load_steps
from tantam.lending.models import Loan, LoanBalance, LoanRequest, PlannedInstalment, RequestList
from tantam.lending.parts.lives import Life, standing_at
from tantam.lending.parts.numbers import LOANS, take_numbers
from tantam.lending.parts.rows import kept_values
from tantam.lending.wording.requests import UnableToRequest
from tantam.programmes.law_files import load_law
from tantam.units.days_off import days_off

_BATCH: Final = 500


def write_loans(row: RequestList, requests: Sequence[LoanRequest], *, asked: Asked, pays_out_on: date) -> None:
    """Write a loan for each request of a list, with balances of nought, and set it on the request.

    The rates are those of the day of approval, the plan counts from `pays_out_on`. The number of queries does not
    grow with the number of requests.

    :raises UnableToRequest: if the law has no rate for the day.
    """
    numbers = take_numbers(row.office, LOANS, year=asked.book_date.year, count=len(requests))
    loans = Loan.objects.bulk_create(
        _loan(row, request, number, asked) for request, number in zip(requests, numbers, strict=True)
    )
    collected = collecting_days(row)
    plans = [
        plan_of_request(request, pays_out_on=pays_out_on, on=asked.book_date, collect_by=collected)
        for request in requests
    ]
    PlannedInstalment.objects.bulk_create(
        (
            PlannedInstalment(
                loan=loan, number=number, due_on=one.due_on, collect_by=one.collect_by, principal_vnd=one.principal_vnd
            )
            for loan, plan in zip(loans, plans, strict=True)
            for number, one in enumerate(plan.instalments, start=1)
        ),
        batch_size=_BATCH,
    )
    # A row from the beginning, so that two who would pay out at once queue for it.
    LoanBalance.objects.bulk_create(
        (_nothing_yet(loan, plan, asked.book_date) for loan, plan in zip(loans, plans, strict=True)),
        batch_size=_BATCH,
    )
    for request, loan in zip(requests, loans, strict=True):
        request.loan = loan


def plan_of_request(request: LoanRequest, *, pays_out_on: date, on: date, collect_by: Callable[[date], date]) -> Plan:
    """Return how a request would be repaid if it were paid out on a day, by the law of `on`."""
    return plan_repayment(
        principal_vnd=request.amount_vnd,
        starts_on=pays_out_on,
        term_months=request.term_months,
        every_months=request.every_months,
        single_up_to_months=single_payment_months(load_steps(), on),
        collect_by=collect_by,
    )


def collecting_days(row: RequestList) -> Callable[[date], date]:
    """Return on which day what falls due is collected: the session of the group's point, else the day itself."""
    point = row.group.point if row.group else None
    if point is None:
        return lambda day: day
    return partial(session_on_or_after, visit_day=point.visit_day, days_off=days_off())


def _nothing_yet(loan: Loan, plan: Plan, day: date) -> LoanBalance:
    terms = LoanTerms(loan.approved_vnd, loan.rate_ppm, loan.overdue_rate_ppm, plan)
    standing = standing_at(Life(loan=loan, terms=terms, events=()), day)
    return LoanBalance(loan=loan, office_id=loan.office_id, events=0, **kept_values(standing))


def _loan(row: RequestList, request: LoanRequest, number: str, asked: Asked) -> Loan:
    terms = terms_on(load_law(), request.programme, asked.book_date)
    if terms.rate_ppm is None or terms.overdue_rate_ppm is None:
        raise UnableToRequest(_("Quy định chưa có lãi suất của chương trình này cho hôm nay."))
    return Loan(
        number=number,
        office_id=row.office_id,
        commune_id=row.commune_id,
        household_id=request.household_id,
        borrower_id=request.borrower_id,
        establishment_id=request.establishment_id,
        programme=request.programme,
        source=request.source,
        contract_on=asked.book_date,
        approved_vnd=request.amount_vnd,
        rate_ppm=terms.rate_ppm,
        overdue_rate_ppm=terms.overdue_rate_ppm,
        recorded_at=asked.at,
    )
