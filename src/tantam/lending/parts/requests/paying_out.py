"""What of the approved requests may be paid out: for whoever pays out, which looks here before it writes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tantam.core.requests.way import approval_lapses_on
from tantam.lending.law_files import load_steps
from tantam.lending.models import Loan, LoanRequest, RequestList, RequestStep
from tantam.lending.parts.owing import waiting_for_money
from tantam.lending.wording.requests import UnableToRequest


@dataclass(frozen=True, slots=True)
class ToPayOut:
    """A loan that may be paid out: how much of it is left (đồng), when and where, and until when at the latest."""

    loan_id: int
    number: str
    household_id: int | None
    establishment_id: int | None
    group_id: int | None
    programme: str
    source: str
    approved_vnd: int
    left_vnd: int
    session_on: date
    place: str
    lapses_on: date


def list_to_pay_out(
    *, office_id: int, on: date, session_on: date | None = None, group_ids: Collection[int] | None = None
) -> list[ToPayOut]:
    """Return what an office may pay out on a day: approved, notified, not lapsed, and not wholly paid out.

    `session_on` keeps those that were called for that session, `group_ids` those of these groups. Two queries.
    """
    rows = _rows(on).filter(office_id=office_id)
    if session_on is not None:
        called = RequestStep.objects.filter(kind=RequestStep.Kind.NOTIFIED, session_on=session_on)
        rows = rows.filter(request__list_id__in=called.values("list_id"))
    if group_ids is not None:
        rows = rows.filter(request__list__group_id__in=group_ids)
    return _found(rows)


def get_to_pay_out(*, loan_id: int, on: date) -> ToPayOut:
    """Return a loan that may be paid out on a day; the caller holds it.

    :raises UnableToRequest: if it was not approved here, its notice is lacking, it has lapsed or was paid out.
    """
    found = _found(_rows(on).filter(pk=loan_id))
    if not found:
        raise UnableToRequest(
            _("Khoản vay này chưa được thông báo phê duyệt, đã quá hạn phê duyệt hoặc đã giải ngân hết.")
        )
    return found[0]


def refuse_before_notice(loan_id: int, *, on: date) -> None:
    """Refuse to pay out a loan that was requested here and not notified, or whose approval has lapsed.

    :raises UnableToRequest: if so; a loan that came without a request is left to its terms.
    """
    if LoanRequest.objects.filter(loan_id=loan_id).exists():
        get_to_pay_out(loan_id=loan_id, on=on)


def _rows(on: date) -> QuerySet[Loan]:
    rows = waiting_for_money(on).filter(request__list__state=RequestList.State.NOTIFIED)
    return rows.select_related("request__list")


def _found(rows: QuerySet[Loan]) -> list[ToPayOut]:
    loans = list(rows.order_by("request__list_id", "request__order"))
    lists = {loan.request.list_id for loan in loans}
    notices = {
        step.list_id: step for step in RequestStep.objects.filter(list_id__in=lists, kind=RequestStep.Kind.NOTIFIED)
    }
    law = load_steps()
    return [
        _to_pay_out(loan, notices[loan.request.list_id], approval_lapses_on(law, loan.contract_on)) for loan in loans
    ]


def _to_pay_out(loan: Loan, notice: RequestStep, lapses_on: date) -> ToPayOut:
    assert notice.session_on is not None
    return ToPayOut(
        loan_id=loan.pk,
        number=loan.number,
        household_id=loan.household_id,
        establishment_id=loan.establishment_id,
        group_id=loan.request.list.group_id,
        programme=loan.programme,
        source=loan.source,
        approved_vnd=loan.approved_vnd,
        left_vnd=loan.left_vnd,  # type: ignore[attr-defined]
        session_on=notice.session_on,
        place=notice.place,
        lapses_on=lapses_on,
    )
