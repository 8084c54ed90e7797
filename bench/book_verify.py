"""How long does `tantam book verify` take over a million loans of twenty events? A minute and 4 GB are allowed.

On SQLite, and on PostgreSQL where there is one: for 10,000 loans, ten times as many, and so on up to the size that is
asked for, a book is made (`bench/support/large_books.py`) in a process of its own, and another process reads its rows
bare (a SELECT of every row, a COPY on PostgreSQL, nothing done with them) and then verifies loans, buckets and
accounts. Prints the curve, what the time went into and the most memory that the process had; at the smallest size one
row is made wrong by a point and must be found. Exits with 1 when a limit is passed at the largest size, or if anything
else is found.

    python bench/book_verify.py [1000000] [--events 20] [--engine sqlite|postgresql]
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.support.installed import POSTGRESQL_URL, WITH_POSTGRESQL, begin  # noqa: E402

LIMIT_S, LIMIT_MB, MILLION = 60, 4_096, 1_000_000
LEAST_LIMIT_S = 2  # for few loans: the program has to start
ON = date(2026, 11, 22)
FIRST_SIZE = SMALL_SIZE = 10_000
ROWS = {
    "lending_loanevent": 'loan_id, seq, kind, "on", amount_vnd, towards, reverses',
    "lending_plannedinstalment": "loan_id, number, collect_by, principal_vnd",
    "lending_loan": "id, approved_vnd, rate_ppm, overdue_rate_ppm",
    "lending_loanbalance": "*",
}


def main() -> int:
    """Measure each engine over the curve, print it, and return how the script should end."""
    wish = parse()
    if wish.step:
        begin(home=Path(os.environ["TANTAM_HOME"]), database_url=POSTGRESQL_URL)
        make(wish) if wish.step == "make" else measure(wish)
        return 0
    kept = [measure_engine(engine, wish) for engine in ("sqlite", "postgresql") if wish.engine in {"", engine}]
    return 0 if all(kept) else 1


def parse() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("loans", type=int, nargs="?", default=MILLION)
    parser.add_argument("--events", type=int, default=20)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="")
    parser.add_argument("--step", choices=("make", "measure"), default="", help=argparse.SUPPRESS)
    parser.add_argument("--tamper", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def measure_engine(engine: str, wish: argparse.Namespace) -> bool:
    """Measure an engine over the curve; return whether the limits are kept at its end."""
    from bench.support.result import result

    sizes = [size for size in (FIRST_SIZE * 10**power for power in range(6)) if size < wish.loans] + [wish.loans]
    print(f"{engine}: {wish.events} events a loan")
    print(f"{os.cpu_count()} processors; {os.getloadavg()[0]:.1f} programs were already running on them")
    print(f"{'loans':>10}{'raw s':>8}{'verify s':>10}{'× raw':>7}{'own s':>8}{'by':>4}{'MB':>6}{'wrong':>6}  parts")
    found: dict[str, Any] = {}
    for place, size in enumerate(sizes):
        found = measure_size(engine, size, wish, tamper=place == 0)
        if not found:
            print("not measured: there is no PostgreSQL here")
            return True
        parts = ", ".join(f"{name.replace('_', ' ')} {found[name]:.2f}" for name in ("read", "fold", "one_by_one"))
        print(
            f"{size:>10,}{found['raw_s']:>8.2f}{found['verify_s']:>10.2f}{found['verify_s'] / found['raw_s']:>7.2f}"
            f"{found['own_s']:>8.2f}{found['by']:>4}{found['mb']:>6}{found['wrong']:>6}  {parts}",
            flush=True,
        )
    limit_s = max(LIMIT_S * wish.loans / MILLION, LEAST_LIMIT_S)
    what = f"book verify, {wish.loans:,} loans on {engine}"
    in_time = result(what, found["verify_s"], limit_s, unit="s", sound=found["sound"])
    return result(f"{what}: memory", found["mb"], LIMIT_MB, unit="MB") and in_time


def measure_size(engine: str, size: int, wish: argparse.Namespace, *, tamper: bool) -> dict[str, Any]:
    """Make a book and measure it, each in a process of its own; return what was found."""
    words = [sys.executable, __file__, str(size), "--events", str(wish.events)]
    flags = ["--tamper"] if tamper else []
    script = 'set -e; "$@" --step make; exec "$@" --step measure ' + " ".join(flags)
    command = [*([str(WITH_POSTGRESQL)] if engine == "postgresql" else []), "bash", "-c", script, "bench", *words]
    with tempfile.TemporaryDirectory(prefix="tantam-bench-") as home:
        env = os.environ | {"TANTAM_HOME": home}
        if engine == "sqlite":
            env.pop("TANTAM_TEST_DATABASE_URL", None)
        done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return dict(json.loads(lines[-1])) if lines else {}


def make(wish: argparse.Namespace) -> None:
    """Write the book."""
    from bench.support.large_books import make_large_book
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    make_large_book(loans=wish.loans, events=wish.events, on=ON)


def measure(wish: argparse.Namespace) -> None:
    """Read the rows bare, verify them, and print both as one line of JSON."""
    from tantam.cli.loans import WORTH_TWO_PROCESSES

    raw_s = timed(read_bare)
    # As the command does: two processes where they are worth it.
    processes = min(2, os.cpu_count() or 1) if wish.loans >= WORTH_TWO_PROCESSES else 1
    began, before = perf_counter(), processor_s()
    loans, wrong = verify_all(processes)
    verify_s, own_s = perf_counter() - began, processor_s() - before
    sound = (loans, wrong) == (wish.loans, 0)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if processes > 1:
        peak_mb += processes * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    figures = {"raw_s": raw_s, "verify_s": verify_s, "own_s": own_s, "by": processes, "mb": peak_mb, "wrong": wrong}
    print(json.dumps(figures | {"sound": sound and (not wish.tamper or finds_a_point())} | parts_of_time(wish.loans)))


def processor_s() -> float:
    """Return the processor time of this process and of those that it began and that ended; not the database's."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def parts_of_time(loans: int) -> dict[str, float]:
    """Return what part of a batch's time it takes to read it, to fold it, and for its loans that are not plain."""
    from tantam.lending.queries import verifying

    after = loans // 2
    began = perf_counter()
    lives = verifying.read_life_columns(after, after + verifying.BATCH)
    read = perf_counter()
    agree = verifying._agree(lives)  # noqa: SLF001 - its part of the time
    folded = perf_counter()
    verifying.verify_one_by_one(lives.ids[~agree].tolist())
    times = {"read": read - began, "fold": folded - read, "one_by_one": perf_counter() - folded}
    return {name: took / sum(times.values()) for name, took in times.items()}


