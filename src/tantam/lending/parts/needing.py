"""What lending asks of the rooms below: who borrows, asks to or saves keeps their name; who owes or asks stays."""

from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tantam.core.loans.points import POINTS_PER_DONG
from tantam.core.vietnamese import format_number
from tantam.groups.models import GroupMember
from tantam.lending.models import Loan, LoanBalance, LoanRequest, SavingsAccount
from tantam.lending.parts.owing import waiting_for_money

# Principal, or interest that is still to be paid when all principal is: it grows no more, so the kept row tells it.
# Interest is asked for in whole đồng, half up.
_ONE_DONG: Final = (POINTS_PER_DONG + 1) // 2
_NAMED_MAX: Final = 5  # requests in one refusal
OWED: Final = Q(principal_vnd__gt=0) | Q(points_current__gte=_ONE_DONG) | Q(points_overdue__gte=_ONE_DONG)


def borrowers_since(since: date) -> QuerySet[Any, Any]:
    """Return the persons who owe, or to whose loans anything happened on a day of `since` or later, as `needed_id`."""
    owing = LoanBalance.objects.filter(OWED).values("loan_id")
    rows = Loan.objects.filter(Q(pk__in=owing) | Q(events__on__gte=since)).distinct()
    return rows.annotate(needed_id=Coalesce("borrower__merged_into_id", "borrower_id")).values("needed_id")


def savers_since(since: date) -> QuerySet[Any, Any]:
    """Return the persons who stood in a group for a household with savings, or with any on a day of `since` or later.

    They are needed as `needed_id`: the money is theirs also after they left the group, and where the household was
    merged into theirs.
    """
    accounts = SavingsAccount.objects.filter(Q(balance_vnd__gt=0) | Q(moves__on__gte=since))
    own = Q(household_id__in=accounts.values("household_id"))
    rows = GroupMember.objects.filter(own | Q(household_id__in=accounts.values("household__merged_into_id")))
    return rows.annotate(needed_id=Coalesce("person__merged_into_id", "person_id")).values("needed_id")


def requesters_since(since: date) -> QuerySet[Any, Any]:
    """Return the persons who ask for a loan, or with whom one was agreed on a day of `since` or later."""
    rows = LoanRequest.objects.filter(Q(state=LoanRequest.State.OPEN) | Q(loan__contract_on__gte=since))
    return rows.annotate(needed_id=Coalesce("borrower__merged_into_id", "borrower_id")).values("needed_id")


def why_not_leave(group_id: int, household_id: int | None, day: date) -> str:
    """Return why a household, or any of the group (None), may not leave on a day; nothing if they may."""
    members = GroupMember.objects.filter(group_id=group_id, starts_on__lte=day)
    of_group = members.filter(Q(ends_before=None) | Q(ends_before__gt=day)).values("household_id")
    homes = Q(loan__household_id=household_id) if household_id else Q(loan__household_id__in=of_group)
    owed = LoanBalance.objects.filter(homes & OWED)
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


def why_not_leave_asking(group_id: int, household_id: int | None, day: date) -> str:
    """Return why a household, or any of the group (None), that asks for a loan may not leave; nothing if they may.

    What was brought for the group's member is not decided on for somebody else, nor paid out past the group.
    """
    unsettled = Q(state=LoanRequest.State.OPEN) | Q(loan_id__in=waiting_for_money(day).values("pk"))
    rows = LoanRequest.objects.filter(unsettled, list__group_id=group_id).select_related("list", "household")
    if household_id is not None:
        rows = rows.filter(household_id=household_id)
    found = list(rows.order_by("list_id", "order"))
    if not found:
        return ""
    which = "; ".join(_request_words(one) for one in found[:_NAMED_MAX]) + ("; …" if len(found) > _NAMED_MAX else "")
    if household_id is not None:
        sentence = _(
            "Hộ còn đề nghị vay chưa xong: %(which)s. Hãy đợi kết quả và giải ngân, hoặc ghi rút đề nghị, rồi mới ghi "
            "ra khỏi Tổ."
        )
        return sentence % {"which": which}
    return ngettext(
        "Tổ còn %(count)s đề nghị vay chưa xong: %(which)s. Hãy đợi kết quả và giải ngân, hoặc ghi rút đề nghị, rồi "
        "mới giải thể.",
        "Tổ còn %(count)s đề nghị vay chưa xong: %(which)s. Hãy đợi kết quả và giải ngân, hoặc ghi rút đề nghị, rồi "
        "mới giải thể.",
        len(found),
    ) % {"count": format_number(len(found)), "which": which}


def _request_words(request: LoanRequest) -> str:
    state = _("chờ giải ngân") if request.loan_id else str(request.get_state_display())
    return _("danh sách %(number)s dòng %(order)d, hộ %(code)s (%(state)s)") % {
        "number": request.list.number,
        "order": request.order,
        "code": request.household.code,
        "state": state,
    }
