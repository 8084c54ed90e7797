"""At which transaction point a group hands in and is paid."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.base.errors import OutOfScope
from tantam.groups.models import Group
from tantam.groups.parts.refusals import UnableToChangeGroup
from tantam.units.models import TransactionPoint


def _point(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"point:{arguments['point_id']}"


@command("groups.set_point", subject=_point)
def set_point(*, asked: Asked, point_id: int, group_ids: tuple[int, ...]) -> int:
    """Let groups come to a point from now on, wherever they went before; return how many there are.

    :raises UnableToChangeGroup: if a group is of another office, or was dissolved.
    :raises OutOfScope: if the point is not of the actor's offices.
    """
    point = TransactionPoint.objects.filter(pk=point_id).first()
    if point is None or not asked.actor.scope.covers(point.office_id):
        raise OutOfScope(_("Không tìm thấy điểm giao dịch này trong địa bàn của bạn."))
    groups = list(Group.objects.select_for_update().filter(pk__in=group_ids).order_by("pk"))
    wrong = [group.code for group in groups if group.office_id != point.office_id or group.state == "DISSOLVED"]
    if wrong or len(groups) < len(set(group_ids)):
        raise UnableToChangeGroup(
            _("Chỉ chọn được Tổ đang còn của đơn vị có điểm giao dịch này: %(codes)s.") % {"codes": ", ".join(wrong)}
        )
    return Group.objects.filter(pk__in=group_ids).update(point=point)
