"""Taking back what was recorded: who may, another person than recorded it and not past its session, and why."""

from typing import Final

from django.utils.translation import gettext as _

from tantam.base.asked import SYSTEM_ROLE, Actor
from tantam.core.text import nfc
from tantam.lending.models import LoanEvent, SavingsMove, Session
from tantam.lending.wording.objections import UnableToRecord

REASON_MAX: Final = 300


def why_not_reverse(loan_id: int, seq: int, *, actor: Actor) -> str:
    """Return why an actor may not take an event back, whatever it is; nothing if they may.

    The system may take back what it recorded itself: nobody stands behind it whom another could check.
    """
    row = LoanEvent.objects.filter(loan_id=loan_id, seq=seq).select_related("voucher__session").first()
    if row is None or row.kind == LoanEvent.Kind.TAKEN_OVER:
        return _("Khoản vay này không có giao dịch đó để đảo; số liệu nhận bàn giao không đảo được.")
    return _why_not_at_office(row, actor)


def why_not_reverse_savings(move: SavingsMove | None, *, actor: Actor) -> str:
    """Return why an actor may not take a move of savings back at the office, whether or not it was before.

    Interest is put right by the next payment of interest, what was used for a loan by the loan's reversal.
    """
    kinds = {SavingsMove.Kind.PUT_IN, SavingsMove.Kind.PAID_OUT}
    if move is None or move.kind not in kinds:
        return _("Tài khoản này không có lần gửi, rút tiền đó để đảo.")
    return _why_not_at_office(move, actor)


def _why_not_at_office(row: LoanEvent | SavingsMove, actor: Actor) -> str:
    # Once the session is closed its cash is at the office, and so is the way back.
    if row.voucher is not None and row.voucher.session.state == Session.State.OPEN:
        return _("Giao dịch này thuộc chứng từ của một phiên giao dịch. Hãy đảo trong phiên đó.")
    if row.recorded_by == actor.user_id and actor.role != SYSTEM_ROLE:
        return _("Người ghi giao dịch không tự đảo được. Hãy nhờ người khác có quyền đảo.")
    return ""


def clean_reason(reason: str) -> str:
    """Return the reason for which something is taken back.

    :raises UnableToRecord: if there is none, or it is too long.
    """
    said = nfc(reason).strip()
    if not 0 < len(said) <= REASON_MAX:
        raise UnableToRecord(_("Hãy ghi lý do đảo giao dịch, không quá %(most)d ký tự.") % {"most": REASON_MAX})
    return said
