"""Loans at whose plan, rates or freeze something turns when a day ends: their rows go on to the next day.

Most follow the plan that was agreed and turn on this very day: they are read with what the plan still lets stand, and
written, all at once. The others are folded from their events: what turns them is there only, or they were taken over
when the day had passed already.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from tantam.base.rows import array_of, kept_cursor
from tantam.closing.wording.refusals import UnableToClose
from tantam.core.loans.course import NIGHT, Rates
from tantam.core.loans.keeping import Owing, turn_by_plan
from tantam.core.loans.life import difference
from tantam.ledger.parts.accounts import AccountKey
from tantam.ledger.parts.posting import Line
from tantam.lending.models import Loan, LoanBalance
from tantam.lending.parts.accruing import BucketKey, Change, Standing, changes_of
from tantam.lending.parts.lives import CHANGED_BY_TIME, read_lives, standing_at
from tantam.lending.parts.rows import kept_values, standing_of

BATCH: Final = 1_000
# A row that stands at a later day has been told what was booked since. What was taken over since is not in the book of
# the day yet, though its row stands at the day of its figures: few are, and found by the index of what has no voucher.
_IN_BOOK: Final = """
   AND b.day <= %s AND b.loan_id NOT IN
       (SELECT loan_id FROM lending_loanevent WHERE voucher_id IS NULL AND booked_on > %s)
"""
_PLAIN: Final = f"""
SELECT b.loan_id, l.source, l.programme, b.day, b.principal_vnd, b.overdue_vnd, b.points_current, b.points_overdue,
       b.rate_ppm, b.overdue_rate_ppm, COALESCE(SUM(i.principal_vnd), 0), MIN(i.collect_by)
  FROM lending_loanbalance b
  JOIN lending_loan l ON l.id = b.loan_id
  LEFT JOIN lending_plannedinstalment i ON i.loan_id = b.loan_id AND i.collect_by > %s
 WHERE b.next_turn_on = %s AND b.follows_plan AND b.office_id = %s {_IN_BOOK}
 GROUP BY b.loan_id, l.id
 ORDER BY b.loan_id
"""  # noqa: S608 - no words of others
_OTHERS: Final = f"""
SELECT b.loan_id
  FROM lending_loanbalance b
 WHERE b.next_turn_on <= %s AND (b.next_turn_on < %s OR NOT b.follows_plan) AND b.office_id = %s {_IN_BOOK}
 ORDER BY b.loan_id
