"""Which lists of requests an actor may see: those of their bank's offices and of their communes. One place decides."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Actor, Scope
from tantam.base.errors import OutOfScope
from tantam.groups.models import Group
from tantam.lending.models import RequestList
from tantam.lending.wording.requests import UnableToRequest
from tantam.people.parts.scope import commune_ids


def lists_in(scope: Scope) -> QuerySet[RequestList]:
    """Return the lists that lie in the scope."""
    rows = RequestList.objects.all()
    communes = commune_ids(scope)
    if communes is None:
        return rows
    return rows.filter(Q(office_id__in=scope.unit_ids) | Q(commune_id__in=communes))


def get_list_in(scope: Scope, list_id: int) -> RequestList:
    """Return the list.

    :raises OutOfScope: if there is none, or it lies elsewhere.
    """
    rows = lists_in(scope).select_related("group__village", "office", "commune")
    found = rows.filter(id=list_id).first()
    if found is None:
        raise _out_of_scope()
    return found


def lock_list(actor: Actor, list_id: int) -> RequestList:
    """Return the list, locked until the command is over: whoever works on one list queues here.

    :raises OutOfScope: if there is none for this actor.
    """
    found = lists_in(actor.scope).select_for_update().filter(id=list_id).first()
    if found is None:
        raise _out_of_scope()
    return found


def get_lending_group(scope: Scope, group_id: int) -> Group:
    """Return a group through which an actor may bring requests: one of their communes, or kept by their office.

    :raises OutOfScope: if there is none.
    """
    communes = commune_ids(scope)
    rows = Group.objects.select_related("village", "commune", "office").filter(id=group_id)
    if communes is not None:
        rows = rows.filter(Q(commune_id__in=communes) | Q(office_id__in=scope.unit_ids))
    found = rows.first()
    if found is None:
        raise OutOfScope(_("Không tìm thấy Tổ này trong địa bàn của bạn."))
    return found


def lock_lending_group(group_id: int) -> Group:
    """Return a group that works, locked until the command is over, after any list: who asks through it does not leave.

    :raises UnableToRequest: if it was not approved yet, or is dissolved.
    """
    group = Group.objects.select_for_update(no_key=True).get(id=group_id)
    if group.state != Group.State.ACTIVE:
        raise UnableToRequest(_("Tổ chưa được xã phê duyệt hoặc đã giải thể nên chưa lập danh sách vay được."))
    return group


def _out_of_scope() -> OutOfScope:
    return OutOfScope(_("Không tìm thấy danh sách đề nghị vay này trong địa bàn của bạn."))
