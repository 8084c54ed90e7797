"""What was recorded at a session by mistake is taken back by another voucher, which everybody sees; never edited."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.core.loans.events import Reversed
from tantam.ledger.parts.posting import Batch, post
from tantam.lending.models import Loan, SavingsMove, Session, Voucher
from tantam.lending.parts.books import closed_until
from tantam.lending.parts.changing import Circumstances, change
from tantam.lending.parts.lives import hold, read_lives
from tantam.lending.parts.reversing import clean_reason
from tantam.lending.parts.savings.moving import Saved, When, hold_accounts_of, move_savings, savings_lines
from tantam.lending.parts.sessions.holding import hold_open_session, refuse_without_cash
from tantam.lending.parts.sessions.lines import LoanLine, list_loan_lines, summed
from tantam.lending.parts.sessions.vouchers import CASH_AT_POINT, cash_of, get_voucher_in, reference_of, write_voucher
from tantam.lending.wording.objections import UnableToRecord


def _voucher(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"voucher:{arguments['voucher_id']}"


@command("lending.reverse_voucher", subject=_voucher)
def reverse_voucher(*, asked: Asked, voucher_id: int, reason: str) -> int:
    """Take back all that is left of a voucher of an open session; return the id of the voucher that does.

    :raises UnableToRecord: if the session is closed or its box has less than goes out again, nothing is left, no reason
        is given, or later events need it.
    :raises OutOfScope: if the voucher is not of the actor's offices.
    """
    return _take_back(asked, voucher_id, reason, number=None, household_code=None)


@command("lending.reverse_line", subject=_voucher)
def reverse_line(*, asked: Asked, voucher_id: int, number: str, household_code: str, reason: str) -> int:
    """Take back one loan's money or one household's savings of a voucher; return the id of the voucher that does.

    Either `number` of the loan or `household_code` is given, the other is "".

    :raises UnableToRecord, OutOfScope: as `reverse_voucher`.
    """
    if bool(number) == bool(household_code):
        raise UnableToRecord(_("Hãy chọn một dòng của chứng từ để đảo."))
    return _take_back(asked, voucher_id, reason, number=number, household_code=household_code)


def _take_back(asked: Asked, voucher_id: int, reason: str, *, number: str | None, household_code: str | None) -> int:
    """Take back what is left of a voucher, or of one of its lines; None stands for all lines."""
    original = get_voucher_in(asked.actor.scope, voucher_id)
    # What came in goes out again: two who count on the same cash come one after the other.
    session = hold_open_session(asked, original.session_id, alone=_took_money(original))
    reason = clean_reason(reason)
    if original.kind == Voucher.Kind.REVERSAL:
        raise UnableToRecord(_("Chứng từ đảo không đảo lại được. Hãy ghi chứng từ mới."))
    closed_until(session.office_id)
    loan_ids = {line.loan_id for line in list_loan_lines(Q(voucher=original))}
    hold(loan_ids)
    hold_accounts_of(original)
    # Read anew: others may have taken lines back while this one waited for the loans and the savings.
    lines = [line for line in list_loan_lines(Q(voucher=original)) if not line.is_taken_back]
    moves = _list_moves(original)
    if number is not None:
        lines = [line for line in lines if line.number == number]
        moves = [move for move in moves if move.account.household.code == household_code]
    if not lines and not moves:
        raise UnableToRecord(_("Không còn gì để đảo: các dòng này đã được đảo trước đó."))
    totals = summed(lines)
    totals["savings_in_vnd"] = sum(move.amount_vnd for move in moves if move.amount_vnd > 0)
    totals["savings_out_vnd"] = -sum(move.amount_vnd for move in moves if move.amount_vnd < 0)
    if (back_vnd := cash_of(brought_vnd=0, totals=totals)) > 0:
        refuse_without_cash(session, back_vnd)
    voucher_id = write_voucher(
        asked,
        session_id=session.pk,
        kind=Voucher.Kind.REVERSAL,
        amounts={name: -amount_vnd for name, amount_vnd in totals.items()},
        group_id=original.group_id,
        reverses_id=original.pk,
        reason=reason,
    )
    _reverse_loans(asked, lines, voucher_id=voucher_id, reason=reason)
    _reverse_savings(asked, moves, session=session, voucher_id=voucher_id, reason=reason)
    return voucher_id


def _took_money(voucher: Voucher) -> bool:
    """Tell whether anybody brought money by a voucher, so that some of it goes out where a line is taken back."""
    return bool(voucher.principal_vnd or voucher.interest_vnd or voucher.savings_in_vnd)


def _reverse_loans(asked: Asked, lines: Collection[LoanLine], *, voucher_id: int, reason: str) -> None:
    """Take the events of lines back, of each loan the latest first, as later ones may rest on earlier ones."""
    lives = read_lives(Loan.objects.filter(pk__in={line.loan_id for line in lines}).order_by("pk"))
    for line in sorted(lines, key=lambda each: (each.loan_id, -each.seq)):
        life = lives[line.loan_id]
        event = next(each for each in life.events if each.seq == line.seq)
        back = Reversed(seq=life.next_seq, on=event.on, booked_on=asked.book_date, what=event.seq)
        how = Circumstances(
            key=f"{asked.request_key}:{life.loan.number}:{event.seq}",
            money=CASH_AT_POINT,
            closed_until=None,
            kind="CORRECTION",
            reason=reason,
            voucher_id=voucher_id,
        )
        lives[line.loan_id] = change(life, back, asked=asked, how=how)


def _list_moves(voucher: Voucher) -> list[SavingsMove]:
    """Return the moves of a voucher that were not taken back."""
    again = SavingsMove.objects.filter(account=OuterRef("account"), reverses=OuterRef("seq"))
    rows = voucher.savings_moves.exclude(kind=SavingsMove.Kind.REVERSED).filter(~Exists(again))
    return list(rows.select_related("account__household").order_by("account_id", "seq"))


def _reverse_savings(
    asked: Asked, moves: Collection[SavingsMove], *, session: Session, voucher_id: int, reason: str
) -> None:
    """Take moves of savings back; an account that has less by now refuses."""
    if not moves:
        return
    saved = [
        Saved(
            household_id=move.account.household_id,
            amount_vnd=-move.amount_vnd,
            kind=SavingsMove.Kind.REVERSED.value,
            reverses=move.seq,
            reason=reason,
        )
        for move in moves
    ]
    move_savings(saved, asked=asked, when=When(session.office_id, session.day, voucher_id))
    # What was put in goes out again, and the other way round.
    reference = reference_of(voucher_id)
    lines = savings_lines(
        in_vnd=sum(each.amount_vnd for each in saved if each.amount_vnd > 0),
        out_vnd=-sum(each.amount_vnd for each in saved if each.amount_vnd < 0),
        money=CASH_AT_POINT,
        reference=reference,
        kind="CORRECTION",
    )
    batch = Batch(
        key=f"{asked.request_key}:savings",
        office_id=session.office_id,
        book_date=asked.book_date,
        value_date=session.day,
        document=reference,
        description=reason,
    )
    post(asked=asked, batch=batch, lines=lines)
