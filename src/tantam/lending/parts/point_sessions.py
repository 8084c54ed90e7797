"""Sessions at transaction points: which an actor may see, held while something is recorded in them, and their cash."""

from collections.abc import Mapping
from typing import Final

from django.db import connection
from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext as _

from tantam.base.asked import Asked, Scope
from tantam.base.errors import OutOfScope
from tantam.core.vietnamese import format_number
from tantam.groups.models import Group
from tantam.ledger.parts.accounts import AccountKey
from tantam.lending.models import Session, Voucher
from tantam.lending.wording.objections import UnableToRecord
from tantam.units.models import TransactionPoint

CASH_AT_POINT: Final = AccountKey("CASH_AT_POINT")
CASH_AT_OFFICE: Final = AccountKey("CASH_AT_OFFICE")
AMOUNTS: Final = ("principal_vnd", "interest_vnd", "savings_in_vnd", "savings_out_vnd", "disbursed_vnd")


def points_in(scope: Scope) -> QuerySet[TransactionPoint]:
    """Return the points of the offices in the scope."""
    rows = TransactionPoint.objects.select_related("office", "commune").order_by("office__order", "code")
    return rows if scope.all_units else rows.filter(office_id__in=scope.unit_ids)


def get_point_in(scope: Scope, point_id: int) -> TransactionPoint:
    """Return the point.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    found = points_in(scope).filter(id=point_id).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy điểm giao dịch này trong địa bàn của bạn."))
    return found


def get_session_in(scope: Scope, session_id: int) -> Session:
    """Return the session.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    rows = Session.objects.select_related("point__commune", "office").filter(id=session_id)
    found = (rows if scope.all_units else rows.filter(office_id__in=scope.unit_ids)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy phiên giao dịch này trong địa bàn của bạn."))
    return found


def get_voucher_in(scope: Scope, voucher_id: int) -> Voucher:
    """Return the voucher of a session.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    rows = Voucher.objects.select_related("session__point", "session__office", "group").filter(id=voucher_id)
    found = (rows if scope.all_units else rows.filter(session__office_id__in=scope.unit_ids)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy chứng từ này trong địa bàn của bạn."))
    return found


def hold_open_session(asked: Asked, session_id: int, *, alone: bool = False, is_closing: bool = False) -> Session:
    """Return a session that is open, so held that nobody closes it; `alone` also keeps others from recording.

    It is held before the book and any loan. Money moves on the session's own day only; closing may come later.
    Who pays out holds it alone, or two would both count on the same cash.

    :raises OutOfScope: if there is none for this actor.
    :raises UnableToRecord: if it is closed, or of another day than the book's.
    """
    assert connection.in_atomic_block
    get_session_in(asked.actor.scope, session_id)
    lock = (" FOR UPDATE" if alone or is_closing else " FOR SHARE") if connection.features.has_select_for_update else ""
    query = f"SELECT id FROM lending_session WHERE id = %s{lock}"  # noqa: S608 - no words of others
    list(Session.objects.raw(query, [session_id]))
    session = get_session_in(asked.actor.scope, session_id)
    if session.state == Session.State.CLOSED:
        raise UnableToRecord(
            _("Phiên giao dịch ngày %(day)s đã khóa, không ghi thêm được.") % {"day": f"{session.day:%d/%m/%Y}"}
        )
    if session.day > asked.book_date or (not is_closing and session.day != asked.book_date):
        raise UnableToRecord(
            _("Phiên giao dịch này của ngày %(day)s, không phải ngày hạch toán hôm nay.")
            % {"day": f"{session.day:%d/%m/%Y}"}
        )
    return session


def refuse_without_cash(session: Session, amount_vnd: int) -> None:
    """Refuse to pay out more than is in the box; the session is held alone.

    :raises UnableToRecord: a box below nothing could never be counted, nor the session and its day be closed.
    """
    cash_vnd = cash_of(brought_vnd=session.brought_vnd, totals=totals_of(session.vouchers.all()))
    if amount_vnd > cash_vnd:
        raise UnableToRecord(
            _("Tiền mặt của phiên chỉ còn %(cash)s đồng, không đủ để chi %(amount)s đồng.")
            % {"cash": format_number(max(cash_vnd, 0)), "amount": format_number(amount_vnd)}
        )


def write_voucher(
    *,
    asked: Asked,
    session: Session,
    kind: str,
    amounts: Mapping[str, int],
    group: Group | None = None,
    reverses: Voucher | None = None,
    reason: str = "",
) -> Voucher:
    """Write down what came in or went out at once, in đồng; the book is told by the caller."""
    assert amounts.keys() <= set(AMOUNTS)
    return Voucher.objects.create(
        session=session,
        group=group,
        kind=kind,
        reverses=reverses,
        reason=reason,
        **amounts,
        recorded_by=asked.actor_id,
        recorded_by_name=asked.actor.name,
        recorded_at=asked.at,
    )


def totals_of(vouchers: QuerySet[Voucher]) -> dict[str, int]:
    """Return the sums of vouchers by kind of money, in đồng."""
    sums = vouchers.aggregate(**{f"sum_{name}": Sum(F(name)) for name in AMOUNTS})
    return {name: sums[f"sum_{name}"] or 0 for name in AMOUNTS}


def cash_of(*, brought_vnd: int, totals: dict[str, int]) -> int:
    """Return the cash that must be in the box: what was brought, what came in, less what went out, in đồng."""
    came_in = totals["principal_vnd"] + totals["interest_vnd"] + totals["savings_in_vnd"]
    return brought_vnd + came_in - totals["savings_out_vnd"] - totals["disbursed_vnd"]
