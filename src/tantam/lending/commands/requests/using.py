"""How the money of a loan is used, looked at within the time that the law gives after it was paid out (06/TD)."""

from datetime import date

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.core.text import nfc
from tantam.lending.models import LoanEvent, UseCheck
from tantam.lending.parts.requests.steps import REASON_MIN, refuse_ahead
from tantam.lending.parts.scope import loans_in
from tantam.lending.wording.requests import UnableToRequest


@command(
    "lending.record_use_check",
    subject=lambda _result, arguments: f"payment:{arguments['event_id']}",
    sealed=("checkers", "measures"),
)
def record_use_check(
    *,
    asked: Asked,
    event_id: int,
    checked_on: date,
    checkers: str,
    rightly_vnd: int,
    wrongly_vnd: int = 0,
    measures: str = "",
) -> int:
    """Write down how the money of one payment to a borrower is used, in đồng; return the check's number.

    What is neither used rightly nor wrongly was not used yet.

    :raises OutOfScope: if there is no such payment for this actor.
    :raises UnableToRequest: if it was taken back, the day lies before it, more is used than was paid, nobody is named,
        or wrong use has no measures.
    """
    loans = loans_in(asked.actor.scope)
    event = LoanEvent.objects.select_for_update().filter(id=event_id, kind=LoanEvent.Kind.DISBURSED, loan__in=loans)
    found = event.first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy lần giải ngân này trong địa bàn của bạn."))
    if LoanEvent.objects.filter(loan_id=found.loan_id, reverses=found.seq).exists():
        raise UnableToRequest(_("Lần giải ngân này đã được đảo nên không cần kiểm tra."))
    refuse_ahead(checked_on, asked, since=found.on)
    checkers, measures = " ".join(nfc(checkers).split())[:300], nfc(measures).strip()[:1000]
    if not checkers:
        raise UnableToRequest(_("Cần ghi người kiểm tra."))
    if min(rightly_vnd, wrongly_vnd) < 0 or rightly_vnd + wrongly_vnd > found.amount_vnd:
        raise UnableToRequest(_("Số tiền đã sử dụng không được âm và không quá số tiền đã giải ngân."))
    if wrongly_vnd and len(measures) < REASON_MIN:
        raise UnableToRequest(_("Có tiền sử dụng sai mục đích, cần ghi biện pháp xử lý."))
    row = UseCheck.objects.create(
        event=found,
        checked_on=checked_on,
        checkers=checkers,
        rightly_vnd=rightly_vnd,
        wrongly_vnd=wrongly_vnd,
        measures=measures,
        by_id=asked.actor_id,
        by_name=asked.actor.name,
        recorded_at=asked.at,
    )
    return row.pk
