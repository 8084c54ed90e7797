"""Payments to borrowers whose use has to be looked at (06/TD), and the checks that were made."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.core.requests.way import use_check_due_on
from tantam.lending.law_files import load_steps
from tantam.lending.models import LoanEvent, UseCheck
from tantam.lending.parts.scope import loans_in
from tantam.lending.wording.programmes import programme_beside_person
from tantam.people.queries.household import person_words


@dataclass(frozen=True, slots=True)
class UseCheckLine:
    """A check that was made: đồng."""

    checked_on: date
    checkers: str
    rightly_vnd: int
    wrongly_vnd: int
    measures: str
    by_name: str


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payment to a borrower, until when its use has to be looked at, and the checks of it."""

    event_id: int
    loan_number: str
    borrower: str
    household_code: str
    programme_name: str
    purpose: str
    commune: str
    group_code: str
    paid_on: date
    amount_vnd: int
    due_on: date
    checks: tuple[UseCheckLine, ...]

    def is_late(self, today: date) -> bool:
        """Tell whether the time for the check is over and none was made."""
        return not self.checks and today > self.due_on


def count_unchecked(*, scope: Scope) -> int:
    """Return how many payments in scope were not looked at yet."""
    return _unchecked(scope).count()


def list_unchecked(*, scope: Scope, start: int = 0, count: int = 50) -> list[PaidOut]:
    """Return the payments in scope that were not looked at yet, the oldest first."""
    return _lines(_unchecked(scope).order_by("on", "id")[start : start + count])


def get_paid_out(*, scope: Scope, event_id: int) -> PaidOut:
    """Return a payment with its checks.

    :raises OutOfScope: if there is none for this actor.
    """
    found = _lines(_paid_out(scope).filter(id=event_id))
    if not found:
        raise OutOfScope
    return found[0]


def list_paid_out_of_list(*, scope: Scope, list_id: int) -> list[PaidOut]:
    """Return the payments of the loans of a list of requests."""
    return _lines(_paid_out(scope).filter(loan__request__list_id=list_id).order_by("loan__request__order", "seq"))


def _paid_out(scope: Scope) -> QuerySet[LoanEvent]:
    taken_back = LoanEvent.objects.filter(loan=OuterRef("loan"), reverses=OuterRef("seq"))
    rows = LoanEvent.objects.filter(kind=LoanEvent.Kind.DISBURSED, loan__in=loans_in(scope))
    return rows.filter(~Exists(taken_back))


def _unchecked(scope: Scope) -> QuerySet[LoanEvent]:
    return _paid_out(scope).filter(use_checks=None)


def _lines(rows: QuerySet[LoanEvent]) -> list[PaidOut]:
    related = ("loan__borrower__merged_into", "loan__household", "loan__commune", "loan__request__list__group")
    law = load_steps()
    events = list(rows.select_related(*related).prefetch_related("use_checks"))
    lines = []
    for event in events:
        loan = event.loan
        request = getattr(loan, "request", None)
        group = request.list.group if request else None
        lines.append(
            PaidOut(
                event_id=event.pk,
                loan_number=loan.number,
                borrower=person_words(loan.borrower.merged_into or loan.borrower),
                household_code=loan.household.code,
                programme_name=programme_beside_person(loan.programme),
                purpose=request.purpose if request else "",
                commune=str(loan.commune),
                group_code=group.code if group else "",
                paid_on=event.on,
                amount_vnd=event.amount_vnd,
                due_on=use_check_due_on(law, event.on),
                checks=tuple(_check(one) for one in event.use_checks.all()),
            )
        )
    return lines


def _check(row: UseCheck) -> UseCheckLine:
    return UseCheckLine(row.checked_on, row.checkers, row.rightly_vnd, row.wrongly_vnd, row.measures, row.by_name)
