"""Before a day is closed: the ledger against the rows that it is the sum of, at the cost of the day's events.

Principal is compared with the buckets, which the day's changes and turns have just moved; money with the events of the
day; vouchers with their lines; the cash of points with their sessions. The sums over all loans are for
`tantam book verify`. Which rows disagree is looked for only where a sum does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, Q, Sum

from tantam.closing.parts.buckets import Part
from tantam.closing.parts.money import (
    OfficeDay,
    Summed,
    find_references,
    list_moved_by_reference,
    loans_in_ledger_vnd,
    moved_on_day,
    savings_in_ledger_vnd,
    savings_vnd,
    taken_back,
)
from tantam.closing.wording.refusals import Difference
from tantam.ledger.models import Transfer
from tantam.ledger.parts.open_days import OpenDays
from tantam.ledger.queries.totals import Which, totals_by_book_day
from tantam.lending.models import BucketChange, Loan, LoanBalance, LoanEvent, SavingsMove, Session, Voucher
from tantam.lending.parts.lives import read_lives, standing_at
from tantam.lending.parts.rows import standing_of
from tantam.lending.parts.sessions.vouchers import AMOUNTS, amount_of, reference_of

BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Summing:
    """What the rows of a day come to: principal by part, what borrowers paid less what they were paid, the events."""

    principal_vnd: dict[Part, int]
    collected_vnd: int
    events: Sequence[Summed]


def find_differences(chosen: OfficeDay, rows: Summing, opened: OpenDays, *, today: date) -> list[Difference]:
    """Return where an office's ledger is not what its rows come to when the day ends; none if all is well."""
    nets = opened.list_nets()
    latest = nets
    if today != chosen.day:
        totals = totals_by_book_day(Which(book_ids=(chosen.book_id,)), today)
        latest = {account_id: each.net_vnd for account_id, each in totals.items()}
    return [
        *_principal(chosen, rows.principal_vnd, opened, nets),
        *_money(chosen, rows.collected_vnd, opened),
        *_vouchers(chosen, rows.events),
        *_cash(chosen, opened, latest),
    ]


def _principal(
    chosen: OfficeDay, buckets_vnd: dict[Part, int], opened: OpenDays, nets: Mapping[int, int]
) -> Iterable[Difference]:
    codes = {"LOANS_CURRENT": False, "LOANS_OVERDUE": True}
    accounts = {
        (key.source, key.programme, codes[key.code]): account_id
        for account_id, key in opened.accounts.items()
        if key.code in codes
    }
    for part in sorted(accounts.keys() | {part for part, vnd in buckets_vnd.items() if vnd}):
        account_id = accounts.get(part)
        ledger_vnd = nets.get(account_id, 0) if account_id is not None else 0
        if ledger_vnd != buckets_vnd.get(part, 0):
            source, programme, is_overdue = part
            code = "LOANS_OVERDUE" if is_overdue else "LOANS_CURRENT"
            rows = _moved_apart(chosen, part, account_id) or _in_doubt(chosen, source, programme)
            what = f"{code} {source} {programme}"
            yield Difference(chosen.office_code, what, ledger_vnd, buckets_vnd.get(part, 0), rows)


def _moved_apart(chosen: OfficeDay, part: Part, account_id: int | None) -> tuple[str, ...]:
    """Return the loans and vouchers of which the day's ledger says other than what the buckets were told."""
    source, programme, is_overdue = part
    told: dict[str, int] = defaultdict(int)
    changes = BucketChange.objects.filter(office_id=chosen.office_id, booked_on=chosen.day)
    changes = changes.filter(source=source, programme=programme, is_overdue=is_overdue)
    for reference, vnd in changes.values_list("reference").annotate(sum=Sum("principal_vnd")):
        told[reference] -= vnd
    if account_id is not None:
        rows = Transfer.objects.filter(book_date=chosen.day).exclude(reference="")
        for sign, side in ((1, "debit_id"), (-1, "credit_id")):
            of_side = rows.filter(**{side: account_id}).values_list("reference")
            for reference, vnd in of_side.annotate(sum=Sum("amount_vnd")):
                told[reference] += sign * vnd
    return tuple(sorted(reference for reference, vnd in told.items() if vnd))


def _in_doubt(chosen: OfficeDay, source: str, programme: str) -> tuple[str, ...]:
    """Return the loans touched on the day whose kept rows are not what their events come to."""
    rows = LoanBalance.objects.filter(loan__office_id=chosen.office_id, day__gte=chosen.day)
    ids = list(rows.filter(loan__source=source, loan__programme=programme).order_by("pk").values_list("pk", flat=True))
    found = []
    for start in range(0, len(ids), BATCH):
        lives = read_lives(list(Loan.objects.filter(id__in=ids[start : start + BATCH])))
        for row in LoanBalance.objects.filter(pk__in=lives):
            life = lives[row.pk]
            if standing_of(row) != standing_at(life, row.day):
                found.append(life.loan.number)
    return tuple(sorted(found))


