"""Whether loans, their events, what is kept of them and the ledger say the same, asked once."""

from datetime import date
from typing import Final

from tantam.lending.queries.accrued import find_bucket_gaps, find_interest_gaps
from tantam.lending.queries.reconciling import find_gaps
from tantam.lending.queries.verifying import verify_loans

FAR: Final = date(2100, 1, 1)  # after everything that tests write down


def assert_all_agree() -> None:
    """Assert that every loan is the fold of its events and the ledger the sum of all loans, to the point."""
    assert [found for batch in verify_loans() for found in batch.mismatches] == []
    assert find_gaps(day=FAR) == []
    assert find_bucket_gaps() == []
    assert find_interest_gaps(day=FAR) == []
