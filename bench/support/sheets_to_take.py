"""Sheets that the groups of a large book hand in on its day, and the sessions in which they do."""

from collections import defaultdict
from typing import NamedTuple

from bench.support.large_books import LargeBook
from django.db import connection
from tests.support.cast import asked_by_system

from tantam.core.loans.points import whole_dong
from tantam.groups.models import Group
from tantam.lending.models import LoanBalance, Session
from tantam.units.models import TransactionPoint


class Sheet(NamedTuple):
    """What a group hands in; rows are loans with interest and principal, in đồng."""

    session_id: int
    group_id: int
    rows: tuple[tuple[str, int, int], ...]
    savings: tuple[tuple[str, int], ...]


def make_sessions(book: LargeBook) -> dict[int, int]:
    """Open a session at every point on the book's day; return their numbers by point."""
    asked = asked_by_system(on=book.on)
    names = dict.fromkeys(("leader_name", "controller_name", "teller_name", "opened_by_name"), "Người thử")
    rows = Session.objects.bulk_create(
        Session(
            point=point,
            office_id=point.office_id,
            day=book.on,
            planned_on=book.on,
            opened_by=0,
            opened_at=asked.at,
            **names,
        )
        for point in TransactionPoint.objects.filter(commune_id__in=book.commune_ids)
    )
    return {row.point_id: row.pk for row in rows}


def write_earlier_papers() -> None:
    """Write a hundred vouchers and postings for each there is: a book that was used for a while has many.

    PostgreSQL reads a table that was all but empty when a connection came from end to end for each key that it checks.
    """
    voucher = "session_id, group_id, kind, principal_vnd, interest_vnd, savings_in_vnd, savings_out_vnd, disbursed_vnd"
    posting = "digest, book_id, book_date, value_date, document, description, transfers_count, amount_vnd"
    again = "CROSS JOIN (SELECT id AS again FROM lending_loan ORDER BY id LIMIT 100) AS loans"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO lending_voucher ({voucher}, reason, recorded_by, recorded_by_name, recorded_at)"
            f" SELECT {voucher}, reason, recorded_by, recorded_by_name, recorded_at FROM lending_voucher {again}"
        )
        cursor.execute(
            f"INSERT INTO ledger_posting (key, {posting}, posted_by, posted_by_name, posted_at)"
            f" SELECT key || '-' || again, {posting}, posted_by, posted_by_name, posted_at FROM ledger_posting {again}"
        )
        cursor.execute("ANALYZE")


def list_sheets(book: LargeBook, sessions: dict[int, int]) -> list[Sheet]:
    """Return a sheet a group: interest of every loan that goes on, and principal of every fifth."""
    points = dict(Group.objects.filter(code__startswith="LB-T").values_list("id", "point_id"))
    rows: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    found = LoanBalance.objects.filter(principal_vnd__gt=0, is_frozen=False, follows_plan=True).order_by("loan_id")
    last = book.first_loan + book.loans
    for row in found.filter(loan_id__gte=book.first_loan, loan_id__lt=last).select_related("loan"):
        nights = (book.on - row.day).days
        current_vnd = row.principal_vnd - row.overdue_vnd
        interest_vnd = whole_dong(row.points_current + current_vnd * row.rate_ppm * nights)
        interest_vnd += whole_dong(row.points_overdue + row.overdue_vnd * row.overdue_rate_ppm * nights)
        principal_vnd = min(100_000, row.principal_vnd) if row.loan_id % 5 == 0 or not interest_vnd else 0
        group_id = book.first_group + (row.loan_id - book.first_loan) // 40
        rows[group_id].append((row.loan.number, interest_vnd, principal_vnd))
    return [Sheet(sessions[points[group_id]], group_id, tuple(found), ()) for group_id, found in rows.items()]
