"""How fast is posting to the book, against the database's own bulk write? At least a third of it is asked for.

Both databases where there is a PostgreSQL (else SQLite alone). Batches of 80 lines, as a commune's session has them,
each in its own transaction, go through `post`: the chart is asked, the book held, accounts found, the posting's head
and its digest written. Against it, in the same run and by turns, the same rows go into the same table with the same
indexes by bare COPY (PostgreSQL) or executemany (SQLite), nothing checked: once in transactions of the same size, once
all of a turn in one, against one batch through `post_columns`. Prints lines a second and the ratios; exits with 1 when
one is below the limit, or if a row is missing. The number of lines may be given:
`python bench/ledger_posting.py 20000`.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SMALL_SIZE = 20_000
BATCH = 80
TURNS = 4
# At least one third of the bare write.
LIMIT_PER_MILLE = 333

from bench.support.installed import POSTGRESQL_URL, begin, on_both_databases  # noqa: E402
from bench.support.result import result, size_asked  # noqa: E402

begin(database_url=POSTGRESQL_URL)

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.support.cast import TODAY, asked_by_system, make_cast  # noqa: E402
from tests.support.ledger import CAPITAL, CASH, INCOME, LOANS, LOCAL_CAPITAL, OVERDUE, SAVINGS  # noqa: E402

from tantam.ledger.models import Account, Posting, Transfer  # noqa: E402
from tantam.ledger.parts.posting import Batch, Line, post, post_columns  # noqa: E402

LINES = size_asked(80_000)
PAIRS = [(LOANS, CASH), (CASH, LOANS), (CASH, INCOME), (CASH, SAVINGS), (OVERDUE, LOANS), (CASH, CAPITAL)]
PAIRS += [(CASH, LOCAL_CAPITAL), (SAVINGS, CASH)]
COLUMNS = "posting_id, debit_id, credit_id, amount_vnd, value_date, book_date, kind, reference, corrects_id"


def lines_of(batch: int) -> list[Line]:
    """Return the lines of a session: loans, interest, savings."""
    return [
        Line(*PAIRS[at % len(PAIRS)], 50_000 + 1_000 * at, "PRINCIPAL_REPAID", f"L-{batch:06d}-{at:02d}")
        for at in range(BATCH)
    ]


def post_batches(office_id: int, batches: range) -> None:
    """Post through the program."""
    asked = asked_by_system()
    for number in batches:
        batch = Batch(key=f"bench-{number}", office_id=office_id, book_date=TODAY, value_date=TODAY)
        with transaction.atomic():
            post(asked=asked, batch=batch, lines=lines_of(number))


def post_at_once(office_id: int, batches: range) -> None:
    """Post all lines as one batch of columns, as a step of a close does."""
    lines = [line for number in batches for line in lines_of(number)]
    debit, credit, amount_vnd, _kind, reference = zip(*lines, strict=True)
    batch = Batch(key=f"bench-whole-{batches.start}", office_id=office_id, book_date=TODAY, value_date=TODAY)
    with transaction.atomic():
        post_columns(
            asked=asked_by_system(),
            batch=batch,
            debit=debit,
            credit=credit,
            amount_vnd=amount_vnd,
            kind="PRINCIPAL_REPAID",
            reference=reference,
        )


def write_bare(posting_id: int, batches: range, *, at_once: bool = False) -> None:
    """Write the same rows with nothing but the database, a transaction a batch or all in one."""
    rows = Account.objects.values_list("code", "source", "programme", "id")
    numbers = {(code, source, programme): number for code, source, programme, number in rows}
    day = TODAY.isoformat()
    pieces = [batches] if at_once else [range(number, number + 1) for number in batches]
    for piece in pieces:
        made = [
            (posting_id, numbers[line.debit], numbers[line.credit], line.amount_vnd, day, day, *line[3:], None)
            for number in piece
            for line in lines_of(number)
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY ledger_transfer ({COLUMNS}) FROM STDIN") as copy:
                    for row in made:
                        copy.write_row(row)
            else:
                places = ", ".join(["%s"] * 9)
                cursor.executemany(f"INSERT INTO ledger_transfer ({COLUMNS}) VALUES ({places})", made)


def timed(run: Callable[[], None]) -> float:
    """Return how many seconds it takes."""
    began = perf_counter()
    run()
    return perf_counter() - began


def main() -> int:
    """Post and write by turns, print what they took, and compare with the limit."""
    call_command("migrate", verbosity=0)
    office_id = make_cast().units["NHCSXH"].pk
    post_batches(office_id, range(-10, 0))  # accounts are opened, statements are known
    warm = Posting.objects.latest("id").pk
    each = max(LINES // BATCH // TURNS, 1)
    took = dict.fromkeys(("post", "bare", "post, all in one", "bare, all in one"), 0.0)
    for turn in range(TURNS):
        batches = range(turn * each, (turn + 1) * each)
        runs = (
            lambda batches=batches: post_batches(office_id, batches),
            lambda batches=batches: write_bare(warm, batches),
            lambda batches=batches: post_at_once(office_id, batches),
            lambda batches=batches: write_bare(warm, batches, at_once=True),
        )
        for name, run in zip(took, runs, strict=True):
            took[name] += timed(run)
    lines = each * TURNS * BATCH
    print(f"{connection.vendor}: {lines} lines each way, batches of {BATCH}")
    for name, seconds in took.items():
        print(f"  {name:17}{seconds:7.2f} s  {lines / seconds:9.0f} lines/s")
    ours, bare, ours_at_once, bare_at_once = took.values()
    whole = Transfer.objects.count() == 4 * lines + 10 * BATCH and Posting.objects.count() == (each + 1) * TURNS + 10
    kept = [
        result(
            f"posting {what} against the bare write, {connection.vendor}",
            bare_s / ours_s,
            LIMIT_PER_MILLE / 1_000,
            unit="of it",
            at_least=True,
            sound=whole,
        )
        for what, ours_s, bare_s in (("a session", ours, bare), ("a close", ours_at_once, bare_at_once))
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(on_both_databases(main, LINES))
