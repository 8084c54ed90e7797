"""A group's sheet in a session: what its members hand in is taken whole, or refused with every row that is wrong."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.law.dated import VND_MAX
from tantam.ledger.parts.posting import Batch, post
from tantam.lending.models import Voucher
from tantam.lending.parts.accruing import write_changes
from tantam.lending.parts.lives import keep_balance
from tantam.lending.parts.savings.moving import Saved, When, move_savings, savings_lines
from tantam.lending.parts.sessions.holding import HeldSession, hold_session
from tantam.lending.parts.sessions.sheet_rows import find_members, hold_loans, keep_settled, write_payments
from tantam.lending.parts.sessions.sheets import Circumstance, Outcome, SheetRow, reason_of_missing, settle_rows
from tantam.lending.parts.sessions.vouchers import CASH_AT_POINT, reference_of, write_voucher
from tantam.lending.wording.objections import UnableToRecord, UnableToRecordSheet

ROWS_MAX: Final = 500


def _subject(result: int, _arguments: Mapping[str, Any]) -> str:
    return f"voucher {result}"


@command("lending.record_sheet", subject=_subject)
def record_sheet(
    *,
    asked: Asked,
    session_id: int,
    group_id: int,
    rows: tuple[tuple[str, int, int], ...],
    savings: tuple[tuple[str, int], ...],
) -> int:
    """Take what a group hands in at a session; return the number of the voucher.

    `rows` are loans with their interest and principal, `savings` households' codes with what they put in, in đồng.

    :raises UnableToRecordSheet: with a reason for every row that the loan, the group or the money do not allow.
    :raises UnableToRecord: if the session is not open or not of today, the day is closed, or the sheet is empty.
    :raises OutOfScope: if the session or the group is of another office.
    """
    session = hold_session(asked, session_id, group_id=group_id)
    if not 0 < len(rows) + len(savings) <= ROWS_MAX:
        raise UnableToRecord(_("Bảng kê phải có ít nhất một dòng và không quá %(most)d dòng.") % {"most": ROWS_MAX})
    sound, reasons = _sound_rows([SheetRow(*row) for row in rows])
    loans = hold_loans([row.number for row in sound], office_id=session.office_id, group_id=group_id)
    reasons += [reason_of_missing(r.number, office_id=session.office_id) for r in sound if r.number not in loans]
    where = Circumstance(session.office_id, session.day, session.book.closed_through)
    outcome = settle_rows([row for row in sound if row.number in loans], loans, where=where)
    saved, faults = _saved(savings, group_id=group_id, session=session)
    if reasons := [*reasons, *outcome.reasons, *faults]:
        raise UnableToRecordSheet(reasons)
    return _write(asked, session, group_id, outcome, saved)


def _sound_rows(rows: Sequence[SheetRow]) -> tuple[list[SheetRow], list[str]]:
    """Return the rows that may be looked at, and why the others may not."""
    times = Counter(row.number for row in rows)
    reasons = [
        _("Khoản vay %(number)s có hai dòng trong bảng kê.") % {"number": number}
        for number, count in times.items()
        if count > 1
    ]
    reasons += [
        _("Khoản vay %(number)s: hãy ghi số tiền lãi hoặc gốc đã thu.") % {"number": row.number}
        for row in rows
        if not (row.interest_vnd or row.principal_vnd)
    ]
    sound = [row for row in rows if times[row.number] == 1 and (row.interest_vnd or row.principal_vnd)]
    return sound, reasons


def _saved(savings: Sequence[tuple[str, int]], *, group_id: int, session: HeldSession) -> tuple[list[Saved], list[str]]:
    """Return what households of the group put in, and why the others may not."""
    if not savings:
        return [], []
    members = find_members(group_id, session.day)
    times = Counter(code for code, _vnd in savings)
    reasons = [_("Hộ %(code)s có hai dòng tiền gửi trong bảng kê.") % {"code": c} for c, n in times.items() if n > 1]
    saved = []
    for code, amount_vnd in savings:
        household_id = members.get(code)
        if household_id is None:
            reasons.append(_("Hộ %(code)s không phải tổ viên của Tổ này.") % {"code": code})
        elif not 0 < amount_vnd <= VND_MAX:
            reasons.append(_("Hộ %(code)s: số tiền gửi phải lớn hơn 0 và không quá mức cho phép.") % {"code": code})
        else:
            saved.append(Saved(household_id, amount_vnd))
    return saved, reasons


def _write(asked: Asked, session: HeldSession, group_id: int, outcome: Outcome, saved: Sequence[Saved]) -> int:
    today, saved_vnd = session.day, sum(each.amount_vnd for each in saved)
    amounts = {
        "interest_vnd": sum(each.amount_vnd for each in outcome.payments if each.towards == "INTEREST"),
        "principal_vnd": sum(each.amount_vnd for each in outcome.payments if each.towards == "PRINCIPAL"),
        "savings_in_vnd": saved_vnd,
    }
    voucher_id = write_voucher(
        asked, session_id=session.id, kind=Voucher.Kind.SHEET, amounts=amounts, group_id=group_id
    )
    reference = reference_of(voucher_id)
    write_payments(outcome.payments, asked=asked, on=today, voucher_id=voucher_id)
    keep_settled(outcome.settled, on=today)
    for life, stands in outcome.lives:
        keep_balance(life, stands)
    write_changes(outcome.changes, value_on=today, booked_on=today, reference=reference)
    if saved:
        move_savings(saved, asked=asked, when=When(session.office_id, today, voucher_id))
    lines = outcome.lines(reference) + savings_lines(
        in_vnd=saved_vnd, out_vnd=0, money=CASH_AT_POINT, reference=reference
    )
    batch = Batch(asked.request_key, session.office_id, book_date=today, value_date=today, document=reference)
    post(asked=asked, batch=batch, lines=lines, book=session.book)
    return voucher_id
