"""The money of a day: what events of loans and moves of savings say that came and went, and what the ledger says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, NamedTuple

from django.db.models import BigIntegerField, Case, F, Q, QuerySet, Sum, When
from django.utils.timezone import make_aware

from tantam.ledger.models import Account, Transfer
from tantam.ledger.parts.open_days import OpenDays
from tantam.lending.models import LoanEvent, SavingsMove, Session
from tantam.lending.parts.sessions.vouchers import reference_of

_IN: Final = (LoanEvent.Kind.PAID,)
_OUT: Final = (LoanEvent.Kind.DISBURSED, LoanEvent.Kind.SURPLUS_RETURNED)
SIGNED: Final = Case(
    When(kind__in=_IN, then=F("amount_vnd")),
    When(kind__in=_OUT, then=-F("amount_vnd")),
    default=0,
    output_field=BigIntegerField(),
)
# Where money of borrowers comes in and goes out, and what it is for.
_MONEY: Final = frozenset({"CASH_AT_POINT", "CASH_AT_OFFICE", "MEMBER_SAVINGS"})
_LOANS: Final = frozenset(
    {
        *("LOANS_CURRENT", "LOANS_OVERDUE", "INTEREST_RECEIVABLE", "INTEREST_INCOME"),
        *("BORROWER_SURPLUS", "OTHER_INCOME", "RISK_FUND"),
    }
)


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """A day of an office; `sessions` are those in which something may have been booked on the day."""

    office_id: int
    office_code: str
    book_id: int
    day: date
    sessions: tuple[int, ...]

    @property
    def of_day(self) -> Q:
        """Return the condition on events and moves of the day that belong to a voucher."""
        return Q(voucher__session_id__in=self.sessions, booked_on=self.day)


def sessions_of(office_id: int, *, since: date, until: date) -> QuerySet[Session]:
    """Return the sessions in which something may have been booked in a stretch of days."""
    begun = make_aware(datetime.combine(since, time.min))
    late = Q(day__lt=since, closed_at__gte=begun)
    return Session.objects.filter(Q(day__gte=since, day__lte=until) | late, office_id=office_id)


def events_of(chosen: OfficeDay) -> tuple[QuerySet[LoanEvent], QuerySet[LoanEvent]]:
    """Return the events that were booked on the day: in sessions, and at the office."""
    at_office = Q(voucher=None, booked_on=chosen.day, loan__office_id=chosen.office_id)
    return LoanEvent.objects.filter(chosen.of_day), LoanEvent.objects.filter(at_office)


class Summed(NamedTuple):
    """Events of one kind on one voucher (None: at the office), added up, in đồng."""

    voucher_id: int | None
    kind: str
    towards: str
    booked_on: date
    amount_vnd: int


def list_summed(chosen: OfficeDay) -> list[Summed]:
    """Return the events of the day's sessions, whenever they were booked, and those of the day at the office."""
    _in_sessions, at_office = events_of(chosen)
    of_vouchers = LoanEvent.objects.filter(voucher__session_id__in=chosen.sessions)
    names = ("voucher_id", "kind", "towards", "booked_on")
    return [
        Summed(*row)
        for events in ((of_vouchers, at_office) if chosen.sessions else (at_office,))
        for row in events.values_list(*names).annotate(sum=Sum("amount_vnd"))
    ]


def loan_money_vnd(chosen: OfficeDay, summed: Iterable[Summed]) -> int:
    """Return what borrowers paid on the day less what they were paid, by their events, in đồng."""
    total_vnd, has_reversals = 0, False
    for row in summed:
        if row.booked_on == chosen.day:
            total_vnd += row.amount_vnd * ((row.kind in _IN) - (row.kind in _OUT))
            has_reversals |= row.kind == LoanEvent.Kind.REVERSED
    if has_reversals:
        total_vnd -= sum(vnd for events in events_of(chosen) for _event, vnd in taken_back(events))
    return total_vnd


