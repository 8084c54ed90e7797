"""Savings at the office: what a session took or paid by mistake is taken back there once the session is closed."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.ledger.parts.posting import Batch, post
from tantam.lending.models import SavingsMove
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.reversing import clean_reason, why_not_reverse_savings
from tantam.lending.parts.savings.accounts import get_account_in
from tantam.lending.parts.savings.moving import Saved, When, hold_accounts, move_savings, savings_lines
from tantam.lending.parts.sessions.vouchers import CASH_AT_OFFICE
from tantam.lending.wording.objections import UnableToRecord

PURPOSE_MAX: Final = 300


def _account(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"savings account {arguments['number']}"


@command("lending.look_at_savings", subject=_account)
def look_at_savings(*, asked: Asked, number: str, purpose: str = "") -> None:
    """Write down that somebody looked at an account of savings; nothing else changes.

    :raises OutOfScope: if the account is not of the actor's units.
    """
    assert len(purpose) <= PURPOSE_MAX
    get_account_in(asked.actor.scope, number=number)


@command("lending.reverse_savings", subject=_account)
def reverse_savings(*, asked: Asked, number: str, seq: int, reason: str) -> int:
    """Take back at the office what a closed session put into savings or paid out; return the number of the reversal.

    The cash goes over the office's counter today. The move has the day of the one that it takes back as its own, also
    where that day is closed, so that interest is as if neither had been.

    :raises UnableToRecord: if there is no such move, it was taken back before, its session is open, the account has
        less by now or is another office's, no reason is given, or whoever recorded it asks.
    :raises OutOfScope: if the account is not of the actor's units.
    """
    account = get_account_in(asked.actor.scope, number=number)
    if not asked.actor.scope.covers(account.office_id):
        raise UnableToRecord(
            _("Tài khoản %(number)s mở ở %(office)s, chỉ đơn vị đó đảo được.")
            % {"number": number, "office": account.office.name}
        )
    closed_until(account.office_id)
    # Held before the move is looked at: another may be taking it back.
    hold_accounts([account.household_id], asked=asked, when=When(account.office_id, asked.book_date, None))
    move = SavingsMove.objects.filter(account=account, seq=seq).select_related("voucher__session").first()
    if forbidden := why_not_reverse_savings(move, actor=asked.actor):
        raise UnableToRecord(forbidden)
    assert move is not None
    if SavingsMove.objects.filter(account=account, reverses=seq).exists():
        raise UnableToRecord(_("Giao dịch này đã được đảo trước đó."))
    reason = clean_reason(reason)
    back = Saved(account.household_id, -move.amount_vnd, SavingsMove.Kind.REVERSED.value, seq, reason)
    (back_seq,) = move_savings([back], asked=asked, when=When(account.office_id, move.on, None))
    batch = Batch(
        key=asked.request_key,
        office_id=account.office_id,
        book_date=asked.book_date,
        value_date=move.on,
        document=f"{number}#{back_seq}",
        description=reason,
    )
    lines = savings_lines(
        in_vnd=max(back.amount_vnd, 0),
        out_vnd=max(-back.amount_vnd, 0),
        money=CASH_AT_OFFICE,
        reference=number,
        kind="CORRECTION",
    )
    post(asked=asked, batch=batch, lines=lines)
    return back_seq
