"""The rows that a sheet comes to, written by the database's own means: nothing asked, nothing checked.

The rows are reckoned before the clock begins, by the program itself and with the same values but keys; what the
database gives (numbers of vouchers and postings) is below nothing here.
"""

from itertools import count
from typing import Any, NamedTuple

from bench.support.sheets_to_take import Sheet
from django.db import connection, transaction
from tests.support.cast import TODAY, asked_by_system

from tantam.core.canonical import canonical_json
from tantam.ledger.models import Account, Book
from tantam.lending.models import Session
from tantam.lending.parts.sessions.sheet_rows import hold_loans
from tantam.lending.parts.sessions.sheets import Circumstance, SheetRow, settle_rows

_NUMBERS = count(1)
_REQUEST = ("base_request", "key, command, digest, result, at")
_VOUCHER = (
    "lending_voucher",
    (
        "id, session_id, group_id, kind, principal_vnd, interest_vnd, savings_in_vnd, savings_out_vnd, disbursed_vnd,"
        " reason, recorded_by, recorded_by_name, recorded_at"
    ),
)
_EVENT = (
    "lending_loanevent",
    (
        'loan_id, seq, kind, "on", booked_on, amount_vnd, towards, voucher_id, reason, recorded_by, recorded_by_name,'
        " recorded_at"
    ),
)
_CHANGE = (
    "lending_bucketchange",
    "office_id, source, programme, rate_ppm, is_overdue, day, value_on, booked_on, principal_vnd, points, reference",
)
_POSTING = (
    "ledger_posting",
    (
        "id, key, digest, book_id, book_date, value_date, document, description, transfers_count, amount_vnd,"
        " posted_by, posted_by_name, posted_at"
    ),
)
_TRANSFER = (
    "ledger_transfer",
    "posting_id, debit_id, credit_id, amount_vnd, value_date, book_date, kind, reference, corrects_id",
)
_ENTRY = (
    "base_auditentry",
    (
        "sequence, at, book_date, actor_id, actor_name, actor_role, unit_code, command, request_key, subject, details,"
        " previous_hash, hash"
    ),
)
_BALANCE_SET = (
    "events = {0}, day = {1}, principal_vnd = principal_vnd - {2}, overdue_vnd = overdue_vnd - {3},"
    " points_current = {4}, points_overdue = {5}, principal_paid_vnd = principal_paid_vnd + {2},"
    " interest_current_paid_vnd = interest_current_paid_vnd + {6},"
    " interest_overdue_paid_vnd = interest_overdue_paid_vnd + {7}"
)


class BareSheet(NamedTuple):
    """Rows by table, ready to be written, and the new rows of balances."""

    inserts: list[tuple[tuple[str, str], list[tuple[Any, ...]]]]
    balances: list[tuple[Any, ...]]


def plan_bare_sheets(sheets: list[Sheet]) -> list[BareSheet]:
    """Return the rows of sheets; reads only."""
    offices = dict(Session.objects.values_list("id", "office_id"))
    books = dict(Book.objects.values_list("office_id", "id"))
    accounts = {
        tuple(row[:4]): row[4] for row in Account.objects.values_list("book_id", "code", "source", "programme", "id")
    }
    with transaction.atomic():
        return [_plan(sheet, offices[sheet.session_id], books, accounts) for sheet in sheets]


def _plan(sheet: Sheet, office_id: int, books: dict, accounts: dict) -> BareSheet:
    sequence = next(_NUMBERS) + 10_000_000
    number = -sequence  # no number that the database would give
    key, at = f"bare-{sequence}", asked_by_system().at.isoformat(sep=" ")
    day, book_id = TODAY.isoformat(), books[office_id]
    loans = hold_loans([row[0] for row in sheet.rows], office_id=office_id, group_id=sheet.group_id)
    outcome = settle_rows([SheetRow(*row) for row in sheet.rows], loans, where=Circumstance(office_id, TODAY, None))
    lines = outcome.lines(f"V{number}")
    paid_vnd = sum(each.amount_vnd for each in outcome.payments)
    details = canonical_json({"arguments": {"rows": sheet.rows}, "result": number}).decode()
    any_account = next(iter(accounts.values()))
    transfers = [
        (
            number,
            accounts.get((book_id, *line.debit), any_account),
            accounts.get((book_id, *line.credit), any_account + 1),
            *(line.amount_vnd, day, day, line.kind, line.reference, None),
        )
        for line in lines
    ]
    changes = [
        (*change.key[:4], bool(change.key.is_overdue), day, day, day, change.principal_vnd, 0, f"V{number}")
        for change in outcome.changes
        if change.principal_vnd
    ]
    events = [
        (each.loan_id, each.seq, "PAID", day, day, each.amount_vnd, each.towards, number, "", 0, "tantam", at)
        for each in outcome.payments
    ]
    voucher = (number, sheet.session_id, sheet.group_id, "SHEET", 0, paid_vnd, 0, 0, 0, "", 0, "tantam", at)
    posting = (number, key, "0" * 64, book_id, day, day, f"V{number}", "", len(lines), paid_vnd, 0, "tantam", at)
    entry = (sequence, at, day, 0, "tantam", "SYSTEM", "", "lending.record_sheet", key, f"voucher {number}", details)
    balances = [
        (
            *(seq, day, done.principal_overdue_vnd + done.principal_current_vnd, done.principal_overdue_vnd),
            *(done.points_current, done.points_overdue, done.interest_current_vnd, done.interest_overdue_vnd, loan_id),
        )
        for loan_id, seq, done in outcome.settled
    ]
    inserts = [
        (_REQUEST, [(key, "lending.record_sheet", "0" * 64, str(number), at)]),
        (_VOUCHER, [voucher]),
        (_EVENT, events),
        (_CHANGE, changes),
        (_POSTING, [posting]),
        (_TRANSFER, transfers),
        (_ENTRY, [(*entry, "0" * 64, f"{sequence:064d}")]),
    ]
    return BareSheet([each for each in inserts if each[1]], balances)


def write_bare(sheet: BareSheet) -> None:
    """Write a sheet's rows in a transaction: COPY and one UPDATE on PostgreSQL, prepared statements on SQLite."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for (table, columns), rows in sheet.inserts:
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            names = [f"u.{name}" for name in "abcdefgh"]
            kinds = ["bigint", "date", *["bigint"] * 7]
            arrays = ", ".join(
                f"'{{{','.join(map(str, column))}}}'::{kind}[]"
                for kind, column in zip(kinds, zip(*sheet.balances, strict=True), strict=True)
            )
            cursor.execute(
                f"UPDATE lending_loanbalance SET {_BALANCE_SET.format(*names)}"
                f" FROM unnest({arrays}) AS u(a, b, c, d, e, f, g, h, i) WHERE loan_id = u.i"
            )
            return
        raw = cursor.cursor.connection
        for (table, columns), rows in sheet.inserts:
            raw.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
        places = [f"?{at}" for at in range(1, 9)]
        raw.executemany(
            f"UPDATE lending_loanbalance SET {_BALANCE_SET.format(*places)} WHERE loan_id = ?9", sheet.balances
        )
