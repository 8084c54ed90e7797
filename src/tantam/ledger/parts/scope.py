"""Whose books an actor may see: those of the offices in the scope. One place decides."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Scope
from tantam.base.errors import OutOfScope
from tantam.ledger.models import Account, Book, Entry, Posting


def books_in(scope: Scope) -> QuerySet[Book]:
    """Return the books that lie in the scope."""
    rows = Book.objects.order_by("office__order", "office_id")
    return rows if scope.all_units else rows.filter(office_id__in=scope.unit_ids)


def get_account_in(scope: Scope, account_id: int) -> Account:
    """Return the account.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    found = Account.objects.select_related("book__office").filter(id=account_id, book__in=books_in(scope)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy tài khoản này trong sổ của đơn vị bạn."))
    return found


def get_posting_in(scope: Scope, posting_id: int) -> Posting:
    """Return the posting.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    found = Posting.objects.select_related("book__office").filter(id=posting_id, book__in=books_in(scope)).first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy bút toán này trong sổ của đơn vị bạn."))
    return found


def get_entry_in(scope: Scope, entry_id: int, *, alone: bool = False) -> Entry:
    """Return the entry by hand; `alone` keeps others from it until the transaction ends.

    :raises OutOfScope: if there is none, or it is of another office.
    """
    rows = Entry.objects.filter(id=entry_id, book__in=books_in(scope))
    if alone:
        rows = rows.select_for_update()
    found = rows.first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy bút toán này trong sổ của đơn vị bạn."))
    return found
