"""Terms that no loan can have are refused where they are made."""

from datetime import date

import pytest

from tantam.core.loans.terms import AllocationOrder, ImpossibleTerms, Instalment, LoanTerms, Part, Plan, plan_of
from tests.core.loans.given import M, poor_loan

DAY = date(2027, 1, 10)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Plan(()),
        lambda: plan_of([(DAY, 0)]),
        lambda: plan_of([(DAY, -1)]),
        lambda: plan_of([(DAY, M), (DAY, M)]),
        lambda: plan_of([(DAY, M), (date(2026, 1, 10), M)]),
        lambda: Instalment(due_on=DAY, collect_by=date(2027, 1, 9), principal_vnd=M),
        lambda: LoanTerms(M, 66_000, 85_800, plan_of([(DAY, M - 1)])),
        lambda: LoanTerms(0, 66_000, 85_800, plan_of([(DAY, M)])),
        lambda: LoanTerms(M, 66_000, 65_999, plan_of([(DAY, M)])),
        lambda: LoanTerms(M, -1, 85_800, plan_of([(DAY, M)])),
        lambda: AllocationOrder(tuple(Part), tuple(Part)[:3]),
        lambda: AllocationOrder((Part.INTEREST_CURRENT,) * 4, tuple(Part)),
    ],
)
def test_impossible_terms(make):
    with pytest.raises(ImpossibleTerms):
        make()


def test_a_plan_says_what_it_leaves_outstanding():
    plan = poor_loan((date(2026, 7, 10), 40 * M), (DAY, 60 * M)).plan
    assert [plan.left_after(day) for day in (date(2026, 7, 9), date(2026, 7, 10), date(2027, 1, 9), DAY)] == [
        100 * M,
        60 * M,
        60 * M,
        0,
    ]
