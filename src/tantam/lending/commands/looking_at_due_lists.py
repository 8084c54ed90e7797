"""Looking at what people of a group owe leaves a trace, on the screen as on paper."""

from collections.abc import Mapping
from typing import Any

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.groups.models import Group
from tantam.lending.parts.sessions.holding import get_point_in


def _point(_result: object, arguments: Mapping[str, Any]) -> str:
    return f"point:{arguments['point_id']}"


@command("lending.look_at_due_list", subject=_point)
def look_at_due_list(*, asked: Asked, point_id: int, group_id: int | None, purpose: str) -> int:
    """Write down that somebody looked at what a point's groups owe, or one group, or took it away on paper.

    Returns how many groups there are.

    :raises OutOfScope: if the point is not of the actor's offices.
    """
    assert len(purpose) <= 300
    groups = Group.objects.filter(point=get_point_in(asked.actor.scope, point_id))
    return groups.count() if group_id is None else groups.filter(pk=group_id).count()
