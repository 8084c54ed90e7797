"""Sessions at transaction points: which an actor may see, and how they are held while something is recorded in them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Asked, Scope
from tantam.base.errors import OutOfScope
from tantam.base.rows import kept_cursor
from tantam.core.vietnamese import format_number
from tantam.ledger.parts.books import HeldBook, is_open, make_book
from tantam.lending.models import Session
from tantam.lending.parts.sessions.vouchers import cash_of, totals_of
from tantam.lending.wording.objections import UnableToRecord
from tantam.units.models import TransactionPoint

_HELD: Final = """
SELECT s.office_id, s.day, s.state, b.id, b.closed_through, g.id
FROM lending_session s
JOIN ledger_book b ON b.office_id = s.office_id
LEFT JOIN groups_group g ON g.id = %s AND g.office_id = s.office_id
WHERE s.id = %s"""


@dataclass(frozen=True, slots=True)
class HeldSession:
    """An open session of today and the book of its office; nobody closes either until the transaction ends."""

    id: int
    office_id: int
    day: date
    book: HeldBook


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
    _refuse_unless_open(session.state, session.day, asked=asked, is_closing=is_closing)
    return session


def _refuse_unless_open(state: str, day: date, *, asked: Asked, is_closing: bool = False) -> None:
    """Refuse what a session does not take: it is closed, or of another day. One may close it later than on its day."""
    shown = {"day": f"{day:%d/%m/%Y}"}
    if state != Session.State.OPEN:
        raise UnableToRecord(_("Phiên giao dịch ngày %(day)s đã khóa, không ghi thêm được.") % shown)
    if day > asked.book_date or (not is_closing and day != asked.book_date):
        raise UnableToRecord(_("Phiên giao dịch này của ngày %(day)s, không phải ngày hạch toán hôm nay.") % shown)


def hold_session(asked: Asked, session_id: int, *, group_id: int | None = None) -> HeldSession:
    """Return the open session of today; others may take money in it at the same time, nobody may close it.

    The book is held with it, after it.

    :raises UnableToRecord: if it is closed or of another day than the book's, or if that day of the book is closed.
    :raises OutOfScope: if there is none, it is of another office, or the group that is named is.
    """
    found = _find_held(session_id, group_id)
    if found is None:
        office_id = Session.objects.filter(pk=session_id).values_list("office_id", flat=True).first()
        if office_id is not None and asked.actor.scope.covers(office_id):
            make_book(office_id)
            found = _find_held(session_id, group_id)
    if found is None or not asked.actor.scope.covers(found[0]):
        raise OutOfScope(_("Không tìm thấy phiên giao dịch này trong địa bàn của bạn."))
    office_id, day, state, book_id, closed_through, found_group_id = found
    if found_group_id != group_id:
        raise OutOfScope(_("Không tìm thấy Tổ này tại đơn vị của phiên giao dịch."))
    _refuse_unless_open(state, day, asked=asked)
    book = HeldBook(book_id, closed_through)
    if not is_open(book, day):
        raise UnableToRecord(_("Ngày %(day)s đã khóa sổ, không ghi thêm được.") % {"day": f"{day:%d/%m/%Y}"})
    return HeldSession(session_id, office_id, day, book)


_Found = tuple[int, date, str, int, date | None, int | None]


def _find_held(session_id: int, group_id: int | None) -> _Found | None:
    """Lock the session and then the book, shared; on SQLite a writer is alone anyway."""
    with kept_cursor() as cursor:
        cursor.execute(
            _HELD + (" FOR SHARE OF s, b" if connection.vendor == "postgresql" else ""), [group_id, session_id]
        )
        found: _Found | None = cursor.fetchone()
    return found


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
