"""One loan: what it stands at, and the story of how it came to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tantam.base.asked import Scope
from tantam.core.loans.course import Course
from tantam.core.loans.explaining import Story, explain
from tantam.core.loans.instalments import InstalmentStanding, instalments_at
from tantam.core.loans.life import standing
from tantam.core.loans.terms import LoanTerms
from tantam.ledger.queries.accounts import name_source
from tantam.ledger.queries.postings import PostingLine, list_postings_of_documents
from tantam.lending.models import Loan, LoanEvent, Session
from tantam.lending.parts.borrowers import borrower_code, borrower_name
from tantam.lending.parts.lives import Life, read_lives
from tantam.lending.parts.rows import document_of
from tantam.lending.parts.scope import get_loan_in, loans_in


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote an event down and when, why where they had to say it, and in which session at a point."""

    name: str
    reason: str
    by_id: int
    at: datetime
    voucher_id: int | None
    session_id: int | None
    is_of_open_session: bool


@dataclass(frozen=True, slots=True)
class LoanPage:
    """A loan with its terms and its story up to a day; it is a household's or an establishment's."""

    number: str
    office_id: int
    office: str
    commune: str
    household_id: int | None
    establishment_id: int | None
    borrower_code: str
    borrower: str
    programme: str
    source: str
    source_label: str
    contract_on: date
    terms: LoanTerms
    story: Story
    instalments: tuple[InstalmentStanding, ...]
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


def list_establishment_loans(*, scope: Scope, establishment_id: int, on: date) -> list[LoanPage]:
    """Return the loans of an establishment in the scope as they stood on a day, the latest contract first."""
    rows = loans_in(scope).filter(establishment_id=establishment_id).order_by("-contract_on", "number")
    return _pages(list(rows), on=on, known_on=None)


def list_loan_postings(*, scope: Scope, page: LoanPage) -> list[PostingLine]:
    """Return the postings in the reader's books that carry the events of a loan's page, in their order.

    Postings of a session's vouchers carry several loans and stand in the session.
    """
    documents = {document_of(page.number, line.event.seq): line.event.booked_on for line in page.story.lines}
    return list_postings_of_documents(
        scope=scope, office_id=page.office_id, documents=documents.keys(), book_dates=documents.values()
    )


def _pages(loans: Sequence[Loan], *, on: date, known_on: date | None) -> list[LoanPage]:
    lives = read_lives(loans)
    written: dict[int, dict[int, Written]] = defaultdict(dict)
    for row in LoanEvent.objects.filter(loan__in=loans).select_related("voucher__session"):
        session = row.voucher.session if row.voucher else None
        written[row.loan_id][row.seq] = Written(
            name=row.recorded_by_name,
            reason=row.reason,
            by_id=row.recorded_by,
            at=row.recorded_at,
            voucher_id=row.voucher_id,
            session_id=session.pk if session else None,
            is_of_open_session=session is not None and session.state == Session.State.OPEN,
        )
    return [_page(lives[loan.pk], written[loan.pk], on=on, known_on=known_on) for loan in loans]


def _page(life: Life, written: dict[int, Written], *, on: date, known_on: date | None) -> LoanPage:
    loan = life.loan
    story = explain(life.terms, life.events, on=on, known_on=known_on)
    known = standing(line.event for line in story.lines)
    plan = Course(life.terms, known).plan_on(on)
    return LoanPage(
        number=loan.number,
        office_id=loan.office_id,
        office=loan.office.name,
        commune=str(loan.commune),
        household_id=loan.household_id,
        establishment_id=loan.establishment_id,
        borrower_code=borrower_code(loan),
        borrower=borrower_name(loan),
        programme=loan.programme,
        source=loan.source,
        source_label=name_source(loan.source),
        contract_on=loan.contract_on,
        terms=life.terms,
        story=story,
        instalments=tuple(instalments_at(plan, story.balances)),
        written=written,
    )


def count_loans() -> int:
    """Return how many loans there are."""
    return Loan.objects.count()
