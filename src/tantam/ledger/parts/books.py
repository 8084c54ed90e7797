"""The book of an office: held while it is posted to, and made when it is first needed."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _

from tantam.base.errors import Refusal
from tantam.base.rows import kept_cursor
from tantam.ledger.models import Book
from tantam.ledger.parts.accounts import UnableToPost
from tantam.units.models import Unit

OFFICE_KINDS: Final = frozenset({Unit.Kind.BANK_BRANCH, Unit.Kind.BANK_OFFICE})


class ClosedDay(Refusal):
    """The book of that day is closed: nothing more is posted into it."""


@dataclass(frozen=True, slots=True)
class HeldBook:
    """A book that nobody closes until this transaction ends."""

    id: int
    closed_through: date | None


def hold_book(office_id: int) -> HeldBook:
    """Return the office's book, so held that others may post at the same time and nobody may close a day.

    :raises UnableToPost: if the unit is no office of the bank.
    """
    assert connection.in_atomic_block
    found = _find_held(office_id)
    if found is None:
        make_book(office_id)
        found = _find_held(office_id)
    assert found is not None
    return found


def hold_book_alone(office_id: int) -> Book:
    """Return the office's book, so held that nobody posts to it until this transaction ends.

    :raises UnableToPost: if the unit is no office of the bank.
    """
    found = Book.objects.select_for_update().filter(office_id=office_id).first()
    if found is None:
        make_book(office_id)
        found = Book.objects.select_for_update().get(office_id=office_id)
    return found


def make_book(office_id: int) -> None:
    """Make the office's book unless there is one.

    :raises UnableToPost: if the unit is no office of the bank.
    """
    if Book.objects.filter(office_id=office_id).exists():
        return
    if not Unit.objects.filter(id=office_id, kind__in=OFFICE_KINDS).exists():
        raise UnableToPost(_("Chỉ chi nhánh và phòng giao dịch của ngân hàng có sổ kế toán."))
    Book.objects.bulk_create([Book(office_id=office_id)], ignore_conflicts=True)


def is_open(book: HeldBook, day: date) -> bool:
    """Tell whether a day may still be posted into."""
    return book.closed_through is None or day > book.closed_through


def closed_day(book: HeldBook, day: date) -> ClosedDay:
    """Return the refusal to post into a closed day, with what to do instead."""
    assert book.closed_through is not None
    return ClosedDay(
        _(
            "Sổ đã khóa đến hết ngày %(closed)s, không ghi thêm vào ngày %(day)s."
            " Hãy hạch toán vào ngày đang mở và ghi ngày giá trị là ngày đó."
        )
        % {"closed": f"{book.closed_through:%d/%m/%Y}", "day": f"{day:%d/%m/%Y}"}
    )


def _find_held(office_id: int) -> HeldBook | None:
    # On SQLite a writer is alone anyway.
    shared = " FOR SHARE" if connection.features.has_select_for_update else ""
    with kept_cursor() as cursor:
        cursor.execute(
            f"SELECT id, closed_through FROM ledger_book WHERE office_id = %s{shared}",  # noqa: S608 - no words of others
            [office_id],
        )
        row = cursor.fetchone()
    return HeldBook(*row) if row else None
