"""How fast are sheets of sessions taken, against the bare statements that write the same rows?

Groups of forty loans that do not exist hand in their interest, every fifth also principal, through `record_sheet`: one
process on SQLite, two on PostgreSQL (where there is one; else SQLite alone). Against it, in the same run and by turns,
as many processes write the same kinds and numbers of rows of other groups by bare COPY and UPDATE, a transaction a
sheet, nothing asked and nothing checked. Payments are rows of sheets. Then single payments through `record_payment`,
and sheets of one. Limits: 20,000 payments a second, a third of the bare speed, 15 ms for 95 of 100 single payments.
Prints what it measured and a result for each limit and database; exits with 1 when a limit is missed or the book does
not agree afterwards. The number of loans may be given: `python bench/post_sheets.py 8000`.

The PostgreSQL of `tests/support/with-postgresql` does not wait for the disk; SQLite here does, at each commit.
"""

import gc
import os
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from statistics import quantiles
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SMALL_SIZE = 8_000
TURNS = 4
WARMING = 4  # sheets of each process, until its statements are planned
SINGLES = 200
PAYMENTS_A_SECOND = 20_000
# At least one third of the bare writes.
LIMIT_PER_MILLE = 333
P95_MS = 15

from bench.support.installed import POSTGRESQL_URL, begin, on_both_databases  # noqa: E402

begin(database_url=POSTGRESQL_URL)

from bench.support.bare_sheets import BareSheet, plan_bare_sheets, write_bare  # noqa: E402
from bench.support.large_books import make_large_book  # noqa: E402
from bench.support.result import result, size_asked  # noqa: E402
from bench.support.sheets_to_take import Sheet, list_sheets, make_sessions, write_earlier_papers  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from tests.support.cast import TODAY, asked_by_system  # noqa: E402

from tantam.lending.commands.collecting import record_payment  # noqa: E402
from tantam.lending.commands.sheets import record_sheet  # noqa: E402
from tantam.lending.queries.reconciling import find_gaps  # noqa: E402
from tantam.lending.queries.verifying import verify_loans  # noqa: E402

LOANS = size_asked(16_000)


def take(sheets: list[Sheet]) -> None:
    """Take sheets as a session does."""
    for sheet in sheets:
        asked = asked_by_system(key=f"bench-sheet-{sheet.group_id}-{len(sheet.rows)}")
        record_sheet(
            asked=asked, session_id=sheet.session_id, group_id=sheet.group_id, rows=sheet.rows, savings=sheet.savings
        )


def bare(sheets: list[BareSheet]) -> None:
    """Write what sheets come to."""
    for sheet in sheets:
        write_bare(sheet)


def at_once(run: Callable[[list], None], shares: list[list]) -> float:
    """Run each share in a process of its own, all at once; return the seconds until the last is done.

    Each is connected and has done the first few of its share before the clock begins.
    """
    if len(shares) == 1:
        run(shares[0][:WARMING])
        began = perf_counter()
        run(shares[0][WARMING:])
        return perf_counter() - began
    connections.close_all()
    children, go_read, go_write = [], *os.pipe()
    ready_read, ready_write = os.pipe()
    for share in shares:
        child = os.fork()
        if child == 0:
            run(share[:WARMING])
            os.write(ready_write, b"r")
            os.read(go_read, 1)
            run(share[WARMING:])
            connections.close_all()
            os._exit(0)
        children.append(child)
    for _ in shares:
        os.read(ready_read, 1)
    began = perf_counter()
    os.write(go_write, b"g" * len(shares))
    statuses = [os.waitpid(child, 0)[1] for child in children]
    took = perf_counter() - began
    assert statuses == [0] * len(shares), "a process failed"
    return took


def single_p95(run: Callable[[int], None], count: int) -> float:
    """Return the milliseconds under which 95 of 100 single runs stay."""
    took = []
    for number in range(count):
        began = perf_counter()
        run(number)
        took.append(1_000 * (perf_counter() - began))
    return quantiles(took[5:], n=20)[-1]


