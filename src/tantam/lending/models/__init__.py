"""The rows of loans."""

from tantam.lending.models.accrual import AccrualBucket, BucketChange
from tantam.lending.models.loan import Loan, LoanBalance, LoanEvent, PlannedInstalment
from tantam.lending.models.request import (
    LoanRequest,
    NumberSeries,
    RequestFate,
    RequestItem,
    RequestList,
    RequestSecurity,
    RequestStep,
    UseCheck,
)
from tantam.lending.models.savings import SavingsAccount, SavingsInterest, SavingsMove
from tantam.lending.models.session import Session, Voucher

__all__ = [
    "AccrualBucket",
    "BucketChange",
    "Loan",
    "LoanBalance",
    "LoanEvent",
    "LoanRequest",
    "NumberSeries",
    "PlannedInstalment",
    "RequestFate",
    "RequestItem",
    "RequestList",
    "RequestSecurity",
    "RequestStep",
    "SavingsAccount",
    "SavingsInterest",
    "SavingsMove",
    "Session",
    "UseCheck",
    "Voucher",
]
