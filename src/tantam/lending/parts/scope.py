"""Which loans an actor may see: those of the bank's offices and of the communes in the scope. One place decides."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.lending.models import Loan
from tantam.lending.parts.borrowers import RELATED
from tantam.lending.wording.objections import UnableToRecord
from tantam.units.models import Unit


def loans_in(scope: Scope) -> QuerySet[Loan]:
    """Return the loans that lie in the scope."""
    rows = Loan.objects.select_related("office", "commune", *RELATED)
    if scope.all_units:
        return rows
    return rows.filter(seen_by(scope, commune="commune"))


def seen_by(scope: Scope, *, commune: str) -> Q:
    """Return the condition that an office's row, or the commune that a path of names leads to, lies in the scope."""
    communes = Unit.objects.filter(id__in=scope.unit_ids, commune__isnull=False).values("commune_id")
    return Q(office_id__in=scope.unit_ids) | Q(**{f"{commune}_id__in": communes})


def get_loan_in(scope: Scope, *, number: str) -> Loan:
    """Return the loan of a number.

    :raises OutOfScope: if there is none, or it is out of the scope.
    """
    found = loans_in(scope).filter(number=number).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy khoản vay này trong địa bàn của bạn."))
    return found


def get_own_loan(scope: Scope, *, number: str) -> Loan:
    """Return the loan of a number to whom its office belongs: seeing it by its commune is not enough to move money.

    :raises OutOfScope: if there is none, or it is out of the scope.
    :raises UnableToRecord: if its office is another's.
    """
    loan = get_loan_in(scope, number=number)
    if not scope.covers(loan.office_id):
        raise UnableToRecord(
            _("Khoản vay %(number)s do %(office)s quản lý. Chỉ đơn vị đó ghi được giao dịch.")
            % {"number": number, "office": loan.office.name}
        )
    return loan
