"""Interest of an office's savings, reckoned and paid into the accounts when a month ends. The book is held alone.

Read are the accounts that have a balance, or moves since the month's end before: one statement, whatever the number of
months. Each is reckoned by `core/savings.py`; moves are written at once, and so are the accounts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet, Sum

from tantam.base.asked import Asked
from tantam.base.rows import array_of, insert_columns, kept_cursor
from tantam.core.law.dated import get_on
from tantam.core.loans.points import POINTS_MAX
from tantam.core.savings import Accrued, Rates, accrue, owed_vnd, paid
from tantam.lending.law_files import load_savings_law
from tantam.lending.models import SavingsAccount, SavingsInterest, SavingsMove

_KEEP_EACH: Final = (
    "UPDATE lending_savingsaccount SET moves_count = %s, balance_vnd = %s, interest_points = %s, interest_through = %s"
    " WHERE id = %s"
)
_KEEP_ALL: Final = (
    "UPDATE lending_savingsaccount a SET moves_count = u.moves, balance_vnd = u.vnd, interest_points = u.points,"
    " interest_through = %s"
    " FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS u(moves, vnd, points, id)"
    " WHERE a.id = u.id"
)


@dataclass(frozen=True, slots=True)
class Interest:
    """What a month's end paid into accounts, and took back of what corrections of the past left too much, in đồng."""

    paid_vnd: int = 0
    taken_back_vnd: int = 0

    @property
    def amount_vnd(self) -> int:
        """Return by how much savings grew."""
        return self.paid_vnd - self.taken_back_vnd


@dataclass(frozen=True, slots=True)
class _Account:
    """An account after it was reckoned: its number of moves, balance and rest, and the interest of now."""

    id: int
    moves_count: int
    balance_vnd: int
    points: int
    interest_vnd: int


def pay_interest(*, asked: Asked, office_id: int, day: date) -> Interest:
    """Pay what savings of an office bore by the end of a day, the last of its month; return what it comes to.

    :raises MissingValueError: if the law says no rate for one of the nights.
    """
    rates, last = rates_of(office_id, day)
    assert last is None or last < day
    reckoned = (_reckon(rows, rates=rates, day=day) for rows in _read(office_id, day))
    accounts = [account for account in reckoned if account is not None]
    if not accounts:
        return Interest()
    moved = [account for account in accounts if account.interest_vnd]
    insert_columns(
        "lending_savingsmove",
        many={
            "account_id": ("bigint", [account.id for account in moved]),
            "seq": ("bigint", [account.moves_count for account in moved]),
            "amount_vnd": ("bigint", [account.interest_vnd for account in moved]),
        },
        same={
            "kind": SavingsMove.Kind.INTEREST.value,
            "reason": "",
            "on": day,
            "booked_on": day,
            "recorded_by": asked.actor_id,
            "recorded_by_name": asked.actor.name,
            "recorded_at": asked.at,
        },
    )
    _keep(accounts, day)
    amounts = [account.interest_vnd for account in moved]
    interest = Interest(sum(vnd for vnd in amounts if vnd > 0), -sum(vnd for vnd in amounts if vnd < 0))
    SavingsInterest.objects.create(
        office_id=office_id,
        day=day,
        rates=[[f"{starts_on:%Y-%m-%d}", ppm] for starts_on, ppm in rates.within(last, day).steps],
        accounts_paid=len(moved),
        amount_vnd=interest.amount_vnd,
        recorded_at=asked.at,
    )
    return interest


def rates_of(office_id: int, day: date) -> tuple[Rates, date | None]:
    """Return the rates of all nights that end up to a day, and the last month's end that was reckoned.

    Up to that one they are those that were reckoned with, from then on the law's.

    :raises MissingValueError: if the law says no rate for the day.
    """
    law = load_savings_law().demand_ppm
    get_on(law, day, name="demand_ppm")
    steps, last = applied_rates(list(SavingsInterest.objects.filter(office_id=office_id).order_by("day")))
    lawful = Rates(tuple(sorted((value.starts_on, value.value) for value in law)))
    return Rates((*steps, *lawful.within(last, day).steps)), last


def applied_rates(months: Sequence[SavingsInterest]) -> tuple[tuple[tuple[date, int], ...], date | None]:
    """Return the rates that months' ends, in order, were reckoned with, and the last of these days."""
    steps = tuple((date.fromisoformat(starts_on), ppm) for month in months for starts_on, ppm in month.rates)
    return steps, months[-1].day if months else None


def _read(office_id: int, day: date) -> Iterable[list[tuple[Any, ...]]]:
    """Yield for each account its row as often as it has days of moves that were not reckoned yet, or once."""
    before = day.replace(day=1) - timedelta(days=1)
    accounts = SavingsAccount.objects.filter(office_id=office_id)
    # Accounts that are older than the interest: all their moves are still to be reckoned.
    if accounts.filter(interest_through=None, moves__booked_on__lte=before).exists():
        before = date.min
    rows: QuerySet[Any, Any] = accounts.alias(
        new=FilteredRelation("moves", condition=Q(moves__booked_on__gt=before))
    ).filter(~Q(balance_vnd=0) | Q(new__isnull=False))
    names = ("id", "moves_count", "balance_vnd", "interest_points", "interest_through", "new__on", "new__booked_on")
    sums = rows.values_list(*names).annotate(sum=Sum("new__amount_vnd")).order_by("id")
    for _number, of_account in groupby(sums.iterator(), key=itemgetter(0)):
        yield list(of_account)


def _reckon(rows: list[tuple[Any, ...]], *, rates: Rates, day: date) -> _Account | None:
    """Return an account as the day leaves it; None if it had nothing until then."""
    number, count, balance_vnd, points, through, *_move = rows[0]
    news = [
        (on, booked_on, int(vnd))
        for *_account, on, booked_on, vnd in rows
        if on is not None and (through is None or booked_on > through)
    ]
    # A day may be closed while later ones are at work: what was booked after it is left to the next month's end.
    moves = [(on, vnd) for on, booked_on, vnd in news if booked_on <= day]
    reckoned_vnd = balance_vnd - sum(vnd for _on, _booked_on, vnd in news)
    if not reckoned_vnd and not moves:
        return None
    accrued = accrue(Accrued(points, through), balance_vnd=reckoned_vnd, moves=moves, rates=rates, until=day)
    at_end_vnd = reckoned_vnd + sum(vnd for _on, vnd in moves)
    vnd = max(owed_vnd(accrued), -max(0, min(at_end_vnd, balance_vnd)))
    rest = paid(accrued, vnd).points
    assert abs(rest) <= POINTS_MAX
    return _Account(number, count + bool(vnd), balance_vnd + vnd, rest, vnd)


def _keep(accounts: Sequence[_Account], day: date) -> None:
    """Write down what accounts have come to, and until when their interest is reckoned."""
    through = connection.ops.adapt_datefield_value(day)
    rows = [(each.moves_count, each.balance_vnd, each.points, each.id) for each in accounts]
    with kept_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_KEEP_ALL, [through, *(array_of(column) for column in zip(*rows, strict=True))])
        else:
            cursor.executemany(_KEEP_EACH, [(*row[:3], through, row[3]) for row in rows])
