"""Closing a day of a book: what each account that moved had come to, written once."""

from collections import defaultdict
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.rows import write_rows
from tantam.ledger.models import BookDay, DayTotal
from tantam.ledger.parts.books import ClosedDay, hold_book_alone
from tantam.ledger.parts.open_days import OpenDays, read_open_days

_TOTAL: Final = ("account", "day", "debit_vnd", "credit_vnd")


def close_ledger_day(*, asked: Asked, office_id: int, day: date, opened: OpenDays | None = None) -> int:
    """Close an office's book through a day and return how many totals were written; a closed day writes nothing.

    Days before it that were left open are closed with it. The cost grows with the transfers since the last close,
    not with the book. Nothing can be posted into these days afterwards. Whoever holds the book alone and has read
    its open days gives them along.

    :raises ClosedDay: if the day is not over when it is asked for: it is after the book date of the request.
    :raises UnableToPost: if the unit is no office of the bank.
    """
    if day > asked.book_date:
        raise ClosedDay(_("Chưa đến ngày %(day)s, chưa khóa sổ ngày đó được.") % {"day": f"{day:%d/%m/%Y}"})
    book = opened.book if opened else hold_book_alone(office_id)
    if book.closed_through is not None and day <= book.closed_through:
        return 0
    opened = opened or read_open_days(book, day)
    assert (opened.day, book.office_id) == (day, office_id), "the days of this book, through this one"
    totals = _cumulated(opened)
    write_rows(DayTotal, _TOTAL, totals)
    _write_days(asked, opened)
    book.closed_through = day
    book.save(update_fields=["closed_through"])
    return len(totals)


def _cumulated(opened: OpenDays) -> list[tuple[int, date, int, int]]:
    """Return the totals of the days that moved, each with all that came before it: account, day, debit, credit."""
    moves: dict[tuple[date, int], list[int]] = defaultdict(lambda: [0, 0])
    for row in opened.moved:
        moves[row.day, row.debit_id][0] += row.amount_vnd
        moves[row.day, row.credit_id][1] += row.amount_vnd
    sums, totals = dict(opened.before), []
    for day, account_id in sorted(moves):
        debit_vnd, credit_vnd = moves[day, account_id]
        debit_before, credit_before = sums.get(account_id, (0, 0))
        sums[account_id] = (debit_before + debit_vnd, credit_before + credit_vnd)
        totals.append((account_id, day, *sums[account_id]))
    return totals


def _write_days(asked: Asked, opened: OpenDays) -> None:
    """Write the days with transfers down as closed, and the day itself."""
    counted: dict[date, tuple[int, int]] = {opened.day: (0, 0)}
    for row in opened.moved:
        count, amount_vnd = counted.get(row.day, (0, 0))
        counted[row.day] = (count + row.transfers, amount_vnd + row.amount_vnd)
    BookDay.objects.bulk_create(
        BookDay(
            book=opened.book,
            day=closed,
            transfers_count=count,
            amount_vnd=amount_vnd,
            closed_by_name=asked.actor.name,
            closed_at=asked.at,
        )
        for closed, (count, amount_vnd) in sorted(counted.items())
    )
