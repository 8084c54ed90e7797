"""What became of each instalment of a plan, told from the loan's balances alone: no instalment has one of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from tantam.core.loans.balances import Balances
from tantam.core.loans.terms import Instalment, Plan


@dataclass(frozen=True, slots=True)
class InstalmentStanding:
    """An instalment as a loan stands, in đồng: `paid_vnd` is repaid, `left_vnd` outstanding, a part of that overdue.

    What was not paid out and what was written off is none of them.
    """

    instalment: Instalment
    paid_vnd: int
    left_vnd: int
    overdue_vnd: int


def instalments_at(plan: Plan, balances: Balances) -> Iterator[InstalmentStanding]:
    """Yield what became of each instalment, in their order.

    The first ones are passed over for what was not paid out, the next were repaid, the next written off; the last
    ones stand for what is outstanding, and the first of these for what is overdue.
    """
    not_lent_vnd = plan.principal_vnd - balances.disbursed_vnd
    paid_vnd, overdue_vnd = balances.principal_paid_vnd, balances.overdue_vnd
    written_off_vnd = balances.principal_written_off_vnd
    for each in plan.instalments:
        skipped = min(not_lent_vnd, each.principal_vnd)
        paid = min(paid_vnd, each.principal_vnd - skipped)
        gone = min(written_off_vnd, each.principal_vnd - skipped - paid)
        left = each.principal_vnd - skipped - paid - gone
        overdue = min(overdue_vnd, left)
        yield InstalmentStanding(each, paid, left, overdue)
        not_lent_vnd -= skipped
        paid_vnd -= paid
        written_off_vnd -= gone
        overdue_vnd -= overdue
