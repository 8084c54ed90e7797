"""Loans that were approved and wait to be paid out."""

from dataclasses import dataclass

from django.db.models import Q

from tantam.base.asked import Scope
from tantam.core.law.lending_steps import Path
from tantam.groups.models import Group, GroupMember
from tantam.lending.models import Loan, RequestList
from tantam.lending.parts.borrowers import RELATED, borrower_code, borrower_name
from tantam.lending.parts.owing import waiting_for_money
from tantam.lending.parts.sessions.holding import get_session_in


@dataclass(frozen=True, slots=True)
class ToDisburse:
    """A loan that waits, in đồng: what was approved, what is still to be paid out; the group is '' without one."""

    number: str
    name: str
    borrower_code: str
    group: str
    programme: str
    approved_vnd: int
    left_vnd: int


def list_to_disburse(*, scope: Scope, session_id: int) -> list[ToDisburse]:
    """Return the loans of the office that wait to be paid out, of who comes to the point.

    That are the households of its groups, and of its commune the establishments and who borrows without a group.

    A loan that was requested here waits from its notice until its approval lapses.

    :raises OutOfScope: if the session is not of the actor's offices.
    """
    session = get_session_in(scope, session_id)
    members = GroupMember.objects.filter(group__point_id=session.point_id, ends_before=None)
    groups = {one.household_id: one.group for one in members.select_related("group")}
    notified = Q(request__list__state=RequestList.State.NOTIFIED, pk__in=waiting_for_money(session.day).values("pk"))
    called = Q(request=None) | notified
    alone = Q(establishment__isnull=False) | Q(request__list__path=Path.DIRECT)
    comes = Q(household_id__in=groups) | (alone & Q(commune_id=session.point.commune_id))
    rows = Loan.objects.filter(called & comes, balance__disbursed_vnd=0, office_id=session.office_id)
    loans = list(rows.select_related(*RELATED).order_by("number"))
    return [
        ToDisburse(
            number=loan.number,
            name=borrower_name(loan),
            borrower_code=borrower_code(loan),
            group=_group_words(groups.get(loan.household_id or 0)),
            programme=loan.programme,
            approved_vnd=loan.approved_vnd,
            left_vnd=loan.approved_vnd,
        )
        for loan in loans
    ]


def _group_words(group: Group | None) -> str:
    return (group.name or group.code) if group else ""
