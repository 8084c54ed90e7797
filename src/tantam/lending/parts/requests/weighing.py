"""What the law of a day says of requests, one after another: who asks twice, asks the second time with the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Sum

from tantam.core.eligibility.answers import Answer, Borrower
from tantam.core.eligibility.scalar import answer
from tantam.core.requests.objecting import OPEN, Objected, Objection, objections_to
from tantam.lending.models import LoanRequest, RequestSecurity
from tantam.lending.parts.owing import borrowers_of, establishments_as_borrowers
from tantam.programmes.law_files import load_law


@dataclass(frozen=True, slots=True)
class Weighed:
    """The law's answer about a request, what it was made from, and what speaks against lending."""

    borrower: Borrower
    answer: Answer
    objections: tuple[Objected, ...]

    @property
    def is_turned_away(self) -> bool:
        """Tell whether anything speaks against lending that no person may settle."""
        return any(one.why not in OPEN for one in self.objections)

    @property
    def is_open(self) -> bool:
        """Tell whether a person has to settle what the register does not know."""
        return not self.is_turned_away and bool(self.objections)


def weigh_requests(requests: Iterable[LoanRequest], *, on: date, known_at: datetime) -> dict[int, Weighed]:
    """Return what the law says of each request by its number; what an earlier one would borrow counts as owed."""
    rows = list(requests)
    homes = borrowers_of({row.household_id for row in rows if row.household_id}, on=on, known_at=known_at)
    establishments = establishments_as_borrowers(rows, on=on)  # a list has one of them, so that none comes twice
    secured = _secured(rows)
    found = {}
    for row in rows:
        borrower = homes[row.household_id] if row.household_id else establishments[row.pk]
        weighed = _weigh(row, borrower, on=on, secured_vnd=secured.get(row.pk, 0))
        found[row.pk] = weighed
        if row.household_id and not weighed.is_turned_away and borrower.debts is not None:
            homes[row.household_id] = replace(borrower, debts=_with(borrower.debts, row))
    return found


def _weigh(row: LoanRequest, borrower: Borrower, *, on: date, secured_vnd: int) -> Weighed:
    answered = answer(load_law(), programme=row.programme, borrower=borrower, on=on)
    objections = objections_to(
        answered, amount_vnd=row.amount_vnd, term_months=row.term_months, secured_vnd=secured_vnd
    )
    if row.establishment is not None and row.establishment.closed_on is not None:
        objections = (Objected(Objection.CLOSED), *objections)
    return Weighed(borrower, answered, objections)


def _secured(rows: Iterable[LoanRequest]) -> dict[int, int]:
    """Return the value of what is put up for requests, in đồng, by their numbers."""
    put_up = RequestSecurity.objects.filter(request__in=[row.pk for row in rows])
    return dict(put_up.values_list("request_id").annotate(Sum("value_vnd")).order_by())


def _with(debts: Mapping[str, int], row: LoanRequest) -> dict[str, int]:
    return {**debts, row.programme: debts.get(row.programme, 0) + row.amount_vnd}
