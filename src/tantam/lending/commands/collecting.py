"""Payments of borrowers, and the visible reversal of what was recorded by mistake."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.loans.events import Paid, Reversed, Towards
from tantam.lending.models import Loan
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.changing import Circumstances, change
from tantam.lending.parts.lives import Life, hold, read_lives
from tantam.lending.parts.reversing import clean_reason, why_not_reverse
from tantam.lending.parts.scope import get_own_loan
from tantam.lending.parts.sessions.vouchers import CASH_AT_OFFICE
from tantam.lending.wording.objections import UnableToRecord


def _number(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"loan {arguments['number']}"


@command("lending.record_payment", subject=_number)
def record_payment(*, asked: Asked, number: str, on: date, amount_vnd: int, towards: str) -> int:
    """Record what a borrower paid at the office, in đồng; return the number of the event.

    `towards` is INTEREST, PRINCIPAL, or ANYTHING to be shared out in the order of the terms.

    :raises UnableToRecord: with the reason, if the loan, the day or the amount do not allow it, or the loan's office is
        another's.
    :raises OutOfScope: if the loan is not of the actor's units.
    """
    life, closed = _hold_life(asked, number)
    if towards not in Towards.__members__:
        raise UnableToRecord(_("Hãy chọn thu lãi, thu nợ gốc hay thu theo thứ tự."))
    event = Paid(seq=life.next_seq, on=on, booked_on=asked.book_date, amount_vnd=amount_vnd, towards=Towards(towards))
    how = Circumstances(key=asked.request_key, money=CASH_AT_OFFICE, closed_until=closed)
    change(life, event, asked=asked, how=how)
    return event.seq


@command("lending.reverse_event", subject=_number)
def reverse_event(*, asked: Asked, number: str, seq: int, reason: str) -> int:
    """Take an event of a loan back, as if it had never been; return the number of the reversal.

    What differs is posted on the day of the reversal, with the day of the event as value date, also where that day
    is closed.

    :raises UnableToRecord: if there is no such event, it was taken back before, later events need it, no reason is
        given, whoever recorded it asks, it was recorded in a session at a point and is taken back there, or the
        loan's office is another's.
    :raises OutOfScope: if the loan is not of the actor's units.
    """
    life, _closed = _hold_life(asked, number)
    if forbidden := why_not_reverse(life.loan.pk, seq, actor=asked.actor):
        raise UnableToRecord(forbidden)
    reason = clean_reason(reason)
    event = next(each for each in life.events if each.seq == seq)
    back = Reversed(seq=life.next_seq, on=event.on, booked_on=asked.book_date, what=seq)
    how = Circumstances(
        key=asked.request_key, money=CASH_AT_OFFICE, closed_until=None, kind="CORRECTION", reason=reason
    )
    change(life, back, asked=asked, how=how)
    return back.seq


def _hold_life(asked: Asked, number: str) -> tuple[Life, date | None]:
    loan: Loan = get_own_loan(asked.actor.scope, number=number)
    closed = closed_until(loan.office_id)
    hold([loan.pk])
    return read_lives([loan])[loan.pk], closed
