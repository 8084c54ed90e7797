"""Days that go by: events of any kind, sheets of a group in a session, and closes, learnt once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from tantam.closing.commands.closing import close_day
from tantam.closing.models import DayClose
from tantam.core.loans.events import Event, Paid, Towards
from tantam.groups.models import Contract, ContractRate, Group
from tantam.ledger.models import Book
from tantam.ledger.parts.accounts import AccountKey
from tantam.lending.models import Loan, Session, Voucher
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.changing import Circumstances, change
from tantam.lending.parts.lives import hold, read_lives
from tantam.units.models import Unit
from tests.support.cast import asked_by_system
from tests.support.loans import OFFICE
from tests.support.register import RECORDED
from tests.support.written_sessions import write_voucher

AT_POINT = AccountKey("CASH_AT_POINT")
AT_OFFICE = AccountKey("CASH_AT_OFFICE")


def close(day: date, *, office: str = OFFICE, today: date | None = None, key: str | None = None) -> DayClose:
    """Close a day of an office, on the day itself unless told otherwise."""
    asked = asked_by_system(on=today or day, key=key)
    return DayClose.objects.get(pk=close_day(asked=asked, office_code=office, day=day))


def close_through(day: date, *, first: date, office: str = OFFICE) -> list[DayClose]:
    """Close the days that are not closed yet, in order."""
    closed = Book.objects.filter(office__code=office).aggregate(day=Max("closed_through"))["day"]
    start = closed + timedelta(days=1) if closed else first
    return [close(start + timedelta(days=place), office=office) for place in range((day - start).days + 1)]


def record(
    number: str,
    make: Callable[[int], Event],
    *,
    on: date,
    voucher_id: int | None = None,
    money: AccountKey = AT_OFFICE,
) -> int:
    """Let something happen to a loan; `make` makes the event from its number. `on` is the book date."""
    asked = asked_by_system(on=on)
    with transaction.atomic():
        loan = Loan.objects.get(number=number)
        closed = closed_until(loan.office_id)
        hold([loan.pk])
        life = read_lives([loan])[loan.pk]
        event = make(life.next_seq)
        how = Circumstances(key=asked.request_key, money=money, closed_until=closed, voucher_id=voucher_id)
        change(life, event, asked=asked, how=how)
    return event.seq


def hand_in(
    group: Group, rows: dict[str, int], *, session: Session, on: date | None = None, told_vnd: int | None = None
) -> Voucher:
    """Let a group hand in interest by a sheet, {loan number: đồng}, and bring the cash to the office."""
    on = on or session.day
    total_vnd = sum(rows.values())
    told_vnd = total_vnd if told_vnd is None else told_vnd
    voucher = write_voucher(session, group=group, kind=Voucher.Kind.SHEET, interest_vnd=told_vnd)
    for number, vnd in rows.items():
        record(number, paid_interest(session.day, on, vnd), on=on, voucher_id=voucher.pk, money=AT_POINT)
    return voucher


def paid_interest(day: date, booked_on: date, vnd: int) -> Callable[[int], Event]:
    """Return what makes a payment of interest."""
    return lambda seq: Paid(seq=seq, on=day, booked_on=booked_on, amount_vnd=vnd, towards=Towards.INTEREST)


def sign(group: Group, kind: str, *, ppm_month: int | None, on: date, **changed: Any) -> Contract:
    """Write a contract down with its rate, of authorisation with a group or of entrustment with its organisation."""
    of_group = kind == Contract.Kind.AUTHORISATION
    contract = Contract.objects.create(
        **{
            "kind": kind,
            "group": group if of_group else None,
            "commune": group.commune,
            "organisation": group.organisation,
            "office": group.office,
            "number": f"{kind[:3]}-{Contract.objects.count() + 1}",
            "signed_on": on,
            "starts_on": on,
            "recorded_at": RECORDED,
        }
        | changed
    )
    if ppm_month is not None:
        what = ContractRate.What.COMMISSION if of_group else ContractRate.What.FEE
        ContractRate.objects.create(
            contract=contract, what=what, ppm_month=ppm_month, document="–", starts_on=on, recorded_at=RECORDED
        )
    return contract


def make_close(office: Unit, day: date = date(2026, 10, 31)) -> DayClose:
    """Write a closed day of nothing down."""
    amounts = (
        "to_overdue",
        "to_current",
        "accrued",
        "overdue_accrued",
        "corrected",
        "collected",
        "commissions",
        "fees",
    )
    return DayClose.objects.create(
        office=office,
        day=day,
        loans_turned=0,
        closed_by=0,
        closed_by_name="–",
        closed_at=RECORDED,
        **{f"{name}_vnd": 0 for name in amounts},
    )
