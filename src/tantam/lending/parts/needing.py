"""What loans ask of the rooms below: borrowers keep their names, and who owes stays in the group."""

from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.vietnamese import format_number
from tantam.groups.models import GroupMember
from tantam.lending.models import Loan, LoanBalance

# Principal, or interest that is still to be paid when all principal is: it grows no more, so the kept row tells it.
_OWED: Final = Q(principal_vnd__gt=0) | Q(points_current__gte=POINTS_PER_DONG) | Q(points_overdue__gte=POINTS_PER_DONG)


def borrowers_since(since: date) -> QuerySet[Any, Any]:
    """Return the persons who owe, or to whose loans anything happened on a day of `since` or later, as `needed_id`."""
    owing = LoanBalance.objects.filter(_OWED).values("loan_id")
    rows = Loan.objects.filter(Q(pk__in=owing) | Q(events__on__gte=since)).distinct()
    return rows.annotate(needed_id=Coalesce("borrower__merged_into_id", "borrower_id")).values("needed_id")


def why_not_leave(group_id: int, household_id: int | None, day: date) -> str:
    """Return why a household, or any of the group (None), may not leave on a day; nothing if they may."""
    members = GroupMember.objects.filter(group_id=group_id, starts_on__lte=day)
    of_group = members.filter(Q(ends_before=None) | Q(ends_before__gt=day)).values("household_id")
    homes = Q(loan__household_id=household_id) if household_id else Q(loan__household_id__in=of_group)
    owed = LoanBalance.objects.filter(homes & _OWED)
    sums = owed.aggregate(principal_vnd=Sum("principal_vnd"), homes=Count("loan__household_id", distinct=True))
    if not sums["homes"]:
        return ""
    amount = format_number(sums["principal_vnd"])
    if household_id is not None:
        return _("Hộ còn dư nợ %(amount)s đồng, chưa ra khỏi Tổ được.") % {"amount": amount}
    return ngettext(
        "Còn %(count)s hộ trong Tổ có dư nợ, tổng cộng %(amount)s đồng.",
        "Còn %(count)s hộ trong Tổ có dư nợ, tổng cộng %(amount)s đồng.",
        sums["homes"],
    ) % {"count": format_number(sums["homes"]), "amount": amount}
