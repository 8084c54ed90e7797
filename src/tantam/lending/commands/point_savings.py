"""Savings of one household at a transaction point."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.groups.models import GroupMember
from tantam.groups.parts.days import holding_on
from tantam.ledger.parts.posting import Batch, post
from tantam.lending.models import SavingsAccount, SavingsMove, Session, Voucher
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.savings.moving import Saved, When, move_savings, savings_lines
from tantam.lending.parts.sessions.holding import hold_open_session, refuse_without_cash
from tantam.lending.parts.sessions.vouchers import CASH_AT_POINT, reference_of, write_voucher
from tantam.lending.wording.objections import UnableToRecord


def _household(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"savings:{arguments['household_code']}"


@command("lending.take_savings", subject=_household)
def take_savings(*, asked: Asked, session_id: int, household_code: str, amount_vnd: int) -> int:
    """Take what a group's member puts into savings in person, in đồng; return the voucher's id.

    :raises UnableToRecord: if the household is in no group of the office, the amount is not above zero, or the session
        is closed.
    :raises OutOfScope: if the session is not of the actor's offices.
    """
    session = _hold(asked, session_id, amount_vnd)
    members = GroupMember.objects.filter(
        holding_on(session.day), household__code=household_code, group__office_id=session.office_id
    )
    household_id = members.values_list("household_id", flat=True).first()
    if household_id is None:
        raise UnableToRecord(
            _("Hộ %(code)s không ở Tổ nào của đơn vị này, chưa gửi tiền được.") % {"code": household_code}
        )
    return _move(asked, session, Saved(household_id, amount_vnd))


@command("lending.pay_savings", subject=_household)
def pay_savings(*, asked: Asked, session_id: int, household_code: str, amount_vnd: int) -> int:
    """Pay a household out of its savings, in đồng; return the voucher's id.

    :raises UnableToRecord: if it or the session's box has less, the amount is not above zero, or the session is closed.
    :raises OutOfScope: if the session is not of the actor's offices.
    """
    session = _hold(asked, session_id, amount_vnd, alone=True)
    household_id = _saver(household_code, session.office_id)
    if household_id is None:
        raise UnableToRecord(_("Hộ %(code)s chưa có tiền gửi ở đơn vị này.") % {"code": household_code})
    refuse_without_cash(session, amount_vnd)
    return _move(asked, session, Saved(household_id, -amount_vnd, kind=SavingsMove.Kind.PAID_OUT.value))


def _saver(household_code: str, office_id: int) -> int | None:
    """Return the household whose account at an office is meant: its own, or that of one that was merged into it."""
    of_home = Q(household__code=household_code) | Q(household__merged_into__code=household_code)
    accounts = SavingsAccount.objects.filter(of_home, office_id=office_id)
    found = accounts.order_by("id").values_list("household__code", "household_id")
    return next((number for code, number in found if code == household_code), found[0][1] if found else None)


def _hold(asked: Asked, session_id: int, amount_vnd: int, *, alone: bool = False) -> Session:
    if amount_vnd <= 0:
        raise UnableToRecord(_("Số tiền phải lớn hơn 0."))
    session = hold_open_session(asked, session_id, alone=alone)
    closed_until(session.office_id)
    return session


def _move(asked: Asked, session: Session, saved: Saved) -> int:
    """Move savings by a voucher of their own; return its id."""
    in_vnd, out_vnd = max(saved.amount_vnd, 0), max(-saved.amount_vnd, 0)
    voucher_id = write_voucher(
        asked,
        session_id=session.pk,
        kind=Voucher.Kind.SAVINGS,
        amounts={"savings_in_vnd": in_vnd, "savings_out_vnd": out_vnd},
    )
    reference = reference_of(voucher_id)
    move_savings([saved], asked=asked, when=When(session.office_id, session.day, voucher_id))
    lines = savings_lines(in_vnd=in_vnd, out_vnd=out_vnd, money=CASH_AT_POINT, reference=reference)
    batch = Batch(
        key=asked.request_key,
        office_id=session.office_id,
        book_date=asked.book_date,
        value_date=session.day,
        document=reference,
    )
    post(asked=asked, batch=batch, lines=lines)
    return voucher_id
