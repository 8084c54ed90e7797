"""The balances of loans and savings against the accounts that are their sums."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce

from tantam.base.asked import EVERYTHING
from tantam.core.law.chart import SubLedger
from tantam.ledger.models import Book
from tantam.ledger.queries.controls import list_control_balances
from tantam.lending.models import LoanBalance, SavingsAccount, SavingsMove

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


@dataclass(frozen=True, slots=True)
class SavingsGap:
    """An account of savings whose balance is not the sum of its moves, in đồng, or that counts other moves.

    Without a number it is the office's account in the ledger, which all moves of the office are to come to.
    """

    office_code: str
    number: str
    kept_vnd: int
    moves_vnd: int


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


def find_savings_gaps(*, day: date) -> list[SavingsGap]:
    """Return where savings are not what their moves come to: in an account's balance, or in the ledger at a day's end.

    A household is paid by its kept balance, so a balance that drifted would pay out money that nobody put in.
    """
    moved = Coalesce(Sum("moves__amount_vnd"), Value(0))
    rows = SavingsAccount.objects.annotate(moved_vnd=moved, counted=Count("moves"))
    apart = rows.filter(~Q(balance_vnd=F("moved_vnd")) | ~Q(moves_count=F("counted"))).order_by("number")
    gaps = [
        SavingsGap(office_code, number, kept_vnd, int(moves_vnd))
        for office_code, number, kept_vnd, moves_vnd in apart.values_list(
            "office__code", "number", "balance_vnd", "moved_vnd"
        )
    ]
    by_office = SavingsMove.objects.order_by().values_list("account__office__code").annotate(sum=Sum("amount_vnd"))
    moves = {office_code: int(vnd) for office_code, vnd in by_office}
    offices = dict(Book.objects.values_list("office_id", "office__code"))
    ledger = {
        offices[row.office_id]: -row.balance_vnd
        for row in list_control_balances(scope=EVERYTHING, sub_ledger=SubLedger.SAVINGS, day=day)
        if row.key.code == "MEMBER_SAVINGS"
    }
    return gaps + [
        SavingsGap(office_code, "", ledger.get(office_code, 0), moves.get(office_code, 0))
        for office_code in sorted(ledger.keys() | moves.keys())
        if ledger.get(office_code, 0) != moves.get(office_code, 0)
    ]


def _ledger(day: date) -> dict[tuple[str, str, str, str], int]:
    offices = dict(Book.objects.values_list("office_id", "office__code"))
    return {
        (offices[row.office_id], *row.key): row.balance_vnd
        for row in list_control_balances(scope=EVERYTHING, sub_ledger=SubLedger.LOANS, day=day)
        if row.key.code in COMPARED
    }
