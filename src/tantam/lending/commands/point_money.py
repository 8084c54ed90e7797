"""Money of one borrower or saver at a transaction point: repaid, paid out, put into savings and taken from them."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.loans.events import Disbursed, Paid, TakenOver, Towards
from tantam.ledger.parts.accounts import AccountKey
from tantam.lending.models import Loan, Voucher
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.changing import Circumstances, change
from tantam.lending.parts.lives import hold, read_lives
from tantam.lending.parts.requests.paying_out import refuse_before_notice
from tantam.lending.parts.scope import get_own_loan
from tantam.lending.parts.sessions.holding import hold_open_session, refuse_without_cash
from tantam.lending.parts.sessions.vouchers import CASH_AT_OFFICE, CASH_AT_POINT, write_voucher
from tantam.lending.wording.objections import UnableToRecord

_TOWARDS: Final = {"interest_vnd": Towards.INTEREST, "principal_vnd": Towards.PRINCIPAL}


def _number(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"loan {arguments['number']}"


@command("lending.take_repayment", subject=_number)
def take_repayment(*, asked: Asked, session_id: int, number: str, interest_vnd: int, principal_vnd: int) -> int:
    """Take what a borrower pays in person at a session, in đồng; return the voucher's id.

    :raises UnableToRecord: if neither is above zero, either is above what is owed, the loan is of another office, or
        the session is closed.
    :raises OutOfScope: if loan or session is not of the actor's offices.
    """
    amounts = {"interest_vnd": interest_vnd, "principal_vnd": principal_vnd}
    if min(amounts.values()) < 0 or not any(amounts.values()):
        raise UnableToRecord(_("Hãy ghi số tiền lãi hoặc gốc lớn hơn 0."))
    session = hold_open_session(asked, session_id)
    loan = _loan_of(asked, number, office_id=session.office_id)
    closed = closed_until(loan.office_id)
    hold([loan.pk])
    voucher_id = write_voucher(asked, session_id=session.pk, kind=Voucher.Kind.REPAYMENT, amounts=amounts)
    life = read_lives([loan])[loan.pk]
    for name, towards in _TOWARDS.items():
        if amounts[name]:
            event = Paid(
                seq=life.next_seq,
                on=session.day,
                booked_on=asked.book_date,
                amount_vnd=amounts[name],
                towards=towards,
            )
            key = f"{asked.request_key}:{towards.value.lower()}"
            how = Circumstances(key=key, money=CASH_AT_POINT, closed_until=closed, voucher_id=voucher_id)
            life = change(life, event, asked=asked, how=how)
    return voucher_id


@command("lending.disburse", subject=_number)
def disburse(*, asked: Asked, session_id: int | None, number: str, amount_vnd: int) -> int:
    """Pay a loan out to its borrower, in đồng, at a session or (None) at the office; return the event's number.

    :raises UnableToRequest: if the loan was requested here, and notice is lacking or its approval has lapsed.
    :raises UnableToRecord: if more would be paid out than was approved, the loan is of another office, the session is
        closed or its cash does not suffice.
    :raises OutOfScope: if loan or session is not of the actor's offices.
    """
    session = hold_open_session(asked, session_id, alone=True) if session_id is not None else None
    loan = _loan_of(asked, number, office_id=session.office_id if session else None)
    closed = closed_until(loan.office_id)
    hold([loan.pk])
    life = read_lives([loan])[loan.pk]
    if any(isinstance(each, TakenOver) for each in life.events):
        raise UnableToRecord(_("Khoản vay %(number)s nhận bàn giao đã giải ngân.") % {"number": number})
    refuse_before_notice(loan.pk, on=session.day if session else asked.book_date)
    if amount_vnd <= 0:
        raise UnableToRecord(_("Số tiền phải lớn hơn 0."))
    voucher_id = None
    if session is not None:
        refuse_without_cash(session, amount_vnd)
        amounts = {"disbursed_vnd": amount_vnd}
        voucher_id = write_voucher(asked, session_id=session.pk, kind=Voucher.Kind.DISBURSEMENT, amounts=amounts)
    on = session.day if session else asked.book_date
    event = Disbursed(seq=life.next_seq, on=on, booked_on=asked.book_date, amount_vnd=amount_vnd)
    money: AccountKey = CASH_AT_POINT if session else CASH_AT_OFFICE
    how = Circumstances(key=asked.request_key, money=money, closed_until=closed, voucher_id=voucher_id)
    change(life, event, asked=asked, how=how)
    return event.seq


def _loan_of(asked: Asked, number: str, *, office_id: int | None) -> Loan:
    loan = get_own_loan(asked.actor.scope, number=number)
    if office_id is not None and loan.office_id != office_id:
        raise UnableToRecord(
            _("Khoản vay %(number)s của đơn vị khác, không giao dịch ở phiên này.") % {"number": number}
        )
    return loan
