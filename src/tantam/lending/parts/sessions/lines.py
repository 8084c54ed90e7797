"""The lines of vouchers, loan by loan and account by account, and what those of a session come to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum

from tantam.lending.models import LoanEvent, SavingsMove, Session
from tantam.lending.parts.sessions.vouchers import AMOUNTS, amount_of


@dataclass(frozen=True, slots=True)
class LoanLine:
    """Money of a loan on a voucher, in đồng; `amount` is the voucher's amount that it belongs to."""

    voucher_id: int
    loan_id: int
    number: str
    seq: int
    amount: str
    amount_vnd: int
    is_taken_back: bool


def list_loan_lines(which: Q) -> list[LoanLine]:
    """Return the lines of vouchers that fit, as they were written; those that a later voucher took back are marked."""
    rows = LoanEvent.objects.filter(which, voucher__isnull=False).order_by("id").select_related("loan")
    events = list(rows)
    reversals = LoanEvent.objects.filter(
        loan_id__in={row.loan_id for row in events}, kind=LoanEvent.Kind.REVERSED, voucher__isnull=False
    )
    taken_back = set(reversals.values_list("loan_id", "reverses"))
    return [
        LoanLine(
            voucher_id=row.voucher_id or 0,
            loan_id=row.loan_id,
            number=row.loan.number,
            seq=row.seq,
            amount=name,
            amount_vnd=row.amount_vnd,
            is_taken_back=(row.loan_id, row.seq) in taken_back,
        )
        for row in events
        if (name := amount_of(row.kind, row.towards))
    ]


def totals_of_lines(session: Session) -> dict[str, int]:
    """Return what events of loans and moves of savings say that a session took and paid, in đồng.

    What was taken back counts as if it had never been.
    """
    reversals = LoanEvent.objects.filter(
        loan_id=OuterRef("loan_id"), reverses=OuterRef("seq"), kind=LoanEvent.Kind.REVERSED, voucher__isnull=False
    )
    events = LoanEvent.objects.filter(~Exists(reversals), voucher__session=session)
    totals = dict.fromkeys(AMOUNTS, 0)
    for kind, towards, vnd in events.values_list("kind", "towards").annotate(sum=Sum("amount_vnd")):
        if name := amount_of(kind, towards):
            totals[name] += vnd
    moves = SavingsMove.objects.filter(voucher__session=session)
    sums = moves.aggregate(
        put_in=Sum("amount_vnd", filter=Q(kind="PUT_IN") | Q(kind="REVERSED", amount_vnd__lt=0)),
        paid_out=Sum("amount_vnd", filter=Q(kind="PAID_OUT") | Q(kind="REVERSED", amount_vnd__gt=0)),
    )
    totals["savings_in_vnd"] += sums["put_in"] or 0
    totals["savings_out_vnd"] -= sums["paid_out"] or 0
    return totals


def summed(lines: Iterable[LoanLine]) -> dict[str, int]:
    """Return the sums of the lines that were not taken back, by the vouchers' amounts, in đồng."""
    totals = dict.fromkeys(AMOUNTS, 0)
    for line in lines:
        if not line.is_taken_back:
            totals[line.amount] += line.amount_vnd
    return totals
