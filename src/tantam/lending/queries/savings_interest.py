"""Interest of savings reckoned anew from the moves, month by month, against what was paid and what is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple

from django.db.models import Q

from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.savings import Accrued, Rates, accrue, owed_vnd, paid
from tantam.lending.models import SavingsAccount, SavingsInterest, SavingsMove
from tantam.lending.parts.savings.interest import applied_rates

BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class SavingsInterestGap:
    """An account whose interest is not what its moves come to, in points.

    `day` is the month's end of which too little or too much was paid; None for the rest that is kept.
    """

    office_code: str
    number: str
    day: date | None
    kept_points: int
    moves_points: int


def find_savings_interest_gaps() -> Iterator[SavingsInterestGap]:
    """Yield where interest of savings is not what the moves come to; best none."""
    months = SavingsInterest.objects.order_by("office_id", "day")
    for office_id, of_office in groupby(months, key=attrgetter("office_id")):
        reckoned = list(of_office)
        steps, _last = applied_rates(reckoned)
        days, rates = [month.day for month in reckoned], Rates(steps)
        accounts = SavingsAccount.objects.filter(office_id=office_id).select_related("office").order_by("id")
        after = 0
        while some := list(accounts.filter(id__gt=after)[:BATCH]):
            after = some[-1].pk
            moves = _moves(some)
            for account in some:
                yield from _gaps(account, moves.get(account.pk, []), days=days, rates=rates)


class _Move(NamedTuple):
    account_id: int
    booked_on: date
    is_interest: bool
    on: date
    amount_vnd: int


def _moves(accounts: Sequence[SavingsAccount]) -> dict[int, list[_Move]]:
    """Return the moves of accounts by the days on which they were booked; interest is the last of its day."""
    rows = SavingsMove.objects.filter(account_id__gte=accounts[0].pk, account_id__lte=accounts[-1].pk)
    named = rows.annotate(is_interest=Q(kind=SavingsMove.Kind.INTEREST)).order_by("account_id")
    moves = map(_Move._make, named.values_list(*_Move._fields).iterator())
    return {number: sorted(of_account) for number, of_account in groupby(moves, key=attrgetter("account_id"))}


def _gaps(
    account: SavingsAccount, moves: Sequence[_Move], *, days: Iterable[date], rates: Rates
) -> Iterator[SavingsInterestGap]:
    """Yield where an account's interest differs, paying month by month what `core/savings.py` says."""
    place = (account.office.code, account.number)
    accrued, balance_vnd, reckoned = Accrued(), 0, 0
    for day in days:
        paid_vnd, news = 0, []
        while reckoned < len(moves) and moves[reckoned].booked_on <= day:
            move = moves[reckoned]
            reckoned += 1
            if move.is_interest and move.booked_on == day:
                paid_vnd += move.amount_vnd
            else:
                news.append(move)
        if balance_vnd or news:
            accrued = accrue(
                accrued,
                balance_vnd=balance_vnd,
                moves=[(move.on, move.amount_vnd) for move in news],
                rates=rates,
                until=day,
            )
            owed = owed_vnd(accrued)
        else:
            owed = 0
        # Less is taken back where the account has not that much; the rest waits.
        if paid_vnd != owed and not owed < paid_vnd <= 0:
            yield SavingsInterestGap(*place, day, paid_vnd * POINTS_PER_DONG, owed * POINTS_PER_DONG)
        accrued = paid(accrued, paid_vnd)
        balance_vnd += paid_vnd + sum(move.amount_vnd for move in news)
    if (account.interest_points, account.interest_through) != (accrued.points, accrued.through):
        yield SavingsInterestGap(*place, None, account.interest_points, accrued.points)
