"""Open sessions, and the vouchers of what is handed in and paid out in them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.errors import OutOfScope
from tantam.base.rows import kept_cursor
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.books import HeldBook, is_open, make_book
from tantam.lending.models import Session, Voucher
from tantam.lending.wording.objections import UnableToRecord

MONEY: Final = AccountKey("CASH_AT_POINT")


_HELD: Final = """
SELECT s.office_id, s.day, s.state, b.id, b.closed_through, g.id
FROM lending_session s
JOIN ledger_book b ON b.office_id = s.office_id
LEFT JOIN groups_group g ON g.id = %s AND g.office_id = s.office_id
WHERE s.id = %s"""
_AMOUNTS: Final = ("principal_vnd", "interest_vnd", "savings_in_vnd", "savings_out_vnd", "disbursed_vnd")
_WRITE: Final = (
    f"INSERT INTO lending_voucher (session_id, group_id, kind, {', '.join(_AMOUNTS)},"  # noqa: S608 - no words of others
    " reason, recorded_by, recorded_by_name, recorded_at)"
    f" VALUES ({', '.join(['%s'] * (7 + len(_AMOUNTS)))}) RETURNING id"
)


@dataclass(frozen=True, slots=True)
class HeldSession:
    """An open session of today and the book of its office; nobody closes either until the transaction ends."""

    id: int
    office_id: int
    day: date
    book: HeldBook


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
    if state != Session.State.OPEN:
        raise UnableToRecord(_("Phiên giao dịch này đã khóa, không ghi thêm được."))
    shown = {"day": f"{day:%d/%m/%Y}"}
    if day != asked.book_date:
        raise UnableToRecord(_("Phiên giao dịch này của ngày %(day)s, không phải ngày hạch toán hôm nay.") % shown)
    book = HeldBook(book_id, closed_through)
    if not is_open(book, day):
        raise UnableToRecord(_("Ngày %(day)s đã khóa sổ, không ghi thêm được.") % shown)
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


def write_voucher(
    asked: Asked, session: HeldSession, *, kind: Voucher.Kind, group_id: int | None = None, **amounts_vnd: int
) -> int:
    """Write a voucher down and return its id; the amounts are its columns, in đồng."""
    assert amounts_vnd.keys() <= set(_AMOUNTS)
    at = connection.ops.adapt_datetimefield_value(asked.at)
    amounts = [amounts_vnd.get(name, 0) for name in _AMOUNTS]
    with kept_cursor() as cursor:
        cursor.execute(_WRITE, [session.id, group_id, kind.value, *amounts, "", asked.actor_id, asked.actor.name, at])
        return int(cursor.fetchone()[0])


def reference_of(voucher_id: int) -> str:
    """Return how the ledger and the buckets name a voucher."""
    return f"V{voucher_id}"
