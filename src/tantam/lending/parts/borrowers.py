"""Who borrows, by name and code: a household's person who signs for it, or an establishment."""

from typing import Final

from tantam.lending.models import Loan, LoanRequest
from tantam.people.queries.household import person_words

# What has to be read with a loan or a request so that `borrower_name` and `borrower_code` ask for nothing more.
RELATED: Final = ("household", "borrower__merged_into", "establishment")


def borrower_name(row: Loan | LoanRequest) -> str:
    """Return the name of who borrows: of the person who signs for a household, or of the establishment."""
    if row.establishment is not None:
        return row.establishment.name
    assert row.borrower is not None
    return person_words(row.borrower.merged_into or row.borrower)


def borrower_code(row: Loan | LoanRequest) -> str:
    """Return the code of the household or the establishment."""
    if row.establishment is not None:
        return row.establishment.code
    assert row.household is not None
    return row.household.code
