"""What a loan stands at, to the đồng and to the point."""

from dataclasses import dataclass
from datetime import date

from tantam.core.loans.points import whole_dong


@dataclass(frozen=True, slots=True)
class Split:
    """How one payment was shared out, in đồng. What nothing was owed for is surplus; after a write-off, recovery."""

    principal_overdue_vnd: int = 0
    principal_current_vnd: int = 0
    interest_overdue_vnd: int = 0
    interest_current_vnd: int = 0
    recovered_vnd: int = 0
    surplus_vnd: int = 0

    @property
    def principal_vnd(self) -> int:
        """Return the principal paid."""
        return self.principal_overdue_vnd + self.principal_current_vnd

    @property
    def interest_vnd(self) -> int:
        """Return the interest paid."""
        return self.interest_overdue_vnd + self.interest_current_vnd

    @property
    def total_vnd(self) -> int:
        """Return the money that moved."""
        return self.principal_vnd + self.interest_vnd + self.recovered_vnd + self.surplus_vnd


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """A loan on a day: every night that ends on or before `day` is in it.

    `principal_vnd` is outstanding, `overdue_vnd` the part of it that is overdue. Points are of interest not paid
    yet, borne by what was current and by what was overdue; a rest of less than half a đồng may be below nothing.
    The other amounts are totals over the life of the loan, all in đồng and never negative.
    """

    day: date
    principal_vnd: int = 0
    overdue_vnd: int = 0
    points_current: int = 0
    points_overdue: int = 0
    disbursed_vnd: int = 0
    principal_paid_vnd: int = 0
    interest_current_paid_vnd: int = 0
    interest_overdue_paid_vnd: int = 0
    principal_written_off_vnd: int = 0
    interest_written_off_vnd: int = 0
    recovered_vnd: int = 0
    surplus_vnd: int = 0
    surplus_returned_vnd: int = 0
    is_written_off: bool = False

    @property
    def interest_current_vnd(self) -> int:
        """Return the interest owed for what was not overdue, in đồng."""
        return whole_dong(self.points_current)

    @property
    def interest_overdue_vnd(self) -> int:
        """Return the interest owed for what was overdue, in đồng."""
        return whole_dong(self.points_overdue)

    @property
    def interest_vnd(self) -> int:
        """Return the interest owed, in đồng."""
        return self.interest_current_vnd + self.interest_overdue_vnd

    @property
    def owed_vnd(self) -> int:
        """Return all that is owed, in đồng: what would settle the loan on this day."""
        return self.principal_vnd + self.interest_vnd

    @property
    def recoverable_vnd(self) -> int:
        """Return what was written off and has not come in since, in đồng."""
        return self.principal_written_off_vnd + self.interest_written_off_vnd - self.recovered_vnd

    @property
    def money_in_vnd(self) -> int:
        """Return all that the borrower ever paid, in đồng."""
        return (
            self.principal_paid_vnd
            + self.interest_current_paid_vnd
            + self.interest_overdue_paid_vnd
            + self.recovered_vnd
            + self.surplus_vnd
            + self.surplus_returned_vnd
        )

    @property
    def is_settled(self) -> bool:
        """Tell whether money was lent and nothing is owed any more."""
        return self.disbursed_vnd > 0 and not self.is_written_off and self.owed_vnd == 0
