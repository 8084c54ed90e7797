"""What all loans of a bucket come to, against the bucket and the account in which their interest stands.

`lending/parts/accruing.py` says what must hold. Sums are taken by the database and added up here: a sum of points
does not fit its columns, so whole đồng and rests are summed apart, and the nights are multiplied in afterwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db import connection

from tantam.base.asked import EVERYTHING
from tantam.base.reading import ordinal_sql
from tantam.core.law.chart import SubLedger
from tantam.core.loans.points import POINTS_PER_DONG
from tantam.ledger.queries.controls import list_control_balances
from tantam.lending.models import AccrualBucket, BucketChange
from tantam.lending.parts.accruing import BucketKey
from tantam.units.models import Unit

# The accounts of interest that is not paid yet, by whether it is of what is overdue.
ACCRUED_IN: Final = ("INTEREST_RECEIVABLE", "MEMO_INTEREST_OVERDUE")


@dataclass(frozen=True, slots=True)
class BucketGap:
    """A bucket whose principal, with what waits for the close, is not that of its loans, in đồng."""

    office_code: str
    source: str
    programme: str
    rate_ppm: int
    is_overdue: bool
    bucket_vnd: int
    loans_vnd: int


@dataclass(frozen=True, slots=True)
class InterestGap:
    """An account whose đồng, with the rests of its buckets, are not the interest of its loans; in points."""

    office_code: str
    code: str
    source: str
    programme: str
    ledger_points: int
    loans_points: int


class _Borne(NamedTuple):
    """Principal of a bucket that bears from the end of a day (ordinal), and points up to then."""

    key: BucketKey
    day: int
    principal_vnd: int
    points: int


_Account = tuple[int, str, str, bool]


def find_bucket_gaps() -> list[BucketGap]:
    """Return where the principal of loans is not that of their buckets; best none."""
    loans, buckets = _principal(_borne_by_loans()), _principal(_borne_by_buckets())
    offices = _office_codes()
    return [
        BucketGap(offices[key.office_id], *key[1:], bucket_vnd=buckets[key], loans_vnd=loans[key])
        for key in sorted(loans.keys() | buckets.keys())
        if loans[key] != buckets[key]
    ]


def find_interest_gaps(*, day: date) -> list[InterestGap]:
    """Return where the interest of loans is not what account and buckets have when a day ends; best none."""
    loans, ledger = _points(_borne_by_loans(), day), _points(_borne_by_buckets(), day)
    for row in list_control_balances(scope=EVERYTHING, sub_ledger=SubLedger.LOANS, day=day):
        if row.key.code in ACCRUED_IN:
            is_overdue = ACCRUED_IN.index(row.key.code) == 1
            ledger[row.office_id, row.key.source, row.key.programme, is_overdue] += row.balance_vnd * POINTS_PER_DONG
    offices = _office_codes()
    gaps = []
    for account in sorted(loans.keys() | ledger.keys()):
        if loans[account] != ledger[account]:
            office_id, source, programme, is_overdue = account
            place = (offices[office_id], ACCRUED_IN[is_overdue], source, programme)
            gaps.append(InterestGap(*place, ledger_points=ledger[account], loans_points=loans[account]))
    return gaps


def _office_codes() -> dict[int, str]:
    return dict(Unit.objects.values_list("pk", "code"))


def _principal(rows: Iterable[_Borne]) -> dict[BucketKey, int]:
    sums: dict[BucketKey, int] = defaultdict(int)
    for row in rows:
        sums[row.key] += row.principal_vnd
    return sums


def _points(rows: Iterable[_Borne], day: date) -> dict[_Account, int]:
    """Return what is borne by the end of a day, by account."""
    sums: dict[_Account, int] = defaultdict(int)
    for row in rows:
        nights = day.toordinal() - row.day
        key = row.key
        account = (key.office_id, key.source, key.programme, key.is_overdue)
        sums[account] += row.points + row.principal_vnd * key.rate_ppm * nights
    return sums


def _borne_by_loans() -> Iterator[_Borne]:
    for is_overdue, rate, principal, points in (
        (False, "rate_ppm", "principal_vnd - kept.overdue_vnd", "points_current"),
        (True, "overdue_rate_ppm", "overdue_vnd", "points_overdue"),
    ):
        query = (
            f"SELECT loan.office_id, loan.source, loan.programme, kept.{rate}, {ordinal_sql('kept.day')},"  # noqa: S608 - names
            f" SUM(kept.{principal}), SUM(kept.{points} / %s), SUM(kept.{points} %% %s)"
            " FROM lending_loan AS loan JOIN lending_loanbalance AS kept ON kept.loan_id = loan.id"
            " GROUP BY 1, 2, 3, 4, 5"
        )
        with connection.cursor() as cursor:
            cursor.execute(query, (POINTS_PER_DONG, POINTS_PER_DONG))
            for office_id, source, programme, rate_ppm, day, principal_vnd, vnd, rest in cursor:
                key = BucketKey(office_id, source, programme, rate_ppm, is_overdue)
                yield _Borne(key, day, int(principal_vnd), int(vnd) * POINTS_PER_DONG + int(rest))


def _borne_by_buckets() -> Iterator[_Borne]:
    """Yield what buckets have, and the changes that the close has still to take into them."""
    through: dict[BucketKey, date] = {}
    closed: dict[int, date] = {}
    for row in AccrualBucket.objects.all():
        key = BucketKey(row.office_id, row.source, row.programme, row.rate_ppm, row.is_overdue)
        through[key] = row.through
        closed[row.office_id] = max(row.through, closed.get(row.office_id, row.through))
        yield _Borne(key, row.through.toordinal(), row.principal_vnd, row.points)
    waiting = BucketChange.objects.all()
    if through and not waiting.exclude(office__in=closed).exists():
        waiting = waiting.filter(booked_on__gt=min(through.values()))
    for change in waiting.iterator():
        key = BucketKey(change.office_id, change.source, change.programme, change.rate_ppm, change.is_overdue)
        taken_in = through.get(key, closed.get(key.office_id))
        if taken_in is None or change.booked_on > taken_in:
            yield _Borne(key, change.day.toordinal(), change.principal_vnd, change.points)
