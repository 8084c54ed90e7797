"""The rows of loans."""

from tantam.lending.models.loan import Loan, LoanBalance, LoanEvent, PlannedInstalment

__all__ = ["Loan", "LoanBalance", "LoanEvent", "PlannedInstalment"]
