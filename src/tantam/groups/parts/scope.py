"""Which groups an actor may see: those of the communes whose people they may see. One place decides."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tantam.base.asked import Asked, Scope
from tantam.base.errors import OutOfScope
from tantam.groups.models import Group
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.people.parts.scope import commune_ids
from tantam.units.models import Village

OPEN_STATES = frozenset({Group.State.FORMING, Group.State.ACTIVE})


def narrow_groups(rows: QuerySet[Group], scope: Scope) -> QuerySet[Group]:
    """Keep the groups that lie in the scope."""
    communes = commune_ids(scope)
    return rows if communes is None else rows.filter(commune_id__in=communes)


def get_group_in(scope: Scope, group_id: int) -> Group:
    """Return the group.

    :raises OutOfScope: if there is none, or it lies in another commune.
    """
    rows = Group.objects.select_related("commune", "village", "office").filter(id=group_id)
    found = narrow_groups(rows, scope).first()
    if found is None:
        raise _out_of_scope()
    return found


def get_village_in(scope: Scope, village_id: int) -> Village:
    """Return the village.

    :raises OutOfScope: if there is none, or it lies in another commune.
    """
    village = Village.objects.filter(id=village_id).first()
    communes = commune_ids(scope)
    if village is None or (communes is not None and village.commune_id not in communes):
        raise OutOfScope(_("Thôn này không thuộc địa bàn của bạn."))
    return village


def lock_group(asked: Asked, group_id: int) -> Group:
    """Return the group, locked until the command is over: two clerks queue here.

    :raises OutOfScope: if there is none for this actor.
    """
    found = narrow_groups(Group.objects.select_for_update().filter(id=group_id), asked.actor.scope).first()
    if found is None:
        raise _out_of_scope()
    return found


def lock_open_group(asked: Asked, group_id: int) -> Group:
    """Return the group, locked, if its members, board and papers may be changed now.

    :raises UnableToChangeGroup: if it waits for the commune or was dissolved.
    """
    group = lock_group(asked, group_id)
    if group.state == Group.State.WAITING:
        raise UnableToChangeGroup(
            _("Tổ đang chờ Ủy ban nhân dân cấp xã phê duyệt nên chưa sửa được. Hãy đợi xã phê duyệt hoặc trả lại.")
        )
    if group.state == Group.State.DISSOLVED:
        raise UnableToChangeGroup(_("Tổ đã giải thể, không ghi thêm được."))
    return group


def _out_of_scope() -> OutOfScope:
    return OutOfScope(_("Không tìm thấy Tổ này trong địa bàn của bạn."))
