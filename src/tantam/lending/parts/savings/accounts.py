"""Which savings accounts an actor may see: of the bank's offices, and of households of communes in the scope."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.lending.models import SavingsAccount
from tantam.lending.parts.scope import seen_by


def accounts_in(scope: Scope) -> QuerySet[SavingsAccount]:
    """Return the accounts that lie in the scope."""
    rows = SavingsAccount.objects.select_related("office", "household__commune", "household__merged_into")
    if scope.all_units:
        return rows
    return rows.filter(seen_by(scope, commune="household__commune"))


def get_account_in(scope: Scope, *, number: str) -> SavingsAccount:
    """Return the account of a number.

    :raises OutOfScope: if there is none, or it is out of the scope.
    """
    found = accounts_in(scope).filter(number=number).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy tài khoản tiền gửi này trong địa bàn của bạn."))
    return found


def of_home(household_id: int) -> Q:
    """Return the condition that an account is a household's, or of one that was merged into it."""
    return Q(household_id=household_id) | Q(household__merged_into_id=household_id)
