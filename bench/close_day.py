"""How long does it take to close a day of a million loans? At most 5 s on PostgreSQL and 12 s on SQLite.

100,000 payments were recorded on the day and 30,000 loans turn. Both databases where there is a PostgreSQL (else SQLite
alone). A province is made in bulk, groups hand their sheets in through `record_sheet`, and every office's day is closed
by `close_day`. Beside it stand the plain way of doing it, one UPDATE that adds a night's interest to every loan's row
(rolled back), and the same day with ten times fewer loans and the same payments and turns: the larger may take twice as
long at most. Everything is verified at the end: ledger, buckets and loans agree to the point. Exits with 1 above a
limit. `python bench/close_day.py 100000` makes fewer loans, with fewer payments and turns, held to the same limits.
"""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SIZE = 1_000_000
SMALL_SIZE = 40_000
LOANS = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
PAYMENTS, DUE = (int(word) for word in sys.argv[2:4]) if len(sys.argv) > 3 else (LOANS // 10, LOANS * 3 // 100)
LIMITS_S = {"postgresql": 5, "sqlite": 12}
RATIO_MAX = 2
BINARIES = Path("/usr/lib/postgresql").glob("*/bin")
ONE = "ONE "  # before what one measurement says to the comparison of two
ON = date(2026, 11, 22)

from bench.support.installed import POSTGRESQL_URL, WITH_POSTGRESQL, begin  # noqa: E402

begin(database_url=POSTGRESQL_URL)

from bench.support.large_books import LargeBook, make_large_book  # noqa: E402
from bench.support.result import result  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.support.cast import asked_by_system  # noqa: E402
from tests.support.written_sessions import write_session  # noqa: E402

from tantam.base.guards import drop, install  # noqa: E402
from tantam.base.sealing import ensure_person_data_key  # noqa: E402
from tantam.closing.commands.closing import close_day  # noqa: E402
from tantam.closing.models import DayClose  # noqa: E402
from tantam.core.loans.points import POINTS_PER_DONG  # noqa: E402
from tantam.ledger.parts.accounts import AccountKey  # noqa: E402
from tantam.ledger.parts.day_totals import close_ledger_day  # noqa: E402
from tantam.ledger.parts.posting import Batch, Line, post  # noqa: E402
from tantam.lending.commands.sheets import record_sheet  # noqa: E402
from tantam.lending.models import LoanBalance, Session  # noqa: E402
from tantam.lending.queries.accrued import find_bucket_gaps, find_interest_gaps  # noqa: E402
from tantam.lending.queries.reconciling import find_gaps  # noqa: E402
from tantam.units.models import TransactionPoint, Unit  # noqa: E402

PAID_VND = 1_000


def main() -> int:
    """Measure both sizes on the databases that there are; return how many limits are passed."""
    databases = ["postgresql" if POSTGRESQL_URL else "sqlite"]
    if databases == ["sqlite"] and any(Path(folder, "initdb").exists() for folder in BINARIES):
        databases.append("postgresql")
    return sum(compare(database) for database in databases)


def compare(database: str) -> int:
    """Measure the close of a day with ten times fewer loans and with all; return how many limits are passed."""
    few, many = (measured(database, loans) for loans in (LOANS // 10, LOANS))
    sound = few["agrees"] and many["agrees"]
    for one in (few, many):
        print("{database}: {loans} loans, {payments} payments, {turned} turned: {close_s:.2f} s".format(**one))
        print(f"  one UPDATE of every loan's row takes {one['plain_update_s']:.2f} s")
    what = f"closing a day of {LOANS:,} loans, {database}"
    kept = [
        result(what, many["close_s"], LIMITS_S[database], unit="s", sound=sound),
        result(f"{what}, against ten times fewer", many["close_s"] / few["close_s"], RATIO_MAX, unit="×", sound=sound),
    ]
    return kept.count(False)


def measured(database: str, loans: int) -> dict[str, Any]:
    """Measure one size in a process and a database of its own."""
    command = [sys.executable, __file__, str(loans), str(PAYMENTS), str(DUE)]
    env = {name: value for name, value in os.environ.items() if name != "TANTAM_HOME"} | {"TANTAM_BENCH_ONE": "1"}
    if database == "postgresql":
        command.insert(0, str(WITH_POSTGRESQL))
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith(ONE))
    found: dict[str, Any] = json.loads(line.removeprefix(ONE))
    return found


def measure() -> None:
    """Make a book of one size, close its day and say what it took."""
    call_command("migrate", verbosity=0)
    ensure_person_data_key()
    book = make_large_book(loans=LOANS, events=6, on=ON)
    close_before(book)
    payments = hand_in(book, PAYMENTS)
    let_fall_due(DUE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = {
        "database": connection.vendor,
        "loans": LOANS,
        "payments": payments,
        "close_s": close_all(book) / 1_000,
        "turned": sum(DayClose.objects.values_list("loans_turned", flat=True)),
        "plain_update_s": update_every_loan() / 1_000,
        "agrees": find_gaps(day=ON) == [] and find_bucket_gaps() == [] and find_interest_gaps(day=ON) == [],
    }
    print(ONE + json.dumps(found))


def close_before(book: LargeBook) -> None:
    """Close the day before, as the book was made through it."""
    day = ON - timedelta(days=1)
    for office_id in book.office_ids:
        with transaction.atomic():
            close_ledger_day(asked=asked_by_system(on=ON), office_id=office_id, day=day)


def hand_in(book: LargeBook, wanted: int) -> int:
    """Let groups hand interest in, a sheet each; return how many payments there are."""
    rows = LoanBalance.objects.filter(follows_plan=True, day__lt=ON, next_turn_on__gte=ON).order_by("loan_id")
    groups: dict[int, list[str]] = {}
    names = ("loan_id", "loan__number", "day", "principal_vnd", "overdue_vnd", "rate_ppm", "points_current")
    for loan_id, number, day, principal_vnd, overdue_vnd, rate_ppm, points in rows.values_list(*names).iterator():
        owed = points + (principal_vnd - overdue_vnd) * rate_ppm * (ON - day).days
        if owed >= PAID_VND * POINTS_PER_DONG and wanted:
            groups.setdefault(book.first_group + (loan_id - book.first_loan) // 40, []).append(number)
            wanted -= 1
    sessions: dict[int, Session] = {}
    points = dict(TransactionPoint.objects.filter(groups__in=groups).values_list("groups", "id").distinct())
    every = TransactionPoint.objects.select_related("office").in_bulk()
    cash: dict[int, int] = {}
    for group_id, numbers in groups.items():
        point = every[points[group_id]]
        if point.pk not in sessions:
            sessions[point.pk] = write_session(ON, point=point)
        rows = tuple((number, PAID_VND, 0) for number in numbers)
        record_sheet(
            asked=asked_by_system(on=ON), session_id=sessions[point.pk].pk, group_id=group_id, rows=rows, savings=()
        )
        cash[point.pk] = cash.get(point.pk, 0) + PAID_VND * len(rows)
    for point_id, vnd in cash.items():
        session = sessions[point_id]
        closed = {"state": "CLOSED", "counted_vnd": vnd, "closed_by": 0, "closed_at": session.opened_at}
        Session.objects.filter(pk=session.pk).update(**closed)
        move = Line(AccountKey("CASH_AT_OFFICE"), AccountKey("CASH_AT_POINT"), vnd, "CASH_MOVED")
        with transaction.atomic():
            batch = Batch(f"home-{point_id}", session.office_id, book_date=ON, value_date=ON)
            post(asked=asked_by_system(on=ON), batch=batch, lines=[move])
    return sum(map(len, groups.values()))


def let_fall_due(wanted: int) -> int:
    """Let as many loans turn on the day as are asked for: their next instalment is to be collected by then."""
    rows = LoanBalance.objects.filter(follows_plan=True, principal_vnd__gt=0)
    there = rows.filter(next_turn_on=ON).count()
    more = rows.filter(next_turn_on__gt=ON).order_by("next_turn_on", "loan_id")[: max(0, wanted - there)]
    turns = [(ON, ON, loan_id, turn) for loan_id, turn in more.values_list("loan_id", "next_turn_on")]
    days = [tuple(each.isoformat() if isinstance(each, date) else each for each in row) for row in turns]
    drop(connection)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE lending_plannedinstalment SET due_on = %s, collect_by = %s WHERE loan_id = %s AND collect_by = %s",
            days,
        )
        cursor.executemany(
            "UPDATE lending_loanbalance SET next_turn_on = %s WHERE loan_id = %s", [(row[0], row[2]) for row in days]
        )
    install(connection)
    return there + len(days)


def close_all(book: LargeBook) -> int:
    """Close the day in every office; return the milliseconds that it took."""
    codes = list(Unit.objects.filter(id__in=book.office_ids).order_by("id").values_list("code", flat=True))
    began = perf_counter()
    for code in codes:
        close_day(asked=asked_by_system(on=ON), office_code=code, day=ON)
    return round((perf_counter() - began) * 1_000)


def update_every_loan() -> int:
    """Return the milliseconds of one statement that adds a night to every loan's row; it is taken back."""
    began = perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE lending_loanbalance SET points_current = points_current + (principal_vnd - overdue_vnd) * rate_ppm,"
            " points_overdue = points_overdue + overdue_vnd * overdue_rate_ppm"
        )
        spent = perf_counter() - began
        transaction.set_rollback(True)
    return round(spent * 1_000)


if __name__ == "__main__":
    if "TANTAM_BENCH_ONE" in os.environ:
        measure()
    else:
        sys.exit(min(main(), 1))
