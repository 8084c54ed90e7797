"""Looking at a group shows people by name, and leaves a trace as every look at people does."""

from tantam.base.asked import Asked
from tantam.base.commands import command
from tantam.groups.parts.scope import get_group_in, get_village_in
from tantam.people.queries.homes import list_homes


@command("groups.look_at_group", subject=lambda _result, arguments: f"group:{arguments['group_id']}")
def look_at_group(*, asked: Asked, group_id: int, purpose: str = "") -> int:
    """Write down that somebody looked at a group's people, or took a paper with them away; return how many.

    :raises OutOfScope: if there is no such group for this actor.
    """
    assert len(purpose) <= 300
    group = get_group_in(asked.actor.scope, group_id)
    return group.members.filter(ends_before=None).count()


@command("groups.look_at_candidates", subject=lambda _result, arguments: f"village:{arguments['village_id']}")
def look_at_candidates(*, asked: Asked, village_id: int) -> int:
    """Write down that somebody looked at who of a village may join a group; return how many households.

    :raises OutOfScope: if there is no such village for this actor.
    """
    village = get_village_in(asked.actor.scope, village_id)
    return len(list_homes(scope=asked.actor.scope, village_id=village.pk, on=asked.book_date))
