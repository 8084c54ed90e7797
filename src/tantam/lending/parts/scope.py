"""Which loans an actor may see: those of the bank's offices and of the communes in the scope. One place decides."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.lending.models import Loan
from tantam.lending.parts.borrowers import RELATED
from tantam.units.models import Unit


def loans_in(scope: Scope) -> QuerySet[Loan]:
    """Return the loans that lie in the scope."""
    rows = Loan.objects.select_related("office", "commune", *RELATED)
    if scope.all_units:
        return rows
    communes = Unit.objects.filter(id__in=scope.unit_ids, commune__isnull=False).values("commune_id")
    return rows.filter(Q(office_id__in=scope.unit_ids) | Q(commune_id__in=communes))


def get_loan_in(scope: Scope, *, number: str) -> Loan:
    """Return the loan of a number.

    :raises OutOfScope: if there is none, or it is out of the scope.
    """
    found = loans_in(scope).filter(number=number).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy khoản vay này trong địa bàn của bạn."))
    return found
