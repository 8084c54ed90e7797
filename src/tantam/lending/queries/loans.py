"""One loan: what it stands at, and the story of how it came to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tantam.base.asked import Scope
from tantam.core.loans.explaining import Story, explain
from tantam.core.loans.terms import LoanTerms
from tantam.lending.models import Loan, LoanEvent
from tantam.lending.parts.lives import read_lives
from tantam.lending.parts.scope import get_loan_in, loans_in


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote an event down, and why where they had to say it."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class LoanPage:
    """A loan with its terms and its story up to a day."""

    number: str
    office: str
    household_code: str
    programme: str
    source: str
    contract_on: date
    terms: LoanTerms
    story: Story
    written: dict[int, Written]


def get_loan_page(*, scope: Scope, number: str, on: date, known_on: date | None = None) -> LoanPage:
    """Return a loan as it stood on a day; with `known_on`, as one saw it on that other day.

    :raises OutOfScope: if there is none, or it is not of the actor's units.
    """
    return _pages([get_loan_in(scope, number=number)], on=on, known_on=known_on)[0]


def list_household_loans(*, scope: Scope, household_id: int, on: date) -> list[LoanPage]:
    """Return the loans of a household in the scope as they stood on a day, the latest contract first."""
    rows = loans_in(scope).filter(household_id=household_id).order_by("-contract_on", "number")
    return _pages(list(rows), on=on, known_on=None)


def _pages(loans: Sequence[Loan], *, on: date, known_on: date | None) -> list[LoanPage]:
    lives = read_lives(loans)
    written: dict[int, dict[int, Written]] = defaultdict(dict)
    rows = LoanEvent.objects.filter(loan__in=loans).values_list("loan_id", "seq", "recorded_by_name", "reason")
    for loan_id, seq, name, reason in rows:
        written[loan_id][seq] = Written(name, reason)
    return [
        LoanPage(
            number=loan.number,
            office=loan.office.name,
            household_code=loan.household.code,
            programme=loan.programme,
            source=loan.source,
            contract_on=loan.contract_on,
            terms=lives[loan.pk].terms,
            story=explain(lives[loan.pk].terms, lives[loan.pk].events, on=on, known_on=known_on),
            written=written[loan.pk],
        )
        for loan in loans
    ]


def count_loans() -> int:
    """Return how many loans there are."""
    return Loan.objects.count()
