"""Payments of borrowers, and the visible reversal of what was recorded by mistake."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.loans.events import Event, Paid, Reversed, TakenOver, Towards
from tantam.core.text import nfc
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Batch, post
from tantam.lending.models import Loan
from tantam.lending.parts.accounting import less, lines_of, pair, positions
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.lives import Life, add_event, hold, kept_balances, read_lives, refuse_if_in_doubt
from tantam.lending.parts.scope import get_loan_in
from tantam.lending.wording.objections import UnableToRecord

CASH: Final = AccountKey("CASH_AT_OFFICE")
REASON_MAX: Final = 300


def _number(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"loan {arguments['number']}"


@command("lending.record_payment", subject=_number)
def record_payment(*, asked: Asked, number: str, on: date, amount_vnd: int, towards: str) -> int:
    """Record what a borrower paid at the office, in đồng; return the number of the event.

    `towards` is INTEREST, PRINCIPAL, or ANYTHING to be shared out in the order of the terms.

    :raises UnableToRecord: with the reason, if the loan, the day or the amount do not allow it.
    :raises OutOfScope: if the loan is not of the actor's units.
    """
    life, closed = _hold_life(asked, number)
    if towards not in Towards.__members__:
        raise UnableToRecord(_("Hãy chọn thu lãi, thu nợ gốc hay thu theo thứ tự."))
    event = Paid(seq=life.next_seq, on=on, booked_on=asked.book_date, amount_vnd=amount_vnd, towards=Towards(towards))
    return _add(life, event, asked=asked, closed=closed)


@command("lending.reverse_event", subject=_number)
def reverse_event(*, asked: Asked, number: str, seq: int, reason: str) -> int:
    """Take an event of a loan back, as if it had never been; return the number of the reversal.

    What differs is posted on the day of the reversal, with the day of the event as value date, also where that day
    is closed.

    :raises UnableToRecord: if there is no such event, it was taken back before, later events need it, or no reason
        is given.
    :raises OutOfScope: if the loan is not of the actor's units.
    """
    life, _closed = _hold_life(asked, number)
    reason = nfc(reason).strip()
    event = next((each for each in life.events if each.seq == seq), None)
    if event is None or isinstance(event, TakenOver):
        raise UnableToRecord(_("Khoản vay %(number)s: không có giao dịch này để đảo.") % {"number": number})
    if not 0 < len(reason) <= REASON_MAX:
        raise UnableToRecord(_("Hãy ghi lý do đảo giao dịch, không quá %(most)d ký tự.") % {"most": REASON_MAX})
    back = Reversed(seq=life.next_seq, on=event.on, booked_on=asked.book_date, what=seq)
    return _add(life, back, asked=asked, closed=None, kind="CORRECTION", reason=reason)


def _hold_life(asked: Asked, number: str) -> tuple[Life, date | None]:
    loan: Loan = get_loan_in(asked.actor.scope, number=number)
    closed = closed_until(loan.office_id)
    hold([loan.pk])
    return read_lives([loan])[loan.pk], closed


def _add(life: Life, event: Event, *, asked: Asked, closed: date | None, kind: str = "", reason: str = "") -> int:
    """Write an event down and post what it moved.

    What fell due since the balances were last kept is posted first. What the event moved on its own day has that
    day as its value date; what it changes of the days since is a correction of today.
    """
    loan, today = life.loan, asked.book_date
    kept, before = kept_balances(loan, day=today), life.at(today)
    longer = add_event(life, event, asked=asked, closed_until=closed, reason=reason)
    refuse_if_in_doubt(loan, kept=kept, folded=before)
    passed = "MOVED_TO_OVERDUE" if before.overdue_vnd > kept.overdue_vnd else "MOVED_TO_CURRENT"
    own = positions(loan, before=life.at(event.on), after=longer.at(event.on), money=CASH)
    since = less(positions(loan, before=before, after=longer.at(today), money=CASH), own)
    postings = {
        ":passed": (today, lines_of(loan, before=kept, after=before, money=CASH, kind=passed)),
        "": (event.on, pair(own, kind=kind, reference=loan.number)),
        ":since": (today, pair(since, kind="CORRECTION", reference=loan.number)),
    }
    for suffix, (value_date, lines) in postings.items():
        if lines:
            batch = Batch(
                key=asked.request_key + suffix,
                office_id=loan.office_id,
                book_date=today,
                value_date=value_date,
                document=f"{loan.number}/{event.seq}",
                description=reason,
            )
            post(asked=asked, batch=batch, lines=lines)
    return event.seq
