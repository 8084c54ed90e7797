"""Lives of loans written straight to the database, with the rows that commands would have kept."""

from collections.abc import Sequence
from datetime import date

from tantam.core.loans.events import Event
from tantam.core.loans.terms import LoanTerms
from tantam.lending.models import Loan, LoanBalance, LoanEvent, PlannedInstalment
from tantam.lending.parts.lives import Life, follows_plan, standing_at
from tantam.lending.parts.rows import kept_values, row_values
from tantam.people.models import Household, Person
from tantam.units.models import Unit
from tests.support.register import RECORDED


def write_life(number: str, terms: LoanTerms, events: Sequence[Event]) -> Life:
    """Write a loan of the small register with its plan and its events; nothing is kept of it yet."""
    household = Household.objects.get(code="21484-00001")
    loan = Loan.objects.create(
        number=number,
        office=Unit.objects.get(code="NHCSXH"),
        commune_id=household.commune_id,
        household=household,
        borrower=Person.objects.filter(memberships__household=household).order_by("pk")[0],
        programme="poor",
        source="CENTRAL",
        contract_on=date(2024, 1, 10),
        approved_vnd=terms.approved_vnd,
        rate_ppm=terms.rate_ppm,
        overdue_rate_ppm=terms.overdue_rate_ppm,
        recorded_at=RECORDED,
    )
    PlannedInstalment.objects.bulk_create(
        PlannedInstalment(
            loan=loan, number=place, due_on=each.due_on, collect_by=each.collect_by, principal_vnd=each.principal_vnd
        )
        for place, each in enumerate(terms.plan.instalments, start=1)
    )
    LoanEvent.objects.bulk_create(
        LoanEvent(loan=loan, **row_values(event), recorded_by=0, recorded_by_name="", recorded_at=RECORDED)
        for event in events
    )
    return Life(loan=loan, terms=terms, events=tuple(events))


def keep(life: Life, day: date, **wrong: object) -> LoanBalance:
    """Write the row that is kept of a loan on a day, changed as told."""
    values = kept_values(standing_at(life, day)) | {"events": len(life.events), "follows_plan": follows_plan(life)}
    return LoanBalance.objects.create(loan=life.loan, office_id=life.loan.office_id, **(values | wrong))
