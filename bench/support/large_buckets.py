"""What many loans come to in the book: the buckets in which their interest accrues, and the opening of the ledger."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from django.db import transaction

from tantam.base.asked import Asked, system_actor
from tantam.core.loans.points import POINTS_PER_DONG
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Batch, Line, post
from tantam.lending.models import AccrualBucket
from tantam.lending.parts.accruing import BucketKey

# Accounts of principal and of interest, by whether it is overdue.
ACCOUNTS = (("LOANS_CURRENT", "INTEREST_RECEIVABLE"), ("LOANS_OVERDUE", "MEMO_INTEREST_OVERDUE"))


@dataclass(slots=True)
class LargeBuckets:
    """Principal and points a bucket, gathered from kept rows and carried to the end of `through`.

    Points are added up as whole đồng and a rest, so that no sum of a column overflows.
    """

    through: date
    principal_vnd: dict[BucketKey, int] = field(default_factory=lambda: defaultdict(int))
    points: dict[BucketKey, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, kept: dict[str, Any], *, places: list[tuple[int, str, str]]) -> None:
        """Take in kept rows (`kept_columns`); `places` are their offices, sources and programmes."""
        nights = self.through.toordinal() - kept["day"]
        for is_overdue in (False, True):
            rates = kept["overdue_rate_ppm"] if is_overdue else kept["rate_ppm"]
            principal = kept["overdue_vnd"] if is_overdue else kept["principal_vnd"] - kept["overdue_vnd"]
            points = kept["points_overdue"] if is_overdue else kept["points_current"]
            points = points + principal * rates * nights
            keys: dict[tuple[Any, ...], int] = {}
            rows = zip(places, rates.tolist(), strict=True)
            of = np.array([keys.setdefault((*place, rate), len(keys)) for place, rate in rows])
            sums = [np.zeros(len(keys), dtype=np.int64) for _ in range(3)]
            for total, column in zip(
                sums, (principal, points // POINTS_PER_DONG, points % POINTS_PER_DONG), strict=True
            ):
                np.add.at(total, of, column)
            for key, *amounts in zip(keys, *(total.tolist() for total in sums), strict=True):
                bucket = BucketKey(*key, is_overdue)
                self.principal_vnd[bucket] += amounts[0]
                self.points[bucket] += amounts[1] * POINTS_PER_DONG + amounts[2]

    def open_ledger(self) -> None:
        """Write the buckets, and post what each office's loans and their interest come to."""
        lines: dict[int, list[Line]] = defaultdict(list)
        opening, contra = AccountKey("OPENING"), AccountKey("MEMO_CONTRA")
        buckets = []
        for key in sorted(self.points):
            points, principal_vnd = self.points[key], self.principal_vnd[key]
            interest_vnd = (2 * points + POINTS_PER_DONG) // (2 * POINTS_PER_DONG)
            rest = points - interest_vnd * POINTS_PER_DONG
            buckets.append(
                AccrualBucket(**key._asdict(), principal_vnd=principal_vnd, points=rest, through=self.through)
            )
            owed, borne = ACCOUNTS[key.is_overdue]
            against = contra if key.is_overdue else opening
            for code, other, amount_vnd in ((owed, opening, principal_vnd), (borne, against, interest_vnd)):
                if amount_vnd:
                    account = AccountKey(code, key.source, key.programme)
                    lines[key.office_id].append(Line(account, other, amount_vnd, "OPENING"))
        AccrualBucket.objects.bulk_create(each for each in buckets if each.principal_vnd or each.points)
        at = datetime(self.through.year, self.through.month, self.through.day, tzinfo=UTC)
        for office_id, of_office in lines.items():
            asked = Asked(actor=system_actor(), request_key=f"large-book-{office_id}", book_date=self.through, at=at)
            batch = Batch(key=asked.request_key, office_id=office_id, book_date=self.through, value_date=self.through)
            with transaction.atomic():
                post(asked=asked, batch=batch, lines=of_office)