def _money(chosen: OfficeDay, events_vnd: int, opened: OpenDays) -> Iterable[Difference]:
    moved = moved_on_day(chosen, opened)
    ledger_vnd = loans_in_ledger_vnd(moved)
    if ledger_vnd != events_vnd:
        yield Difference(chosen.office_code, "LOANS", ledger_vnd, events_vnd, find_references(chosen))
    ledger_vnd, moves_vnd = savings_in_ledger_vnd(moved), savings_vnd(chosen)
    if ledger_vnd != moves_vnd:
        yield Difference(chosen.office_code, "MEMBER_SAVINGS", ledger_vnd, moves_vnd)


def _vouchers(chosen: OfficeDay, events: Sequence[Summed]) -> Iterable[Difference]:
    """Compare vouchers with their lines."""
    if not chosen.sessions:
        return
    lines = _lines(chosen, events)
    apart: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    rows = Voucher.objects.filter(session_id__in=chosen.sessions)
    for number, *amounts in rows.values_list("id", *AMOUNTS).iterator():
        told = lines.get(number, _NOTHING)
        for name, vnd in zip(AMOUNTS, amounts, strict=True):
            if vnd != told.get(name, 0):
                apart[name].append((vnd, told.get(name, 0), reference_of(number)))
    for name, found in apart.items():
        yield Difference(
            chosen.office_code,
            f"voucher {name}",
            sum(vnd for vnd, _told, _name in found),
            sum(told for _vnd, told, _name in found),
            tuple(name for _vnd, _told, name in found),
        )


_NOTHING: Final[dict[str, int]] = {}


def _lines(chosen: OfficeDay, summed: Sequence[Summed]) -> dict[int, dict[str, int]]:
    """Return what events and moves of savings come to by voucher and amount, in đồng."""
    lines: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in summed:
        if row.voucher_id is not None and (name := amount_of(row.kind, row.towards)):
            lines[row.voucher_id][name] += row.amount_vnd
    if any(row.voucher_id is not None and row.kind == LoanEvent.Kind.REVERSED for row in summed):
        _take_back(chosen, lines)
    moves = SavingsMove.objects.filter(voucher__session_id__in=chosen.sessions).annotate(is_in=Q(amount_vnd__gt=0))
    sums = moves.values_list("voucher_id", "kind", "is_in").annotate(sum=Sum("amount_vnd"))
    for voucher_id, kind, is_in, vnd in sums:
        if kind == SavingsMove.Kind.PUT_IN or (kind == SavingsMove.Kind.REVERSED and not is_in):
            lines[voucher_id]["savings_in_vnd"] += vnd
        elif kind in {SavingsMove.Kind.PAID_OUT, SavingsMove.Kind.REVERSED}:
            lines[voucher_id]["savings_out_vnd"] -= vnd
    return lines


def _take_back(chosen: OfficeDay, lines: dict[int, dict[str, int]]) -> None:
    """Take what a reversal takes back off its own voucher's lines."""
    reversals = taken_back(LoanEvent.objects.filter(voucher__session_id__in=chosen.sessions))
    rows = LoanEvent.objects.filter(
        loan_id__in={event.loan_id for event, _vnd in reversals},
        seq__in={event.reverses for event, _vnd in reversals},
    )
    gone = {(row.loan_id, row.seq): row for row in rows}
    for event, vnd in reversals:
        back = gone[event.loan_id, event.reverses or 0]
        assert event.voucher_id is not None
        lines[event.voucher_id][amount_of(back.kind, back.towards)] -= abs(vnd)


def _cash(chosen: OfficeDay, opened: OpenDays, nets: Mapping[int, int]) -> Iterable[Difference]:
    """Compare counted cash with vouchers, and the accounts of points with the boxes that are still out."""
    cash = F("principal_vnd") + F("interest_vnd") + F("savings_in_vnd") - F("savings_out_vnd") - F("disbursed_vnd")
    still_out = Q(office_id=chosen.office_id, state=Session.State.OPEN)
    sessions = list(Session.objects.filter(Q(id__in=chosen.sessions) | still_out).select_related("point"))
    of_sessions = Voucher.objects.filter(session__in=sessions).values_list("session_id").annotate(sum=Sum(cash))
    taken = dict(of_sessions) if sessions else {}
    boxes_vnd = 0
    for session in sessions:
        box_vnd = session.brought_vnd + taken.get(session.pk, 0)
        if session.state == Session.State.OPEN:
            boxes_vnd += box_vnd
        elif session.counted_vnd != box_vnd:
            what, name = f"session {session.point.code} {session.day:%d/%m/%Y}", f"session {session.pk}"
            yield Difference(chosen.office_code, what, box_vnd, session.counted_vnd or 0, (name,))
    should = {"CASH_AT_POINT": boxes_vnd, "SESSION_SUSPENSE": 0}
    found = {key.code: nets.get(number, 0) for number, key in opened.accounts.items() if key.code in should}
    for code, rows_vnd in should.items():
        ledger_vnd = found.get(code, 0)
        if ledger_vnd != rows_vnd:
            yield Difference(chosen.office_code, code, ledger_vnd, rows_vnd, _sessions_apart(chosen, code))


def _sessions_apart(chosen: OfficeDay, code: str) -> tuple[str, ...]:
    """Return the references of the day that leave money in an account of sessions."""
    left: dict[str, int] = defaultdict(int)
    for each in list_moved_by_reference(chosen):
        left[each.reference] += each.amount_vnd * ((each.debit == code) - (each.credit == code))
    return tuple(sorted(name for name, vnd in left.items() if vnd))
