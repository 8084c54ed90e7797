"""Loans that were approved and wait to be paid out."""

from dataclasses import dataclass

from django.db.models import Q

from tantam.base.asked import EVERYTHING, Scope
from tantam.groups.models import GroupMember
from tantam.lending.models import Loan, RequestList
from tantam.lending.parts.owing import waiting_for_money
from tantam.lending.parts.point_sessions import get_session_in
from tantam.people.queries.homes import list_names


@dataclass(frozen=True, slots=True)
class ToDisburse:
    """A loan that waits, in đồng: what was approved, and what is still to be paid out."""

    number: str
    name: str
    household_code: str
    group: str
    programme: str
    approved_vnd: int
    left_vnd: int


def list_to_disburse(*, scope: Scope, session_id: int) -> list[ToDisburse]:
    """Return the loans of the office that wait to be paid out, of households whose group comes to the point.

    A loan that was requested here waits from its notice until its approval lapses.

    :raises OutOfScope: if the session is not of the actor's offices.
    """
    session = get_session_in(scope, session_id)
    members = GroupMember.objects.filter(group__point_id=session.point_id, ends_before=None)
    groups = {one.household_id: one.group for one in members.select_related("group")}
    notified = Q(request__list__state=RequestList.State.NOTIFIED, pk__in=waiting_for_money(session.day).values("pk"))
    called = Q(request=None) | notified
    rows = Loan.objects.filter(called, balance__disbursed_vnd=0, office_id=session.office_id, household_id__in=groups)
    loans = list(rows.select_related("household").order_by("number"))
    names = list_names(scope=EVERYTHING, person_ids={loan.borrower_id for loan in loans})
    return [
        ToDisburse(
            number=loan.number,
            name=named.name if (named := names.get(loan.borrower_id)) else "",
            household_code=loan.household.code,
            group=groups[loan.household_id].name or groups[loan.household_id].code,
            programme=loan.programme,
            approved_vnd=loan.approved_vnd,
            left_vnd=loan.approved_vnd,
        )
        for loan in loans
    ]