"""  # noqa: S608 - no words of others
_WRITE: Final = (
    "UPDATE lending_loanbalance SET day = %s, overdue_vnd = {}, points_current = {}, points_overdue = {},"
    " left_vnd = {}, next_turn_on = {}"
)
_WRITE_EACH: Final = _WRITE.format(*["%s"] * 5) + " WHERE loan_id = %s"
_WRITE_ALL: Final = (
    _WRITE.format("t.a", "t.b", "t.c", "t.d", "t.e")
    + " FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::bigint[])"
    " AS t (a, b, c, d, e, id) WHERE loan_id = t.id"
)


class _Plain(NamedTuple):
    loan_id: int
    source: str
    programme: str
    day: Any
    principal_vnd: int
    overdue_vnd: int
    points_current: int
    points_overdue: int
    rate_ppm: int
    overdue_rate_ppm: int
    left_vnd: int
    next_turn_on: Any


@dataclass(slots=True)
class Turned:
    """What turned: how many loans, principal by (source, programme) each way, and the changes for buckets."""

    loans: int = 0
    to_overdue_vnd: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    to_current_vnd: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    changes: list[Change] = field(default_factory=list)

    def move(self, place: tuple[str, str], vnd: int) -> None:
        """Count principal that became overdue (above zero) or is no longer (below)."""
        if vnd > 0:
            self.to_overdue_vnd[place] += vnd
        elif vnd < 0:
            self.to_current_vnd[place] -= vnd

    def lines(self) -> list[Line]:
        """Return the transfers between current and overdue loans."""
        lines = []
        for kind, moved in (("MOVED_TO_OVERDUE", self.to_overdue_vnd), ("MOVED_TO_CURRENT", self.to_current_vnd)):
            for place, vnd in sorted(moved.items()):
                overdue, current = AccountKey("LOANS_OVERDUE", *place), AccountKey("LOANS_CURRENT", *place)
                both = (overdue, current) if kind == "MOVED_TO_OVERDUE" else (current, overdue)
                lines.append(Line(*both, vnd, kind))
        return lines


def turn_loans(office_id: int, day: date) -> Turned:
    """Turn the loans of an office at the end of a day; the book is held alone, so nobody else has their rows.

    :raises UnableToClose: if a loan's kept row is not what its events come to; it names the loan.
    """
    turned = Turned()
    _turn_plain(office_id, day, turned)
    ids = [row[0] for row in _rows(_OTHERS, day, day, office_id, day, day)]
    for start in range(0, len(ids), BATCH):
        _turn_folded(ids[start : start + BATCH], day, turned)
    return turned


def _turn_plain(office_id: int, day: date, turned: Turned) -> None:
    rows = [_Plain(*row) for row in _rows(_PLAIN, day, day, office_id, day, day)]
    moved: dict[BucketKey, int] = defaultdict(int)
    written = []
    for row in rows:
        left_vnd, next_turn_on = int(row.left_vnd), row.next_turn_on
        turns = turn_by_plan(
            Owing(row.principal_vnd, row.overdue_vnd, row.points_current, row.points_overdue),
            Rates(row.rate_ppm, row.overdue_rate_ppm),
            nights=(day - _day(row.day)).days,
            left_vnd=left_vnd,
        )
        vnd = turns.overdue_vnd - row.overdue_vnd
        turned.move((row.source, row.programme), vnd)
        moved[BucketKey(office_id, row.source, row.programme, row.rate_ppm, is_overdue=False)] -= vnd
        moved[BucketKey(office_id, row.source, row.programme, row.overdue_rate_ppm, is_overdue=True)] += vnd
        written.append((*turns[1:], left_vnd, next_turn_on and str(next_turn_on), row.loan_id))
    turned.loans += len(rows)
    turned.changes += [Change(key, day, vnd, 0) for key, vnd in moved.items() if vnd]
    _write(written, day + NIGHT)


def _write(rows: Sequence[tuple[Any, ...]], day: date) -> None:
    """Write many kept rows in one statement; on SQLite, one prepared for all."""
    if not rows:
        return
    on = connection.ops.adapt_datefield_value(day)
    with kept_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_WRITE_ALL, [on, *map(array_of, zip(*rows, strict=True))])
        else:
            cursor.executemany(_WRITE_EACH, [(on, *row) for row in rows])


def _turn_folded(ids: Sequence[int], day: date, turned: Turned) -> None:
    loans = list(Loan.objects.filter(id__in=ids).order_by("id"))
    lives = read_lives(loans)
    kept = LoanBalance.objects.in_bulk(ids)
    names = list(kept_values(standing_of(next(iter(kept.values())))))
    for loan in loans:
        row, told = kept[loan.pk], standing_of(kept[loan.pk])
        after = standing_at(lives[loan.pk], day + NIGHT)
        at_end = Standing(after.carried(day), after.ahead)
        before = told.carried(day)
        if difference(before, at_end.balances).keys() - CHANGED_BY_TIME or row.events != lives[loan.pk].next_seq - 1:
            raise UnableToClose(
                _("Khoản vay %(number)s: số dư đang giữ không khớp giao dịch. Hãy chạy tantam book verify.")
                % {"number": loan.number}
            )
        turned.move((loan.source, loan.programme), at_end.balances.overdue_vnd - before.overdue_vnd)
        turned.changes += changes_of(loan, before=told, after=at_end)
        for name, value in kept_values(after).items():
            setattr(row, name, value)
    turned.loans += len(loans)
    LoanBalance.objects.bulk_update(kept.values(), names, batch_size=200)


def _rows(query: str, *values: Any) -> Iterable[tuple[Any, ...]]:
    adapted = [connection.ops.adapt_datefield_value(each) if isinstance(each, date) else each for each in values]
    with connection.cursor() as cursor:
        cursor.execute(query, adapted)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
