"""What changes of loans mean for the buckets in which their interest accrues.

A bucket holds the principal of an office that bears one rate. For every account of accrued interest this holds at the
end of a day (what is overdue: its memo account): the points of all loans, as their kept rows carry them to that day,
are the account's đồng as points, and the rests of its buckets with the changes that wait for the close.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tantam.base.rows import insert_columns
from tantam.core.loans.balances import Balances
from tantam.core.loans.keeping import Ahead
from tantam.core.loans.points import paid_points
from tantam.lending.models import Loan


class BucketKey(NamedTuple):
    """A bucket."""

    office_id: int
    source: str
    programme: str
    rate_ppm: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What a loan's row says: its balances, and what holds from then on."""

    balances: Balances
    ahead: Ahead

    def carried(self, day: date) -> Balances:
        """Return the balances on another day as buckets carry them: by the same rates, also past a turn."""
        balances, rates = self.balances, self.ahead.rates
        nights = (day - balances.day).days
        current_vnd = balances.principal_vnd - balances.overdue_vnd
        return replace(
            balances,
            day=day,
            points_current=balances.points_current + current_vnd * rates.current_ppm * nights,
            points_overdue=balances.points_overdue + balances.overdue_vnd * rates.overdue_ppm * nights,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """Principal (đồng) that comes to a bucket from the end of `day`, and points that no night after it explains."""

    key: BucketKey
    day: date
    principal_vnd: int
    points: int


def changes_of(
    loan: Loan, *, before: Standing | None, after: Standing, opened_vnd: tuple[int, int] = (0, 0)
) -> list[Change]:
    """Return what buckets take in when a loan goes from one standing to another; before None it stood at nothing.

    `opened_vnd` is the interest that the ledger was told of beside payments, of what was current and what was overdue.
    """
    day = after.balances.day
    was = before.carried(day) if before else Balances(day=day)
    rates_before = (before or after).ahead.rates
    assert was.interest_written_off_vnd == after.balances.interest_written_off_vnd, "no command writes off yet"
    changes = []
    for is_overdue in (False, True):
        vnd_before, vnd_after = _bearing(was, is_overdue=is_overdue), _bearing(after.balances, is_overdue=is_overdue)
        rate_before = rates_before.overdue_ppm if is_overdue else rates_before.current_ppm
        rate_after = after.ahead.rates.overdue_ppm if is_overdue else after.ahead.rates.current_ppm
        points = _accrued(after.balances, is_overdue=is_overdue) - _accrued(was, is_overdue=is_overdue)
        points -= paid_points(opened_vnd[is_overdue])
        place = (loan.office_id, loan.source, loan.programme)
        if rate_before != rate_after and vnd_before:
            changes.append(Change(BucketKey(*place, rate_before, is_overdue), day, -vnd_before, 0))
            vnd_before = 0
        if vnd_after != vnd_before or points:
            changes.append(Change(BucketKey(*place, rate_after, is_overdue), day, vnd_after - vnd_before, points))
    return changes


def write_changes(changes: Iterable[Change], *, value_on: date, booked_on: date, reference: str) -> None:
    """Write down what the close of `booked_on` takes in; changes of one bucket and day are one row."""
    sums: dict[tuple[BucketKey, date], list[int]] = defaultdict(lambda: [0, 0])
    for change in changes:
        sums[change.key, change.day][0] += change.principal_vnd
        sums[change.key, change.day][1] += change.points
    kept = sorted((day, key, vnd, points) for (key, day), (vnd, points) in sums.items() if vnd or points)
    for day in sorted({row[0] for row in kept}):
        columns = list(zip(*((*key, vnd, points) for on, key, vnd, points in kept if on == day), strict=True))
        insert_columns(
            "lending_bucketchange",
            many={
                "office_id": ("bigint", columns[0]),
                "source": ("text", columns[1]),
                "programme": ("text", columns[2]),
                "rate_ppm": ("bigint", columns[3]),
                "is_overdue": ("boolean", columns[4]),
                "principal_vnd": ("bigint", columns[5]),
                "points": ("bigint", columns[6]),
            },
            same={"day": day, "value_on": value_on, "booked_on": booked_on, "reference": reference},
        )


def _bearing(balances: Balances, *, is_overdue: bool) -> int:
    return balances.overdue_vnd if is_overdue else balances.principal_vnd - balances.overdue_vnd


def _accrued(balances: Balances, *, is_overdue: bool) -> int:
    """Return the points that a part ever bore and the ledger still has or was paid for."""
    if is_overdue:
        return balances.points_overdue + paid_points(balances.interest_overdue_paid_vnd)
    return balances.points_current + paid_points(balances.interest_current_paid_vnd)