def shares_of(sheets: list, processes: int) -> list[list]:
    """Return sheets dealt out to processes."""
    return [sheets[at::processes] for at in range(processes)]


def main() -> int:
    """Measure one database, print it, and compare with the limits."""
    call_command("migrate", verbosity=0)
    book = make_large_book(loans=LOANS, on=TODAY)
    sessions = make_sessions(book)
    sheets = list_sheets(book, sessions)
    processes = 2 if connection.vendor == "postgresql" else 1
    singles, warming, sheets = sheets[-8:], sheets[:40], sheets[40:-8]
    take(warming)  # accounts are opened
    write_earlier_papers()
    gc.collect()
    gc.freeze()  # the sheets are no garbage, and no session holds hundreds of them
    each = len(sheets) // (2 * TURNS)
    took = {"ours": 0.0, "bare": 0.0}
    taken: list[Sheet] = []
    for turn in range(TURNS):
        ours, others = sheets[2 * turn * each :][:each], sheets[(2 * turn + 1) * each :][:each]
        took["ours"] += at_once(take, shares_of(ours, processes))
        took["bare"] += at_once(bare, shares_of(plan_bare_sheets(others), processes))
        taken += [sheet for share in shares_of(ours, processes) for sheet in share[WARMING:]]
    return report(taken, took, singles, processes)


def report(taken: list[Sheet], took: dict[str, float], singles: list[Sheet], processes: int) -> int:
    """Print what was measured and compare it with the limits."""
    payments = sum(len(sheet.rows) for sheet in taken)
    rows = [row for sheet in singles for row in sheet.rows]
    session_of = {row[0]: sheet for sheet in singles for row in sheet.rows}
    half = min(SINGLES, len(rows) // 2)

    def pay(at: int) -> None:
        number, interest_vnd, _ = rows[at]
        record_payment(
            asked=asked_by_system(key=f"bench-{at}"),
            number=number,
            on=TODAY,
            amount_vnd=max(interest_vnd, 1),
            towards="INTEREST",
        )

    def sheet_of_one(at: int) -> None:
        row = rows[half + at]
        sheet = session_of[row[0]]
        asked = asked_by_system(key=f"bench-one-{at}")
        record_sheet(asked=asked, session_id=sheet.session_id, group_id=sheet.group_id, rows=(row,), savings=())

    alone_ms, one_ms = single_p95(pay, half), single_p95(sheet_of_one, half)
    rate, ratio = payments / took["ours"], round(1_000 * took["bare"] / took["ours"])
    print(f"{connection.vendor}: {len(taken)} sheets, {payments} payments each way, {processes} processes")
    print(f"  {os.cpu_count()} processors, {os.getloadavg()[0]:.1f} processes wait for them")
    for name, seconds in took.items():
        each_ms = 1_000 * seconds * processes / len(taken)
        print(f"  {name:5}{seconds:7.2f} s  {payments / seconds:9.0f} payments/s  {each_ms:6.2f} ms a sheet")
    print(f"  ratio to the bare statements {ratio / 1_000:.3f}; at least {LIMIT_PER_MILLE / 1_000:.3f} is asked for")
    print(f"  95 of 100 single payments under {alone_ms:.1f} ms, sheets of one {one_ms:.1f} ms; {P95_MS} is asked for")
    agrees = find_gaps(day=TODAY) == [] and not [
        found for batch in islice(verify_loans(), 2) for found in batch.mismatches
    ]
    question = f"posting in sheets of 40, {connection.vendor}"
    asked_of_it = ((P95_MS, "a single payment, 95 of 100", alone_ms), (P95_MS, "a sheet of one, 95 of 100", one_ms))
    kept = [
        result(question, rate, PAYMENTS_A_SECOND, unit="a second", at_least=True, sound=agrees),
        result(
            f"{question}, against the bare statements",
            ratio / 1_000,
            LIMIT_PER_MILLE / 1_000,
            unit="of it",
            at_least=True,
            sound=agrees,
        ),
        *(result(f"{what}, {connection.vendor}", ms, limit, unit="ms") for limit, what, ms in asked_of_it),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(on_both_databases(main, LOANS))
