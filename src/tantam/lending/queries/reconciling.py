"""The balances of loans against the accounts that are their sums."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, Sum

from tantam.base.asked import EVERYTHING
from tantam.core.law.chart import SubLedger
from tantam.ledger.models import Book
from tantam.ledger.queries.controls import list_control_balances
from tantam.lending.models import LoanBalance

# The control accounts whose sums loans keep; interest is compared when a close accrues it.
COMPARED: Final = frozenset({"LOANS_CURRENT", "LOANS_OVERDUE", "BORROWER_SURPLUS"})


@dataclass(frozen=True, slots=True)
class Gap:
    """An account of an office that is not the sum of its loans, in đồng."""

    office_code: str
    code: str
    source: str
    programme: str
    ledger_vnd: int
    loans_vnd: int


def find_gaps(*, day: date) -> list[Gap]:
    """Return where current and overdue principal differ between ledger and loans when a day ends; best none."""
    loans: dict[tuple[str, str, str, str], int] = {}
    sums = LoanBalance.objects.values("loan__office__code", "loan__source", "loan__programme").annotate(
        current=Sum(F("principal_vnd") - F("overdue_vnd")), overdue=Sum("overdue_vnd"), surplus=Sum("surplus_vnd")
    )
    for row in sums:
        place = (row["loan__office__code"], row["loan__source"], row["loan__programme"])
        loans[place[0], "LOANS_CURRENT", *place[1:]] = row["current"]
        loans[place[0], "LOANS_OVERDUE", *place[1:]] = row["overdue"]
        held = (place[0], "BORROWER_SURPLUS", "", "")
        loans[held] = loans.get(held, 0) - row["surplus"]
    ledger = _ledger(day)
    return [
        Gap(*key, ledger_vnd=ledger.get(key, 0), loans_vnd=loans.get(key, 0))
        for key in sorted(loans.keys() | ledger.keys())
        if ledger.get(key, 0) != loans.get(key, 0)
    ]


def _ledger(day: date) -> dict[tuple[str, str, str, str], int]:
    offices = dict(Book.objects.values_list("office_id", "office__code"))
    return {
        (offices[row.office_id], *row.key): row.balance_vnd
        for row in list_control_balances(scope=EVERYTHING, sub_ledger=SubLedger.LOANS, day=day)
        if row.key.code in COMPARED
    }