def taken_back(events: QuerySet[LoanEvent]) -> list[tuple[LoanEvent, int]]:
    """Return the reversals among events, each with the money (in above zero) of what it takes back."""
    reversals = list(events.filter(kind=LoanEvent.Kind.REVERSED).select_related("voucher", "loan"))
    wanted = {(row.loan_id, row.reverses) for row in reversals}
    rows = LoanEvent.objects.filter(
        loan_id__in={loan for loan, _seq in wanted}, seq__in={seq for _loan, seq in wanted}
    ).annotate(signed_vnd=SIGNED)
    money = {(row.loan_id, row.seq): row.signed_vnd for row in rows}
    return [(row, money[row.loan_id, row.reverses or 0]) for row in reversals]


def savings_vnd(chosen: OfficeDay) -> int:
    """Return by how much savings grew on the day by their moves, in đồng."""
    at_office = Q(voucher=None, booked_on=chosen.day, account__office_id=chosen.office_id)
    both = (chosen.of_day, at_office) if chosen.sessions else (at_office,)
    moved = (SavingsMove.objects.filter(which).aggregate(sum=Sum("amount_vnd")) for which in both)
    return sum(sums["sum"] or 0 for sums in moved)


@dataclass(frozen=True, slots=True)
class Moved:
    """What transfers of a day moved from one account (its code) to another, in đồng."""

    debit: str
    credit: str
    kind: str
    amount_vnd: int
    reference: str = ""


def moved_on_day(chosen: OfficeDay, opened: OpenDays) -> list[Moved]:
    """Return the sums of the day's transfers, but for entries by hand and what takes them back."""
    accounts = opened.accounts
    return [
        Moved(accounts[row.debit_id].code, accounts[row.credit_id].code, row.kind, row.amount_vnd)
        for row in opened.moved
        if row.day == chosen.day and not row.is_correction and row.kind != Transfer.Kind.MANUAL
    ]


def list_moved_by_reference(chosen: OfficeDay) -> list[Moved]:
    """Return what `moved_on_day` does, by reference; slow, for a difference."""
    codes = dict(Account.objects.filter(book_id=chosen.book_id).values_list("id", "code"))
    rows = Transfer.objects.filter(posting__book_id=chosen.book_id, posting__book_date=chosen.day, corrects=None)
    names = ("debit_id", "credit_id", "kind", "reference")
    sums = rows.exclude(kind=Transfer.Kind.MANUAL).values_list(*names).annotate(sum=Sum("amount_vnd"))
    return [Moved(codes[debit], codes[credit], kind, vnd, name) for debit, credit, kind, name, vnd in sums]


def loans_in_ledger_vnd(moved: Iterable[Moved]) -> int:
    """Return the money that came in for loans less what went out for them, as the ledger has it, in đồng."""
    total_vnd = 0
    for each in moved:
        if each.debit in _MONEY and each.credit in _LOANS:
            total_vnd += each.amount_vnd
        elif each.credit in _MONEY and each.debit in _LOANS:
            total_vnd -= each.amount_vnd
    return total_vnd


def savings_in_ledger_vnd(moved: Iterable[Moved]) -> int:
    """Return by how much the account of savings grew, in đồng."""
    total_vnd = 0
    for each in moved:
        total_vnd += each.amount_vnd * ((each.credit == "MEMBER_SAVINGS") - (each.debit == "MEMBER_SAVINGS"))
    return total_vnd


def find_references(chosen: OfficeDay) -> tuple[str, ...]:
    """Return the vouchers and loans whose money in the ledger is not that of their events; slow, for a difference.

    A group's sheet is one posting under its own name, everything else stands under the loan's number.
    """
    by_events: dict[str, int] = defaultdict(int)
    for events in events_of(chosen):
        rows = events.values_list("loan__number", "voucher_id", "voucher__kind").annotate(sum=Sum(SIGNED))
        for number, voucher_id, kind, vnd in rows:
            by_events[reference_of(voucher_id) if kind == "SHEET" else number] += vnd
        for event, vnd in taken_back(events):
            by_events[event.loan.number] -= vnd
    by_ledger: dict[str, int] = defaultdict(int)
    for each in list_moved_by_reference(chosen):
        by_ledger[each.reference] += loans_in_ledger_vnd([each])
    names = by_events.keys() | by_ledger.keys()
    return tuple(sorted(name for name in names if by_events.get(name, 0) != by_ledger.get(name, 0)))
