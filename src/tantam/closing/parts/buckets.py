"""The buckets of an office while a day is closed: nights pass, changes are taken in, whole đồng are told.

For every rate there is a heap of principal. `parts/accruing.py` of loans says what holds between buckets, ledger and
loans; each step here keeps it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Sum

from tantam.core.loans.accruing import Heap, whole_and_rest
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Line
from tantam.lending.models import AccrualBucket, BucketChange
from tantam.lending.parts.accruing import BucketKey, Change

_WRITE: Final = "UPDATE lending_accrualbucket SET principal_vnd = %s, points = %s, through = %s WHERE id = %s"
KEY: Final = BucketKey._fields
# Source, programme, and whether it is overdue: what the ledger keeps apart.
Part = tuple[str, str, bool]


class Buckets:
    """An office's buckets at the end of a day; `told` has the đồng for the ledger by value date and part."""

    def __init__(self, office_id: int, day: date, *, closed_until: date | None) -> None:
        """Read the buckets, let the nights since the last close pass, and take in what was booked since."""
        self.office_id = office_id
        self.day = day
        self._rows = {
            BucketKey(*(getattr(row, name) for name in KEY)): row
            for row in AccrualBucket.objects.filter(office_id=office_id)
        }
        self._heaps: dict[BucketKey, Heap] = {}
        self._late: dict[tuple[date, BucketKey], int] = defaultdict(int)
        self.told: dict[date, dict[Part, int]] = defaultdict(lambda: defaultdict(int))
        for key, row in self._rows.items():
            heap = Heap(key.rate_ppm, row.principal_vnd, row.points)
            heap.pass_nights((day - row.through).days)
            self._heaps[key] = heap
        self._take_booked(closed_until)

    def _take_booked(self, closed_until: date | None) -> None:
        rows = BucketChange.objects.filter(office_id=self.office_id, booked_on__lte=self.day)
        if closed_until is not None:
            rows = rows.filter(booked_on__gt=closed_until)
        sums = rows.values_list(*KEY, "day", "value_on", "booked_on").annotate(
            moved_vnd=Sum("principal_vnd"), brought=Sum("points")
        )
        for *key, day, value_on, booked_on, principal_vnd, points in sums:
            change = Change(BucketKey(*key), day, principal_vnd, points)
            if value_on < booked_on and points:
                self._late[value_on, change.key] += points
                change = Change(change.key, day, principal_vnd, 0)
            self.take([change])

    def take(self, changes: Iterable[Change]) -> None:
        """Take in principal and points that came to buckets or left them."""
        for change in changes:
            heap = self._heaps.setdefault(change.key, Heap(change.key.rate_ppm))
            heap.take(change.principal_vnd, points=change.points, nights=(self.day - change.day).days)

    def tell(self) -> None:
        """Turn points into whole đồng; what corrections of the past changed is told apart, under its own day."""
        for (value_on, key), points in sorted(self._late.items()):
            vnd, rest = whole_and_rest(points)
            self._heaps.setdefault(key, Heap(key.rate_ppm)).points += rest
            self.told[value_on][_part(key)] += vnd
        for key, heap in sorted(self._heaps.items()):
            self.told[self.day][_part(key)] += heap.tell()

    def principal_vnd(self) -> dict[Part, int]:
        """Return the principal by part."""
        sums: dict[Part, int] = defaultdict(int)
        for key, heap in self._heaps.items():
            sums[_part(key)] += heap.principal_vnd
        return sums

    def write(self) -> None:
        """Write the buckets down as they stand when the day ends."""
        through = connection.ops.adapt_datefield_value(self.day)
        made, changed = [], []
        for key, heap in self._heaps.items():
            row = self._rows.get(key)
            if row is None:
                values = {"principal_vnd": heap.principal_vnd, "points": heap.points, "through": self.day}
                made.append(AccrualBucket(**key._asdict(), **values))
            else:
                changed.append((heap.principal_vnd, heap.points, through, row.pk))
        AccrualBucket.objects.bulk_create(made)
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, changed)


def interest_lines(told: dict[Part, int]) -> list[Line]:
    """Return the transfers of interest accrued (đồng above zero) or withdrawn (below)."""
    lines = []
    for (source, programme, is_overdue), vnd in sorted(told.items()):
        if not vnd:
            continue
        if is_overdue:
            owed, against = AccountKey("MEMO_INTEREST_OVERDUE", source, programme), AccountKey("MEMO_CONTRA")
        else:
            owed = AccountKey("INTEREST_RECEIVABLE", source, programme)
            against = AccountKey("INTEREST_INCOME", source, programme)
        if vnd > 0:
            lines.append(Line(owed, against, vnd, "INTEREST_ACCRUED"))
        else:
            lines.append(Line(against, owed, -vnd, "INTEREST_WITHDRAWN"))
    return lines


def _part(key: BucketKey) -> Part:
    return key.source, key.programme, key.is_overdue
