"""The rows that a sheet reads and writes, each kind in one statement for all of its loans."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from django.db import connection

from tantam.base.asked import Asked
from tantam.base.rows import array_of, insert_columns, kept_cursor
from tantam.core.loans.paying import Kept, Settled
from tantam.lending.models import LoanEvent

# The plus keeps SQLite from going through all loans of the office instead of the numbers.
_READ: Final = """
SELECT l.id, l.number, l.source, l.programme, b.events, b.follows_plan, b.is_frozen, b.is_written_off, {booked_on},
  {day}, b.principal_vnd, b.overdue_vnd, b.points_current, b.points_overdue, b.rate_ppm, b.overdue_rate_ppm,
  {next_turn_on}
FROM lending_loan l
JOIN lending_loanbalance b ON b.loan_id = l.id
LEFT JOIN lending_loanevent e ON e.loan_id = l.id AND e.seq >= b.events
WHERE l.number {numbers} AND +l.office_id = %s
  AND EXISTS (SELECT 1 FROM groups_groupmember m WHERE m.group_id = %s AND m.household_id = l.household_id)
ORDER BY l.id"""
_DAYS: Final = {"booked_on": "e.booked_on", "day": "b.day", "next_turn_on": "b.next_turn_on"}
# On SQLite as texts: the driver takes long for days, and there are few.
_TEXTS: Final = {name: f"CAST({column} AS text)" for name, column in _DAYS.items()}
_day_of: Final = lru_cache(maxsize=4096)(date.fromisoformat)
_READ_HELD: Final = _READ.format(numbers="= ANY (%s::text[])", **_DAYS) + " FOR UPDATE OF b"
_SETTLED: Final = """
UPDATE lending_loanbalance SET
  events = {0}, day = {7}, principal_vnd = principal_vnd - {1}, overdue_vnd = overdue_vnd - {2},
  points_current = {3}, points_overdue = {4}, principal_paid_vnd = principal_paid_vnd + {1},
  interest_current_paid_vnd = interest_current_paid_vnd + {5},
  interest_overdue_paid_vnd = interest_overdue_paid_vnd + {6}
"""
# SQLite writes the index of a column that is set anew, even to what it was: the few that are repaid are told apart.
_SETTLED_EACH: Final = _SETTLED.format(*(f"?{at}" for at in range(1, 9))) + "WHERE loan_id = ?9"
_TURNS_NO_MORE: Final = "UPDATE lending_loanbalance SET next_turn_on = NULL WHERE loan_id = %s AND principal_vnd = 0"
_SETTLED_ALL: Final = (
    _SETTLED.format(*(f"u.{name}" for name in "abcdefg"), "%s")
    + ", next_turn_on = CASE WHEN principal_vnd = u.b THEN NULL ELSE next_turn_on END "
    + f"FROM unnest({', '.join(['%s::bigint[]'] * 8)}) AS u(a, b, c, d, e, f, g, id) WHERE loan_id = u.id"
)
_MEMBERS: Final = """
SELECT h.code, m.household_id, m.ends_before
FROM groups_groupmember m
JOIN people_household h ON h.id = m.household_id
WHERE m.group_id = %s AND m.starts_on <= %s
ORDER BY m.id"""


class SheetLoan(NamedTuple):
    """A loan of the group as its row tells it, held until the transaction ends.

    `events` is the seq of its last event, `last_booked_on` the day on which that was written down; None where the
    events do not end there.
    """

    id: int
    number: str
    source: str
    programme: str
    events: int
    only_goes_on: bool
    last_booked_on: date | None
    kept: Kept


class SheetPayment(NamedTuple):
    """An event of a sheet: a loan's payment towards interest or principal."""

    loan_id: int
    seq: int
    amount_vnd: int
    towards: str


def hold_loans(numbers: Collection[str], *, office_id: int, group_id: int) -> dict[str, SheetLoan]:
    """Return an office's loans of households that are or were in a group, by number, in the order of their ids.

    The rows of balances are held until the transaction ends.
    """
    if not numbers:
        return {}
    with kept_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_READ_HELD, [array_of(list(numbers)), office_id, group_id])
        else:
            places = ", ".join(["%s"] * len(numbers))
            cursor.execute(_READ.format(numbers=f"IN ({places})", **_TEXTS), [*numbers, office_id, group_id])
        rows = cursor.fetchall()
    found: dict[str, SheetLoan] = {}
    for loan_id, number, source, programme, events, follows_plan, is_frozen, is_written_off, booked_on, *kept in rows:
        once = number not in found  # more than one row: there are events that the row of balances does not know
        goes_on = once and bool(follows_plan) and not is_frozen and not is_written_off
        last = _day(booked_on)
        kept[0], kept[-1] = _day(kept[0]), _day(kept[-1])
        found[number] = SheetLoan(loan_id, number, source, programme, events, goes_on, last, Kept(*kept))
    return found


def _day(value: date | str | None) -> date | None:
    return _day_of(value) if isinstance(value, str) else value


def find_members(group_id: int, on: date) -> dict[str, int]:
    """Return the households that are in a group on a day, by their codes; of two times the later one counts."""
    with kept_cursor() as cursor:
        cursor.execute(_MEMBERS, [group_id, connection.ops.adapt_datefield_value(on)])
        rows = {code: (household_id, ends_before) for code, household_id, ends_before in cursor.fetchall()}
    return {code: number for code, (number, until) in rows.items() if until is None or until > on}


def write_payments(payments: Sequence[SheetPayment], *, asked: Asked, on: date, voucher_id: int) -> None:
    """Write events down."""
    insert_columns(
        "lending_loanevent",
        many={
            "loan_id": ("bigint", [payment.loan_id for payment in payments]),
            "seq": ("bigint", [payment.seq for payment in payments]),
            "amount_vnd": ("bigint", [payment.amount_vnd for payment in payments]),
            "towards": ("text", [payment.towards for payment in payments]),
        },
        same={
            "kind": LoanEvent.Kind.PAID.value,
            "on": on,
            "booked_on": on,
            "voucher_id": voucher_id,
            "reason": "",
            "recorded_by": asked.actor_id,
            "recorded_by_name": asked.actor.name,
            "recorded_at": asked.at,
        },
    )


def keep_settled(settled: Sequence[tuple[int, int, Settled]], *, on: date) -> None:
    """Keep what loans stand at on a day after payments: (loan, seq of its last event, how it was settled)."""
    if not settled:
        return
    rows = [
        (
            *(seq, each.principal_overdue_vnd + each.principal_current_vnd, each.principal_overdue_vnd),
            *(each.points_current, each.points_overdue, each.interest_current_vnd, each.interest_overdue_vnd),
            loan_id,
        )
        for loan_id, seq, each in settled
    ]
    with kept_cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_SETTLED_ALL, [on, *map(array_of, zip(*rows, strict=True))])
        else:
            day = on.isoformat()
            cursor.executemany(_SETTLED_EACH, [(*row[:7], day, row[7]) for row in rows])
            cursor.executemany(_TURNS_NO_MORE, [(row[7],) for row in rows if row[1]])
