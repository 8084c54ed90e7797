"""Closing a day of a book: what each account that moved had come to, written once."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.ledger.models import Account, Book, BookDay, DayTotal, Transfer
from tantam.ledger.parts.books import ClosedDay, hold_book_alone

_Moves = dict[tuple[date, int], tuple[int, int]]


def close_ledger_day(*, asked: Asked, office_id: int, day: date) -> int:
    """Close an office's book through a day and return how many totals were written; a closed day writes nothing.

    Days before it that were left open are closed with it. The cost grows with the transfers since the last close,
    not with the book. Nothing can be posted into these days afterwards.

    :raises ClosedDay: if the day is not over when it is asked for: it is after the book date of the request.
    :raises UnableToPost: if the unit is no office of the bank.
    """
    if day > asked.book_date:
        raise ClosedDay(_("Chưa đến ngày %(day)s, chưa khóa sổ ngày đó được.") % {"day": f"{day:%d/%m/%Y}"})
    book = hold_book_alone(office_id)
    if book.closed_through is not None and day <= book.closed_through:
        return 0
    moves = _moves_since_close(book, day)
    totals = _cumulated(moves)
    DayTotal.objects.bulk_create(totals, batch_size=5_000)
    _write_days(asked, book, day)
    book.closed_through = day
    book.save(update_fields=["closed_through"])
    return len(totals)


def _moves_since_close(book: Book, day: date) -> _Moves:
    """Return what each account took on each day that is to be closed: debit, credit."""
    rows = Transfer.objects.filter(posting__book=book, posting__book_date__lte=day)
    if book.closed_through is not None:
        rows = rows.filter(posting__book_date__gt=book.closed_through)
    moves: dict[tuple[date, int], list[int]] = defaultdict(lambda: [0, 0])
    for place, side in enumerate(("debit_id", "credit_id")):
        for moved_on, account_id, amount_vnd in rows.values_list("book_date", side).annotate(sum=Sum("amount_vnd")):
            moves[moved_on, account_id][place] += amount_vnd
    found = {key: (debit, credit) for key, (debit, credit) in moves.items()}
    assert sum(debit for debit, _credit in found.values()) == sum(credit for _debit, credit in found.values())
    return found


def _cumulated(moves: _Moves) -> list[DayTotal]:
    """Return the totals of the days that moved, each with all that came before it."""
    latest = DayTotal.objects.filter(account=OuterRef("pk")).order_by("-day").values("id")[:1]
    accounts = Account.objects.filter(id__in={account_id for _day, account_id in moves})
    before = DayTotal.objects.filter(id__in=accounts.annotate(latest=Subquery(latest)).values("latest"))
    sums = {row.account_id: (row.debit_vnd, row.credit_vnd) for row in before}
    totals = []
    for day, account_id in sorted(moves):
        debit_vnd, credit_vnd = moves[day, account_id]
        debit_before, credit_before = sums.get(account_id, (0, 0))
        sums[account_id] = (debit_before + debit_vnd, credit_before + credit_vnd)
        debit_now, credit_now = sums[account_id]
        totals.append(DayTotal(account_id=account_id, day=day, debit_vnd=debit_now, credit_vnd=credit_now))
    return totals


def _write_days(asked: Asked, book: Book, day: date) -> None:
    """Write the days with transfers down as closed, and the day itself."""
    rows = Transfer.objects.filter(posting__book=book, posting__book_date__lte=day)
    if book.closed_through is not None:
        rows = rows.filter(posting__book_date__gt=book.closed_through)
    counted = {
        moved_on: (count, amount_vnd)
        for moved_on, count, amount_vnd in rows.values_list("book_date").annotate(n=Count("id"), sum=Sum("amount_vnd"))
    }
    counted.setdefault(day, (0, 0))
    BookDay.objects.bulk_create(
        BookDay(
            book=book,
            day=closed,
            transfers_count=count,
            amount_vnd=amount_vnd,
            closed_by_name=asked.actor.name,
            closed_at=asked.at,
        )
        for closed, (count, amount_vnd) in sorted(counted.items())
    )