def timed(run: Callable[[], object]) -> float:
    """Return how many seconds it takes."""
    began = perf_counter()
    run()
    return perf_counter() - began


def read_bare() -> None:
    """Read the rows of loans, plans, events and balances with nothing but the database's own client."""
    from django.db import connection

    connection.ensure_connection()
    for table, columns in ROWS.items():
        if connection.vendor == "postgresql":
            with connection.connection.cursor() as cursor:
                what = table if columns == "*" else f"{table} ({columns})"
                with cursor.copy(f"COPY {what} TO STDOUT (FORMAT BINARY)") as copy:
                    for _rows in copy:
                        pass
        else:
            for _row in connection.connection.execute(f"SELECT {columns} FROM {table}"):
                pass


def verify_all(processes: int = 1) -> tuple[int, int]:
    """Do what `tantam book verify` does; return how many loans there are and how much does not agree."""
    from tantam.base.asked import EVERYTHING
    from tantam.base.reading import one_snapshot
    from tantam.ledger.queries.controls import list_book_faults
    from tantam.lending.queries.accrued import find_bucket_gaps, find_interest_gaps
    from tantam.lending.queries.reconciling import find_gaps
    from tantam.lending.queries.verifying import verify_loans

    with one_snapshot():
        batches = list(verify_loans(processes=processes))
        gaps = [*find_gaps(day=ON), *find_bucket_gaps(), *find_interest_gaps(day=ON)]
        faults = list_book_faults(scope=EVERYTHING, day=ON)
    wrong = sum(len(batch.mismatches) for batch in batches) + len(gaps) + len(faults)
    return sum(batch.loans for batch in batches), wrong


def finds_a_point() -> bool:
    """Make one row wrong by a point; tell whether that loan and its account of interest are found, and no other."""
    from django.db.models import F

    from tantam.lending.models import LoanBalance

    middle = LoanBalance.objects.order_by("pk").values_list("pk", flat=True)[LoanBalance.objects.count() // 2]
    LoanBalance.objects.filter(pk=middle).update(points_current=F("points_current") + 1)
    return verify_all()[1] == 2


if __name__ == "__main__":
    sys.exit(main())
