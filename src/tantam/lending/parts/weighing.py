"""What the law of a day says of requests, one after another: who asks twice, asks the second time with the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tantam.core.eligibility.answers import Answer, Borrower
from tantam.core.eligibility.scalar import answer
from tantam.core.requests.objecting import OPEN, Objected, objections_to
from tantam.lending.models import LoanRequest
from tantam.lending.parts.owing import borrowers_of
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
    borrowers = borrowers_of({row.household_id for row in rows}, on=on, known_at=known_at)
    law, found = load_law(), {}
    for row in rows:
        borrower = borrowers[row.household_id]
        answered = answer(law, programme=row.programme, borrower=borrower, on=on)
        weighed = Weighed(
            borrower, answered, objections_to(answered, amount_vnd=row.amount_vnd, term_months=row.term_months)
        )
        found[row.pk] = weighed
        if not weighed.is_turned_away and borrower.debts is not None:
            borrowers[row.household_id] = replace(borrower, debts=_with(borrower.debts, row))
    return found


def _with(debts: Mapping[str, int], row: LoanRequest) -> dict[str, int]:
    return {**debts, row.programme: debts.get(row.programme, 0) + row.amount_vnd}
